"""Parts of the spec by id, as places in the file."""

import pytest

from spec.load import Source
from spec.load import check_text as check
from spec.named_paths import path_of

TEXT = """\
infrastructure:
  lines:
    - id: other
      menu: []
    - id: main
      menu:
        - key: "2"
          label: billing
  agents: [{username: kim.lee}]
"""


@pytest.fixture(scope="module")
def source() -> Source:
    found = check(TEXT, "program.yaml").source
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("named", "path"),
    [
        ("infrastructure.lines[main].menu", ("infrastructure", "lines", 1, "menu")),
        ("infrastructure.lines[main].menu[2].label", ("infrastructure", "lines", 1, "menu", 0, "label")),
        ("infrastructure.lines[0]", ("infrastructure", "lines", 0)),
        ("infrastructure.agents[kim.lee]", ("infrastructure", "agents", 0)),
        ("infrastructure.lines[gone].menu", ("infrastructure", "lines")),
        ("infrastructure.lines[main].queue", ("infrastructure", "lines", 1)),
        ("content", ()),
        ("", ()),
        ("[]].[", ()),
    ],
)
def test_the_deepest_part_that_the_file_has_is_found(source: Source, named: str, path: tuple[str | int, ...]) -> None:
    assert path_of(source.root, named) == path


def test_the_place_is_that_of_the_part_with_the_id(source: Source) -> None:
    assert source.locate(path_of(source.root, "infrastructure.lines[main].menu[2]")).line == 7
