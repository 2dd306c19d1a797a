"""What a switch would change: the same again is nothing, announcements nobody hears are refused, all has an end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operate.switches.named import named
from operate.switches.plan import REPEATED, Plan, Wish, plan_switch
from operate.switches.ports import Place, Rows, Seen
from operate.switches.until import Until, parse_until
from spec.errors import CloudError, PlanRefusedError
from spec.switches import Action, Kind, SwitchRow
from tests.operate.switches.fake_board import DESK, EAST, MAIN, NOW, PROGRAM, WEST, ZONE, center, deployed

DARK = CloudError("dynamodb in us-west-2", "Connect timeout", "check the network")
HERE = ZoneInfo(ZONE)
END = parse_until("2027-01-15 06:00", NOW, HERE)


def wish(action: Action = Action.CLOSE, word: str = "main", until: Until | None = END, **more: object) -> Wish:
    given: dict[str, object] = {"reason": "flood", **more}
    end = None if action is Action.REOPEN else until
    return Wish(action=action, named=named(PROGRAM, word), zone=HERE, until=end, **given)  # type: ignore[arg-type]  # of tests


def row(
    scope: str = "line#main", kind: Kind = Kind.CLOSED, until: dt.datetime = END.moment, **more: object
) -> SwitchRow:
    given: dict[str, object] = {"reason": "flood", "set_by": "someone", "set_at": NOW - dt.timedelta(hours=1), **more}
    return SwitchRow(scope=scope, kind=kind, expires=until.astimezone(dt.UTC), **given)  # type: ignore[arg-type]  # of tests


def seen(west: object = (), east: object = ()) -> Seen:
    def rows(given: object) -> Rows | CloudError:
        return given if isinstance(given, CloudError) else {one.scope: one for one in given}  # type: ignore[attr-defined]  # rows

    return {WEST: rows(west), EAST: rows(east)}


def written(plan: Plan) -> list[tuple[str, str, str | None]]:
    return [(s.place.region, s.scope, s.then.kind.value if s.then else None) for s in plan.steps]


def test_a_closure_is_one_row_in_each_region_with_an_end_and_without_words_of_its_own() -> None:
    plan = plan_switch(wish(), seen(), NOW)
    assert written(plan) == [("us-west-2", "line#main", "closed"), ("us-east-1", "line#main", "closed")]
    then = plan.steps[0].then
    assert then is not None
    assert (then.message, dict(then.message_in), then.expires) == ("", {}, END.moment)


def test_words_of_a_closure_are_kept_by_language_so_that_others_hear_their_own_sentence() -> None:
    then = plan_switch(wish(message_in={"en-US": "Flood."}), seen(), NOW).steps[0].then
    assert then is not None
    assert (then.words("en-US"), then.words("es-US")) == ("Flood.", "")


def test_an_announcement_is_heard_in_its_first_words_where_a_language_has_none() -> None:
    then = plan_switch(wish(Action.ANNOUNCE, message_in={"en-US": "Flood."}), seen(), NOW).steps[0].then
    assert then is not None
    assert then.words("es-US") == "Flood."


def test_what_is_so_already_is_not_written_again_whoever_did_it() -> None:
    plan = plan_switch(wish(), seen([row()], [row(set_by="another")]), NOW)
    assert plan.steps == ()


def test_the_region_that_is_missing_is_all_that_is_written() -> None:
    assert written(plan_switch(wish(), seen([row()], []), NOW)) == [("us-east-1", "line#main", "closed")]


@pytest.mark.parametrize("difference", [{"reason": "fire"}, {"message_in": {"en-US": "x"}}, {"kind": Kind.ANNOUNCE}])
def test_whatever_differs_is_written_over_what_was_seen(difference: dict[str, object]) -> None:
    before = row(**difference)  # type: ignore[arg-type]  # one field
    plan = plan_switch(wish(), seen([before], [row()]), NOW)
    assert [step.was for step in plan.steps] == [before]


def test_a_row_that_has_ended_is_written_over_though_it_is_still_there() -> None:
    old = row(until=NOW)
    plan = plan_switch(wish(), seen([old], []), NOW)
    assert [step.was for step in plan.steps] == [old, None]


def test_a_span_typed_again_keeps_the_end_that_was_promised() -> None:
    first = parse_until("4h", NOW, HERE)
    kept = row(until=first.moment)
    later = NOW + dt.timedelta(minutes=4)
    again = plan_switch(wish(until=parse_until("4h", later, HERE)), seen([kept], []), later)
    assert [(step.place, step.then and step.then.expires) for step in again.steps] == [(EAST, first.moment)]
    assert again.ends == first.moment


def test_a_span_typed_much_later_is_a_new_end() -> None:
    later = NOW + REPEATED + dt.timedelta(minutes=2)
    kept = row(until=parse_until("4h", NOW, HERE).moment)
    plan = plan_switch(wish(until=parse_until("4h", later, HERE)), seen([kept], [kept]), later)
    assert len(plan.steps) == 2


def test_a_clock_time_is_never_moved_to_an_end_nearby() -> None:
    kept = row(until=END.moment - dt.timedelta(minutes=1))
    assert plan_switch(wish(), seen([kept], [kept]), NOW).ends == END.moment


@pytest.mark.parametrize("scope", ["line#main", "center#office"])
def test_an_announcement_on_what_is_closed_is_refused_and_says_how(scope: str) -> None:
    with pytest.raises(PlanRefusedError, match="is closed until 2027-01-15 06:00 HST by someone") as refused:
        plan_switch(wish(Action.ANNOUNCE, message_in={"en-US": "x"}), seen([], [row(scope)]), NOW)
    word = "main" if scope == "line#main" else "all"
    assert f'civicline close {word} --until "2027-01-15 06:00" --reason "..." --message en="..."' in refused.value.hint
    assert f"civicline reopen {word}" in refused.value.hint


def test_an_announcement_is_not_refused_by_a_closure_that_is_over_or_of_another_line() -> None:
    others = [row("line#main", until=NOW), row("line#desk")]
    assert plan_switch(wish(Action.ANNOUNCE, message_in={"en-US": "x"}), seen(others, []), NOW).steps


def test_a_closure_replaces_an_announcement() -> None:
    announced = row(kind=Kind.ANNOUNCE, message="Aloha.")
    plan = plan_switch(wish(), seen([announced], []), NOW)
    assert [step.was for step in plan.steps] == [announced, None]


def test_reopening_a_line_takes_its_own_row_only() -> None:
    plan = plan_switch(wish(Action.REOPEN), seen([row(), row("center#office"), row("line#desk")], []), NOW)
    assert written(plan) == [("us-west-2", "line#main", None)]
    assert set(plan.after(WEST)) == {"center#office", "line#desk"}


def test_reopening_all_takes_the_center_and_every_line_of_it() -> None:
    plan = plan_switch(wish(Action.REOPEN, "all"), seen([row(), row("center#office")], [row("line#desk")]), NOW)
    assert sorted(written(plan)) == [
        ("us-east-1", "line#desk", None),
        ("us-west-2", "center#office", None),
        ("us-west-2", "line#main", None),
    ]


def test_reopening_what_is_open_or_over_writes_nothing() -> None:
    assert plan_switch(wish(Action.REOPEN), seen([row(until=NOW)], []), NOW).steps == ()


def test_a_dark_region_is_planned_around_and_not_forgotten() -> None:
    plan = plan_switch(wish(), seen(DARK, []), NOW)
    assert written(plan) == [("us-east-1", "line#main", "closed")]
    assert plan.dark == {WEST: DARK}
    assert plan.places == (WEST, EAST)


def test_two_dark_regions_are_an_error_that_names_both() -> None:
    with pytest.raises(CloudError, match="us-west-2 and us-east-1") as failed:
        plan_switch(wish(), seen(DARK, DARK), NOW)
    assert "nothing was changed" in failed.value.what


def test_all_closes_every_center() -> None:
    both = deployed(MAIN, DESK.model_copy(update={"center": "state"}), office=center(), state=center())
    asked = replace(wish(), named=named(both, "all"))
    places = [Place(name, region) for name in ("office", "state") for region in ("us-west-2", "us-east-1")]
    plan = plan_switch(asked, {place: {} for place in places}, NOW)
    assert [(step.place, step.scope) for step in plan.steps] == [(p, f"center#{p.center}") for p in places]


def test_a_closure_without_an_end_cannot_even_be_wished() -> None:
    with pytest.raises(ValueError, match="has an end"):
        wish(until=None)


TEXTS = st.dictionaries(st.sampled_from(["en-US", "es-US"]), st.sampled_from(["a", "b"]), max_size=2)
ROWS = st.builds(
    row,
    st.sampled_from(["line#main", "line#desk", "center#office"]),
    st.sampled_from(list(Kind)),
    st.sampled_from([NOW - dt.timedelta(hours=1), NOW, NOW + dt.timedelta(hours=1), END.moment]),
    message_in=TEXTS,
    reason=st.sampled_from(["flood", "fire"]),
)
SEEN = st.builds(seen, st.lists(ROWS, max_size=3) | st.just(DARK), st.lists(ROWS, max_size=3))
WISHES = st.builds(
    wish,
    st.sampled_from(list(Action)),
    st.sampled_from(["main", "desk", "all"]),
    st.sampled_from([END, parse_until("4h", NOW, HERE)]),
    message_in=st.dictionaries(st.sampled_from(["en-US", "es-US"]), st.sampled_from(["a", "b"]), min_size=1),
)


def planned(asked: Wish, found: Seen) -> Plan | None:
    try:
        return plan_switch(asked, found, NOW)
    except PlanRefusedError:
        return None


def done(plan: Plan) -> Mapping[Place, Rows | CloudError]:
    return {place: plan.dark.get(place) or plan.after(place) for place in plan.places}


@given(asked=WISHES, found=SEEN)
@settings(max_examples=150, derandomize=True, deadline=None)
def test_a_plan_carried_out_leaves_nothing_to_plan(asked: Wish, found: Seen) -> None:
    plan = planned(asked, found)
    if plan is not None:
        again = plan_switch(asked, done(plan), NOW)
        assert again.steps == ()
        assert again.ends == plan.ends


@given(asked=WISHES, found=SEEN)
@settings(max_examples=150, derandomize=True, deadline=None)
def test_no_row_is_ever_written_without_an_end_that_is_to_come(asked: Wish, found: Seen) -> None:
    plan = planned(asked, found)
    for step in plan.steps if plan else ():
        assert step.then is None or (step.then.expires is not None and step.then.expires > NOW)


@given(asked=WISHES, found=SEEN)
@settings(max_examples=150, derandomize=True, deadline=None)
def test_regions_that_can_be_read_agree_afterwards_on_all_that_was_named(asked: Wish, found: Seen) -> None:
    plan = planned(asked, found)
    if plan is None:
        return
    for one in asked.named:
        scopes = one.scopes if asked.action is Action.REOPEN and one.line is None else (one.scope,)
        for scope in scopes:
            rows = [plan.after(place).get(scope) for place in plan.seen]
            heard = [replace(r, set_by="", set_at=None) if r and r.in_force(NOW) else None for r in rows]
            assert all(h == heard[0] for h in heard)
