"""close, announce, reopen, switches and call on the command line: what is said, what it ends with, what is asked."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from calendars.table.ways import ways_in
from cli.main import main
from cli.opening.in_force import in_force_now
from operate.aws import Target
from sandbox.server import client
from sandbox.server.server import Options, opened
from spec.deployed import Deployed, DeployedCenter, DeployedLine, write
from spec.load import load
from tests.operate.copies.sealing import write_sealed
from tests.operate.switches.fake_board import center

OREGON = Path(__file__).parents[2] / "stacks" / "oregon-vendor" / "program.yaml"
PACIFIC = ZoneInfo("America/Los_Angeles")
WEST, EAST = "us-west-2", "us-east-1"
USUAL_ES = "Estamos cerrados por una emergencia. Por favor, llámenos más tarde."
FOUR_HOURS = ("--until", "4h")
SNOW = ("--reason", "snow")


@dataclass
class Desk:
    """An operator at a machine on which set-up C was deployed, as far as switches go."""

    home: Path
    capsys: pytest.CaptureFixture[str]
    said: str = ""
    shown: str = ""

    def types(self, *words: str) -> int:
        code = main(list(words))
        self.shown, self.said = self.capsys.readouterr()
        return code

    def json(self, *words: str) -> Any:
        self.types(*words, "--json")
        return json.loads(self.shown)

    def hears(self, *options: str) -> list[str]:
        found = self.json("call", str(OREGON), "--line", "state_line", "--keys", "0", *options)
        return [said["text"] for said in found["said"]]


def record() -> Deployed:
    names = {"state_line": "State line", "northlake": "Northlake Mobility"}
    return Deployed(
        version=1,
        program="or-cascade",
        stack="dev",
        target="sandbox",
        spec_digest="",
        deployed_at="",
        time_zone=PACIFIC.key,
        lines=tuple(
            DeployedLine(id=id_, name=name, center=at, languages=("en-US", "es-US"), time_zone=PACIFIC.key)
            for (id_, name), at in zip(names.items(), ("state", "northlake"), strict=True)
        ),
        centers={"state": deployed_center("state", WEST, EAST), "northlake": deployed_center("northlake", WEST)},
    )


def deployed_center(id_: str, *regions: str) -> DeployedCenter:
    named = {"switchboard": f"{id_}-switchboard", "switch_log": f"{id_}-switch-log"}
    return center("line-x", "chat", "email-help", regions=regions).model_copy(update=named)


@dataclass(frozen=True)
class Tables:
    """Of every center in each of its regions: (client, switchboard, log)."""

    home: Path
    found: list[tuple[Any, str, str]]

    def create(self) -> None:
        for aws, switchboard, log in self.found:
            for name, keys in ((switchboard, ["scope"]), (log, ["center", "at"])):
                aws.create_table(
                    TableName=name,
                    BillingMode="PAY_PER_REQUEST",
                    AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
                    KeySchema=[
                        {"AttributeName": key, "KeyType": kind}
                        for key, kind in zip(keys, ("HASH", "RANGE"), strict=False)
                    ],
                )

    def clear(self) -> None:
        for aws, switchboard, _ in self.found:
            for row in aws.scan(TableName=switchboard)["Items"]:
                aws.delete_item(TableName=switchboard, Key={"scope": row["scope"]})


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tables]:
    home, deployed = tmp_path_factory.mktemp("home"), record()
    with opened(Options(home=home)) as running:
        aws = {region: Target(running.endpoint).client("dynamodb", region) for region in (WEST, EAST)}
        centers = [(aws[region], found) for found in deployed.centers.values() for region in found.switch_regions]
        tables = Tables(home, [(client, f.switchboard or "", f.switch_log or "") for client, f in centers])
        tables.create()
        write_sealed(home / "deployed" / "sandbox" / "or-cascade-dev.json", deployed)
        yield tables


@pytest.fixture
def desk(standing: Tables, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    monkeypatch.setenv("CIVICLINE_HOME", str(standing.home))
    yield Desk(standing.home, capsys)
    client.clear_faults(standing.home)
    standing.clear()


def close(desk: Desk, line: str, *more: str) -> int:
    return desk.types("close", line, *FOUR_HOURS, *SNOW, "--yes", *more)


def test_the_preview_says_what_is_heard_in_every_language_until_when_and_what_stays_open(desk: Desk) -> None:
    assert close(desk, "state_line", "--message", "en=Closed for snow.") == 0
    assert desk.said.startswith("Close State line (state_line)\n")
    assert "of          or-cascade dev, sandbox\n" in desk.said
    assert "(in 4 hours)" in desk.said
    assert 'en-US       "Closed for snow."\n' in desk.said
    assert f'es-US       "{USUAL_ES}" (the usual' in desk.said
    assert "stays open  Northlake Mobility (northlake), chat and e-mail" in desk.said
    assert "signed      arn:aws:sts::" in desk.said
    assert "us-west-2   will be switched\n  us-east-1   will be switched" in desk.said
    assert desk.shown.endswith(":\n  us-west-2   switched\n  us-east-1   switched\n")


def test_one_option_takes_the_words_of_several_languages(desk: Desk) -> None:
    words = ("--message", "en=Closed for snow.", "es=Cerrado por nieve.")
    assert desk.types("close", "state_line", *FOUR_HOURS, *words, *SNOW, "--yes") == 0
    assert 'es-US       "Cerrado por nieve."\n' in desk.said
    assert desk.types("close", "state_line", *FOUR_HOURS, "--message", words[1], *words[::2], *SNOW, "--yes") == 0
    assert "already" in desk.shown
    assert "nothing was changed" in desk.shown


def test_callers_hear_a_closure_in_their_language_in_each_region_until_it_ends(desk: Desk) -> None:
    end = f"{dt.datetime.now(PACIFIC) + dt.timedelta(hours=30):%Y-%m-%d %H:%M}"
    message = ("--message", "en=Closed for snow.", "es=Cerrado por nieve.")
    assert desk.types("close", "state_line", "--until", end, *SNOW, *message, "--yes") == 0
    for region in (WEST, EAST):
        assert "Closed for snow." in desk.hears("--region", region)
        assert "Cerrado por nieve." in desk.hears("--region", region, "--language", "es-US")
    assert "Closed for snow." not in desk.hears("--at", end)
    assert "Closed for snow." not in desk.hears("--announce", "Something else.")


def test_words_only_in_english_are_announced_in_english_to_all(desk: Desk) -> None:
    assert desk.types("announce", "state_line", *FOUR_HOURS, "--message", "en=Snow.", "--yes") == 0
    assert 'es-US       "Snow." (in another language), and the call goes on' in desk.said
    assert "Snow." in desk.hears("--language", "es-US")


def test_a_region_without_a_switchboard_cannot_be_asked(desk: Desk) -> None:
    assert desk.types("call", str(OREGON), "--line", "northlake", "--region", EAST) == 2
    assert f"--region {EAST}: the center has no switchboard there" in desk.said


def test_a_call_goes_on_where_the_switchboard_cannot_be_read(desk: Desk) -> None:
    close(desk, "state_line")
    client.set_fault(desk.home, "dark", region=WEST)
    assert desk.types("call", str(OREGON), "--line", "state_line", "--keys", "0") == 0
    assert "what operators switched is not heard in this call" in desk.said


def test_all_closes_every_center_and_says_each_region_with_its_center(desk: Desk) -> None:
    assert close(desk, "all") == 0
    assert "callers of  State line and Northlake Mobility hear" in desk.said
    assert "us-west-2 (northlake) switched" in desk.shown
    assert "stays open  e-mail\n" in desk.said


def test_a_dark_region_is_partial_and_said_everywhere(desk: Desk) -> None:
    client.set_fault(desk.home, "dark", region=EAST)
    assert close(desk, "state_line") == 4
    assert "cannot be read, and will NOT be switched" in desk.said
    assert "NOT done everywhere\n  us-west-2   switched\n  us-east-1   NOT switched\n" in desk.shown
    assert desk.said.endswith("run the same command again: it does what is missing\n")
    assert desk.types("switches") == 4
    assert "us-east-1 (state) cannot be read: what is switched there is not known" in desk.shown
    client.clear_faults(desk.home)
    assert desk.types("switches") == 0
    assert "BUT NOT IN  us-east-1: regions disagree" in desk.shown
    told = desk.json("switches")
    assert [(row["regions"], row["not_in"]) for row in told["in_force"]] == [([WEST], [EAST])]


def test_when_no_region_answers_nothing_is_changed(desk: Desk) -> None:
    client.set_fault(desk.home, "dark")
    assert close(desk, "state_line") == 4
    assert "us-west-2 and us-east-1: no switchboard can be read, so nothing was changed" in desk.said


def test_an_announcement_on_something_closed_is_refused_and_says_how(desk: Desk) -> None:
    close(desk, "all")
    assert desk.types("announce", "state_line", *FOUR_HOURS, "--message", "en=x", "--yes") == 3
    assert "the center state is closed until" in desk.said
    assert "or end it: civicline reopen all --center state\n" in desk.said


def test_a_closure_says_that_it_replaces_an_announcement(desk: Desk) -> None:
    desk.types("announce", "state_line", *FOUR_HOURS, "--message", "en=x", "--yes")
    assert close(desk, "state_line") == 0
    assert "replaces    line state_line announces until" in desk.said


def test_a_line_that_its_center_keeps_closed_is_told_so_when_it_is_opened(desk: Desk) -> None:
    close(desk, "state_line")
    close(desk, "all", "--center", "state")
    assert desk.types("reopen", "state_line", "--yes") == 0
    assert "because the whole center is closed" in desk.said
    assert "but         State line (state_line) is still closed: center state closed until" in desk.shown
    assert "`civicline reopen all --center state`" in desk.shown


def test_the_log_tells_who_did_what_when_and_why(desk: Desk) -> None:
    close(desk, "state_line", "--message", "en=Closed for snow.")
    desk.types("reopen", "state_line", "--reason", "thaw", "--yes")
    assert desk.types("switches", "--log") == 0
    first, second, *_ = desk.shown.split("opened again State line (state_line)")
    assert "reason      thaw" in second
    assert "closed State line (state_line)" in second
    assert 'en-US       "Closed for snow."' in second
    assert first.count("\n") == 0
    entry = desk.json("switches", "--log")["log"][0]
    assert (entry["action"], entry["scope"], entry["regions"]) == ("reopen", "line#state_line", [WEST, EAST])


@pytest.mark.parametrize("text", ["program: {id: or-cascade}", "program: {id: or-cascade, time_zone: Mars}\nx: 1"])
def test_a_spec_with_faults_keeps_nobody_from_closing_a_line(desk: Desk, tmp_path: Path, text: str) -> None:
    broken = tmp_path / "program.yaml"
    broken.write_text(text, encoding="utf-8")
    assert desk.types("close", str(broken), "state_line", *FOUR_HOURS, *SNOW, "--yes") == 0
    assert desk.said.startswith("the spec cannot be used as it is now; what was deployed last counts\n")
    assert desk.types("switches", "or-cascade") == 0
    assert "State line (state_line): closed" in desk.shown


@pytest.mark.parametrize("text", ["program: {id: or-other}", "program: [", "\x00", ""])
def test_a_spec_with_faults_of_what_is_not_deployed_is_told_its_faults(desk: Desk, tmp_path: Path, text: str) -> None:
    broken = tmp_path / "program.yaml"
    broken.write_text(text, encoding="utf-8")
    assert desk.types("close", str(broken), "state_line", *FOUR_HOURS, *SNOW, "--yes") == 2
    assert f"error: {broken}" in desk.said


def test_nothing_in_force_is_said_in_one_line(desk: Desk) -> None:
    assert desk.types("switches", str(OREGON)) == 0
    assert desk.shown == "nothing is switched in us-west-2 and us-east-1: every line keeps its hours\n"


class Terminal(io.StringIO):
    """A person who types one answer."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 3), ("", 3)])
