from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.home import Home


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Home]]:
    """Homes in folders of their own; their sandboxes are stopped in the end."""
    homes: list[Home] = []

    def make() -> Home:
        homes.append(Home(tmp_path_factory.mktemp("home")))
        return homes[-1]

    yield make
    for home in homes:
        home.close()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """An empty home, for one test."""
    made = Home(tmp_path / "home")
    yield made
    made.close()
