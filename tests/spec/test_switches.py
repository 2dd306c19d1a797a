"""Rows and entries of the operator's switches, to DynamoDB's JSON and back."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec.switches import Action, Kind, LogEntry, SwitchRow, center_scope, entry_of, line_scope, row_of, speaking

NOW = dt.datetime(2027, 1, 14, 18, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=4)
MOMENTS = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2040, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001 - bounds are naive by the strategy's contract
WORDS = st.text(max_size=40)
MESSAGES = st.dictionaries(st.sampled_from(["en-US", "es-US", "haw"]), st.text(min_size=1, max_size=40))
ROWS = st.builds(
    SwitchRow,
    scope=st.sampled_from([line_scope("main"), center_scope("office")]),
    kind=st.sampled_from(Kind),
    message=WORDS,
    message_in=MESSAGES,
    expires=st.none() | MOMENTS.map(lambda moment: moment.replace(microsecond=0)),
    reason=WORDS,
    set_by=WORDS,
    set_at=st.none() | MOMENTS,
)
ENTRIES = st.builds(
    LogEntry,
    center=st.just("office"),
    at=MOMENTS,
    nonce=st.text("0123456789abcdef", min_size=1, max_size=8),
    who=WORDS,
    os_user=WORDS,
    action=st.sampled_from(Action),
    scope=st.just(line_scope("main")),
    kind=st.none() | st.sampled_from(Kind),
    message=WORDS,
    message_in=MESSAGES,
    until=st.none() | MOMENTS,
    reason=WORDS,
)


@settings(derandomize=True, max_examples=60)
@given(ROWS)
def test_a_row_is_read_as_it_was_written(row: SwitchRow) -> None:
    assert row_of(row.item()) == row


@settings(derandomize=True, max_examples=60)
@given(ENTRIES)
def test_an_entry_is_read_as_it_was_written(entry: LogEntry) -> None:
    assert entry_of(entry.item()) == entry


@settings(derandomize=True, max_examples=60)
@given(ENTRIES, ENTRIES)
def test_keys_of_the_log_sort_as_time_does(one: LogEntry, other: LogEntry) -> None:
    assert one.at == other.at or (one.key < other.key) == (one.at < other.at)


def test_the_expiry_is_a_number_as_dynamodb_wants_it() -> None:
    row = SwitchRow(scope=line_scope("main"), kind=Kind.CLOSED, expires=LATER)
    assert row.item() == {
        "scope": {"S": "line#main"},
        "kind": {"S": "closed"},
        "expires": {"N": str(int(LATER.timestamp()))},
    }


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"scope": {"S": "line#main"}},
        {"scope": {"S": "line#main"}, "kind": {"S": "typo"}},
        {"scope": {"S": "line#main"}, "kind": {"S": "closed"}, "expires": {"S": "tomorrow"}},
        {"scope": {"S": "line#main"}, "kind": {"S": "closed"}, "expires": {"N": "1e300"}},
        {"scope": {"S": "line#main"}, "kind": {"L": []}},
    ],
)
def test_a_row_that_nobody_understands_is_none(item: dict[str, dict[str, object]]) -> None:
    assert row_of(item) is None


def test_a_row_that_an_earlier_version_wrote_is_read() -> None:
    item = {"scope": {"S": "center#office"}, "kind": {"S": "closed"}, "message": {"S": "Snow."}}
    assert row_of(item) == SwitchRow(scope="center#office", kind=Kind.CLOSED, message="Snow.")


@pytest.mark.parametrize(
    ("row", "heard"),
    [
        (SwitchRow(scope="line#main", kind=Kind.CLOSED), True),
        (SwitchRow(scope="line#main", kind=Kind.CLOSED, expires=LATER), True),
        (SwitchRow(scope="line#main", kind=Kind.CLOSED, expires=NOW), False),
        (SwitchRow(scope="line#main", kind=Kind.ANNOUNCE), False),
        (SwitchRow(scope="line#main", kind=Kind.ANNOUNCE, message_in={"es-US": "Nieve."}), True),
    ],
)
def test_a_row_is_in_force_until_it_expires_and_only_with_something_to_say(row: SwitchRow, heard: bool) -> None:
    assert row.in_force(NOW) is heard


def test_a_closed_center_speaks_before_the_announcement_of_a_line() -> None:
    line = SwitchRow(scope="line#main", kind=Kind.ANNOUNCE, message="Late today.")
    center = SwitchRow(scope="center#office", kind=Kind.CLOSED)
    rows = {row.scope: row for row in (line, center)}
    assert speaking(rows, list(rows), NOW, "en-US") is center
    assert speaking({line.scope: line}, list(rows), NOW, "en-US") is line
    assert speaking({}, list(rows), NOW, "en-US") is None


@pytest.mark.parametrize("kind", Kind)
def test_of_two_of_a_kind_the_lines_own_speaks(kind: Kind) -> None:
    rows = {scope: SwitchRow(scope=scope, kind=kind, message="Words.") for scope in ("line#main", "center#office")}
    assert speaking(rows, ["line#main", "center#office"], NOW, "en-US") is rows["line#main"]


def test_an_announcement_in_another_language_only_leaves_the_word_to_the_center() -> None:
    line = SwitchRow(scope="line#main", kind=Kind.ANNOUNCE, message_in={"es-US": "Nieve."})
    center = SwitchRow(scope="center#office", kind=Kind.ANNOUNCE, message="Snow.")
    rows = {row.scope: row for row in (line, center)}
    assert speaking(rows, list(rows), NOW, "en-US") is center
    assert speaking(rows, list(rows), NOW, "es-US") is line