def test_a_person_is_asked_before_anything_is_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    assert desk.types("close", "state_line", *FOUR_HOURS, *SNOW) == code
    assert "Close State line (state_line) in us-west-2 and us-east-1? [y/N]" in desk.said
    assert len(desk.json("switches")["in_force"]) == (code == 0)


class Slow(Terminal):
    """A person who says yes after a colleague has announced something, in the regions that are given."""

    def __init__(self, standing: Tables, regions: int) -> None:
        super().__init__("y\n")
        self.standing, self.regions = standing, regions

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]  # as `input` asks
        lani = {"set_by": {"S": "lani"}, "set_at": {"S": "2026-11-22T00:00:00.000000+00:00"}, "message": {"S": "Snow."}}
        row = {"scope": {"S": "line#state_line"}, "kind": {"S": "announce"}, **lani}
        for aws, switchboard, _ in self.standing.found[: self.regions]:
            aws.put_item(TableName=switchboard, Item=row)
        return super().readline(size or -1)


@pytest.mark.parametrize(("regions", "east"), [(2, "NOT as you wanted"), (1, "switched")])
def test_whoever_is_second_is_told_what_the_first_did_and_overwrites_nothing(
    desk: Desk, standing: Tables, monkeypatch: pytest.MonkeyPatch, regions: int, east: str
) -> None:
    monkeypatch.setattr("sys.stdin", Slow(standing, regions))
    assert desk.types("close", "state_line", *FOUR_HOURS, *SNOW) == 3
    assert "NOT done everywhere" in desk.shown
    assert "us-west-2   NOT as you wanted: somebody else changed it\n" in desk.shown
    assert "now         line state_line announces without an end, set by lani at Sat 2026-11-21" in desk.shown
    assert f"us-east-1   {east}" in desk.shown
    assert "civicline switches shows what is in force" in desk.said
    kinds = {row["set_by"]: row["kind"] for row in desk.json("switches")["in_force"]}
    assert kinds["lani"] == "announce"


