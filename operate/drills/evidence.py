"""Evidence of drills on this machine: one JSON file each, which a person may keep, print or send."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from operate.drills.model import Drill
from spec.whole_file import write_whole


@dataclass(frozen=True, slots=True)
class Kept:
    """unreadable: files that are damaged, or of a newer Civicline."""

    drills: tuple[Drill, ...]
    unreadable: tuple[Path, ...]


def folder_of(home: Path, target: str) -> Path:
    return home / "drills" / target


def keep(home: Path, drill: Drill) -> Path:
    """In one step, so that a reader sees all of it or nothing; the file. Raises OSError."""
    at = drill.at.strftime("%Y%m%dT%H%M%S%fZ")
    path = folder_of(home, drill.target) / f"{drill.program}-{drill.stack}-{at}-{drill.kind}.json"
    write_whole(path, drill.model_dump_json(indent=2) + "\n")
    return path


def kept(home: Path, target: str, program: str, stack: str) -> Kept:
    """Newest first."""
    drills: list[Drill] = []
    unreadable: list[Path] = []
    for path in sorted(folder_of(home, target).glob("*.json")):
        try:
            drill = Drill.model_validate_json(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, ValidationError):
            unreadable.append(path)
        else:
            if (drill.program, drill.stack) == (program, stack):
                drills.append(drill)
    return Kept(tuple(sorted(drills, key=lambda drill: drill.at, reverse=True)), tuple(unreadable))
