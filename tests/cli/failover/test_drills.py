"""failover drill on the command line: what is asked, said and kept, and what it ends with."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from sandbox.server import client
from sandbox.server.server import Options, opened
from spec.deployed import write
from tests.operate.failover.fake_world import EAST, WEST
from tests.operate.failover.standing import Standing, stand

WHY = ("--not-ready-because", "the desk of this test is thin")
OFFICE = Path(__file__).parents[2] / "cases" / "good" / "office" / "program.yaml"
AT_HOME = (0, 0, True, True)


class Terminal(io.StringIO):
    """Somebody who types these lines."""

    def isatty(self) -> bool:
        return True


@dataclass
class Desk:
    standing: Standing
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch
    said: str = ""
    shown: str = ""

    def types(self, *words: str) -> int:
        code = main(["failover", "drill", *words])
        self.shown, self.said = self.capsys.readouterr()
        return code

    def answers(self, text: str, *words: str) -> int:
        self.monkeypatch.setattr("sys.stdin", Terminal(text))
        return self.types(*words)

    def real(self, *more: str) -> int:
        return self.types("--kind", "real", "--to", WEST, *WHY, "--yes", *more)

    @property
    def evidence(self) -> list[dict[str, Any]]:
        files = sorted((self.standing.home / "drills" / "sandbox").glob("*.json"))
        return [json.loads(file.read_text(encoding="utf-8")) for file in files]


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    home = tmp_path_factory.mktemp("home")
    with opened(Options(home=home)) as running:
        made = stand(home, running.endpoint)
        write(home / "deployed" / "sandbox" / "wa-program-dev.json", made.deployed)
        yield made


@pytest.fixture
def desk(standing: Standing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    monkeypatch.setenv("CIVICLINE_HOME", str(standing.home))
    yield Desk(standing, capsys, monkeypatch)
    standing.home_again()
    for file in (standing.home / "drills").rglob("*.json"):
        file.unlink()


def test_a_real_drill_goes_there_and_home_and_keeps_what_was_measured(desk: Desk) -> None:
    assert desk.real("--reason", "spring drill") == 0
    assert desk.standing.shares() == AT_HOME
    assert "10 % done: office: calls and agents 90 % in us-east-1 and 10 % in us-west-2" in desk.said
    assert "10 % done: office: calls and agents 10 % in us-east-1 and 90 % in us-west-2" in desk.said
    assert desk.shown.startswith("real drill to us-west-2: passed\n")
    (kept,) = desk.evidence
    assert (kept["result"], kept["logged"], kept["centers"]) == ("passed", [EAST, WEST], ["office"])
    card = kept["scorecard"]
    assert card["shift"] > 0
    assert card["restore"] > 0
    assert card["first_answered"] > 0
    assert (card["unanswered"], card["detection"], card["decision"]) == (0, None, None)
    assert kept["reason"] == "drill: spring drill; though not ready: the desk of this test is thin"


def test_a_drill_is_in_the_log_of_both_regions_and_in_the_status(desk: Desk) -> None:
    assert main(["failover", "status"]) == 0
    assert "drill       never practiced yet\n" in desk.capsys.readouterr().out
    desk.real("--steps", "100")
    assert main(["switches", "--log", "--json"]) == 0
    first, *_ = json.loads(desk.capsys.readouterr().out)["log"]
    assert (first["action"], first["regions"]) == ("drill", [EAST, WEST])
    assert first["traffic"].startswith("real drill to us-west-2: passed; shifted in ")
    assert main(["failover", "status", "--json"]) == 0
    practice = json.loads(desk.capsys.readouterr().out)["practice"]["office"]
    assert (practice["last"]["kind"], practice["overdue"], practice["days"]) == ("real", False, 180)


def test_past_drills_are_listed_newest_first(desk: Desk) -> None:
    assert desk.types("--list") == 0
    assert desk.shown.startswith("center office: never practiced yet\n  due         ")
    desk.real("--steps", "100")
    desk.types("--kind", "tabletop", "--to", WEST, "--yes")
    assert desk.types("--list", "--json") == 0
    told = json.loads(desk.shown)
    assert [one["kind"] for one in told["drills"]] == ["tabletop", "real"]
    assert told["centers"]["office"]["last"]["kind"] == "real"  # the one on paper found the desk not ready
    assert desk.types("--list") == 0
    assert "tabletop to us-west-2: FAILED\n" in desk.shown
    assert "the tabletop drill of " in desk.shown


def test_a_region_that_is_not_ready_is_refused_and_nothing_is_moved_or_kept(desk: Desk) -> None:
    assert desk.types("--kind", "real", "--to", WEST, "--yes") == 3
    assert "it is not ready to take the traffic" in desk.said
    assert desk.standing.shares() == AT_HOME
    assert desk.evidence == []


@pytest.mark.parametrize(("typed", "code"), [("wa-program\n", 0), ("y\n", 3), ("", 3)])
def test_real_traffic_is_moved_for_whoever_types_the_name_of_the_program(desk: Desk, typed: str, code: int) -> None:
    assert desk.answers(typed, "--kind", "real", "--to", WEST, "--steps", "100", *WHY) == code
    assert "This is a drill with the real traffic: to us-west-2, held 0 s a step, and home again." in desk.said
    assert ("nothing was changed" in desk.said) is (code == 3)
    assert [one["scorecard"]["decision"] is not None for one in desk.evidence] == [True] * (code == 0)
    assert desk.standing.shares() == AT_HOME


def test_a_drill_is_not_begun_while_a_region_is_dark(desk: Desk) -> None:
    client.set_fault(desk.standing.home, "dark", region=EAST)
    assert desk.real() == 3
    assert "error: office: us-east-1 does not answer: this is no moment to practice; nothing was changed" in desk.said


def test_simulated_contacts_that_find_nobody_fail_a_drill(desk: Desk) -> None:
    group = desk.standing.deployed.centers["office"].instance.id
    desk.standing.connect(WEST).update_instance_attribute(
        InstanceId=group, AttributeType="INBOUND_CALLS", Value="false"
    )
    try:
        assert desk.real("--steps", "100") == 1
    finally:
        desk.standing.connect(WEST).update_instance_attribute(
            InstanceId=group, AttributeType="INBOUND_CALLS", Value="true"
        )
    assert desk.standing.shares() == AT_HOME
    assert "note        the instance in us-west-2 takes no calls\n" in desk.shown
    what = (
        "on the way there: simulated contacts find nobody there: the instance in us-west-2 takes no calls; traffic is"
    )
    assert f"error: us-west-2: {what} home again" in desk.said
    (kept,) = desk.evidence
    assert kept["scorecard"]["unanswered"] > 0


def test_on_paper_every_question_is_asked_and_one_no_is_a_finding(desk: Desk) -> None:
    assert desk.answers("y\ny\ny\ny\nn\ny\n", "--kind", "tabletop", "--to", WEST) == 1
    assert desk.said.count("?") >= 6
    assert "5 of 6: Neither region answers, us-west-2 as little as the other\n" in desk.said
    (kept,) = desk.evidence
    assert kept["notes"] == [
        "not answered with yes: Neither region answers, us-west-2 as little as the other",
        "us-west-2 is not ready: civicline failover check --in us-west-2",
    ]
    assert kept["scorecard"]["decision"] is not None
    assert "s until every question was answered\n" in desk.shown
    assert desk.standing.shares() == AT_HOME


def test_on_paper_nobody_asks_where_nobody_is(desk: Desk) -> None:
    desk.monkeypatch.setattr("sys.stdin", io.StringIO())
    assert desk.types("--kind", "tabletop", "--to", WEST) == 2
    assert "there is no one here" in desk.said


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "--kind and --to: a drill is of one kind, and goes to one region"),
        (("--kind", "real"), 2, "--to: a drill is of one kind"),
        (("--kind", "tabletop", "--to", EAST, "--yes"), 2, "that is where traffic of office is at home"),
        (("--kind", "real", "--to", "eu-west-1", "--yes"), 2, "the center office has us-east-1 and us-west-2"),
        (("--kind", "simulated", "--to", WEST, "--yes"), 2, "needs its spec for that"),
        (("--kind", "real", "--to", WEST, "--steps", "7", "--yes"), 2, "traffic moves in parts of 10 %"),
    ],
)
def test_what_cannot_be_practiced_is_said(desk: Desk, words: tuple[str, ...], code: int, said: str) -> None:
    assert desk.types(*words) == code
    assert said in desk.said


def test_a_region_whose_log_cannot_be_written_is_told_of(desk: Desk) -> None:
    client.set_fault(desk.standing.home, "error", region=WEST, service="dynamodb", operation="TransactWriteItems")
    assert desk.types("--kind", "tabletop", "--to", WEST, "--yes") == 1
    (kept,) = desk.evidence
    assert kept["logged"] == [EAST]
    assert any(note.startswith("the log of us-west-2 does not have it: ") for note in kept["notes"])


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """The spec of what is deployed, with a freeze around today."""
    today = dt.datetime.now(dt.UTC).date()
    first, last = today - dt.timedelta(days=2), today + dt.timedelta(days=2)
    text = OFFICE.read_text(encoding="utf-8").replace("  id: office\n", "  id: wa-program\n", 1)
    freeze = f"  freezes: [{{from: {first}, till: {last}, reason: The election.}}]"
    file = tmp_path / "program.yaml"
    file.write_text(text.replace("dates:\n", f"dates:\n{freeze}\n", 1), encoding="utf-8")
    return file


def test_a_freeze_keeps_real_drills_away_unless_somebody_says_why(desk: Desk, frozen: Path) -> None:
    words = (str(frozen), "--kind", "real", "--to", WEST, *WHY, "--yes", "--steps", "100")
    assert desk.types(*words) == 3
    assert "dev: frozen from" in desk.said
    assert desk.types(*words, "--break-freeze", "the auditor is here today") == 0
    (kept,) = desk.evidence
    assert kept["notes"][0].startswith("freeze broken: the auditor is here today")


def test_who_leaves_a_drill_on_paper_is_not_asked_on_and_nothing_is_kept_of_it(desk: Desk) -> None:
    before = desk.evidence
    assert desk.answers("y\n", "--kind", "tabletop", "--to", WEST) == 3
    assert "2 of 6" in desk.said
    assert "3 of 6" not in desk.said
    assert "left before its end; nothing was changed, and nothing is kept of it" in desk.said
    assert desk.evidence == before


def test_a_scorecard_that_no_disk_takes_is_shown_all_the_same(desk: Desk) -> None:
    folder, aside = desk.standing.home / "drills", desk.standing.home / "drills-aside"
    if folder.exists():
        folder.rename(aside)
    folder.write_text("", encoding="utf-8")
    try:
        assert desk.types("--kind", "tabletop", "--to", WEST, "--yes") == 4
    finally:
        folder.unlink()
        if aside.exists():
            aside.rename(folder)
    assert "tabletop drill to us-west-2" in desk.shown
    assert "logged      in us-east-1 and us-west-2" in desk.shown
    assert "evidence    NOT kept" in desk.shown
    assert "the evidence of the drill could not be kept" in desk.said
