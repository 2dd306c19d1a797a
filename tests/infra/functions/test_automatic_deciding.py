"""Two keys, one direction, no to and fro: whatever goes dark, and whatever clocks say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.functions.automatic.parts.deciding import ALL, FRESH, SOON, Decision, Rules, Sight, Verdict, decide
from spec.automatic import signature, unattended
from spec.heartbeat import Heartbeat
from spec.serving import CHANNELS, Serving

A, B = "us-west-2", "us-east-1"
NOW = dt.datetime(2027, 1, 15, 3, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
COOLDOWN = 120 * MINUTE
RULES = Rules(here=B, there=A, home=False, approval=False, cooldown=COOLDOWN)
STRICT = replace(RULES, approval=True)
PERSON = "arn:aws:iam::000000000103:user/kai"


def beat(region: str, age: dt.timedelta = dt.timedelta(0), **answers: bool) -> Heartbeat:
    return Heartbeat(center="office", region=region, at=NOW - age, answers=answers or {"main": True})


def row(by: str, age: dt.timedelta, towards: str = "", region: str = A) -> Serving:
    regions = dict.fromkeys(CHANNELS, region)
    return Serving(center="office", regions=regions, turn=1, since=NOW - age, by=by, towards=towards)


DARK = Sight(
    now=NOW, alarm=True, mine=beat(B), theirs=beat(A, age=6 * MINUTE), voice=0, changed=NOW - 30 * COOLDOWN, row=None
)
"""Both keys turn: seen from B, region A is gone, and its heartbeat stopped."""


def verdict(sight: Sight, rules: Rules = RULES, *, approved: bool = False) -> Verdict:
    return decide(rules, sight, approved=approved).verdict


def test_two_keys_move_traffic_without_a_person_where_the_spec_allows_that() -> None:
    assert verdict(DARK) is Verdict.MOVE
    assert verdict(DARK, STRICT) is Verdict.ASK
    assert verdict(DARK, STRICT, approved=True) is Verdict.MOVE


@pytest.mark.parametrize("rules", [RULES, STRICT])
def test_without_the_first_key_not_even_a_person_can_move(rules: Rules) -> None:
    seen = replace(DARK, alarm=False)
    assert verdict(seen, rules) is Verdict.STAY
    assert verdict(seen, rules, approved=True) is Verdict.STAY
    assert verdict(replace(DARK, alarm=None), rules, approved=True) is Verdict.STAY


@pytest.mark.parametrize(
    "theirs",
    [beat(A), beat(A, FRESH), beat(A, -60 * MINUTE), beat(A, main=True, other=False), None],
    ids=["fresh", "three minutes old", "from the future", "a part of it", "never seen"],
)
def test_a_region_that_seems_well_by_itself_is_left_to_a_person(theirs: Heartbeat | None) -> None:
    assert verdict(replace(DARK, theirs=theirs)) is Verdict.ASK


def test_a_region_that_says_itself_that_it_answers_nothing_is_the_second_witness() -> None:
    assert verdict(replace(DARK, theirs=beat(A, main=False))) is Verdict.MOVE


SEEN_DEAD = {"main": False, "tty": False}
"""What either probe sees of the other region's lines."""


@pytest.mark.parametrize(
    ("mine", "why"),
    [
        (None, "the probe of us-east-1 is silent"),
        (beat(B, 4 * MINUTE), "the probe of us-east-1 is silent"),
        (beat(B, -6 * MINUTE), "the probe of us-east-1 is silent"),
        (beat(B, main=False), "us-east-1 cannot answer either"),
        (replace(beat(B), answers={}, sees=SEEN_DEAD), "nobody can tell of any line"),
        (replace(beat(B, main=False), sees=SEEN_DEAD), "nobody can tell of any line"),
    ],
    ids=["none", "stale", "of a clock that is wrong", "dead", "untold", "one dead, one untold"],
)
def test_a_region_that_cannot_answer_itself_pulls_nothing(mine: Heartbeat | None, why: str) -> None:
    told = decide(RULES, replace(DARK, mine=mine))
    assert told.verdict is Verdict.WAIT
    assert why in told.why
    assert verdict(replace(DARK, mine=mine), approved=True) is Verdict.STAY


def test_lines_of_which_its_own_probe_was_told_nothing_are_left_to_a_person() -> None:
    told = decide(RULES, replace(DARK, mine=replace(beat(B), sees=SEEN_DEAD)))
    assert told.verdict is Verdict.ASK
    assert told.why.endswith("nobody can tell whether us-east-1 answers tty")
    assert verdict(replace(DARK, mine=replace(beat(B), sees={"main": False}))) is Verdict.MOVE


def test_a_region_that_says_it_of_a_part_of_its_lines_is_no_witness() -> None:
    """Of the rest Amazon Connect refused to tell it anything."""
    assert verdict(replace(DARK, theirs=replace(beat(A, main=False), sees=SEEN_DEAD))) is Verdict.ASK


def test_a_region_that_answers_a_part_asks() -> None:
    told = decide(RULES, replace(DARK, mine=beat(B, main=True, tty=False)))
    assert told.verdict is Verdict.ASK
    assert "cannot answer everything: tty" in told.why


