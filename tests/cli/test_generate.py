"""Generated pages: the committed ones are what the code says."""

import pytest

from cli.generate import FOLDER, pages


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_committed_page_is_current(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == pages()[name], "run `make generate`"


def test_no_other_page_pretends_to_be_generated() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(pages())
