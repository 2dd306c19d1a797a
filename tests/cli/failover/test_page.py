"""What a status page says of every state that two regions can be in."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from cli.render.failover.facts import About, Now
from cli.render.failover.page import office_page, public_page
from operate.failover.model import Split
from operate.switches.ports import Place
from publish.status_page.model import Mark, StatusPage
from publish.status_page.page import render
from spec.deployed import Deployed, DeployedLine, DeployedReplica, Instance
from spec.errors import CloudError
from spec.models.resilience import Tier
from spec.serving import CHANNELS, Serving
from spec.switches import Kind, SwitchRow, center_scope, line_scope
from tests.operate.failover.fake_world import BOTH, EAST, START, WEST, World
from tests.publish.runbook.recorded import center, recorded

LINE = DeployedLine(
    id="main", name="Main line", center="office", languages=("en-US",), time_zone="UTC", numbers=("+13605550170",)
)
DEPLOYED: Deployed = recorded(LINE, office=center())
CLOSED = SwitchRow(scope=line_scope("main"), kind=Kind.CLOSED, message="Closed.", expires=START + dt.timedelta(hours=1))
shares = st.integers(0, 10).map(lambda tens: {EAST: tens * 10, WEST: 100 - tens * 10})
darkness = st.sets(st.sampled_from(BOTH))
towards = st.sampled_from(("", EAST, WEST))
rows = st.sampled_from(({}, {CLOSED.scope: CLOSED}, CloudError("dynamodb", "silent")))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    voice = draw(shares)
    world = World(split=Split(voice=voice, agents=voice, sign_in={one: voice[one] > 0 for one in BOTH}))
    world.dark = draw(darkness)
    serving = draw(st.sampled_from(BOTH))
    row = Serving(
        center="office", regions=dict.fromkeys(CHANNELS, serving), turn=1, since=START, by="kai", towards=draw(towards)
    )
    world.rows = {region: row for region in BOTH if draw(st.booleans())}
    return world


def now_of(world: World, east: object = None, west: object = None) -> Now:
    switched = {Place("office", region): found for region, found in ((EAST, east), (WEST, west)) if found is not None}
    return Now(at=START, seen=(world.look(),), switched=switched)  # type: ignore[arg-type]  # of any kind, drawn


def office(now: Now) -> StatusPage:
    return office_page(About(DEPLOYED, dt.UTC), now)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(world=worlds())
def test_the_headline_is_good_only_where_calls_are_at_home_and_everything_answers(world: World) -> None:
    (fact, seen) = office(now_of(world)).headline, world.look()
    receiving = {region for region, share in world.split.voice.items() if share}
    if world.dark == set(BOTH):
        assert (fact.mark, "no region answers" in fact.words) == (Mark.BAD, True)
    elif seen.serving and seen.serving.towards:
        assert fact.mark is Mark.WARNING
        assert "under way" in fact.words
    elif receiving & world.dark:
        assert fact.mark is Mark.BAD
    else:
        usual = not world.dark and receiving == {EAST} and world.split.sign_in[EAST] and seen.agrees
        assert (fact.mark is Mark.GOOD) == usual


@settings(deadline=None, max_examples=60, derandomize=True)
@given(world=worlds(), east=rows, west=rows)
def test_a_line_is_as_callers_meet_it_in_the_region_that_has_most_of_them(
    world: World, east: object, west: object
) -> None:
    (line,) = office(now_of(world, east, west)).lines
    split = world.look().split
    receiving = sorted(BOTH, key=lambda region: -split.voice[region]) if split else []
    told = [{EAST: east, WEST: west}[region] for region in receiving if split and split.voice[region]]
    counts = next((found for found in told if not isinstance(found, CloudError)), None)
    expected = Mark.UNKNOWN if counts is None else Mark.BAD if counts else Mark.GOOD
    assert line.fact.mark is expected


@settings(deadline=None, max_examples=60, derandomize=True)
@given(world=worlds(), east=rows, west=rows)
def test_a_page_for_callers_has_no_word_of_what_is_behind_a_line(world: World, east: object, west: object) -> None:
    page = public_page(About(DEPLOYED, dt.UTC, "Mileage", 5), now_of(world, east, west))
    shown = render(page).partition("</style>")[2]
    assert not any(
        word in shown for word in (EAST, WEST, "arn:", "office", "kai", "wa-program", "dynamodb", "000000000101")
    )
    assert page.refresh is None


def test_what_every_line_says_stands_once_above_them() -> None:
    two = tuple(LINE.model_copy(update={"id": id_, "name": id_}) for id_ in ("main", "other"))
    deployed = DEPLOYED.model_copy(update={"lines": two})
    whole = SwitchRow(scope=center_scope("office"), kind=Kind.CLOSED, message="Ice.", expires=CLOSED.expires)
    page = public_page(About(deployed, dt.UTC), now_of(World(), {whole.scope: whole}))
    assert [told.words for told in page.banner] == ["Ice."]
    assert [(line.fact.mark, line.told) for line in page.lines] == [(Mark.BAD, ()), (Mark.BAD, ())]
    assert render(page).count("Ice.") == 1
    apart = public_page(About(deployed, dt.UTC), now_of(World(), {CLOSED.scope: CLOSED}))
    assert (apart.banner, [len(line.told) for line in apart.lines]) == ((), [1, 0])


def test_a_cold_standby_is_named_as_one_to_which_only_the_carrier_leads() -> None:
    there = DeployedReplica(region=WEST, alias="cold", instance=Instance(id="2", arn="arn:of:cold"))
    cold = center(Tier.COLD_STANDBY).model_copy(update={"standby": there})
    deployed = DEPLOYED.model_copy(update={"centers": {"office": cold}})
    now = Now(at=START, seen=(), switched={Place("office", EAST): {}})
    page = office_page(About(deployed, dt.UTC), now)
    assert page.headline.words == "All lines are in service"
    assert page.centers[0].regions == (EAST, f"{WEST} (cold standby)")
    assert [fact.words for fact in page.centers[0].rows[0][1]] == ["here", "only by the carrier"]
    assert any("not supported by AWS" in note.words for note in page.centers[0].notes)
    assert public_page(About(deployed, dt.UTC), now).centers == ()


def test_a_line_without_a_number_is_not_named_to_callers() -> None:
    inner = now_of(World(), {}, {})
    deployed = DEPLOYED.model_copy(update={"lines": (LINE.model_copy(update={"numbers": ()}),)})
    assert public_page(About(deployed, dt.UTC), inner).lines == ()
    assert office_page(About(deployed, dt.UTC), inner).lines[0].name == "Main line"