def test_a_region_that_has_the_traffic_or_cannot_tell_pulls_nothing() -> None:
    assert verdict(replace(DARK, voice=ALL)) is Verdict.STAY
    assert verdict(replace(DARK, voice=ALL), approved=True) is Verdict.STAY
    assert verdict(replace(DARK, voice=None)) is Verdict.WAIT


@pytest.mark.parametrize(
    ("sight", "left"),
    [
        (replace(DARK, changed=NOW - 100 * MINUTE), 20 * MINUTE),
        (replace(DARK, row=row("kai", 119 * MINUTE)), 1 * MINUTE),
        (replace(DARK, row=row("kai", 30 * MINUTE, towards=A)), 90 * MINUTE),
        (replace(DARK, row=row("kai", -400 * MINUTE, towards=A)), COOLDOWN),
        (replace(DARK, row=row("kai", -400 * MINUTE), changed=NOW - 100 * MINUTE), 20 * MINUTE),
        (replace(DARK, row=row("kai", -400 * MINUTE), changed=None), COOLDOWN),
        (replace(DARK, row=row("kai", 9000 * MINUTE), changed=NOW - 1 * MINUTE), 119 * MINUTE),
    ],
    ids=["service", "row", "under way", "under way, clock ahead", "clock ahead", "clock ahead alone", "clock behind"],
)
def test_a_move_by_whomever_holds_the_machine_back_for_the_cooldown(sight: Sight, left: dt.timedelta) -> None:
    told = decide(RULES, sight)
    assert (told.verdict, told.wait) == (Verdict.WAIT, left)
    assert verdict(sight, approved=True) is Verdict.STAY


@pytest.mark.parametrize(
    ("home", "voice", "found", "moves"),
    [
        (False, 0, None, True),
        (True, 0, None, False),
        (False, 0, row(PERSON, 4 * COOLDOWN), True),
        (False, 0, row(PERSON, 60 * COOLDOWN), False),
    ],
    ids=["set up and never moved", "moved from home, unknown by whom", "moved since", "moved later, unknown by whom"],
)
def test_after_a_move_that_its_switchboard_does_not_know_it_asks(
    home: bool, voice: int, found: Serving | None, moves: bool
) -> None:
    told = decide(replace(RULES, home=home), replace(DARK, voice=voice, row=found))
    assert told.verdict is (Verdict.MOVE if moves else Verdict.ASK)
    assert ("does not know by whom" in told.why) is not moves


def test_after_the_cooldown_it_may_move_again_and_a_clock_far_ahead_does_not_bar_it_for_ever() -> None:
    assert verdict(replace(DARK, row=row("kai", COOLDOWN), changed=NOW - COOLDOWN)) is Verdict.MOVE
    assert verdict(replace(DARK, row=row("kai", -400 * MINUTE), changed=NOW - COOLDOWN)) is Verdict.MOVE


def test_what_the_machine_moved_alone_is_the_last_thing_that_it_moves_alone() -> None:
    alone, approved = signature(A, "e1"), signature(A, "e1", PERSON)
    assert verdict(replace(DARK, row=row(alone, 2 * COOLDOWN))) is Verdict.ASK
    assert verdict(replace(DARK, row=row(approved, 2 * COOLDOWN))) is Verdict.MOVE
    assert unattended(alone)
    assert not unattended(approved)
    assert not unattended(PERSON)


@given(st.integers(0, 10).map(lambda part: part * 10), st.booleans())
def test_of_two_regions_that_lost_sight_of_each_other_exactly_one_moves_alone(voice: int, home_asks: bool) -> None:
    sight = {
        A: replace(DARK, mine=beat(A), theirs=beat(B, 6 * MINUTE), voice=voice, row=row(PERSON, COOLDOWN)),
        B: replace(DARK, voice=ALL - voice, row=row(PERSON, COOLDOWN)),
    }
    rules = {A: replace(RULES, here=A, there=B, home=True), B: RULES}
    order = (A, B) if home_asks else (B, A)
    moving = [region for region in order if verdict(sight[region], rules[region]) is Verdict.MOVE]
    assert len(moving) == 1
    keeper = A if voice >= 50 else B
    assert moving == ([B] if voice == ALL else [A] if voice == 0 else [keeper])


# One night: each minute something may go dark or come back, somebody may move, and both machines look.

CLOCKS = st.integers(-3, 3)
EVENTS = st.sampled_from(["A dark", "B dark", "A back", "B back", "cut", "mended", "A shifts", "B shifts", "none"])
NIGHTS = st.lists(st.tuples(st.integers(1, 40), EVENTS, st.integers(-600, 600)), min_size=1, max_size=12)