def test_a_record_that_is_damaged_does_not_keep_a_call_from_being_played(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CIVICLINE_HOME", str(tmp_path))
    file = tmp_path / "deployed" / "sandbox" / "or-cascade-dev.json"
    file.parent.mkdir(parents=True)
    file.write_text("{", encoding="utf-8")
    assert main(["call", str(OREGON), "--line", "state_line", "--keys", "0"]) == 0
    assert "not heard in this call" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["close", "state_line", *FOUR_HOURS, *SNOW], 2, "add --yes"),
        (["close", "state_line", *SNOW, "--yes"], 2, "--until must be given"),
        (["close", "state_line", *FOUR_HOURS, "--yes"], 2, "--reason must be given"),
        (
            ["close", "state_line"],
            2,
            "--until and --reason must be given\n  try: civicline close state_line --until 4h",
        ),
        (["announce", "state_line"], 2, "announce state_line --until 4h --message"),
        (["close", " state_line ", *FOUR_HOURS, *SNOW, "--yes"], 0, "Close State line"),
        (["close", "state line", *FOUR_HOURS, *SNOW, "--yes"], 2, "did you mean state_line?"),
        (["close", "Northlake mobility", *FOUR_HOURS, *SNOW, "--yes"], 2, "did you mean northlake?"),
        (["close", "", *FOUR_HOURS, *SNOW, "--yes"], 2, 'error: "": no such line'),
        (
            ["close", "state_line", *FOUR_HOURS, *SNOW, "--message", "en=We", "are", "closed", "--yes"],
            2,
            "must stand in quotes",
        ),
        (["close", "state_line", "--until", "4h", "--reason", "--yes"], 2, "add --yes"),
        (["close", "state_line", "--until", "4h", "--yes", "--reason", "--json"], 2, "the words --json"),
        (["close", "sate_line", *FOUR_HOURS, *SNOW, "--yes"], 2, "did you mean state_line?"),
        (["close", "state_line", "northlake", "x", *FOUR_HOURS, *SNOW, "--yes"], 2, "one line at a time"),
        (["close", "state_line", "es=x", *FOUR_HOURS, *SNOW, "--yes"], 2, 'write --message es="x"'),
        (["close", "state_line", "--until", "soon", *SNOW, "--yes"], 2, "this is no time"),
        (["close", "state_line", "--until", "40d", *SNOW, "--yes"], 2, "more than 31 days ahead"),
        (["close", "state_line", *FOUR_HOURS, "--reason", " ", "--yes"], 2, "say why"),
        (["close", "state_line", *FOUR_HOURS, *SNOW, "--message", "fr=x", "--yes"], 2, "nobody hears fr there"),
        (["close", "all", "--center", "east", *FOUR_HOURS, *SNOW, "--yes"], 2, "one of state, northlake"),
        (["close", "state_line", "--center", "northlake", *FOUR_HOURS, *SNOW, "--yes"], 2, "belongs to state"),
        (["announce", "state_line", *FOUR_HOURS, "--yes"], 2, "there is nothing to announce"),
        (["reopen", "state_line", "--yes"], 0, ""),
    ],
)
def test_what_cannot_be_meant_is_answered_with_what_can(desk: Desk, words: list[str], code: int, said: str) -> None:
    assert desk.types(*words) == code
    assert said in desk.said


