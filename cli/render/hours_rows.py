"""Opening hours for programs: JSON and CSV, a row for each way in and date."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from calendars.service.spans import Span
from calendars.table.changes import Day
from calendars.table.ways import Served

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
Tables = Iterable[tuple[Served, tuple[Day, ...]]]
COLUMNS = (
    "center",
    "line",
    "queue",
    "channel",
    "party",
    "date",
    "weekday",
    "opens",
    "closes",
    "begins",
    "reason",
    "hours",
    "time_zone",
)


def as_json(tables: Tables, zone: str | None) -> str:
    """Keys `line`, `queue`, `date`, `open` and `reason` are a promise to programs."""
    rows = (json.dumps(_row(day, zone), ensure_ascii=False) for _, days in tables for day in days)
    return "[\n" + ",\n".join(rows) + "\n]"


def _row(day: Day, zone: str | None) -> dict[str, Any]:
    served = day.served
    found: dict[str, Any] = {
        "line": served.line,
        "queue": served.queue,
        "date": day.date.isoformat(),
        "open": [[clock(span.start), clock(span.end)] for span in day.open],
        "reason": day.reason,
        "kind": day.kind.value,
        "channel": served.channel,
        "party": served.party,
        "center": served.center,
        "hours": list(served.hours),
        "time_zone": zone or served.time_zone,
    }
    return found if zone is None else found | {"begins": [begun.isoformat() for begun in day.begins]}


def as_csv(tables: Tables, zone: str | None) -> str:
    """RFC 4180, with a header: a row for each opening, and one without times for a closed date.

    begins   date on which the opening begins at home; another one than `date` on some clocks elsewhere
    """
    out = io.StringIO(newline="")
    rows = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    rows.writeheader()
    rows.writerows(row for _, days in tables for day in days for row in _openings(day, zone))
    return out.getvalue()


def _openings(day: Day, zone: str | None) -> Iterator[dict[str, str]]:
    served = day.served
    common = {
        "center": served.center,
        "line": served.line or "",
        "queue": served.queue or "",
        "channel": served.channel,
        "party": served.party or "",
        "date": day.date.isoformat(),
        "weekday": WEEKDAYS[day.date.weekday()],
        "reason": day.reason or "",
        "hours": " ".join(served.hours),
        "time_zone": zone or served.time_zone,
    }
    begins = day.begins or tuple(day.date for _ in day.open)
    for span, begun in zip(day.open, begins, strict=True):
        yield common | {"opens": clock(span.start), "closes": clock(span.end), "begins": begun.isoformat()}
    if not day.open:
        yield common


def clock(minute: int) -> str:
    """The end of a day is 24:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def spelled(spans: tuple[Span, ...]) -> str:
    """`08:00-12:00 and 13:00-17:00`; closed without any."""
    return " and ".join(f"{clock(span.start)}-{clock(span.end)}" for span in spans) or "closed"
