"""A standing center in two regions, once for all tests that only read it, and a fresh one for those that break it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operate.readiness.standing import Standing, standing
from tests.sandbox.replication.rig import Sandbox


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    """For a whole module, whose tests change nothing."""
    yield from _standing(tmp_path_factory.mktemp("sandbox"))


@pytest.fixture
def stands(tmp_path: Path) -> Iterator[Standing]:
    yield from _standing(tmp_path)


def _standing(folder: Path) -> Iterator[Standing]:
    sandbox = Sandbox(folder)
    try:
        sandbox.use(latency_scale=0.0, replication_delay=0.0)
        made = standing(sandbox)
        sandbox.now += 1
        yield made
    finally:
        sandbox.close()
