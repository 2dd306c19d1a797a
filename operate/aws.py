"""The only place of operate/ that makes AWS clients. Importing it has no effect."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from spec.errors import CloudError

Page = Mapping[str, Any]
EMULATED = "AWS_ENDPOINT_URL"
"""One address for all services: AWS itself has none (AWS SDKs and Tools Reference, "Service-specific endpoints")."""
SILENCES = 3
"""So often a service may say nothing at all; what it refuses for the moment is tried more often."""


SIGN_IN = "sign in to AWS (such as `aws sso login`; AWS_PROFILE names another profile), then run the command again"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a client bears a service that is slow or gone; seconds a try, and tries."""

    connect: float
    read: float
    tries: int


USUAL = Patience(connect=5, read=15, tries=11)
"""For work that has to come to its end: what a service refuses for the moment is tried again."""
URGENT = Patience(connect=3, read=5, tries=2)
"""For what a person waits for who has another region to turn to: a dark one costs seconds."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where AWS is. `endpoint` is the sandbox's address; None means AWS itself, with the caller's own credentials."""

    endpoint: str | None = None

    def client(self, service: str, region: str, patience: Patience = USUAL) -> Any:
        """A client; reads are retried a few times, and nothing waits longer than a minute. Raises CloudError."""
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError
        from botocore.session import get_session

        config = Config(
            retries={"mode": "standard", "total_max_attempts": patience.tries},
            connect_timeout=patience.connect,
            read_timeout=patience.read,
            max_pool_connections=16,
        )
        keys: dict[str, Any] = {}
        if self.endpoint:
            keys = {"aws_access_key_id": "sandbox", "aws_secret_access_key": "sandbox"}
        try:
            session: Any = get_session()  # one for each: a session is not for several threads, its models are
            session.register_component("data_loader", _models())
            place = {"region_name": region, "endpoint_url": self.endpoint}
            client = session.create_client(service, config=config, **place, **keys)
        except BotoCoreError as error:  # such as a profile that is not configured
            raise CloudError(f"{service} in {region}", str(error), SIGN_IN) from error
        client.meta.events.register_first("needs-retry", give_up)
        return client

    def page(self, url: str) -> str | None:
        """A public page, such as one of a front door; None where AWS is emulated, which has none. Raises CloudError."""
        from operate.pages import read_page

        return None if self.endpoint or os.environ.get(EMULATED) else read_page(url)


@cache
def _models() -> Any:
    """The service models that botocore ships, read once: that is most of the time a client takes to be made."""
    from botocore.session import get_session

    return get_session().get_component("data_loader")


def give_up(*, caught_exception: Exception | None, attempts: int, **_: Any) -> None:
    """Before each retry: raise where a service stays silent. Ten time-outs on end would be minutes without a word."""
    from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError

    if isinstance(caught_exception, ConnectTimeoutError | ReadTimeoutError) and attempts >= SILENCES:
        raise caught_exception


def pages(client: Any, operation: str, key: str, **arguments: Any) -> Iterator[Any]:
    """Items of `key` over all pages of a list operation. Raises CloudError."""
    while True:
        page = call(client, operation, **arguments)
        yield from page.get(key, ())
        name = next((name for name in ("NextToken", "nextToken") if page.get(name)), None)
        if name is None:
            return
        arguments[name] = page[name]


def call(client: Any, operation: str, **arguments: Any) -> Page:
    """One call. Raises CloudError that names the operation, in the words of the service."""
    from botocore.exceptions import BotoCoreError, ClientError

    method: Callable[..., Page] = getattr(client, operation)
    try:
        return method(**arguments)
    except ClientError as refused:
        error = refused.response.get("Error", {})
        where = f"{client.meta.service_model.service_name}:{refused.operation_name} in {client.meta.region_name}"
        raise CloudError(
            where, f"{error.get('Code')}: {error.get('Message')}", _hint(str(error.get("Code")))
        ) from refused
    except BotoCoreError as failed:
        where = f"{client.meta.service_model.service_name}:{operation} in {client.meta.region_name}"
        raise CloudError(where, str(failed), _cure(failed)) from failed


def _cure(failed: Exception) -> str:
    """What helps where the service was not reached."""
    from botocore import exceptions as known

    unsigned = (
        known.NoCredentialsError,
        known.PartialCredentialsError,
        known.CredentialRetrievalError,
        known.TokenRetrievalError,
        known.SSOError,
        known.NoAuthTokenError,
    )
    return SIGN_IN if isinstance(failed, unsigned) else "check the network and the address, then run the command again"


def _hint(code: str) -> str:
    if code in {"ExpiredToken", "ExpiredTokenException", "UnrecognizedClientException", "InvalidClientTokenId"}:
        return SIGN_IN
    if "ResourceNotFound" in code:
        return "look whether you are signed in to the right AWS account; if so, it was deleted since `civicline up`"
    if "Throttl" in code or "TooManyRequests" in code:
        return "AWS is limiting requests; run the command again in a minute"
    if "AccessDenied" in code:
        return "let your role use this operation (docs/aws-account.md lists them)"
    if "InternalS" in code or "ServiceException" in code or "Unavailable" in code:
        return "the service itself failed; run the command again in a minute, or look at the health of the region"
    return ""
