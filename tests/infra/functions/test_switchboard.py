"""What the operator switched on, with a table in memory."""

from __future__ import annotations

import pytest

from infra.functions.switchboard import handler as switchboard

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
