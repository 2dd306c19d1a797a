"""failover status --watch: a page for every terminal, blocks for a pipe, a check beside it, and an end by Ctrl-C."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.failover.checking_apart import CheckApart, readiness_of
from cli.failover.watching import Watcher, show
from cli.render.failover.readiness import as_json
from cli.render.failover.watch import About, age, page
from operate.drills.age import practice_of
from operate.failover import automatic
from operate.failover.aside import Aside
from operate.failover.clock import SystemPace
from operate.failover.reading import Seen
from operate.failover.watching import Checked, Instant, Watch
from operate.observing.alarms import AlarmState, Ringing
from operate.observing.look import Observed, Told
from operate.readiness.verdict import Readiness, Scope, State, Subject, Verdict
from operate.serving.door import Told as DoorTold
from operate.serving.doors import Heard
from sandbox.server import client
from sandbox.server.server import Options, opened
from spec.automatic import Approval
from spec.deployed import write
from spec.errors import CloudError, UsageError
from spec.heartbeat import Heartbeat
from spec.models.resilience import Automatic
from spec.serving import CHANNELS
from tests.operate.failover.fake_world import EAST, START, WEST, World
from tests.operate.failover.standing import stand

ROOT = Path(__file__).parents[3]
ABOUT = About(title="wa-program dev, sandbox", zone=ZoneInfo("America/Los_Angeles"), every=5)
GONE = "the function opening (wa-program-dev-opening) is not in us-west-2"


def at(seconds: float) -> Instant:
    return Instant(START + dt.timedelta(seconds=seconds), seconds)


def readiness(region: str, state: State, *why: str) -> Readiness:
    return Readiness(region, (Verdict(Subject("office", Scope.LINE, "main"), state, why, why),))


def night() -> Watch:
    """The east goes dark, somebody moves everything to the west, where a function is missing."""
    world = World()
    watch = (
        Watch().looked([world.look()], at(0)).checked(EAST, Checked(when=at(1), readiness=readiness(EAST, State.READY)))
    )
    world.dark.add(EAST)
    watch = watch.looked([world.look()], at(5))
    world.must(WEST)
    found = Checked(when=at(8), readiness=readiness(WEST, State.NOT_READY, GONE))
    return watch.looked([world.look()], at(10)).checked(WEST, found)


def test_the_page_says_what_is_where_how_long_a_region_is_silent_and_what_changed() -> None:
    assert page(night(), ABOUT, at(70), 80, 24).splitlines() == [
        "wa-program dev, sandbox                                             10:31:10 PST",
        "looked 1 min ago, every 5 s; Ctrl-C ends",
        "",
        "          us-east-1 (home)                   us-west-2",
        "answers   NO ANSWER for 1 min                yes",
        "calls     0 %                                100 %",
        "agents    0 %                                100 %",
        "sign-in   closed                             open",
        "chat      -                                  here",
        "e-mail    -                                  here",
        "web       -                                  here",
        "check     ready, 1 min ago                   NOT READY, 1 min ago",
        "moved     Thu 2027-01-14 10:30 PST (1 min ago)",
        "written   Thu 2027-01-14 10:30 PST (1 min ago) by user/kai (kai)",
        "us-east-1: Connection was closed before we received a response",
        "us-west-2: line main",
        "- the function opening (wa-program-dev-opening) is not in us-west-2",
        "",
        "changed",
        "10:30:10  chat, e-mail and web in us-west-2",
        "10:30:10  calls and agents 100 % in us-west-2, sign-in in us-west-2",
        "10:30:05  us-east-1 does NOT answer",
    ]


def test_alarms_and_probes_have_a_row_each_and_what_rings_is_told_first() -> None:
    says = "no caller of main is answered"
    rings = AlarmState(id="line-main", name="m", state=Ringing.RINGS, says=says, since=None, tells=())
    beats = {
        EAST: Heartbeat(center="office", region=EAST, at=START, answers={"main": True}, sees={}),
        WEST: Heartbeat(center="office", region=WEST, at=at(590).at, answers={"main": False, "es": True}, sees={}),
    }
    told = (Told(center="office", region=WEST, alarms=(rings,), beats=beats),)
    shown = page(
        night().heard(Aside(observed=(Observed("office", told),)), at(20)), ABOUT, at(600), 80, None
    ).splitlines()
    assert "alarms    nobody can tell                    1 RING" in shown
    silent = Aside(observed=(Observed("office", (replace(told[0], alarms=()),)),))
    none = page(night().heard(silent, at(20)), ABOUT, at(600), 80, None)
    assert "alarms    nobody can tell                    there is none" in none
    assert "probe     SILENT                             NOT answered: main" in shown
    assert shown[shown.index("us-east-1: Connection was closed before we received a response") - 1] == (
        "us-west-2: ALARM: no caller of main is answered"
    )


def test_a_region_that_asks_comes_before_a_move_under_way_with_the_command_that_answers_it() -> None:
    approval = Approval(
        center="office",
        region=WEST,
        execution="e",
        token="t",
        why="dark",
        asked=START,
        expires=START + dt.timedelta(hours=12),
    )
    asking = automatic.Watch("office", Automatic(), {WEST: approval, EAST: CloudError("dynamodb", "it is silent")})
    practice = practice_of("office", (), START - dt.timedelta(days=200), 180)
    doors = (Heard("office", WEST, "https://door.example", DoorTold(WEST, dict.fromkeys(CHANNELS, WEST))),)
    aside = Aside(automatic=(asking,), practices={"office": practice}, doors=doors)
    shown = page(night().heard(aside, at(20)), ABOUT, at(30), 100, None).splitlines()
    assert "door      NO ANSWER                                    says us-west-2" in shown
    asks = next(number for number, line in enumerate(shown) if line.startswith("WAITS     asks since Thu 2027-01-14"))
    assert "civicline failover approve" in " ".join(shown[asks : asks + 2])
    assert asks < next(number for number, line in enumerate(shown) if line.startswith("moved"))
    assert "automatic nobody can tell whether us-east-1 asks: dynamodb: it is silent" in shown
    assert "drill     OVERDUE: never practiced, for 200 days; every 180 days it shall be" in shown


def test_doors_that_cannot_be_asked_are_said_not_to_be_silent() -> None:
    aside = Aside(doors=tuple(Heard("office", region, "https://door.example", None) for region in (EAST, WEST)))
    shown = page(night().heard(aside, at(20)), ABOUT, at(30), 80, None)
    assert "door      not asked: sandbox                 not asked: sandbox" in shown


def test_a_narrow_page_wraps_in_its_columns() -> None:
    shown = page(night(), ABOUT, at(70), 40, 40).splitlines()
    assert shown[3:7] == [
        "          us-east-1      us-west-2",
        "          (home)",
        "answers   NO ANSWER for  yes",
        "          1 min",
    ]


@given(width=st.integers(40, 200), height=st.integers(3, 60), centers=st.integers(1, 3), asking=st.floats(0, 90))
@settings(max_examples=150, derandomize=True, deadline=None)
def test_the_page_fits_every_terminal(width: int, height: int, centers: int, asking: float) -> None:
    watch = night()
    (seen,) = watch.seen
    several = [Seen(f"center-{n}", seen.regions, seen.splits, seen.rows) for n in range(centers)]
    watch = watch.looked(several, at(20))
    lines = page(watch, ABOUT, at(70), width, height, asking).splitlines()
    assert len(lines) <= height
    assert max(map(len, lines)) <= width


def test_before_the_first_look_and_during_a_slow_one_the_page_says_so() -> None:
    assert "looking, every 5 s; Ctrl-C ends" in page(Watch(), ABOUT, at(0), 80, 24)
    assert "looked 1 min ago, asking again for 7 s, every 5 s" in page(night(), ABOUT, at(70), 80, 24, asking=7.5)


def test_nobody_can_tell_where_calls_go_with_both_regions_dark() -> None:
    world = World(dark={EAST, WEST})
    shown = page(Watch().looked([world.look()], at(0)), ABOUT, at(0), 80, 24)
    assert "calls     nobody can tell                    nobody can tell" in shown


def test_a_move_under_way_and_regions_that_disagree_come_before_what_may_be_cut_off() -> None:
    world = World()
    world.run(WEST, steps=(10, 100), between=lambda *_: "enough")
    shown = page(Watch().looked([world.look()], at(9)), ABOUT, at(9), 80, None)
    assert "UNDER WAY a move to us-west-2 has not ended: run it again, or back" in shown
    world = World(dark={EAST})
    world.must(WEST)
    world.dark.clear()
    shown = page(Watch().looked([world.look()], at(9)), ABOUT, at(9), 80, None)
    assert "BUT       regions disagree about chat, e-mail and web; the same move" in shown


@pytest.mark.parametrize(
    ("seconds", "words"), [(-3, "0 s"), (59.9, "59 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"), (90000, "25 h")]
)
def test_ages_are_short(seconds: float, words: str) -> None:
    assert age(seconds) == words


def test_a_check_comes_back_from_its_json_as_it_was() -> None:
    found = Readiness(
        WEST,
        (
            Verdict(Subject("office", Scope.LINE, "main"), State.NOT_READY, (GONE,), ("run civicline up",)),
            Verdict(Subject("office", Scope.CHANNEL, "chat"), State.READY),
        ),
    )
    assert readiness_of(json.loads(json.dumps(as_json(found, START)))) == found


class Blocks(io.StringIO):
    """A pipe; says so when it has been written to so often."""

    def __init__(self, enough: int, then: threading.Event) -> None:
        super().__init__()
        self.enough, self.then, self.blocks = enough, then, 0

    def flush(self) -> None:
        self.blocks += 1
        if self.blocks >= self.enough:
            self.then.set()


def interrupted(when: threading.Event) -> None:
    """Ctrl-C, once that has happened."""

    def press() -> None:
        if when.wait(20):
            signal.raise_signal(signal.SIGINT)

    threading.Thread(target=press, daemon=True).start()


def watcher(world: World, checks: list[str]) -> Watcher:
    def look() -> Sequence[Seen]:
        if checks:
            world.dark.add(EAST)
        return [world.look()]

    def check(region: str) -> Checked:
        checks.append(region)
        return Checked(when=at(0), readiness=readiness(region, State.READY))

    return Watcher(looks=look, checks=check, regions=(EAST, WEST), pace=SystemPace(), every=0.05)


def test_a_pipe_gets_a_block_for_each_look_and_ctrl_c_is_the_usual_end() -> None:
    enough, checks, looked = threading.Event(), list[str](), list[Watch]()
    out = Blocks(4, enough)
    interrupted(enough)
    watching = watcher(World(), checks)
    watching.each = looked.append
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background may ignore it
    show(watching, ABOUT, out, as_json=False)
    after = signal.signal(signal.SIGINT, before)
    blocks = out.getvalue().strip().split("\n\n20")
    assert len(blocks) >= 4
    assert "us-east-1 does NOT answer" in blocks[-1]
    assert checks[:2] == [EAST, WEST]
    assert looked[-1].checks.keys() == {EAST, WEST}
    assert after is signal.default_int_handler, "as before"


def test_programs_get_a_line_of_json_for_each_look() -> None:
    enough, checks = threading.Event(), list[str]()
    out = Blocks(3, enough)
    interrupted(enough)
    show(watcher(World(), checks), ABOUT, out, as_json=True)
    told = [json.loads(line) for line in out.getvalue().splitlines()]
    assert told[0]["channels"]["voice"] == {EAST: 100, WEST: 0}
    assert told[-1]["unread"].keys() == {EAST}
    assert told[-1]["checks"][WEST]["state"] == "ready"


def test_what_a_look_raises_ends_the_watch() -> None:
    def look() -> Sequence[Seen]:
        raise UsageError("center office", "what this machine recorded is out of date")

    watching = watcher(World(), [])
    watching.looks = look
    with pytest.raises(UsageError, match="out of date"):
        show(watching, ABOUT, io.StringIO(), as_json=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("home")
    with opened(Options(home=folder)) as running:
        write(folder / "deployed" / "sandbox" / "wa-program-dev.json", stand(folder, running.endpoint).deployed)
        yield folder


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_the_command_sees_a_region_go_dark_and_is_ended_with_code_0(home: Path) -> None:
    words = ["failover", "status", "--watch", "--every", "1", "--json"]
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "cli.main", *words],
        stdout=subprocess.PIPE, env={**os.environ, "CIVICLINE_HOME": str(home)}, cwd=ROOT, text=True, encoding="utf-8",
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["unread"] == {}
        client.set_fault(home, "dark", region=EAST)
        try:
            dark = next(told for line in process.stdout if (told := json.loads(line))["unread"])
        finally:
            client.clear_faults(home)
        assert dark["unread"].keys() == {EAST}
        process.send_signal(signal.SIGINT)
        process.stdout.read()
    assert process.returncode == 0


def test_a_check_in_a_process_of_its_own_tells_what_it_found_or_why_it_found_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CIVICLINE_HOME", str(home))
    found = CheckApart([], SystemPace(), threading.Event())(WEST)
    assert (found.failure, found.state) == ("", State.NOT_READY)
    assert found.readiness is not None
    assert found.readiness.region == WEST
    nothing = CheckApart(["--stack", "moon"], SystemPace(), threading.Event())(WEST)
    assert nothing.readiness is None
    assert nothing.failure.startswith("--stack moon: no such deployment is recorded on this machine")


def test_a_check_that_nobody_waits_for_is_ended(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIVICLINE_HOME", str(home))
    stopping = threading.Event()
    stopping.set()
    assert CheckApart([], SystemPace(), stopping)(WEST).readiness is None
