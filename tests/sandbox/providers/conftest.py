"""One moto server for each test module, on a free port of this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from moto.server import ThreadedMotoServer

from sandbox.aws.install import install
from sandbox.providers.classic.provider import AwsClassic
from sandbox.providers.session import Session


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    install()  # idempotent; the emulated services that moto lacks
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()


@pytest.fixture(scope="module")
def aws(endpoint: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., AwsClassic]:
    """A classic provider of us-east-1 at the server; keyword arguments are further provider inputs."""
    base: Path = tmp_path_factory.mktemp("program")

    def configured(**inputs: Any) -> AwsClassic:
        given = {"region": "us-east-1", **inputs}
        return AwsClassic(Session("aws", given, {}, {"AWS_ENDPOINT_URL": endpoint}), base)

    return configured
