"""failover runbook: the page is written, and what it says to type does what it says."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import typer

from cli.main import app, main
from publish.runbook.book import book
from publish.runbook.document import Command
from sandbox.server import client
from sandbox.server.server import Options, opened
from spec.deployed import DeployedReplica, Instance, write
from spec.models.resilience import Automatic, ExternalFailover, Resilience, Tier
from tests.operate.failover.fake_world import EAST, WEST
from tests.operate.failover.standing import Standing, stand
from tests.publish.runbook.recorded import center, facts, recorded

CARRIER = ExternalFailover(carrier="Sound Telephone", desk="+1-360-555-0175", redirect_to="+1-360-555-0179")
AWS = Path(__file__).with_name("aws_by_hand.py")


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    home = tmp_path_factory.mktemp("home")
    with opened(Options(home=home)) as running:
        made = stand(home, running.endpoint)
        resilience = Resilience(tier=Tier.GLOBAL_RESILIENCY, source_region=EAST, replica_region=WEST, external=CARRIER)
        office = made.deployed.centers["office"].model_copy(update={"resilience": resilience})
        line = made.deployed.lines[0].model_copy(update={"numbers": ("+13605550170",)})
        made.deployed = made.deployed.model_copy(update={"centers": {"office": office}, "lines": (line,)})
        write(home / "deployed" / "sandbox" / "wa-program-dev.json", made.deployed)
        yield made


@pytest.fixture
def runbook(standing: Standing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """In Markdown."""
    monkeypatch.setenv("CIVICLINE_HOME", str(standing.home))
    file = tmp_path / "runbook.md"
    assert main(["failover", "runbook", "--format", "md", "--out", str(file)]) == 0
    return file.read_text(encoding="utf-8")


def typed(runbook: str, note: str) -> str:
    """The commands under the notes that contain some words."""
    found = re.findall(rf"^[^\n]*{re.escape(note)}[^\n]*\n```\n(.*?)\n```", runbook, re.MULTILINE | re.DOTALL)
    assert found, note
    return "\n".join(found)


def test_the_page_is_written_whole_for_everybody_who_may_read_files_here(
    standing: Standing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CIVICLINE_HOME", str(standing.home))
    file = tmp_path / "new" / "runbook.html"
    assert main(["failover", "runbook", "wa-program", "--out", str(file)]) == 0
    assert capsys.readouterr().out == f"{file}\n"
    assert file.read_text(encoding="utf-8").endswith("</html>\n")
    assert [found.name for found in file.parent.iterdir()] == ["runbook.html"]
    (tmp_path / "plain").touch()
    assert file.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_file_that_cannot_be_written_is_said_in_a_sentence(
    standing: Standing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CIVICLINE_HOME", str(standing.home))
    assert main(["failover", "runbook", "--out", str(tmp_path)]) == 2
    assert f"error: {tmp_path}: cannot be written: " in capsys.readouterr().err


def test_it_is_made_while_no_region_answers(
    standing: Standing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CIVICLINE_HOME", str(standing.home))
    client.set_fault(standing.home, "dark")
    try:
        assert main(["failover", "runbook", "--out", str(tmp_path / "r.html")]) == 0
    finally:
        client.clear_faults(standing.home)


def test_it_says_what_a_check_says_where_that_is_asked_for(
    standing: Standing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CIVICLINE_HOME", str(standing.home))
    assert main(["failover", "runbook", "--format", "md", "--check", "--out", str(tmp_path / "r.md")]) == 0
    assert f"the check said: {WEST}: NOT READY: line main (office)" in (tmp_path / "r.md").read_text(encoding="utf-8")


def parsed(line: str) -> None:
    """As the command line does it. Raises click.UsageError for what it does not know."""
    _, *words = shlex.split(line)
    command: Any = typer.main.get_command(app)
    context = click.Context(command, info_name="civicline")
    while isinstance(command, click.Group):
        _, command, words = command.resolve_command(context, words)
    command.make_context(command.name, words, parent=context)


def test_civicline_knows_every_command_and_option_of_it() -> None:
    asking = Resilience(tier=Tier.GLOBAL_RESILIENCY, source_region=EAST, replica_region=WEST, automatic=Automatic())
    there = DeployedReplica(region=WEST, alias="cold", instance=Instance(id="2", arn="arn:of:cold"))
    cold = center(Tier.COLD_STANDBY).model_copy(update={"standby": there})
    office = center().model_copy(update={"resilience": asking})
    centers = {"office": office, "field": center(), "depot": cold}
    lines = [
        line
        for target in ("aws", "sandbox")
        for section in book(facts(recorded(target=target, **centers))).sections
        for block in section.blocks
        if isinstance(block, Command)
        for line in block.text.splitlines()
        if line.startswith("civicline ")
    ]
    assert len(lines) > 30
    assert any("fetch" in line for line in lines)
    assert any("approve" in line for line in lines)
    for line in lines:
        parsed(line)


@pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="these commands are for a shell of AWS")
class TestByHand:
    @pytest.fixture
    def shell(self, standing: Standing, tmp_path: Path) -> Iterator[Any]:
        folder = tmp_path / "bin"
        folder.mkdir()
        aws = folder / "aws"
        aws.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{AWS}" "$@"\n', encoding="utf-8")
        aws.chmod(0o755)

        def run(*commands: str) -> str:
            env = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
            script = "\n".join(("set -e", *commands))
            done = subprocess.run(["bash", "-c", script], env=env, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            return done.stdout

        yield run
        standing.home_again()

    def status(self, capsys: pytest.CaptureFixture[str]) -> Any:
        capsys.readouterr()
        assert main(["failover", "status", "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    def test_everything_moves_and_comes_home_as_by_civicline(
        self, runbook: str, shell: Any, capsys: pytest.CaptureFixture[str]
    ) -> None:
        begin = typed(runbook, "once in each shell")
        there = shell(
            typed(runbook, f"calls, agents and sign-in to {WEST}"),
            begin,
            typed(runbook, f"chat, e-mail and web to {WEST}"),
            typed(runbook, f"where it is, as {WEST} tells it"),
        )
        assert '"Percentage": 100' in there
        told = self.status(capsys)
        moved = {EAST: 0, WEST: 100}
        assert told["channels"] == {"voice": moved, "chat": moved, "email": moved, "web": moved}
        assert (told["agents"], told["sign_in"]) == (moved, {EAST: False, WEST: True})
        assert told["flag"]["by"].startswith("arn:aws:sts::")
        back = typed(runbook, f"calls, agents and sign-in to {EAST}"), typed(runbook, f"e-mail and web to {EAST}")
        shell("sleep 1.1", back[0], begin, back[1])  # a second later, so that its turn is a higher one
        told = self.status(capsys)
        home = {EAST: 100, WEST: 0}
        assert told["channels"] == {"voice": home, "chat": home, "email": home, "web": home}
        assert told["sign_in"] == {EAST: True, WEST: True}
        assert main(["switches", "--log"]) == 0
        assert "by hand, AWS CLI" in capsys.readouterr().out

    def test_every_line_is_closed_in_each_region_and_civicline_can_open_them(
        self, runbook: str, shell: Any, capsys: pytest.CaptureFixture[str]
    ) -> None:
        shell(
            typed(runbook, "once in each shell"),
            typed(runbook, "what callers shall hear"),
            typed(runbook, "close every line in"),
        )
        capsys.readouterr()
        assert main(["switches"]) == 0
        shown = capsys.readouterr().out
        assert f"in          {EAST} and {WEST}\n" in shown
        assert "We are closed because of a disturbance. Please call again later." in shown
        assert "(in 4 hours)" in shown or "(in 3 hours" in shown
        assert main(["reopen", "wa-program", "all", "--yes"]) == 0
