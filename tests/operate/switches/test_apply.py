"""Carrying out in every region at once: what fails is said, what happened is known, and nobody is overwritten."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operate.switches.apply import Outcome, Signature, State, carry_out, require_whole
from operate.switches.log import story
from operate.switches.named import named
from operate.switches.plan import Plan, Wish, plan_switch
from operate.switches.ports import Place
from operate.switches.state import UNKNOWN, at_once, in_force, logs, look, require_all, who
from operate.switches.until import parse_until
from spec.errors import CloudError, PlanRefusedError
from spec.switches import Action, Kind, SwitchRow
from tests.operate.switches.fake_board import EAST, NOW, PROGRAM, WEST, ZONE, FakeBoard, ids

HERE = ZoneInfo(ZONE)
LATER = NOW + dt.timedelta(minutes=2)
ME = Signature("arn:aws:sts::1:user/kai", "kai", LATER)
ANOTHERS = SwitchRow(
    scope="line#main", kind=Kind.ANNOUNCE, message="x", expires=NOW + dt.timedelta(hours=9), set_by="lani", set_at=NOW
)


FRESH = ids()


def boards() -> list[FakeBoard]:
    return [FakeBoard(WEST), FakeBoard(EAST)]


def plan(here: list[FakeBoard], action: Action = Action.CLOSE, word: str = "main") -> Plan:
    until = None if action is Action.REOPEN else parse_until("4h", NOW, HERE)
    wish = Wish(action=action, named=named(PROGRAM, word), zone=HERE, until=until, reason="flood")
    return plan_switch(wish, look(here, {"office": wish.named[0].scopes}), NOW)


def run(here: list[FakeBoard], action: Action = Action.CLOSE, word: str = "main") -> tuple[Outcome, ...]:
    return carry_out(plan(here, action, word), here, ME, FRESH)


def states(outcomes: tuple[Outcome, ...]) -> list[State]:
    return [outcome.state for outcome in outcomes]


def test_every_region_gets_the_same_row_with_the_signature_of_the_moment_it_was_written() -> None:
    west, east = here = boards()
    assert states(run(here)) == [State.SWITCHED, State.SWITCHED]
    assert west.kept == east.kept
    assert west.kept["line#main"].set_by == "arn:aws:sts::1:user/kai (kai)"
    assert west.kept["line#main"].set_at == LATER


def test_the_log_has_who_what_until_when_and_why_and_tells_both_regions_as_one() -> None:
    here = boards()
    run(here)
    (told,) = story(logs(here))
    entry = told.entry
    assert (entry.who, entry.os_user, entry.action, entry.scope) == (ME.who, "kai", Action.CLOSE, "line#main")
    assert (entry.until, entry.reason, entry.at) == (here[0].kept["line#main"].expires, "flood", LATER)
    assert told.regions == ("us-west-2", "us-east-1")


def test_the_same_again_writes_nothing_and_logs_nothing() -> None:
    here = boards()
    run(here)
    assert states(run(here)) == [State.ALREADY, State.ALREADY]
    assert [len(board.log) for board in here] == [1, 1]


@pytest.mark.parametrize("dark", [0, 1])
def test_a_dark_region_is_said_and_the_other_is_switched_and_the_same_again_finishes(dark: int) -> None:
    here = boards()
    here[dark].dark = True
    outcomes = run(here)
    assert outcomes[dark].state is State.FAILED
    assert "Connection was closed" in outcomes[dark].why
    assert outcomes[1 - dark].state is State.SWITCHED
    with pytest.raises(CloudError, match="run the same command again"):
        require_whole(outcomes)
    here[dark].dark = False
    again = run(here)
    assert {again[dark].state, again[1 - dark].state} == {State.SWITCHED, State.ALREADY}
    require_whole(again)
    assert here[0].kept["line#main"].expires == here[1].kept["line#main"].expires


def test_a_refusal_is_told_in_the_words_of_the_service() -> None:
    here = boards()
    here[1].refuses = True
    outcomes = run(here)
    assert states(outcomes) == [State.SWITCHED, State.FAILED]
    assert "AccessDeniedException" in outcomes[1].why
    with pytest.raises(CloudError, match="us-east-1: not switched; us-west-2 is"):
        require_whole(outcomes)


def test_when_every_region_fails_that_is_said_too() -> None:
    here = boards()
    for board in here:
        board.refuses = True
    with pytest.raises(CloudError, match="us-west-2 and us-east-1: not switched, and no other region is"):
        require_whole(run(here))


def test_a_change_whose_answer_is_lost_is_one_change() -> None:
    here = boards()
    here[0].quiet = True
    assert states(run(here)) == [State.SWITCHED, State.SWITCHED]
    assert len(here[0].log) == 1


def test_an_answer_that_is_lost_with_the_region_is_no_success() -> None:
    here = boards()
    here[0].quiet = True
    here[0].after = lambda board: setattr(board, "dark", True)
    outcomes = run(here)
    assert (outcomes[0].state, "timeout" in outcomes[0].why) == (State.FAILED, True)


def test_a_change_that_cannot_be_read_back_is_told_as_such() -> None:
    here = boards()
    here[0].after = lambda board: setattr(board, "dark", True)
    outcomes = run(here)
    assert outcomes[0].state is State.SWITCHED
    assert "could not be read back" in outcomes[0].why


def test_whom_somebody_else_overtook_is_told_what_that_one_did_and_wrote_nothing() -> None:
    here = boards()
    planned = plan(here)
    for board in here:
        board.kept["line#main"] = ANOTHERS
    outcomes = carry_out(planned, here, ME, FRESH)
    assert states(outcomes) == [State.OVERTAKEN, State.OVERTAKEN]
    assert [dict(outcome.rows or {}) for outcome in outcomes] == [{"line#main": ANOTHERS}] * 2
    assert [board.log for board in here] == [[], []]
    with pytest.raises(PlanRefusedError, match="somebody else changed it"):
        require_whole(outcomes)


def test_who_is_overwritten_at_once_is_told_so() -> None:
    here = boards()
    here[1].after = lambda board: board.kept.update({"line#main": ANOTHERS})
    outcomes = run(here)
    assert states(outcomes) == [State.SWITCHED, State.OVERTAKEN]
    assert "was written, and somebody else changed it since" in outcomes[1].why


def test_an_end_that_came_while_the_operator_was_thinking_is_refused() -> None:
    here = boards()
    planned = plan(here)
    with pytest.raises(PlanRefusedError, match="it is past"):
        carry_out(planned, here, replace(ME, at=NOW + dt.timedelta(hours=5)), FRESH)
    assert [board.kept for board in here] == [{}, {}]


def test_reopening_all_is_one_change_of_several_rows_with_an_entry_each() -> None:
    here = boards()
    run(here, word="main")
    run(here, word="all")
    assert states(run(here, Action.REOPEN, "all")) == [State.SWITCHED, State.SWITCHED]
    assert here[0].kept == {}
    assert sorted(e.scope for e in here[0].log if e.action is Action.REOPEN) == ["center#office", "line#main"]


def test_what_is_in_force_is_told_once_and_disagreement_is_told() -> None:
    here = boards()
    run(here)
    (told,) = in_force(look(here, {"office": ["line#main"]}), LATER)
    assert (told.regions, told.without) == (("us-west-2", "us-east-1"), ())
    del here[1].kept["line#main"]
    (told,) = in_force(look(here, {"office": ["line#main"]}), LATER)
    assert (told.regions, told.without) == (("us-west-2",), ("us-east-1",))
    here[1].kept["line#main"] = ANOTHERS
    assert len(in_force(look(here, {"office": ["line#main"]}), LATER)) == 2


def test_what_is_over_is_not_in_force_though_it_is_still_there() -> None:
    here = boards()
    run(here)
    assert in_force(look(here, {"office": ["line#main"]}), NOW + dt.timedelta(hours=4, minutes=1)) == ()


def test_the_log_of_a_dark_region_is_missed_and_said() -> None:
    here = boards()
    run(here)
    here[0].dark = True
    told = logs(here)
    assert [one.regions for one in story(told)] == [("us-east-1",)]
    with pytest.raises(CloudError, match=r"us-west-2 \(office\): cannot be read"):
        require_all(told)


def test_the_name_of_the_caller_comes_from_whichever_region_answers() -> None:
    def identity(region: str) -> str:
        if region == "us-west-2":
            raise CloudError("sts", "no answer")
        return f"arn of {region}"

    assert who(identity, ["us-west-2", "us-east-1"]) == "arn of us-east-1"
    assert who(identity, ["us-west-2"]) == UNKNOWN


MISHAPS = st.sampled_from(["none", "dark", "refuses", "quiet", "overtaken", "dark after", "undone"])


def suffer(board: FakeBoard, mishap: str) -> None:
    """Between the preview and the change, or right after it."""
    if mishap in ("dark", "refuses", "quiet"):
        setattr(board, mishap, True)
    elif mishap == "overtaken":
        board.before = lambda found: found.kept.update({"line#main": ANOTHERS})
    elif mishap == "dark after":
        board.after = lambda found: setattr(found, "dark", True)
    elif mishap == "undone":
        board.after = lambda found: found.kept.clear()


@given(mishaps=st.tuples(MISHAPS, MISHAPS), early=st.booleans())
@settings(max_examples=98, derandomize=True, deadline=None)
def test_a_region_that_is_not_switched_never_goes_unsaid(mishaps: tuple[str, str], early: bool) -> None:
    here = boards()
    if early and set(mishaps) != {"dark"}:
        for board, mishap in zip(here, mishaps, strict=True):
            suffer(board, mishap)
    planned = plan(here)
    for board, mishap in zip(here, mishaps, strict=True):
        suffer(board, mishap)
    outcomes = carry_out(planned, here, ME, FRESH)
    assert [outcome.place for outcome in outcomes] == [WEST, EAST]
    for board, outcome in zip(here, outcomes, strict=True):
        mine = board.kept.get("line#main") not in (None, ANOTHERS)
        assert mine or outcome.state in (State.FAILED, State.OVERTAKEN)
        assert outcome.why or outcome.state in (State.SWITCHED, State.ALREADY)
        assert len(board.log) <= 1
    if all(outcome.state in (State.SWITCHED, State.ALREADY) for outcome in outcomes):
        require_whole(outcomes)
    else:
        with pytest.raises((CloudError, PlanRefusedError)):
            require_whole(outcomes)


def test_places_of_several_centers_are_named_with_their_center() -> None:
    failed = [Outcome(place=Place(name, "us-west-2"), state=State.FAILED, why="x") for name in ("north", "south")]
    with pytest.raises(CloudError, match=r"us-west-2 \(north\) and us-west-2 \(south\)"):
        require_whole(failed)
    done = [Outcome(place=Place(name, "us-west-2"), state=State.SWITCHED) for name in ("east", "west")]
    with pytest.raises(CloudError, match=r"\(south\): not switched; us-west-2 \(east\) and us-west-2 \(west\) are"):
        require_whole([failed[1], *done])


def test_whoever_waits_is_told_once_what_for() -> None:
    told: list[list[str]] = []
    held = threading.Event()

    def work(part: str) -> str:
        if part == "slow":
            held.wait(30)
        return part.upper()

    def late(parts: Sequence[str]) -> None:
        told.append(list(parts))
        held.set()

    assert at_once(work, ["quick", "slow"], late, soon=0.2) == ["QUICK", "SLOW"]
    assert told == [["slow"]]
    assert at_once(work, ["quick"], late, soon=30) == ["QUICK"]
    assert len(told) == 1
