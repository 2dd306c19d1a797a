"""What a status page shows. Every state has a mark and words: color never says anything that they do not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """good     as it should be
    warning  callers are served; somebody should look
    bad      callers are not served
    unknown  nobody can tell
    plain    no judgment
    """

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    UNKNOWN = "unknown"
    PLAIN = "plain"


SYMBOLS = {Mark.GOOD: "\u2713", Mark.WARNING: "!", Mark.BAD: "\u2715", Mark.UNKNOWN: "?", Mark.PLAIN: ""}


@dataclass(frozen=True, slots=True)
class Fact:
    mark: Mark
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """Words that callers hear, in one language."""

    language: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePart:
    """numbers: as people read them aloud."""

    name: str
    numbers: tuple[str, ...]
    fact: Fact
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CenterPart:
    """regions: heads of the columns. rows: a label, and one fact a region. notes: what no column holds."""

    name: str
    regions: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Fact, ...]], ...]
    notes: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPage:
    """made_at  with a zone
    banner   what callers of every line hear; it is not told again at the lines
    refresh  seconds after which a browser asks again; None: it does not by itself
    centers  none on a page for the public
    """

    title: str
    made_at: dt.datetime
    headline: Fact
    lines: tuple[LinePart, ...]
    banner: tuple[Told, ...] = ()
    centers: tuple[CenterPart, ...] = ()
    refresh: int | None = None
