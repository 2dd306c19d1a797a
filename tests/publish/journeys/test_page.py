"""The page of journeys: whole, escaped, and followable without the picture."""

import re
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_flows.compile import compile_flows
from contact_flows.journey.journeys import journeys
from contact_flows.journey.model import Journey, Kind, Step, Way
from publish.journeys.layout import layout
from publish.journeys.page import page
from publish.journeys.picture import picture
from spec.load import load

STACKS = sorted(Path(__file__).parents[3].glob("stacks/*/program.yaml"))


@st.composite
def random_journeys(draw: st.DrawFn) -> Journey:
    count = draw(st.integers(1, 30))
    ways: dict[int, list[Way]] = {number: [] for number in range(1, count + 1)}
    for number in range(2, count + 1):  # every step is reached from an earlier one
        ways[draw(st.integers(1, number - 1))].append(Way(str(number), number, draw(st.booleans())))
    for _ in range(draw(st.integers(0, 20))):
        start, end = draw(st.integers(1, count)), draw(st.integers(1, count))
        ways[start].append(Way("again", end))
    steps = (
        Step(number=n, block=str(n), kind=Kind.SAYS, text="Says", words="<&> $", ways=tuple(ways[n])) for n in ways
    )
    return Journey("line-main", "Line <Main>", "", "en-US", tuple(steps))


@given(random_journeys())
def test_every_step_has_a_place_of_its_own_below_the_one_that_leads_to_it(journey: Journey) -> None:
    placed = layout(journey)
    assert set(placed.places) == {step.number for step in journey.steps}
    for one, other in combinations(placed.places.values(), 2):
        assert one.layer != other.layer or abs(one.column - other.column) >= 1
    for number, (parent, _) in placed.drawn.items():
        assert placed.places[number].layer == placed.places[parent].layer + 1


@given(random_journeys())
def test_every_way_is_a_line_or_a_reference(journey: Journey) -> None:
    placed = layout(journey)
    lines = {(start, way) for start, way in placed.drawn.values()}
    for step in journey.steps:
        assert {(step.number, way) for way in step.ways} - lines == {(step.number, w) for w in placed.referred(step)}


@given(random_journeys())
def test_a_picture_is_well_formed_and_has_a_title(journey: Journey) -> None:
    svg = ET.fromstring(picture(journey, "a"))
    assert svg.get("role") == "img"
    title = svg.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert (title.text or "").startswith("Line <Main>")


class Links(HTMLParser):
    """Identifiers of a page, and what its links and labels name."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.named: set[str] = set()
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if (found.get("href") or "").startswith("#"):
            self.named.add(str(found["href"])[1:])
        for name in ("aria-labelledby", "aria-describedby"):
            self.named |= set((found.get(name) or "").split())
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))


@pytest.mark.parametrize("path", STACKS, ids=lambda path: path.parent.name)
def test_a_page_leads_everywhere_that_it_names(path: Path) -> None:
    program = load(path)
    flows = compile_flows(program, program.infrastructure.centers[0])
    links = Links()
    links.feed(page(journeys(flows), title=program.program.name, subtitle="Compiled from the spec."))
    assert links.named <= set(links.ids)
    assert len(links.ids) == len(set(links.ids))
    assert all(after - before <= 1 for before, after in zip(links.headings, links.headings[1:], strict=False))


def test_words_of_the_spec_cannot_become_markup() -> None:
    step = Step(number=1, block="a", kind=Kind.SAYS, text="Says", words="<script>alert(1)</script>")
    text = page([Journey("x", "<b>", "<i>", "en-US", (step,))], title="<u>", subtitle="&")
    assert not re.search(r"<(script|b|i|u)>", text)
