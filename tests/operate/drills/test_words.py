"""A drill on one line of the log, and back."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from operate.drills.model import Drill, Kind, Result, Scorecard
from operate.drills.words import entry, held, told
from spec.serving import serving_scope
from spec.switches import Action, LogEntry, entry_of

AT = dt.datetime(2027, 1, 14, 18, 30, tzinfo=dt.UTC)
seconds = st.none() | st.floats(0, 1e5)
scorecards = st.builds(
    Scorecard,
    detection=seconds,
    decision=seconds,
    shift=seconds,
    first_answered=seconds,
    restore=seconds,
    placed=st.integers(0, 99),
)


def drill(kind: Kind = Kind.REAL, result: Result = Result.PASSED, card: Scorecard | None = None) -> Drill:
    return Drill(
        kind=kind, program="wa-program", stack="dev", target="aws", centers=("office",), to="us-west-2", at=AT,
        seconds=9, who="arn:aws:sts::1:user/kai", os_user="kai", result=result, scorecard=card or Scorecard(),
        reason="drill",
    )  # fmt: skip


def test_the_log_has_what_was_measured_in_words() -> None:
    card = Scorecard(decision=2.25, shift=1.0, placed=40)
    assert told(drill(card=card)) == (
        "real drill to us-west-2: passed; decided in 2.25 s; shifted in 1.00 s; "
        "0 of 40 simulated contacts found nobody"
    )  # fmt: skip


@given(kind=st.sampled_from(Kind), result=st.sampled_from(Result), card=scorecards)
def test_what_is_written_to_a_log_is_read_from_it(kind: Kind, result: Result, card: Scorecard) -> None:
    written = entry(drill(kind, result, card), "office", AT, "1")
    found = held(entry_of(written.item()))
    assert found is not None
    assert (found.kind, found.result, found.to, found.at, found.center) == (kind, result, "us-west-2", AT, "office")
    assert found.counts is (result is Result.PASSED)


def test_other_entries_and_other_words_are_no_drills() -> None:
    shift = LogEntry(
        center="office", at=AT, nonce="1", who="w", os_user="o", action=Action.SHIFT, scope=serving_scope("office"),
        traffic="real drill to us-west-2: passed",
    )  # fmt: skip
    assert held(shift) is None
    for words in ("", "real drill to us-west-2: splendid", "dry drill to us-west-2: passed", "real drill"):
        assert held(entry_of({**shift.item(), "action": {"S": "drill"}, "traffic": {"S": words}})) is None
