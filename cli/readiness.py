"""What can be said of this machine's readiness for AWS without calling AWS (docs/aws-account.md has the whole list)."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass

from cli.deployment import SECRETS_VARIABLE, STATE_VARIABLE


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    ready: bool
    detail: str


def aws_readiness(env: Mapping[str, str]) -> tuple[Check, ...]:
    """Each thing that a deployment to AWS needs from this machine, and whether it is there."""
    return (_credentials(env), _state(env), _secrets(env), _tools(env))


def _credentials(env: Mapping[str, str]) -> Check:
    import botocore.session

    session = botocore.session.Session()
    found = any(env.get(name) for name in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE"))
    profiles = session.available_profiles
    if found or profiles:
        return Check(
            "credentials", ready=True, detail=env.get("AWS_PROFILE") or ", ".join(profiles[:3]) or "environment"
        )
    return Check("credentials", ready=False, detail="no AWS profile, keys or role; aws configure sso")


def _state(env: Mapping[str, str]) -> Check:
    url = env.get(STATE_VARIABLE)
    return Check("state", ready=bool(url), detail=url or f"set {STATE_VARIABLE} to s3://your-state-bucket")


def _secrets(env: Mapping[str, str]) -> Check:
    ready = bool(
        env.get(SECRETS_VARIABLE) or env.get("PULUMI_CONFIG_PASSPHRASE") or env.get("PULUMI_CONFIG_PASSPHRASE_FILE")
    )
    return Check(
        "secrets", ready=ready, detail="set" if ready else f"set {SECRETS_VARIABLE} to awskms://alias/your-key"
    )


def _tools(env: Mapping[str, str]) -> Check:
    found = shutil.which("aws", path=env.get("PATH"))
    return Check("AWS CLI", ready=bool(found), detail=found or "not on PATH; it is only needed to sign in")
