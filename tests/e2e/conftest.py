from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.home import HAWAII, Home


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


@pytest.fixture(scope="session")
def deployed(new_home: Callable[[], Home]) -> Home:
    """Set-up A, up. Not to be changed: `standing` is a copy."""
    home = new_home()
    done = home.run("up", HAWAII, "--yes")
    assert done.code == 0, done.err
    return home


@pytest.fixture
def standing(deployed: Home, tmp_path: Path) -> Iterator[Home]:
    """A copy of set-up A, up, for one test. Tests that use it share an xdist group, and so the first `up`."""
    home = deployed.copy(tmp_path / "home")
    yield home
    home.close()