def test_an_older_deployment_is_told_to_run_up_again(
    standing: Tables, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CIVICLINE_HOME", str(standing.home))
    old = record().model_copy(update={"stack": "old", "lines": (), "centers": {"state": deployed_center("state")}})
    file = standing.home / "deployed" / "sandbox" / "or-cascade-old.json"
    write(file, old)
    try:
        for words in (["close", "all", *FOUR_HOURS, *SNOW, "--yes"], ["switches"]):
            assert main([*words, "--stack", "old"]) == 2
            told = capsys.readouterr().err
            assert "an older Civicline deployed it" in told
            assert "civicline up PROGRAM writes it again" in told
    finally:
        file.unlink()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["switches"],
            "or-cascade dev and xx-other prod are deployed\n  try: name one before the rest: or-cascade or xx",
        ),
        (["switches", "or-cascde"], "only or-cascade dev and xx-other prod\n  try: did you mean or-cascade?"),
        (["switches", "--target", "aws"], "no deployment is recorded in "),
        (["switches", "xx-other", "--stack", "dev"], "xx-other --stack dev: no such deployment"),
        (["switches", "nowhere.yaml"], "there is no such file"),
    ],
)
def test_a_deployment_that_cannot_be_told_is_answered_with_those_that_are_there(
    desk: Desk, words: list[str], said: str
) -> None:
    file = desk.home / "deployed" / "sandbox" / "xx-other-prod.json"
    write(file, record().model_copy(update={"program": "xx-other", "stack": "prod"}))
    try:
        assert desk.types(*words) == 2
        assert said in desk.said
        assert desk.types("switches", "or-cascade") == 0
    finally:
        file.unlink()


