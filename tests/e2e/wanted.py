"""What a program asks for, straight from its YAML: no code of the project decides what these tests expect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Part = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """One center of one program."""

    document: Part
    center: Part

    @property
    def region(self) -> str:
        tier: Part = self.center.get("resilience") or self.document["infrastructure"]["resilience"]
        return str(tier["source_region"])

    @property
    def alias(self) -> str:
        alias = str(self.document["infrastructure"]["environments"][0]["alias"])
        alone = len(self.document["infrastructure"]["centers"]) == 1
        return alias if alone else f"{alias}-{self.center['id']}"

    def mine(self, parts: list[Part]) -> list[Part]:
        """Those of this center; what names none belongs to the first."""
        first = self.document["infrastructure"]["centers"][0]["id"]
        return [part for part in parts if part.get("center", first) == self.center["id"]]

    def built(self, section: str) -> list[Part]:
        return self.mine(self.document["infrastructure"].get(section, []))

    @property
    def hours(self) -> dict[str, Part]:
        return {part["id"]: part for part in self.document["infrastructure"]["hours"]}

    @property
    def queue_names(self) -> dict[str, str]:
        return {part["id"]: part["name"] for part in self.document["infrastructure"]["queues"]}

    def numbers(self) -> Iterator[tuple[str, str, str]]:
        """(number, type, name of its line)."""
        for line in self.built("lines"):
            for number in line.get("numbers", []):
                yield number["number"].replace("-", ""), number["type"].upper(), line["name"]


def wanted(program: Path) -> list[Wanted]:
    document = yaml.safe_load(program.read_text(encoding="utf-8"))
    return [Wanted(document, center) for center in document["infrastructure"]["centers"]]


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def week(weekly: dict[str, list[str]]) -> set[tuple[str, ...]]:
    """{(MONDAY, 08:00, 17:00), ...} of `{mon-fri: ["08:00-17:00"]}`."""
    full = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
    rows = set()
    for days, openings in weekly.items():
        first, _, last = days.partition("-")
        for day in range(DAYS.index(first), DAYS.index(last or first) + 1):
            rows |= {(full[day], *opening.split("-")) for opening in openings}
    return rows


def thanksgiving(year: int) -> dt.date:
    """A Thursday on which every state's offices are closed."""
    first = dt.date(year, 11, 1)
    return first + dt.timedelta(days=(3 - first.weekday()) % 7 + 21)
