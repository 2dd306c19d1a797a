"""One configured AWS account and region: where it is, who calls, and boto3 clients that retry and raise AwsError."""

from __future__ import annotations

import functools
import json
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.engine.provider import ProviderError
from sandbox.engine.values import model as values
from sandbox.providers import loopback
from sandbox.providers.failures import classify
from sandbox.providers.patience import Patience, Turnstiles, persist

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 30.0
ANSWER_VARIABLE = "CIVICLINE_AWS_TIMEOUT"
"""Environment variable: seconds to wait for one answer, instead of ANSWER_SECONDS."""
_POOL = 64

# Keys of the provider's `endpoints` that differ from boto3's client name.
_ENDPOINT_KEYS = {
    "cloudwatchlogs": "logs",
    "cloudwatchevents": "events",
    "eventbridge": "events",
    "cloudcontrolapi": "cloudcontrol",
}


@dataclass(frozen=True, slots=True)
class Address:
    """All that distinguishes one boto3 client from another."""

    service: str
    region: str
    endpoint: str
    access_key: str
    secret_key: str = field(repr=False)
    session_token: str | None = field(default=None, repr=False)
    answer_seconds: float = ANSWER_SECONDS


class Client:
    """A boto3 client whose methods raise AwsError only, after retries; `client.create_role(RoleName=...)` as usual."""

    def __init__(self, raw: Any, address: Address, patience: Patience, turnstiles: Turnstiles) -> None:
        self.region, self.endpoint = address.region, address.endpoint
        self._raw, self._service = raw, address.service
        self._patience, self._turnstiles = patience, turnstiles

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self._raw, name)
        operation = f"{self._service}.{name}"

        def call(**arguments: Any) -> Any:
            def once() -> Any:
                try:
                    return method(**arguments)
                except Exception as error:
                    raise classify(error, operation, self.endpoint) from error

            return persist(once, f"{self.region}:{operation}", self._patience, self._turnstiles)

        return call

    def once(self) -> Client:
        """The same client without retries, for calls that would make a second resource."""
        patience = Patience(throttled_seconds=0, broken_tries=1, late_tries=1, unreachable_tries=1)
        address = Address(self._service, self.region, self.endpoint, "", "")
        return Client(self._raw, address, patience, self._turnstiles)


class Session:
    """Settings that `aws` and `aws-native` share. Reading them touches nothing; the first client needs the network."""

    def __init__(
        self,
        package: str,
        inputs: Mapping[str, Any],
        config: Mapping[str, Any],
        env: Mapping[str, str],
        patience: Patience | None = None,
    ) -> None:
        self._package, self._inputs, self._config, self._env = package, inputs, config, env
        self.patience = patience or Patience()
        self._turnstiles = Turnstiles()
        self._lock, self._account = threading.Lock(), ""
        self._endpoints = self._per_service()
        self._default = self._env.get("AWS_ENDPOINT_URL")
        self._guard()

    @property
    def region(self) -> str:
        """The provider's region; refused rather than guessed when nobody named one, as the real provider does."""
        chosen = self.setting("region") or self._env.get("AWS_REGION") or self._env.get("AWS_DEFAULT_REGION")
        if not chosen:
            raise ProviderError(f"provider {self._package}: no region is set\n  try: give the provider a region")
        return str(chosen)

    def setting(self, name: str) -> Any:
        """A provider input, or the stack's `<package>:<name>`. Structured ones arrive as JSON text."""
        value = self._inputs.get(name, self._config.get(f"{self._package}:{name}"))
        if isinstance(value, str) and value[:1] in {"[", "{"}:
            return json.loads(value)
        return value

    def client(self, service: str, region: str | None = None) -> Client:
        """One client for each (service, region), shared by all threads."""
        chosen = region or self.region
        address = Address(
            service=service,
            region=chosen,
            endpoint=loopback.require(f"provider {self._package}", self._endpoint(service)),
            access_key=str(self.setting("accessKey") or self._env.get("AWS_ACCESS_KEY_ID") or "sandbox"),
            secret_key=str(self.setting("secretKey") or self._env.get("AWS_SECRET_ACCESS_KEY") or "sandbox"),
            session_token=self.setting("token") or self._env.get("AWS_SESSION_TOKEN"),
            answer_seconds=float(self._env.get(ANSWER_VARIABLE) or ANSWER_SECONDS),
        )
        return Client(_raw_client(address), address, self.patience, self._turnstiles)

    def account(self) -> str:
        """The account id; asked once."""
        with self._lock:
            if not self._account:
                self._account = str(self.client("sts").get_caller_identity()["Account"])
            return self._account

    def default_tags(self) -> dict[str, str]:
        """The provider's `defaultTags.tags`."""
        given = self.setting("defaultTags")
        tags = given.get("tags") if isinstance(given, Mapping) else None
        return {str(key): str(value) for key, value in (tags or {}).items()}

    def _per_service(self) -> dict[str, Any]:
        given = self.setting("endpoints") or []
        if values.is_unknown(given):  # in a preview; nothing can be called then
            return {"": given}
        blocks = given if isinstance(given, list) else [given]
        found = {key: url for block in blocks if isinstance(block, Mapping) for key, url in block.items() if url}
        return {_ENDPOINT_KEYS.get(key, key): url for key, url in found.items()}

    def _endpoint(self, service: str) -> Any:
        variable = f"AWS_ENDPOINT_URL_{service.upper().replace('-', '_')}"
        return self._endpoints.get(service) or self._env.get(variable) or self._default

    def _guard(self) -> None:
        """Refuse at once what could ever be called; in a preview an endpoint may still be unknown."""
        where = f"provider {self._package}"
        for service, url in self._endpoints.items():
            if not values.is_unknown(url):
                loopback.require(f"{where}, endpoint of {service}", url)
        for name, url in self._env.items():
            if name.startswith("AWS_ENDPOINT_URL_"):
                loopback.require(f"{where}, {name}", url)
        if self._default or not self._endpoints:
            loopback.require(where, self._default)


_clients = threading.Lock()


def _raw_client(address: Address) -> Any:
    with _clients:  # boto3 builds clients from shared loaders that are not thread-safe
        return _build(address)


@functools.lru_cache(maxsize=512)
def _build(address: Address) -> Any:
    from botocore.config import Config

    settings = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=address.answer_seconds,
        max_pool_connections=_POOL,
        retries={"total_max_attempts": 1, "mode": "standard"},  # patience.py repeats: it knows what may be repeated
        proxies={},  # a proxy from the environment would carry the call off this machine
        inject_host_prefix=False,
        s3={"addressing_style": "path"},
        parameter_validation=True,
    )
    client = _core().create_client(
        address.service,
        region_name=address.region,
        endpoint_url=address.endpoint,
        aws_access_key_id=address.access_key,
        aws_secret_access_key=address.secret_key,
        aws_session_token=address.session_token,
        config=settings,
    )
    client.meta.events.register("before-send", _refuse_foreign_host)
    return client


@functools.cache
def _core() -> Any:
    """A botocore session that ignores the user's profiles: they could name another region, endpoint or retry mode."""
    import botocore.session

    nowhere = (None, None, os.devnull, None)
    none = (None, None, None, None)
    return botocore.session.Session({"profile": none, "config_file": nowhere, "credentials_file": nowhere})


def _refuse_foreign_host(request: Any, **_: Any) -> None:
    """The last gate: no redirect or endpoint rule may lead a request off this machine."""
    host_part = str(request.url).split("?", 1)[0]
    scheme, _mark, rest = host_part.partition("://")
    loopback.require("request", f"{scheme}://{rest.split('/', 1)[0]}")