def test_another_stack_of_the_program_must_be_said(desk: Desk) -> None:
    file = desk.home / "deployed" / "sandbox" / "or-cascade-prod.json"
    write(file, record().model_copy(update={"stack": "prod"}))
    try:
        assert desk.types("switches", "or-cascade") == 2
        assert "say which: --stack dev or prod" in desk.said
        assert desk.types("switches", "or-cascade", "--stack", "prod") == 0
    finally:
        file.unlink()


def test_an_environment_that_is_not_deployed_names_the_one_that_is(desk: Desk) -> None:
    dev = desk.home / "deployed" / "sandbox" / "or-cascade-dev.json"
    prod = dev.with_name("or-cascade-prod.json")
    dev.rename(prod)
    try:
        assert desk.types("close", str(OREGON), "state_line", *FOUR_HOURS, *SNOW, "--yes") == 2
        assert "nothing is deployed here in dev" in desk.said
        assert "deployed is --stack prod" in desk.said
    finally:
        prod.rename(dev)


def test_a_damaged_record_of_another_program_stands_in_nobodys_way(desk: Desk) -> None:
    file = desk.home / "deployed" / "sandbox" / "xx-other-prod.json"
    file.write_text("{", encoding="utf-8")
    try:
        assert desk.types("close", "or-cascade", "state_line", *FOUR_HOURS, *SNOW, "--yes") == 0
        assert desk.types("switches") == 2
        assert "xx-other-prod.json: it is damaged" in desk.said
        assert "or name the program that you mean: or-cascade" in desk.said
        assert desk.types("switches", "xx-other") == 2
    finally:
        file.unlink()


def test_a_silent_region_is_waited_for_with_a_word(desk: Desk) -> None:
    client.set_fault(desk.home, "slow", region=EAST)
    assert desk.types("switches") == 0
    said = " ".join(desk.said.split())
    assert re.match(r"waiting for .*us-east-1; a region that stays silent is given up after about 10 seconds", said)


def test_a_month_view_says_what_operators_switched_and_waits_for_nobody(desk: Desk) -> None:
    program = load(OREGON)
    lines = dict.fromkeys((way for way in ways_in(program) if way.queue is None), "")

    def told(quick: float = 60) -> list[str]:
        now = dt.datetime.now(dt.UTC)
        return sorted(" ".join(found) for found in in_force_now(program, lines, now, "Asia/Tokyo", quick).values())

    assert told() == ["", "", ""]
    close(desk, "state_line")
    desk.types("announce", "all", "--center", "northlake", *FOUR_HOURS, "--message", "en=Snow.", "--yes")
    nothing, closed, announced = told()
    assert nothing == ""
    assert re.fullmatch(
        r"In dev \(sandbox\), operators closed it until .* JST: civicline switches or-cascade --stack dev", closed
    )
    assert announced.startswith("In dev (sandbox), operators tell its callers something until ")
    client.set_fault(desk.home, "dark")
    assert told() == ["", "", ""]
    client.set_fault(desk.home, "slow")
    assert told(0) == ["", "", ""]


def test_a_call_says_that_another_environment_is_the_deployed_one(desk: Desk) -> None:
    dev = desk.home / "deployed" / "sandbox" / "or-cascade-dev.json"
    prod = dev.with_name("or-cascade-prod.json")
    dev.rename(prod)
    try:
        assert desk.types("call", str(OREGON), "--line", "state_line", "--keys", "0") == 0
        assert "what is deployed of this program is prod; --stack prod hears it" in desk.said
        assert desk.types("call", str(OREGON), "--line", "state_line", "--keys", "0", "--stack", "dev") == 0
        assert desk.said == ""
    finally:
        prod.rename(dev)
