"""failover status --html: what the office sees, what callers see, and that the file is always whole."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from cli.failover.status_file import StatusFile
from cli.failover.watching import Watcher
from cli.main import main
from cli.recorded.deployments import Deployment
from cli.render.failover.facts import About
from operate.failover.clock import SystemPace
from operate.failover.reading import Seen, look
from operate.failover.watching import Checked, Instant
from sandbox.server import client
from sandbox.server.server import Options, opened
from spec.deployed import write
from spec.errors import UsageError
from tests.operate.failover.fake_world import EAST, WEST
from tests.operate.failover.standing import Standing, stand

IDS = re.compile(r"arn:|\d{12}|us-(east|west)-\d|wa-program|office|sandbox|user/")
"""What is no business of a caller."""


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    home = tmp_path_factory.mktemp("home")
    with opened(Options(home=home)) as running:
        made = stand(home, running.endpoint)
        line = made.deployed.lines[0].model_copy(update={"numbers": ("+13605550170",), "languages": ("en-US", "es-US")})
        made.deployed = made.deployed.model_copy(update={"lines": (line,)})
        write(home / "deployed" / "sandbox" / "wa-program-dev.json", made.deployed)
        yield made


Shown = Callable[..., str]


@pytest.fixture
def shown(standing: Standing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Shown]:
    """The page that a command writes; tags left out where `text` is said."""
    monkeypatch.setenv("CIVICLINE_HOME", str(standing.home))
    file = tmp_path / "status.html"

    def run(*options: str, code: int = 0, whole: bool = False) -> str:
        assert main(["failover", "status", "--html", str(file), *options]) == code
        page = file.read_text(encoding="utf-8")
        return page if whole else " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL).split())

    yield run
    standing.home_again()


def close(*more: str) -> None:
    assert main(["close", "wa-program", "main", "--until", "4h", "--reason", "ice", *more, "--yes"]) == 0


def test_at_home_all_is_as_it_should_be(shown: Shown) -> None:
    told = shown()
    assert f"\u2713 office: calls 100 % in {EAST} Made" in told
    assert f"What {EAST} (home) {WEST} Answers \u2713 yes \u2713 yes Calls 100 % 0 % Agents 100 % 0 %" in told
    assert "Main line +1 360-555-0170 \u2713 In service: calls are answered in opening hours." in told


def test_a_region_that_is_dark_with_the_calls_in_it_is_the_first_thing_one_sees(
    shown: Shown, standing: Standing
) -> None:
    client.set_fault(standing.home, "dark", region=EAST)
    told = shown()
    assert f"\u2715 office: calls go to {EAST}, which does not answer" in told
    assert "Answers \u2715 no answer \u2713 yes" in told
    assert "? Not known: nobody can tell at this moment." in told


def test_when_no_region_answers_the_page_is_written_and_the_command_fails(shown: Shown, standing: Standing) -> None:
    client.set_fault(standing.home, "dark")
    assert "\u2715 office: no region answers" in shown(code=4)


def test_after_a_move_it_says_where_calls_are_and_who_moved_them(shown: Shown) -> None:
    assert main(["failover", "shift", "--to", WEST, "--now", "--not-ready-because", "practice", "--yes"]) == 0
    told = shown()
    assert f"! office: calls 100 % in {WEST}" in told
    assert "Chat no here" in told
    assert "Written " in told


def test_callers_learn_of_lines_and_of_what_they_hear_and_of_nothing_else(shown: Shown) -> None:
    close("--message", "en=Closed because of ice.", "es=Cerrado por hielo.")
    page = shown("--public", "--title", "Mileage Program", whole=True)
    assert not IDS.search(re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))
    assert "ice." in page
    assert '<blockquote lang="es-US"><p>Cerrado por hielo.</p></blockquote>' in page
    assert "kai" not in page
    told = shown("--public", "--title", "Mileage Program")
    assert "\u2715 All lines are closed Made" in told
    assert "Main line +1 360-555-0170 \u2715 Closed until " in told


def test_a_closed_line_without_words_tells_the_usual_sentence_in_each_language(shown: Shown) -> None:
    close()
    assert shown("--public", whole=True).count("<blockquote lang=") == 2


def test_words_in_one_language_are_told_once(shown: Shown) -> None:
    assert main(["announce", "wa-program", "main", "--until", "4h", "--message", "en=Long waits.", "--yes"]) == 0
    page = shown("--public", whole=True)
    assert page.count("Long waits.") == 1
    assert "All lines are in service" in page


def test_a_public_page_is_never_loaded_again_by_itself(shown: Shown) -> None:
    assert "http-equiv" not in shown("--public", whole=True)
    assert "http-equiv" not in shown(whole=True)


def test_what_is_about_a_page_needs_one(
    standing: Standing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CIVICLINE_HOME", str(standing.home))
    assert main(["failover", "status", "--public"]) == 2
    assert main(["failover", "status", "--title", "x"]) == 2
    assert "try: add --html FILE" in capsys.readouterr().err


def test_a_center_in_one_region_has_a_page_of_its_lines(shown: Shown, standing: Standing) -> None:
    both = standing.deployed.centers["office"]
    alone = both.model_copy(update={"traffic_group": None, "replica": None, "switch_regions": (EAST,)})
    file = standing.home / "deployed" / "sandbox" / "wa-program-dev.json"
    write(file, standing.deployed.model_copy(update={"centers": {"office": alone}}))
    try:
        close("--message", "en=Closed because of ice.")
        assert "\u2715 All lines are closed" in shown("--public")
        told = shown()
        assert "\u2715 All lines are closed" in told
        assert "Closed because of ice." in told
    finally:
        write(file, standing.deployed)


def page_of(standing: Standing, file: Path) -> StatusFile:
    place = Deployment(
        standing.deployed, standing.target, standing.home / "deployed" / "sandbox" / "wa-program-dev.json"
    )
    return StatusFile(file, place, About(standing.deployed, dt.UTC, "", 5), public=False)


def watcher_of(page: StatusFile, looks: Callable[[], Sequence[Seen]]) -> Watcher:
    pace = SystemPace()
    checks = lambda _: Checked(when=Instant(dt.datetime.now(dt.UTC), 0.0), failure="not asked")  # noqa: E731 - one word
    watcher = Watcher(looks=page.looking(looks), checks=checks, regions=(EAST, WEST), pace=pace, every=0.05)
    watcher.each = page.each_of(watcher)
    return watcher


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_while_somebody_watches_it_is_written_again_with_what_the_check_says(
    standing: Standing, tmp_path: Path
) -> None:
    file = tmp_path / "status.html"
    watcher = watcher_of(page_of(standing, file), partial(look, [standing.controls], SystemPace()))
    with watcher.running():
        wait_until(lambda: file.exists() and "NOT READY" in file.read_text(encoding="utf-8"))
        first = file.stat().st_mtime_ns
        wait_until(lambda: file.stat().st_mtime_ns > first)
    assert '<meta http-equiv="refresh" content="5">' in file.read_text(encoding="utf-8")
    assert watcher.failed is None


def test_a_page_that_cannot_be_written_any_more_ends_the_watch(standing: Standing, tmp_path: Path) -> None:
    watcher = watcher_of(page_of(standing, tmp_path), partial(look, [standing.controls], SystemPace()))
    with watcher.running():
        wait_until(lambda: watcher.failed is not None)
    assert isinstance(watcher.failed, UsageError)
