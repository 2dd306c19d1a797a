"""Clients of operate/: how long they wait, and what they say when a service fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from operate.aws import Target, call
from spec.errors import CloudError

SILENT = ReadTimeoutError(endpoint_url="http://127.0.0.1:9")


def retried(client: Any, error: Exception, attempts: int) -> None:
    """What botocore asks before it tries again."""
    operation = client.meta.service_model.operation_model("ListInstances")
    about = {"operation": operation, "endpoint": None, "request_dict": {"context": {"retries": {}}}}
    client.meta.events.emit(
        "needs-retry.connect.ListInstances", response=None, attempts=attempts, caught_exception=error, **about
    )


def test_a_service_that_stays_silent_is_given_up_after_three_times() -> None:
    with pytest.raises(ReadTimeoutError):
        retried(Target("http://127.0.0.1:9").client("connect", "us-west-2"), SILENT, 3)


@pytest.mark.parametrize(
    ("error", "attempts"), [(SILENT, 2), (EndpointConnectionError(endpoint_url="http://127.0.0.1:9"), 3)]
)
def test_anything_else_is_tried_on(error: Exception, attempts: int) -> None:
    retried(Target("http://127.0.0.1:9").client("connect", "us-west-2"), error, attempts)


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("InternalServiceException", "run the command again in a minute"),
        ("ThrottlingException", "AWS is limiting requests"),
        ("AccessDeniedException", "let your role use this operation"),
        ("ExpiredTokenException", "sign in to AWS"),
        ("ResourceNotFoundException", "the right AWS account"),
    ],
)
def test_a_refusal_says_what_to_do(code: str, hint: str) -> None:
    class Refusing:
        meta = Target("http://127.0.0.1:9").client("connect", "us-west-2").meta

        def list_instances(self) -> None:
            raise ClientError({"Error": {"Code": code, "Message": "no"}}, "ListInstances")

    with pytest.raises(Exception, match=hint):
        call(Refusing(), "list_instances")


def test_whoever_is_not_signed_in_is_told_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(CloudError, match="Unable to locate credentials\n  try: sign in to AWS"):
        call(Target().client("dynamodb", "us-west-2"), "list_tables")
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(CloudError, match=r"nobody.*\n  try: sign in to AWS"):
        Target().client("dynamodb", "us-west-2")
