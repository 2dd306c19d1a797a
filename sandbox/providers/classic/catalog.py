"""Every classic type by its token."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterator, Mapping

from sandbox.engine.provider import ProviderError
from sandbox.providers.classic.kind import Kind

_MODULES = (
    "alarms",
    "cloudtrail",
    "connect",
    "dynamodb_items",
    "dynamodb_tables",
    "events",
    "function_events",
    "function_urls",
    "glue",
    "health_checks",
    "iam_policies",
    "iam_roles",
    "kms",
    "lambda_access",
    "lambda_functions",
    "logs",
    "parameters",
    "route53",
    "s3_buckets",
    "s3_lifecycle",
    "s3_objects",
    "s3_settings",
    "secrets_manager",
    "ses_identities",
    "ses_receipts",
    "ses_sets",
    "sns",
    "state_machines",
    "streams",
)
_OTHER_TOKENS = {"aws:s3/bucketV2:BucketV2": "aws:s3/bucket:Bucket"}  # the old name of the same type


def kind_of(type_: str) -> Kind:
    """The one Kind of a type; ProviderError for a type that the embedded engine lacks."""
    kind = kinds().get(_OTHER_TOKENS.get(type_, type_))
    if kind is None:
        raise ProviderError(
            f"the sandbox's aws provider has no type {type_}\n"
            "  try: an aws-native type (all of Cloud Control is there), or deploy with Pulumi itself"
        )
    return kind


@functools.cache
def kinds() -> Mapping[str, Kind]:
    """All of them. Modules are loaded by name, so that a new service is one line above."""
    return {kind.shape.token: kind() for kind in _classes()}


def _classes() -> Iterator[type[Kind]]:
    for name in _MODULES:
        module = importlib.import_module(f"sandbox.providers.classic.{name}")
        for value in vars(module).values():
            own = isinstance(value, type) and issubclass(value, Kind) and value.__module__ == module.__name__
            if own and hasattr(value, "shape"):
                yield value
