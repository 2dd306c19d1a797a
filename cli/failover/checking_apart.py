"""`failover check` in a process of its own: it takes long, and whoever waits for it may want to leave at once."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from operate.failover.ports import Pace
from operate.failover.watching import Checked, Instant
from operate.readiness.verdict import Readiness, Scope, State, Subject, Verdict

BLINK = 0.2
"""Seconds after which a wish to leave is heard at the latest."""
LONGEST = 600.0
"""Seconds; a check that takes longer came to nothing."""
ANSWERS = (0, 1)
"""Exit codes of a check that has found something out."""


@dataclass(frozen=True, slots=True)
class CheckApart:
    """words: what the command is told beside the region, such as --stack prod."""

    words: Sequence[str]
    pace: Pace
    stopping: threading.Event

    def __call__(self, region: str) -> Checked:
        command = [sys.executable, "-P", "-m", "cli.main", "failover", "check", "--in", region, "--json", *self.words]
        pipes: dict[str, Any] = dict.fromkeys(("stdout", "stderr"), subprocess.PIPE)
        options: dict[str, Any] = {"stdin": subprocess.DEVNULL, "text": True, "encoding": "utf-8"}
        with subprocess.Popen(command, **options, **pipes) as process:  # noqa: S603  # ourselves, and words typed to us
            out, err = self._ended(process)
        when = Instant(self.pace.now(), self.pace.elapsed())
        if process.returncode in ANSWERS:
            return Checked(when=when, readiness=readiness_of(json.loads(out)))
        said = [line.removeprefix("error: ") for line in err.splitlines() if line.startswith("error: ")]
        return Checked(when=when, failure=said[0] if said else f"it ended with code {process.returncode}")

    def _ended(self, process: subprocess.Popen[str]) -> tuple[str, str]:
        """What it said, to the end; it is ended where nobody waits for it any more."""
        until = self.pace.elapsed() + LONGEST
        while True:
            try:
                return process.communicate(timeout=BLINK)
            except subprocess.TimeoutExpired:
                if self.stopping.is_set() or self.pace.elapsed() > until:
                    process.kill()


def readiness_of(told: Mapping[str, Any]) -> Readiness:
    """Of the JSON that a check prints."""
    return Readiness(told["region"], tuple(_verdict(row) for row in told["verdicts"]))


def _verdict(row: Mapping[str, Any]) -> Verdict:
    scope = next(scope for scope in Scope if scope in row)
    reasons = row["reasons"]
    return Verdict(
        Subject(row["center"], scope, row[scope]),
        State(row["state"]),
        tuple(reason["why"] for reason in reasons),
        tuple(reason["todo"] for reason in reasons),
    )
