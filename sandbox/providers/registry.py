"""Which provider serves which package: the `ProviderFactory` of the embedded engine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sandbox.engine.provider import Properties, Provider, ProviderError


def make(package: str, inputs: Properties, config: Mapping[str, str], env: Mapping[str, str], base: str) -> Provider:
    """A configured provider; ProviderError for a package that the embedded engine lacks or an endpoint it refuses.

    inputs  of the provider resource, plain; in a preview some may be unknown
    config  the stack's configuration under full keys (`aws:region`)
    base    directory at which relative asset paths start
    """
    match package:
        case "aws-native":
            from sandbox.providers.native.provider import AwsNative
            from sandbox.providers.session import Session

            return AwsNative(Session(package, inputs, config, env))
        case "aws":
            from sandbox.providers.classic.provider import AwsClassic
            from sandbox.providers.session import Session

            return AwsClassic(Session(package, inputs, config, env), Path(base))
        case "pulumi-python":
            from sandbox.providers.dynamic import Dynamic

            return Dynamic(config)
        case _:
            raise ProviderError(
                f"the embedded engine has no provider for package '{package}'\n"
                "  try: use the packages aws, aws-native or pulumi.dynamic, or deploy with Pulumi itself"
            )
