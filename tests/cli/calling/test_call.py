"""`civicline call`: options to a world, a script to a trace, a person to a conversation."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from cli.calling.conversation import Conversation
from cli.calling.place import answers_of, contact_for, given_of, world_for
from cli.calling.request import CallRequest
from cli.main import main
from contact_flows.compile import compile_flows
from contact_flows.simulate.contact import Asked, HangUp, Keys, Says, Silence
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.trace import Said
from contact_flows.simulate.world import Fault
from spec.errors import UsageError
from spec.load import load
from spec.models import ProgramSpec

PROGRAM = Path(__file__).parents[3] / "stacks" / "washington-outsourced" / "program.yaml"
OPEN = "2027-03-10 10:00"


@pytest.fixture(scope="module")
def program() -> ProgramSpec:
    return load(PROGRAM)


@pytest.fixture(scope="module")
def machine(program: ProgramSpec) -> Machine:
    return Machine.of(compile_flows(program, program.infrastructure.centers[0]))


def called(capsys: pytest.CaptureFixture[str], *options: str) -> Any:
    assert main(["call", str(PROGRAM), "--json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_call_in_opening_hours_ends_in_a_queue(capsys: pytest.CaptureFixture[str]) -> None:
    found = called(capsys, "--at", OPEN, "--keys", "0")
    assert found["ended"] == "queue"
    assert found["queue"]
    assert found["blocks"] > 5
    assert all({"language", "text"} <= set(said) for said in found["said"])


def test_a_call_at_night_leaves_a_request(capsys: pytest.CaptureFixture[str]) -> None:
    found = called(capsys, "--at", "2027-03-10T03:00")
    assert (found["ended"], len(found["cases"])) == ("voicemail", 1)


def test_a_full_queue_still_takes_a_callback(capsys: pytest.CaptureFixture[str]) -> None:
    found = called(capsys, "--at", OPEN, "--queue-full", "all", "--keys", "1,1")
    assert (found["ended"], len(found["callbacks"])) == ("callback", 1)


def test_the_operators_words_are_heard(capsys: pytest.CaptureFixture[str]) -> None:
    found = called(capsys, "--at", OPEN, "--closed", "Closed for snow.")
    assert "Closed for snow." in [said["text"] for said in found["said"]]


def test_blocks_are_shown_where_they_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    found = called(capsys, "--at", OPEN, "--blocks")
    assert len(found["steps"]) == found["blocks"]


@pytest.mark.parametrize(
    "options",
    [
        ("--line", "nowhere"),
        ("--center", "nowhere"),
        ("--queue-full", "nowhere"),
        ("--dead", "nothing"),
        ("--at", "tomorrow"),
        ("--at", "2027-03-14 02:30"),
        ("--channel", "telex"),
        ("--agents", "-1"),
        ("--caller", "nobody"),
        ("--channel", "chat", "--line", "main"),
        ("--closed", "a", "--announce", "b"),
        ("--keys", "1A"),
        ("--channel", "email", "--keys", "1"),
        ("--flows", "/nowhere"),
        ("--flow", "line-nowhere"),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_on(capsys: pytest.CaptureFixture[str], options: tuple[str, ...]) -> None:
    assert main(["call", str(PROGRAM), "--json", *options]) == 2
    assert "try: " in capsys.readouterr().err


def test_a_folder_of_foreign_flows_is_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = {
        "Version": "2019-10-30",
        "StartAction": "a",
        "Actions": [
            {
                "Identifier": "a", "Type": "MessageParticipant", "Parameters": {"Text": "Hello there"},
                "Transitions": {"NextAction": "b", "Errors": []},
            },
            {"Identifier": "b", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}},
        ],
    }  # fmt: skip
    (tmp_path / "hello.json").write_text(json.dumps(content), encoding="utf-8")
    found = called(capsys, "--flows", str(tmp_path), "--flow", "hello")
    assert [said["text"] for said in found["said"]] == ["Hello there"]
    (tmp_path / "hello.json").write_text("{", encoding="utf-8")
    assert main(["call", str(PROGRAM), "--flows", str(tmp_path), "--flow", "hello"]) == 2


def test_options_become_the_world(program: ProgramSpec, machine: Machine) -> None:
    queue = program.infrastructure.queues[0].id
    request = CallRequest(
        at=OPEN, full=(queue,), agents=3, wait_seconds=90, dead=("open_case", "bots"), region_down=True
    )
    world = world_for(program, request, machine)
    state = world.queues[f"queue:{queue}"]
    assert (state.capacity, state.agents_staffed, state.wait_seconds) == (state.contacts, 3, 90)
    assert world.faults == {"function:open_case": Fault.DEAD, "bots": Fault.DEAD}
    assert world.down == {world.region}


def test_without_agents_nobody_answers(program: ProgramSpec, machine: Machine) -> None:
    world = world_for(program, CallRequest(at=OPEN, agents=0), machine)
    assert {state.wait_seconds for state in world.queues.values()} == {None}


def test_keys_come_before_words_and_the_language_before_both(program: ProgramSpec) -> None:
    request = CallRequest(at=OPEN, keys=("1", "22#"), say=("agent",))
    assert answers_of(program, request) == (Keys("1"), Keys("22#"), Says("agent"))
    spanish = answers_of(program, CallRequest(at=OPEN, language="es-US"))
    assert len(spanish) == 1


def test_a_language_that_the_line_does_not_have_is_refused(program: ProgramSpec) -> None:
    with pytest.raises(UsageError, match="no key"):
        answers_of(program, CallRequest(at=OPEN, language="ja-JP"))


def test_an_email_comes_from_an_address_to_the_flow_of_its_own(program: ProgramSpec, machine: Machine) -> None:
    contact = contact_for(program, CallRequest(at=OPEN, channel="email"), machine)
    assert "@" in contact.customer
    assert contact.flow.startswith("email-")


def test_now_is_taken_where_no_moment_is_given(program: ProgramSpec) -> None:
    assert given_of(program, CallRequest()).at


MENU = Asked("line-main", "menu", "en-US", "menu", 10.0)
SPEECH = Asked("line-main", "menu", "en-US", "menu", 3.0, 1024, speech=True)


def talk(typed: str, question: Asked = MENU) -> tuple[Any, str]:
    out = io.StringIO()
    person = Conversation(80, io.StringIO(typed), out)
    return person.asked(question), out.getvalue()


@pytest.mark.parametrize(
    ("typed", "question", "answer"),
    [
        ("1\n", MENU, Keys("1")),
        ("\n", MENU, Silence()),
        ("h\n", MENU, HangUp()),
        ("", MENU, HangUp()),
        ("billing please\n", SPEECH, Says("billing please")),
        ("billing\n2\n", MENU, Keys("2")),
        ("?\n3\n", MENU, Keys("3")),
    ],
)
def test_a_line_at_the_terminal_is_an_answer(typed: str, question: Asked, answer: object) -> None:
    assert talk(typed, question)[0] == answer


def test_an_exclamation_mark_shows_the_block() -> None:
    assert "line-main/menu" in talk("!\n1\n")[1]


def test_what_only_the_agent_hears_is_marked() -> None:
    out = io.StringIO()
    person = Conversation(80, io.StringIO(""), out)
    person.heard(Said("en-US", "Billing", "whisper", "who", 75.0, to="agent"))
    assert out.getvalue() == "01:15 en-US to the agent: Billing\n"
