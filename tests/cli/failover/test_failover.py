"""failover status, shift and restore on the command line: what is said, what it ends with, what is asked."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from sandbox.server import client
from sandbox.server.server import Options, opened
from spec.deployed import DeployedResource, TrafficGroup, write
from spec.models.resilience import ExternalFailover, Resilience, ShiftLimits, Tier
from tests.operate.copies.sealing import write_sealed
from tests.operate.failover.fake_world import EAST, WEST
from tests.operate.failover.standing import Standing, stand
from tests.operate.readiness.test_standby import STANDBY

WHY = ("--not-ready-because", "the primary is dark and the desk is thin")


@dataclass
class Desk:
    """An operator at a machine on which a center in two regions was deployed."""

    standing: Standing
    capsys: pytest.CaptureFixture[str]
    said: str = ""
    shown: str = ""

    def types(self, *words: str) -> int:
        code = main(["failover", *words])
        self.shown, self.said = self.capsys.readouterr()
        return code

    def json(self, *words: str) -> Any:
        self.types(*words, "--json")
        return json.loads(self.shown)

    def shift(self, to: str = WEST, *more: str) -> int:
        return self.types("shift", "--to", to, *more, *WHY, "--yes")


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    home = tmp_path_factory.mktemp("home")
    with opened(Options(home=home)) as running:
        made = stand(home, running.endpoint)
        write_sealed(home / "deployed" / "sandbox" / "wa-program-dev.json", made.deployed)
        yield made


@pytest.fixture
def desk(standing: Standing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    monkeypatch.setenv("CIVICLINE_HOME", str(standing.home))
    yield Desk(standing, capsys)
    standing.home_again()


def test_status_says_where_everything_is_for_people_and_for_programs(desk: Desk) -> None:
    assert desk.types("status") == 0
    assert "calls       100 % in us-east-1\n  agents      100 % in us-east-1\n" in desk.shown
    assert "sign-in     us-east-1 and us-west-2\n" in desk.shown
    assert "web         us-east-1\n" in desk.shown
    told = desk.json("status")
    at_home = {EAST: 100, WEST: 0}
    assert told["channels"] == {"voice": at_home, "chat": at_home, "email": at_home, "web": at_home}
    assert (told["agents"], told["sign_in"]) == (at_home, {EAST: True, WEST: True})
    assert told["centers"]["office"]["channels"] == told["channels"]


def test_status_after_a_shift_says_since_when_and_by_whom(desk: Desk) -> None:
    assert desk.shift() == 0
    told = desk.json("status")
    moved = {EAST: 0, WEST: 100}
    assert told["channels"] == {"voice": moved, "chat": moved, "email": moved, "web": moved}
    assert (told["agents"], told["sign_in"]) == (moved, {EAST: False, WEST: True})
    assert told["since"] is not None
    assert told["flag"]["by"].startswith("arn:aws:sts::")


def test_the_preview_says_what_moves_what_stays_and_what_is_not_ready(desk: Desk) -> None:
    assert desk.shift() == 0
    assert "Shift office to us-west-2\n" in desk.said
    assert "now         calls and agents 100 % in us-east-1, sign-in in us-east-1 and us-west-2\n" in desk.said
    assert "then        calls and agents 100 % in us-west-2, sign-in in us-west-2\n" in desk.said
    assert "follow      chat, e-mail and web to us-west-2\n" in desk.said
    assert "stays       calls that wait or talk, open chats and tasks in us-east-1 are served there" in desk.said
    assert "NOT READY   line main (office)" in desk.said
    assert "all the same the primary is dark and the desk is thin\n" in desk.said
    assert desk.shown == (
        "center office: moved\n"
        "  now         calls and agents 100 % in us-west-2, sign-in in us-west-2\n"
        "  follow      chat, e-mail and web in us-west-2\n"
        "  door        none is recorded: web pages must be told by you which region serves\n"
        "  us-west-2   does NOT answer everything, by simulated contacts\n"
    )


def test_a_region_that_is_not_ready_is_refused_unless_somebody_says_why(desk: Desk) -> None:
    assert desk.types("shift", "--to", WEST, "--yes") == 3
    assert "error: us-west-2: it is not ready to take the traffic: " in desk.said
    assert "nothing was changed" in desk.said
    assert "try: civicline failover check --in us-west-2" in desk.said
    assert desk.standing.shares() == (0, 0, True, True)


def test_with_the_primary_dark_everything_moves_and_that_is_a_success(desk: Desk) -> None:
    client.set_fault(desk.standing.home, "dark", region=EAST)
    assert desk.shift(WEST, "--now") == 0
    assert "us-east-1   does not answer, and is not needed\n" in desk.said
    assert "us-east-1   does not answer; when it is back, civicline failover shift --to us-west-2" in desk.shown
    told = desk.json("status")
    assert told["channels"]["chat"] == told["channels"]["voice"] == {EAST: 0, WEST: 100}
    assert told["unread"].keys() == {EAST}
    client.clear_faults(desk.standing.home)
    assert desk.types("status") == 0
    assert "BUT         about chat, e-mail and web the regions disagree" in desk.shown
    assert desk.shift() == 0
    assert desk.types("status") == 0
    assert "BUT" not in desk.shown


def test_calls_that_go_to_a_dark_region_are_told_with_the_commands_that_help(desk: Desk) -> None:
    assert desk.types("status") == 0
    assert "CALLS GO" not in desk.shown
    client.set_fault(desk.standing.home, "dark", region=EAST)
    assert desk.types("status") == 0
    told = " ".join(desk.shown.split())
    assert "CALLS GO to us-east-1, which does not answer here; civicline failover check --in us-west-2, then" in told
    client.set_fault(desk.standing.home, "dark", region=WEST)
    assert desk.types("status") == 4
    assert "CALLS GO" not in desk.shown


def test_the_receiving_region_dark_is_said_with_where_traffic_is(desk: Desk) -> None:
    client.set_fault(desk.standing.home, "dark", region=WEST)
    assert desk.shift() == 4
    assert (
        "error: us-west-2: it does not answer, so traffic of office cannot move there; nothing was changed: calls"
        in (desk.said)
    )


def test_both_regions_dark_is_said_by_every_command(desk: Desk) -> None:
    client.set_fault(desk.standing.home, "dark")
    assert desk.shift() == 4
    assert "neither us-west-2 nor us-east-1 answers" in desk.said
    assert desk.types("status") == 4
    assert "calls       nobody can tell: no region answers" in desk.shown
    assert "no region tells where traffic of office goes" in desk.said


def test_steps_are_told_one_by_one_and_restore_brings_it_home_in_steps(desk: Desk) -> None:
    assert desk.shift(WEST, "--steps", "10,50,100", "--hold", "0") == 0
    assert "10 % done: office: calls and agents 90 % in us-east-1 and 10 % in us-west-2" in desk.said
    assert "50 % done: office: calls and agents 50 % in us-east-1 and 50 % in us-west-2" in desk.said
    assert desk.standing.shares() == (100, 100, False, True)
    assert desk.types("restore", "--hold", "0", *WHY, "--yes") == 0
    assert "50 % done" in desk.said
    assert desk.standing.shares() == (0, 0, True, True)
    assert "follow      chat, e-mail and web in us-east-1\n" in desk.shown


def test_steps_may_end_on_the_way_and_chat_stays(desk: Desk) -> None:
    assert desk.shift(WEST, "--steps", "10") == 0
    assert "stay        chat, e-mail and web: they move with the last of the traffic" in desk.said
    told = desk.json("status")
    assert told["channels"] == {
        "voice": {EAST: 90, WEST: 10},
        **{channel: {EAST: 100, WEST: 0} for channel in ("chat", "email", "web")},
    }
    assert told["flag"]["towards"] is None


def test_the_same_again_asks_nothing_and_changes_nothing(desk: Desk) -> None:
    desk.shift()
    assert desk.types("shift", "--to", WEST, "--yes") == 0
    assert desk.said == ""
    assert desk.shown.startswith("center office: already there\n")
    assert desk.json("shift", "--to", WEST, "--yes")["changed"] is False


def test_a_shift_is_told_to_programs(desk: Desk) -> None:
    told = desk.json("shift", "--to", WEST, *WHY, "--reason", "flood", "--yes")
    assert told["answers"] == {WEST: "not_ready"}
    assert told["reason"] == "flood; though not ready: the primary is dark and the desk is thin"
    assert told["centers"]["office"] == {
        "to": WEST,
        "state": "moved",
        "why": None,
        "voice": {EAST: 0, WEST: 100},
        "agents": {EAST: 0, WEST: 100},
        "sign_in": {EAST: False, WEST: True},
        "serving": {"chat": WEST, "email": WEST, "web": WEST},
        "unwritten": {},
    }


def test_the_log_of_switches_tells_of_shifts_once_for_both_regions(desk: Desk) -> None:
    desk.shift(WEST, "--reason", "flood")
    assert main(["switches", "--log", "--json"]) == 0
    ended, begun = json.loads(desk.capsys.readouterr().out)["log"]
    assert (ended["action"], ended["regions"], begun["regions"]) == ("shift", [EAST, WEST], [EAST, WEST])
    assert ended["traffic"].startswith("calls and agents 100 % in us-west-2")
    assert main(["switches", "--log"]) == 0
    shown = desk.capsys.readouterr().out
    assert "shifted the center office\n" in shown
    assert "traffic     begins to move to us-west-2\n" in shown
    assert main(["switches"]) == 0
    assert "nothing is switched" in desk.capsys.readouterr().out


class Person(io.StringIO):
    """Types answers, one a question; something may happen before one."""

    def __init__(self, answers: str, before: Callable[[int], None] = lambda _: None) -> None:
        super().__init__(answers)
        self.before, self.asked = before, 0

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]  # as `input` asks
        self.asked += 1
        self.before(self.asked)
        return super().readline(size or -1)


@pytest.mark.parametrize(("answer", "code", "west"), [("y\n", 0, 100), ("n\n", 3, 0), ("", 3, 0)])
def test_a_person_is_asked_before_anything_moves(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, west: int
) -> None:
    monkeypatch.setattr("sys.stdin", Person(answer))
    assert desk.types("shift", "--to", WEST, *WHY) == code
    assert "Shift office to us-west-2? [y/N]" in desk.said
    assert desk.standing.shares()[0] == west


def test_a_person_may_stop_after_a_step_and_go_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Person("y\ny\nn\n"))
    assert desk.types("shift", "--to", WEST, "--steps", "10,50,100", "--hold", "0", *WHY) == 3
    assert "Still ready. Go on to 50 %? [y/N]" in desk.said
    assert "center office: HELD on the way\n  why         the operator stopped here\n" in desk.shown
    assert "held: calls and agents 50 % in us-east-1 and 50 % in us-west-2" in desk.said
    assert "civicline failover shift --to us-east-1 --now to go back" in desk.said
    assert desk.types("status") == 0
    assert "UNDER WAY   a move to us-west-2 began then and has not ended" in desk.shown
    assert desk.shift(EAST, "--now") == 0
    assert desk.standing.shares() == (0, 0, True, False)


def test_whoever_is_second_is_told_that_somebody_else_moves_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def lani(_: int) -> None:
        desk.standing.client("dynamodb", EAST).put_item(
            TableName="switchboard",
            Item={
                "scope": {"S": "serving#office"}, "turn": {"N": "1"}, "by": {"S": "lani"}, "towards": {"S": EAST},
                "since": {"S": "2026-11-22T06:00:00+00:00"}, "chat": {"S": EAST}, "email": {"S": EAST}, "web": {"S": EAST},
            },
        )  # fmt: skip

    monkeypatch.setattr("sys.stdin", Person("y\n", lani))
    assert desk.types("shift", "--to", WEST, *WHY) == 3
    assert "center office: NOT as you wanted: somebody else moves it\n" in desk.shown
    assert "(lani, towards us-east-1)" in desk.shown
    assert desk.standing.shares() == (0, 0, True, True)


def test_a_record_that_is_out_of_date_is_told_as_such(desk: Desk) -> None:
    center = desk.standing.deployed.centers["office"]
    gone = center.model_copy(
        update={"traffic_group": TrafficGroup(id="x", arn=desk.standing.group[:-12] + "000000000000")}
    )
    file = desk.standing.home / "deployed" / "sandbox" / "wa-program-old.json"
    write(file, desk.standing.deployed.model_copy(update={"stack": "old", "centers": {"office": gone}}))
    try:
        for words in (["status"], ["shift", "--to", WEST, "--yes"], ["restore", "--yes"]):
            assert desk.types(*words, "--stack", "old") == 2
            assert "what this machine recorded is out of date" in desk.said
    finally:
        file.unlink()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["shift", "--to", WEST], 2, "add --yes"),
        (["shift", "--yes"], 2, "--to"),
        (["shift", "--to", "eu-west-2", "--yes"], 2, "the center office has us-east-1 and us-west-2"),
        (["shift", "--to", WEST, "--now", "--steps", "10,100", "--yes"], 2, "at once, or in steps?"),
        (["shift", "--to", WEST, "--steps", "15", "--yes"], 2, "15 is none"),
        (["shift", "--to", WEST, "--not-ready-because", " ", "--yes"], 2, "--not-ready-because: there are no words"),
        (["shift", "--to", WEST, "--center", "desk", "--yes"], 2, "no such center is deployed"),
        (["status", "--center", "desk"], 2, "one of office"),
        (["restore", "--yes"], 0, ""),
    ],
)
def test_what_cannot_be_meant_is_answered_with_what_can(desk: Desk, words: list[str], code: int, said: str) -> None:
    assert desk.types(*words) == code
    assert said in desk.said


@pytest.fixture
def alone(desk: Desk) -> Iterator[str]:
    """A stack whose one center is in one region, with a carrier who can help."""
    carrier = ExternalFailover(carrier="Plains Telephone", desk="+1-360-555-0188", reference="A-77")
    resilience = Resilience(tier=Tier.MULTI_AZ, source_region=EAST, external=carrier)
    center = desk.standing.deployed.centers["office"].model_copy(
        update={"traffic_group": None, "replica": None, "switch_regions": (EAST,), "resilience": resilience}
    )
    file = desk.standing.home / "deployed" / "sandbox" / "wa-program-alone.json"
    write(file, desk.standing.deployed.model_copy(update={"stack": "alone", "centers": {"office": center}}))
    yield "alone"
    file.unlink()


def test_a_deployment_in_one_region_is_told_which_tier_has_two(desk: Desk, alone: str) -> None:
    assert desk.types("shift", "--to", WEST, "--yes", "--stack", alone) == 2
    assert "it is deployed in one region: only the tier global-resiliency" in desk.said
    assert desk.types("status", "--watch", "--stack", alone) == 2
    assert "no center here can move to another region" in desk.said


def test_the_status_of_a_center_in_one_region_says_whether_it_answers_and_who_could_redirect(
    desk: Desk, alone: str
) -> None:
    assert desk.types("status", "--stack", alone) == 0
    assert desk.shown.startswith("center office, in one region\n  us-east-1   answers; calls, agents, chat, e-mail")
    assert "redirect    Plains Telephone, desk +13605550188, reference A-77; civicline failover runbook" in desk.shown
    assert "drill" not in desk.shown, "nothing moves, so that nobody can practice it"
    assert desk.json("status", "--stack", alone)["one_region"] == [
        {"center": "office", "region": EAST, "answers": True, "why": None}
    ]


def test_a_center_whose_only_region_is_dark_is_shown_and_ends_with_the_code_of_a_cloud_that_fails(
    desk: Desk, alone: str, tmp_path: Path
) -> None:
    client.set_fault(desk.standing.home, "dark", region=EAST)
    assert desk.types("status", "--stack", alone, "--html", str(tmp_path / "status.html")) == 4
    assert "Not known: nobody can tell" in (tmp_path / "status.html").read_text(encoding="utf-8")
    assert "us-east-1   does NOT answer" in desk.shown
    assert "office is there only" in desk.said
    assert "civicline failover runbook says what only the carrier can do" in desk.said


@pytest.fixture
def narrow(desk: Desk) -> Iterator[str]:
    """A stack of one center whose spec lets one command move one agent, and that has two."""
    limits = ShiftLimits(agents=1)
    resilience = Resilience(tier=Tier.GLOBAL_RESILIENCY, source_region=EAST, replica_region=WEST, limits=limits)
    agents = tuple(DeployedResource(kind="user", id=name, name=name) for name in ("kai", "lani"))
    center = desk.standing.deployed.centers["office"].model_copy(update={"resilience": resilience, "resources": agents})
    file = desk.standing.home / "deployed" / "sandbox" / "wa-program-narrow.json"
    write(file, desk.standing.deployed.model_copy(update={"stack": "narrow", "centers": {"office": center}}))
    yield "narrow"
    file.unlink()


def test_the_status_of_a_cold_standby_has_what_watches_its_own_region(desk: Desk) -> None:
    center = desk.standing.deployed.centers["office"].model_copy(
        update={"traffic_group": None, "replica": None, "switch_regions": (EAST,), "standby": STANDBY}
    )
    file = desk.standing.home / "deployed" / "sandbox" / "wa-program-cold.json"
    write(file, desk.standing.deployed.model_copy(update={"stack": "cold", "centers": {"office": center}}))
    try:
        told = desk.json("status", "--stack", "cold")
        assert (told["one_region"], told["standbys"][0]["center"]) == ([], "office")
        assert told["observed"]["office"] == {"ringing": [], "probes": {}, "unread": {}}
    finally:
        file.unlink()


@pytest.fixture
def three(desk: Desk) -> Iterator[str]:
    """A stack of three centers whose spec lets one command move two."""
    limits = ShiftLimits(centers=2)
    resilience = Resilience(tier=Tier.GLOBAL_RESILIENCY, source_region=EAST, replica_region=WEST, limits=limits)
    center = desk.standing.deployed.centers["office"].model_copy(update={"resilience": resilience})
    file = desk.standing.home / "deployed" / "sandbox" / "wa-program-three.json"
    centers = dict.fromkeys(("office", "annex", "depot"), center)
    write(file, desk.standing.deployed.model_copy(update={"stack": "three", "centers": centers}))
    yield "three"
    file.unlink()


def test_as_many_centers_as_the_limits_allow_are_named_one_by_one(desk: Desk, three: str) -> None:
    assert desk.types("shift", "--to", WEST, "--yes", "--stack", three) == 3
    assert "this would move 3 centers, 0 numbers and 0 agents, and resilience.limits" in desk.said
    assert "fewer at once: --center ID for each of office, annex and depot that is meant; or --beyond" in desk.said

    two = ("--center", "depot", "--center", "office")
    assert desk.types("shift", "--to", WEST, *two, "--yes", "--stack", three) == 3
    assert "resilience.limits" not in desk.said
    assert "it is not ready to take the traffic" in desk.said
    assert list(desk.json("status", *two, "--stack", three)["centers"]) == ["office", "depot"]


def test_more_than_the_limits_allow_is_refused_unless_somebody_says_why(desk: Desk, narrow: str) -> None:
    assert desk.shift(WEST, "--stack", narrow) == 3
    assert "error: shift --to us-west-2: this would move 1 center, 0 numbers and 2 agents, and" in desk.said
    assert "allow 1 agent at once; nothing was changed\n  try: --beyond-limits-because WHY" in desk.said
    assert desk.standing.shares() == (0, 0, True, True)

    meant = ("--beyond-limits-because", "both of us move")
    assert desk.shift(WEST, "--stack", narrow, *meant) == 0
    assert "touches     1 center, 0 numbers and 2 agents\n" in desk.said
    assert "beyond      the limits: both of us move\n" in desk.said
    told = desk.json("restore", "--now", "--stack", narrow, *WHY, *meant, "--yes")
    assert told["touches"] == {"centers": 1, "numbers": 0, "agents": 2}
    assert told["reason"].endswith("; beyond limits: both of us move")
    assert desk.types("restore", "--stack", narrow, "--yes") == 0, "what is there already touches nothing"


def test_test_cases_of_amazon_connect_are_run_after_a_move_where_somebody_asks_for_it(desk: Desk) -> None:
    assert desk.shift(WEST, "--native") == 0
    assert "us-west-2   office has no native test that is published\n" in desk.shown
    instance = {"InstanceId": desk.standing.deployed.centers["office"].instance.id}
    made = desk.standing.connect(EAST).create_test_case(**instance, Name="opening", Content="{}", Status="PUBLISHED")
    try:
        assert desk.types("restore", "--now", "--native", *WHY, "--yes") == 4
        assert "native tests of office could NOT be run: connect:StartTestCaseExecution in us-east-1" in desk.shown
        assert "error: us-east-1: everything has moved there, and native tests of office could NOT" in desk.said
        told = desk.json("shift", "--to", WEST, "--native", *WHY, "--yes")
        assert told["native"]["office"]["region"] == WEST
    finally:
        desk.standing.connect(EAST).delete_test_case(**instance, TestCaseId=made["TestCaseId"])


def test_a_move_runs_the_test_cases_that_were_put_into_the_center(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = {"Name": "opening", "Description": "It opens", "EntryPoint": {}, "InitializationData": {}, "Content": {}}
    (tmp_path / "opening.json").write_text(json.dumps(case), encoding="utf-8")
    put = ["flows", "native", str(tmp_path), "--stack", "dev"]
    assert main([*put, "--put", "--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out) == {"placed": [{"center": "office", "test": "opening"}], "tests": []}
    assert "office: 1 test case in place" in told.err
    try:
        assert main(put) == 4, "the sandbox runs none"
        assert desk.shift(WEST, "--native") == 4
        assert "native tests of office could NOT be run: connect:StartTestCaseExecution in us-west-2" in desk.shown
    finally:
        instance = {"InstanceId": desk.standing.deployed.centers["office"].instance.id}
        east = desk.standing.connect(EAST)
        (row,) = east.list_test_cases(**instance)["TestCaseSummaryList"]
        east.delete_test_case(**instance, TestCaseId=row["Id"])
