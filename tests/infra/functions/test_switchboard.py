"""What the operator switched on, with a table in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.functions.switchboard import handler as switchboard
from spec.switches import Kind, SwitchRow, speaking

NOW = 1_800_000_000.0
QUIET = {"emergency": "none", "message": "none"}


def nothing(_key: str) -> None:
    """An empty table."""


def test_nothing_is_announced_when_the_table_is_empty() -> None:
    assert switchboard.answer(nothing, ["center#office"], NOW) == QUIET


def test_a_closure_of_the_line_is_told_before_one_of_the_center() -> None:
    rows = {
        "center#office": {"kind": "announce", "message": "Storm today."},
        "line#main": {"kind": "closed", "message": "Closed for the blizzard."},
    }
    found = switchboard.answer(rows.get, ["line#main", "center#office"], NOW)
    assert found == {"emergency": "closed", "message": "Closed for the blizzard."}


@pytest.mark.parametrize("announcing", ["line#main", "center#office"])
def test_a_closure_is_told_before_an_announcement_whatever_their_scopes(announcing: str) -> None:
    scopes = ["line#main", "center#office"]
    rows = {scope: {"kind": "closed", "message": "Closed."} for scope in scopes}
    rows[announcing] = {"kind": "announce", "message": "Late today."}
    assert switchboard.answer(rows.get, scopes, NOW)["emergency"] == "closed"


@pytest.mark.parametrize("kind", ["closed", "announce"])
def test_of_two_of_a_kind_the_lines_own_is_heard(kind: str) -> None:
    rows = {scope: {"kind": kind, "message": scope} for scope in ("line#main", "center#office")}
    assert switchboard.answer(rows.get, ["line#main", "center#office"], NOW)["message"] == "line#main"


def test_a_closed_line_is_known_without_asking_for_its_center() -> None:
    asked: list[str] = []

    def row(scope: str) -> Mapping[str, Any]:
        asked.append(scope)
        return {"kind": "closed"}

    assert switchboard.answer(row, ["line#main", "center#office"], NOW)["emergency"] == "closed"
    assert asked == ["line#main"]


@pytest.mark.parametrize(("expires", "kind"), [(NOW + 1, "closed"), (NOW, "none"), (NOW - 1, "none"), (None, "closed")])
def test_a_closure_ends_when_it_expires(expires: float | None, kind: str) -> None:
    row = {"kind": "closed", "message": "Closed.", **({} if expires is None else {"expires": expires})}
    assert switchboard.answer({"center#office": row}.get, ["center#office"], NOW)["emergency"] == kind


def test_a_row_of_another_kind_is_no_closure() -> None:
    assert switchboard.answer({"center#a": {"kind": "typo", "message": "Hello."}}.get, ["center#a"], NOW) == QUIET


@pytest.mark.parametrize(
    ("language", "heard"),
    [("es-US", "Cerrado por la nevada."), ("en-US", "Closed for snow."), ("haw", "Closed for snow.")],
)
def test_a_message_is_heard_in_the_callers_language_or_else_plainly(language: str, heard: str) -> None:
    row = {"kind": "closed", "message": "Closed for snow.", "message_in": {"es-US": "Cerrado por la nevada."}}
    assert switchboard.answer({"center#a": row}.get, ["center#a"], NOW, language)["message"] == heard


@pytest.mark.parametrize("language", ["en-US", "es-US", "ko-KR"])
def test_a_closure_without_words_is_still_put_into_words(language: str) -> None:
    found = switchboard.answer({"center#a": {"kind": "closed", "message": "  "}}.get, ["center#a"], NOW, language)
    assert found["emergency"] == "closed"
    assert ("emergencia" in found["message"]) is (language == "es-US")
    assert found["message"] not in ("", "none")


def test_an_announcement_without_words_is_none() -> None:
    assert switchboard.answer({"center#a": {"kind": "announce"}}.get, ["center#a"], NOW) == QUIET


def test_a_flow_asks_for_its_line_in_its_language() -> None:
    event = {"Details": {"Parameters": {"line": "main", "language": "es-US"}}}
    assert switchboard.scopes_of(event, "office") == ["line#main", "center#office"]
    assert switchboard.scopes_of({}, "office") == ["center#office"]
    assert (switchboard.language_of(event), switchboard.language_of({})) == ("es-US", "en-US")


SCOPES = ["line#main", "center#office"]
WORDS = st.sampled_from(["", " ", "Snow.", "Late."])
ROWS = st.builds(
    SwitchRow,
    scope=st.sampled_from(SCOPES),
    kind=st.sampled_from(Kind),
    message=WORDS,
    message_in=st.dictionaries(st.sampled_from(["en-US", "es-US"]), WORDS),
    expires=st.none() | st.integers(-2, 2).map(lambda left: dt.datetime.fromtimestamp(NOW + left, dt.UTC)),
)


@settings(derandomize=True, max_examples=400)
@given(st.lists(ROWS, max_size=3), st.sampled_from(["en-US", "es-US", "haw"]))
def test_operators_tools_foretell_what_the_function_answers(rows: list[SwitchRow], language: str) -> None:
    table = {row.scope: row for row in rows}
    told = switchboard.answer({scope: row.seen() for scope, row in table.items()}.get, SCOPES, NOW, language)
    row = speaking(table, SCOPES, dt.datetime.fromtimestamp(NOW, dt.UTC), language)
    if row is None:
        assert told == QUIET
    else:
        words = row.words(language) or switchboard.CLOSED_SAID.get(language, switchboard.CLOSED_SAID["en-US"])
        assert told == {"emergency": row.kind.value, "message": words}
