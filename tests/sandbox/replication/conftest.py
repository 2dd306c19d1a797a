"""A sandbox with a clock of its own, and a center in two regions in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.replication.rig import Center, Sandbox


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    made = Sandbox(tmp_path)
    made.use(latency_scale=0.0, replication_delay=10.0)
    yield made
    made.close()


@pytest.fixture
def center(sandbox: Sandbox) -> Center:
    """Replicated, and settled."""
    made = Center(sandbox)
    made.replicate()
    sandbox.now += 11
    return made