@dataclass
class Night:
    """Both regions and what they know of each other. Moves: (minute, to, by, whose keys turned)."""

    skew: dict[str, int]
    approval: bool
    minute: int = 0
    dark: set[str] = field(default_factory=set)
    cut: bool = False
    voice: dict[str, int] = field(default_factory=lambda: {A: ALL, B: 0})
    changed: int = -100_000
    rows: dict[str, Serving] = field(default_factory=dict)
    beats: dict[tuple[str, str], int] = field(default_factory=dict)
    failing: dict[str, int] = field(default_factory=lambda: {A: 0, B: 0})
    moves: list[tuple[int, str, str]] = field(default_factory=list)

    def at(self, minute: int) -> dt.datetime:
        return NOW + minute * MINUTE

    def reaches(self, region: str, other: str) -> bool:
        return not ({region, other} & self.dark) and (region == other or not self.cut)

    def tick(self) -> None:
        self.minute += 1
        for region, other in ((A, B), (B, A)):
            if region in self.dark:
                self.failing[region] = 0
                continue
            self.failing[region] = 0 if self.reaches(region, other) else self.failing[region] + 1
            for board in (region, other):
                if self.reaches(region, board):
                    self.beats[board, region] = self.minute + self.skew[region]

    def sight(self, region: str, other: str) -> Sight:
        def heard(of: str) -> Heartbeat | None:
            at = self.beats.get((region, of))
            return None if at is None else replace(beat(of), at=self.at(at))

        rows = [self.rows[board] for board in (region, other) if board in self.rows and self.reaches(region, board)]
        return Sight(
            now=self.at(self.minute + self.skew[region]),
            alarm=self.failing[region] >= 5,
            mine=heard(region),
            theirs=heard(other),
            voice=self.voice[region],
            changed=self.at(self.changed),
            row=max(rows, key=lambda found: found.turn, default=None),
        )

    def look(self, region: str) -> Decision:
        other = B if region == A else A
        rules = Rules(here=region, there=other, home=region == A, approval=self.approval, cooldown=COOLDOWN)
        return decide(rules, self.sight(region, other))

    def move(self, to: str, by: str, clock: int) -> None:
        other = B if to == A else A
        turn = max((found.turn for found in self.rows.values()), default=0) + 1
        since = self.at(self.minute + clock)
        written = Serving(center="office", regions=dict.fromkeys(CHANNELS, to), turn=turn, since=since, by=by)
        for board in (to, other):
            if self.reaches(to, board):
                self.rows[board] = written
        self.voice, self.changed = {to: ALL, other: 0}, self.minute
        self.moves.append((self.minute, to, by))

    def happen(self, event: str, clock: int) -> None:
        region = {"A": A, "B": B}.get(event[0], "")
        match event.partition(" ")[2] or event:
            case "dark":
                self.dark.add(region)
            case "back":
                self.dark.discard(region)
            case "cut":
                self.cut = True
            case "mended":
                self.cut = False
            case "shifts" if region not in self.dark:
                self.move(region, PERSON, clock)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(NIGHTS, CLOCKS, CLOCKS, st.booleans())
def test_no_night_makes_the_machines_move_to_and_fro_or_with_one_key(
    events: list[tuple[int, str, int]],
    skew_a: int,
    skew_b: int,
    approval: bool,
) -> None:
    night = Night(skew={A: skew_a, B: skew_b}, approval=approval)
    for minutes, event, clock in events:
        for _ in range(minutes):
            night.tick()
            looks = {region: night.look(region) for region in (A, B) if night.failing[region]}
            moving = [region for region, told in looks.items() if told.verdict is Verdict.MOVE]
            assert len(moving) <= 1, "both at once"
            for region in moving:
                _check_keys(night, region)
                night.move(region, signature(region, f"e{night.minute}"), night.skew[region])
        night.happen(event, clock)
    _check_calm(night)


def _check_keys(night: Night, region: str) -> None:
    other = B if region == A else A
    assert not night.approval
    assert night.failing[region] >= 5, "the first key"
    heard = night.beats.get((region, other))
    assert heard is not None, "the second key is a witness, not the absence of one"
    assert night.minute + night.skew[region] - heard > 3, "the second key"
    assert night.voice[region] < ALL
    assert night.reaches(region, region)


def _check_calm(night: Night) -> None:
    tolerated = COOLDOWN // MINUTE - max(abs(skew) for skew in night.skew.values())
    last_minute, machine_was_last = -100_000, False
    for minute, _, by in night.moves:
        if unattended(by):
            assert minute - last_minute >= tolerated, "two moves within the cooldown"
            assert not machine_was_last, "twice without a person between"
        last_minute, machine_was_last = minute, unattended(by)


def test_a_night_on_which_the_home_region_goes_dark_ends_in_the_other_one() -> None:
    night = Night(skew={A: 0, B: 0}, approval=False)
    for minute in range(30):
        if minute == 10:
            night.dark.add(A)
        night.tick()
        if night.look(B).verdict is Verdict.MOVE:
            night.move(B, signature(B, "e"), 0)
    assert [(minute, to) for minute, to, _ in night.moves] == [(15, B)]


def test_a_decision_to_wait_says_for_how_many_seconds() -> None:
    assert Decision(Verdict.WAIT, "", SOON).seconds == 60
    assert Decision(Verdict.STAY, "").seconds == 1
