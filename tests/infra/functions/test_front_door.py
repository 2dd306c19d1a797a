"""The door of one region, with rows in memory and a contact center that remembers what it was asked."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.functions.front_door import handler as front_door
from infra.functions.front_door.handler import Asked, Door, Settings
from spec.serving import CHANNELS, Serving, newest, serving_of

HERE, THERE = "us-west-2", "us-east-1"
NOW = 1_800_000_000.0
PAGE = "https://www.agency.example"
URL = "https://there.door.example/"
SETTINGS = Settings("office", HERE, HERE, THERE, "table", "i", "chat-flow", "task-flow", "general", (PAGE,))
CHAT = {"name": "A. Visitor", "message": "Hello."}
FORM = {"name": "A. Visitor", "reply_to": "a@mail.example", "subject": "Odometer", "message": "It is broken."}

Row = Mapping[str, Any]


class DarkError(Exception):
    pass


@dataclass
class Rows:
    """by_region: rows by scope; None for a region that does not answer."""

    by_region: dict[str, dict[str, Row] | None]
    asked: list[str] = field(default_factory=list)

    def __call__(self, region: str, scope: str) -> Row | None:
        self.asked.append(region)
        rows = self.by_region[region]
        if rows is None:
            raise DarkError
        return rows.get(scope)


@dataclass
class Desk:
    """A contact center that begins what it is asked for, or fails."""

    error: Exception | None = None
    chats: list[dict[str, Any]] = field(default_factory=list)
    tasks: list[dict[str, Any]] = field(default_factory=list)

    def start_chat_contact(self, **arguments: Any) -> Mapping[str, Any]:
        if self.error:
            raise self.error
        self.chats.append(arguments)
        return {"ContactId": "c", "ParticipantId": "p", "ParticipantToken": "t", "ResponseMetadata": {}}

    def start_task_contact(self, **arguments: Any) -> Mapping[str, Any]:
        self.tasks.append(arguments)
        return {"ContactId": "c"}


def serving(region: str, turn: int = 1, **more: str) -> Row:
    at = "2027-03-01T00:00:00.000000+00:00"
    return {**dict.fromkeys(CHANNELS, region), "turn": turn, "since": at, **more}


def rows(here: Row | None = None, there: Row | None = None, *, dark: tuple[str, ...] = (), **more: Row) -> Rows:
    """more: of this region, by the beginning of their scope."""
    own = {"serving#office": here} if here else {}
    own |= {f"{scope}#office": row for scope, row in more.items()}
    other = {"serving#office": there} if there else {}
    by_region: dict[str, dict[str, Row] | None] = {HERE: own, THERE: other}
    return Rows(by_region | dict.fromkeys(dark))


def ask(door: Door, method: str, path: str, body: Any = None, origin: str = "") -> tuple[int, Any]:
    answer = door.answer(Asked(method, path, origin, json.dumps(body) if body is not None else ""))
    return answer["statusCode"], json.loads(answer["body"])


def door(known: Rows, desk: Desk | None = None, *, now: Callable[[], float] = lambda: NOW, **changes: Any) -> Door:
    return Door(Settings(**{**SETTINGS.__dict__, **changes}), known, desk or Desk(), now)


def test_without_any_row_the_own_region_of_the_center_serves() -> None:
    assert ask(door(rows()), "GET", "/serving")[1]["chat"] == HERE
    assert ask(door(rows(), region=THERE, other=HERE), "GET", "/serving")[1]["chat"] == HERE


def test_a_chat_begins_here_with_what_the_visitor_wrote_and_nothing_else() -> None:
    desk = Desk()
    status, told = ask(door(rows(), desk), "POST", "/chat", {**CHAT, "token": "t" * 20})
    assert (status, told) == (201, {"region": HERE, "contact": "c", "participant": "p", "participant_token": "t"})
    (chat,) = desk.chats
    assert chat == {
        "InstanceId": "i",
        "ContactFlowId": "chat-flow",
        "ParticipantDetails": {"DisplayName": "A. Visitor"},
        "InitialMessage": {"ContentType": "text/plain", "Content": "Hello."},
        "ClientToken": "t" * 20,
    }


def test_a_form_becomes_a_task_for_the_queue_of_the_form() -> None:
    desk = Desk()
    assert ask(door(rows(), desk), "POST", "/form", FORM)[0] == 201
    (task,) = desk.tasks
    assert (task["ContactFlowId"], task["Name"], task["Description"]) == ("task-flow", "Odometer", "It is broken.")
    assert task["Attributes"]["queue"] == "general"
    assert task["References"]["Reply to"] == {"Type": "STRING", "Value": "a@mail.example"}


def test_where_the_other_region_serves_a_program_is_redirected_and_a_browser_is_told() -> None:
    """A redirect to another host would cost a browser its origin."""
    desk, known = Desk(), rows(serving(THERE), doors={HERE: "https://here.door.example/", THERE: URL})
    answer = door(known, desk).answer(Asked("POST", "/chat", "", json.dumps(CHAT)))
    assert (answer["statusCode"], answer["headers"]["location"]) == (307, "https://there.door.example/chat")
    status, told = ask(door(known, desk), "POST", "/chat", CHAT, PAGE)
    assert (status, told["region"], told["door"]) == (409, THERE, "https://there.door.example")
    assert desk.chats == []


def test_a_channel_follows_its_own_part_of_the_row() -> None:
    known = rows(serving(HERE, chat=THERE), doors={THERE: URL})
    assert ask(door(known), "POST", "/chat", CHAT)[0] == 307
    assert ask(door(known), "POST", "/form", FORM)[0] == 201


def test_a_door_that_does_not_know_the_other_one_says_so() -> None:
    status, told = ask(door(rows(serving(THERE))), "POST", "/chat", CHAT)
    assert (status, THERE in told["why"]) == (503, True)


def test_an_old_row_of_a_region_that_was_dark_does_not_count() -> None:
    known = rows(serving(HERE, 3), serving(THERE, 4))
    assert ask(door(known), "GET", "/serving")[1]["web"] == THERE


def test_turns_are_numbers_and_of_any_length() -> None:
    """By hand they are seconds since 1970; the first ones were 1, 2, 3."""
    assert ask(door(rows(serving(HERE, 9), serving(THERE, 10))), "GET", "/serving")[1]["web"] == THERE
    assert ask(door(rows(serving(HERE, 9), serving(THERE, 1_800_000_000))), "GET", "/serving")[1]["web"] == THERE


@pytest.mark.parametrize("wrong", [{"turn": "many"}, {"turn": 9, "chat": ""}, {"chat": THERE}])
def test_a_row_that_was_written_wrongly_by_hand_means_nothing(wrong: Row) -> None:
    row = {name: value for name, value in {**serving(THERE), **wrong}.items() if name in wrong or name != "turn"}
    assert ask(door(rows(row, serving(HERE))), "GET", "/serving")[1]["chat"] == HERE


def test_a_region_that_cannot_read_anything_serves_but_draws_no_mail() -> None:
    known = rows(serving(HERE), serving(HERE), dark=(HERE, THERE))
    desk = Desk()
    assert ask(door(known, desk), "POST", "/chat", CHAT)[0] == 201
    assert ask(door(known, desk), "GET", "/serves/email") == (404, {"email": None})
    away = door(known, desk, region=THERE, other=HERE)
    assert ask(away, "POST", "/chat", CHAT)[0] == 201, "each region serves what comes to it, at home or not"


def test_a_region_that_cannot_read_its_own_row_follows_the_other_ones() -> None:
    known = rows(None, serving(THERE), dark=(HERE,))
    assert ask(door(known), "GET", "/serving")[1]["chat"] == THERE


def test_a_dark_region_is_asked_once_and_then_left_alone_for_a_while() -> None:
    known, at = rows(serving(HERE), dark=(THERE,)), [NOW]
    one = door(known, now=lambda: at[0])
    for _ in range(3):
        ask(one, "GET", "/serves/email")
    assert known.asked.count(THERE) == 1
    at[0] += front_door.DARK_SECONDS
    ask(one, "GET", "/serves/email")
    assert known.asked.count(THERE) == 2


def test_a_center_in_one_region_asks_no_other() -> None:
    known = rows()
    assert ask(door(known, other=""), "GET", "/serving")[1]["web"] == HERE
    assert set(known.asked) == {HERE}


@pytest.mark.parametrize(("mine", "status"), [(HERE, 200), (THERE, 404)])
def test_a_health_check_learns_whether_this_region_serves_mail(mine: str, status: int) -> None:
    assert ask(door(rows(serving(mine))), "GET", "/serves/email")[0] == status


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"kind": "closed"}, {"kind": "closed", "words": {}, "until": None}),
        ({"kind": "announce"}, None),
        ({"kind": "closed", "expires": NOW}, None),
        (
            {"kind": "announce", "message": "Snow.", "message_in": {"es-US": "Nieve.", "ko-KR": " "}},
            {"kind": "announce", "words": {"es-US": "Nieve.", "any": "Snow."}, "until": None},
        ),
    ],
)
def test_a_page_is_told_what_callers_hear(row: Row, told: Any) -> None:
    assert ask(door(rows(center=row)), "GET", "/serving")[1]["banner"] == told


@pytest.mark.parametrize(
    "wrong", [{"expires": "tonight"}, {"expires": 1e300}, {"message_in": "Snow."}], ids=["no number", "never", "no map"]
)
def test_an_announcement_that_was_written_wrongly_does_not_keep_a_door_shut(wrong: Row) -> None:
    status, told = ask(door(rows(serving(THERE), center={"kind": "closed", **wrong})), "GET", "/serving")
    assert (status, told["chat"], told["banner"]) == (200, THERE, None)


@pytest.mark.parametrize(
    ("body", "status", "why"),
    [
        ("", 400, "the body must be JSON"),
        ("[1]", 400, "the body must be an object of texts"),
        ('{"name": 1}', 400, "the body must be an object of texts"),
        ('{"name": " "}', 400, "name is missing"),
        ('{"name": "\\u0000\\u001b"}', 400, "name is missing"),
        ('{"nam": "A"}', 400, "unknown field 'nam'; there are name, message, token"),
        (json.dumps({"name": "A" * 101}), 400, "name is longer than 100 characters"),
        ('{"name": "A", "token": "short"}', 400, "token: 16 to 64 letters, digits or hyphens; the same one when you "),
        ("x" * 20_000, 413, "at most 16384 characters"),
        ("[" * 15_000, 400, "the body must be JSON"),
    ],
)
def test_what_is_wrong_with_a_request_is_said_in_a_sentence(body: str, status: int, why: str) -> None:
    desk = Desk()
    answer = door(rows(), desk).answer(Asked("POST", "/chat", "", body))
    assert answer["statusCode"] == status
    assert json.loads(answer["body"])["why"].startswith(why)
    assert desk.chats == []


@pytest.mark.parametrize(
    ("method", "path", "changes", "status"),
    [
        ("GET", "/", {}, 404),
        ("GET", "/chat", {}, 405),
        ("POST", "/serving", {}, 405),
        ("POST", "/chat", {"chat_flow": ""}, 404),
        ("POST", "/form", {"form_queue": ""}, 404),
    ],
)
def test_what_no_door_does_is_refused(method: str, path: str, changes: dict[str, Any], status: int) -> None:
    assert ask(door(rows(), **changes), method, path, CHAT)[0] == status


def test_a_page_of_another_origin_is_not_let_in() -> None:
    assert ask(door(rows()), "POST", "/chat", CHAT, "https://evil.example")[0] == 403
    assert ask(door(rows()), "POST", "/chat", CHAT, PAGE.upper())[0] == 201


def test_what_a_visitor_wrote_is_not_logged_when_the_service_fails(caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk(error=RuntimeError("A. Visitor is not welcome"))
    status, told = ask(door(rows(), desk), "POST", "/chat", CHAT)
    assert (status, "try again" in told["why"]) == (503, True)
    assert caplog.text
    assert "Visitor" not in caplog.text


def test_the_event_of_a_function_url_is_read() -> None:
    event = {
        "rawPath": "/chat/",
        "headers": {"Origin": PAGE},
        "requestContext": {"http": {"method": "post"}},
        "body": base64.b64encode(json.dumps(CHAT).encode()).decode(),
        "isBase64Encoded": True,
    }
    assert front_door.read(event) == Asked("POST", "/chat", PAGE, json.dumps(CHAT))
    with pytest.raises(front_door.RefusedError, match="UTF-8"):
        front_door.read({**event, "body": "%%%"})


def test_settings_are_those_of_the_environment() -> None:
    found = front_door.settings_of({"CENTER": "office", "REGION": HERE, "ORIGINS": f"{PAGE}/ https://b.example"})
    assert (found.center, found.region, found.other) == ("office", HERE, "")
    assert found.origins == (PAGE, "https://b.example")


MOMENTS = st.sampled_from(["2027-03-01T00:00:00.000000+00:00", "2027-03-02T00:00:00.000000+00:00"])
WRITTEN = st.none() | st.builds(
    lambda region, turn, since: serving(region, turn, since=since),
    st.sampled_from([HERE, THERE]),
    st.integers(1, 3),
    MOMENTS,
)


@settings(derandomize=True, max_examples=200)
@given(WRITTEN, WRITTEN)
def test_the_door_and_the_operators_tools_agree_on_the_row_that_counts(here: Row | None, there: Row | None) -> None:
    seen: dict[str, Serving | None] = {region: _seen(row) for region, row in ((HERE, here), (THERE, there))}
    row = newest(seen)
    expected = row.regions["chat"] if row else HERE
    assert ask(door(rows(here, there)), "GET", "/serving")[1]["chat"] == expected


def _seen(row: Row | None) -> Serving | None:
    if row is None:
        return None
    texts = {name: {"S": str(value)} for name, value in row.items() if name != "turn"}
    return serving_of({"scope": {"S": "serving#office"}, **texts, "turn": {"N": str(row["turn"])}})
