"""The copy of deployed.json in the bucket of one region. Importing it has no effect."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from operate.aws import URGENT, Patience, Target, call
from spec.errors import CloudError

OBJECT = "deployed.json"
STEADY = Patience(connect=5, read=15, tries=4)
"""For `up`: it has no other region to turn to, and does not wait for minutes for one that is gone."""
_GONE = {"NoSuchKey", "NoSuchBucket", "404"}


@dataclass(frozen=True)
class CopyStore:
    """One bucket."""

    target: Target
    region: str
    bucket: str
    patience: Patience = URGENT

    @cached_property
    def _client(self) -> Any:
        return self.target.client("s3", self.region, self.patience)

    @property
    def url(self) -> str:
        return f"s3://{self.bucket}"

    @property
    def _where(self) -> str:
        return f"{self.url}/{OBJECT} in {self.region}"

    def body(self) -> bytes | None:
        """The copy; None where there is none yet. Raises CloudError."""
        from botocore.exceptions import BotoCoreError
        from urllib3.exceptions import HTTPError

        try:
            found: bytes = call(self._client, "get_object", Bucket=self.bucket, Key=OBJECT)["Body"].read()
        except CloudError as error:
            if _code(error) in _GONE:
                return None
            raise
        except (BotoCoreError, HTTPError, OSError) as error:  # the body comes after the answer, and may not
            raise CloudError(self._where, str(error), "run the command again") from error
        return found

    def read(self) -> str | None:
        """The same as text. Raises CloudError, also for what is none."""
        found = self.body()
        try:
            return None if found is None else found.decode("utf-8")
        except UnicodeDecodeError as error:
            raise CloudError(self._where, "it is not UTF-8", "civicline up PROGRAM writes it again") from error

    def write(self, text: str) -> None:
        """A new version of it. Raises CloudError; it may have happened all the same."""
        body = text.encode()
        call(self._client, "put_object", Bucket=self.bucket, Key=OBJECT, Body=body, ContentType="application/json")

    def forget(self) -> None:
        """The versions that were there stay, where the bucket does. Raises CloudError."""
        try:
            call(self._client, "delete_object", Bucket=self.bucket, Key=OBJECT)
        except CloudError as error:
            if _code(error) not in _GONE:
                raise


def _code(error: CloudError) -> str:
    response: dict[str, Any] = getattr(error.__cause__, "response", None) or {}
    return str(response.get("Error", {}).get("Code"))
