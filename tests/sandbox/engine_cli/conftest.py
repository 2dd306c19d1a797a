from pathlib import Path

import pytest

from tests.sandbox.engine_cli.console import Console


@pytest.fixture
def console(tmp_path: Path) -> Console:
    return Console(tmp_path)


@pytest.fixture
def dev(console: Console) -> Console:
    """A console with an empty stack "dev"."""
    return console.with_stack()
