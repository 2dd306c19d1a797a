"""The rig, and one repair: the SDK's program server forgets to close its event loop when a program fails."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.engine.rig import Rig

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A garbage collection in the middle of a test may find that loop first."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"))


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    made = Rig(tmp_path)
    yield made
    if made.failed:
        close_left_loops()


def close_left_loops() -> None:
    """pulumi/automation/_server.py, `LanguageServer.Run`: a failed task leaves before `loop.close()`."""
    for found in gc.get_objects():
        if issubclass(type(found), asyncio.BaseEventLoop) and not found.is_closed() and not found.is_running():
            found.close()
