"""Parts of the spec by id, as places in the file."""

from pathlib import Path

import pytest

from spec.load import Source, load
from spec.load import check_text as check
from spec.named_paths import path_in, path_of

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


HAWAII = load(Path(__file__).parents[2] / "stacks" / "hawaii-in-house" / "program.yaml")


@pytest.mark.parametrize(
    ("named", "path"),
    [
        ("infrastructure.lines[main].menu", ("infrastructure", "lines", 0, "menu")),
        ("infrastructure.resilience", ("infrastructure", "resilience")),
        ("infrastructure.lines[gone].menu", ("infrastructure", "lines")),
        ("infrastructure.lines[main].menu[3].label", ("infrastructure", "lines", 0, "menu", 2, "label")),
        ("infrastructure[main]", ("infrastructure",)),
        ("nothing.here", ()),
        ("", ()),
    ],
)
def test_a_program_that_was_read_has_the_same_places(named: str, path: tuple[str | int, ...]) -> None:
    assert path_in(HAWAII, named) == path
