"""Evidence of drills on this machine."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from operate.drills.evidence import keep, kept
from operate.drills.model import Kind, Result, Scorecard
from tests.operate.drills.test_words import AT, drill


def test_evidence_is_read_as_it_was_kept_newest_first(tmp_path: Path) -> None:
    older = drill(card=Scorecard(shift=1.5, placed=7, per_hour=117.0))
    newer = drill(Kind.TABLETOP, Result.FAILED).model_copy(update={"at": AT + dt.timedelta(hours=1)})
    paths = [keep(tmp_path, older), keep(tmp_path, newer)]
    found = kept(tmp_path, "aws", "wa-program", "dev")
    assert found.drills == (newer, older)
    assert found.unreadable == ()
    assert [path.parent for path in paths] == [tmp_path / "drills" / "aws"] * 2
    assert not list((tmp_path / "drills" / "aws").glob(".*"))


def test_other_programs_stacks_and_targets_have_their_own(tmp_path: Path) -> None:
    keep(tmp_path, drill())
    assert kept(tmp_path, "aws", "wa-program", "prod").drills == ()
    assert kept(tmp_path, "aws", "other", "dev").drills == ()
    assert kept(tmp_path, "sandbox", "wa-program", "dev").drills == ()


def test_a_damaged_file_hides_no_other(tmp_path: Path) -> None:
    path = keep(tmp_path, drill())
    damaged = path.with_name("half.json")
    damaged.write_text(path.read_text(encoding="utf-8")[:40], encoding="utf-8")
    newer = path.with_name("newer.json")
    newer.write_text(path.read_text(encoding="utf-8").replace('"version": 1', '"version": 2'), encoding="utf-8")
    found = kept(tmp_path, "aws", "wa-program", "dev")
    assert (len(found.drills), set(found.unreadable)) == (1, {damaged, newer})
