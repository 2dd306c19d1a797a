"""Random hours of operation in the shape of the API, with what is known to go wrong in them more often than by chance."""

from __future__ import annotations

import datetime as dt
import json
import random
from typing import Any

from tests.calendars.oracle import NAMES, occurrences

ZONES = [
    "America/Los_Angeles", "America/Boise", "Pacific/Honolulu", "America/Phoenix", "America/New_York", "UTC",
    "America/Anchorage", "America/Havana", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu",
]  # fmt: skip
"""With and without daylight saving; Malheur County's; some that change at midnight, by half an hour, or in the south."""
FIRST, DAYS = dt.date(2026, 6, 1), 1000
EDGES = [0, 30, 60, 90, 120, 150, 180, 240, 420, 465, 480, 720, 780, 990, 1020, 1080, 1200, 1380, 1439]


def random_hours(rng: random.Random) -> dict[str, Any]:
    """`Parents` have weeks too, which must not count."""
    return {
        "TimeZone": rng.choice(ZONES),
        "Config": _week(rng),
        "Overrides": [_override(rng, number) for number in range(rng.choice((0, 1, 2, 4, 8, 12)))],
        "Parents": [
            {"Config": _week(rng), "Overrides": [_override(rng, 100 * number + n) for n in range(rng.randint(0, 4))]}
            for number in range(1, 1 + rng.choice((0, 0, 1, 1, 2, 3)))
        ],
    }


def random_moment(rng: random.Random, calendar: dict[str, Any]) -> dt.datetime:
    """Most of them near something: an override's first, last or recurring day, or one week beside it; a change of the
    clocks; the end of a year."""
    day = FIRST + dt.timedelta(rng.randrange(DAYS))
    recurring = [one for one in calendar["Overrides"] if "RecurrenceConfig" in one]
    if recurring and rng.random() < 0.4:
        days = sorted(occurrences(json.dumps(rng.choice(recurring))))
        day = rng.choice(days or [day]) + dt.timedelta(rng.choice((-7, -1, 0, 0, 0, 1, 7)))
        return _moment(rng, day)
    near = [one[key] for one in calendar["Overrides"] for key in ("EffectiveFrom", "EffectiveTill")]
    near += ["2027-03-14", "2027-11-07", "2028-03-12", "2028-11-05", "2027-04-04", "2027-10-03", "2027-12-31"]
    if rng.random() < 0.5:
        day = dt.date.fromisoformat(rng.choice(near)) + dt.timedelta(rng.randint(-1, 1))
    return _moment(rng, day)


def _moment(rng: random.Random, day: dt.date) -> dt.datetime:
    start = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    return start + dt.timedelta(minutes=rng.randrange(2 * 1440), seconds=rng.choice((0, 0, 0, 59)))


def _week(rng: random.Random) -> list[dict[str, Any]]:
    style = rng.choice(("office", "split", "always", "random", "never"))
    if style == "office":
        return [_row(name, 480, 1020) for name in NAMES[:5]]
    if style == "split":
        return [_row(name, start, end) for name in NAMES[:6] for start, end in ((420, 720), (780, 0))]
    if style == "always":
        return [_row(name, 0, 0) for name in NAMES]
    if style == "never":
        return []
    return [_row(rng.choice(NAMES), *_times(rng)) for _ in range(rng.randint(1, 20))]


def _times(rng: random.Random) -> tuple[int, int]:
    """Sometimes until midnight, sometimes the whole day."""
    if rng.random() < 0.1:
        return 0, 0
    start, end = sorted(rng.sample(EDGES, 2))
    return start, rng.choice((end, end, end, 0))


def _row(day: str | None, start: int, end: int) -> dict[str, Any]:
    times = {"StartTime": _slice(start), "EndTime": _slice(end)}
    return times if day is None else {"Day": day, **times}


def _slice(minute: int) -> dict[str, int]:
    return {"Hours": minute // 60, "Minutes": minute % 60}


def _override(rng: random.Random, number: int) -> dict[str, Any]:
    first = FIRST + dt.timedelta(rng.randrange(DAYS))
    length = rng.choice((0, 0, 0, 1, 4, 30, 57, 365, 900))
    kind = rng.choice(("CLOSED", "OPEN", "STANDARD"))
    pattern = _pattern(rng) if rng.random() < 0.4 else None
    told = {
        "Name": f"override {number}",
        "OverrideType": kind,
        "EffectiveFrom": first.isoformat(),
        "EffectiveTill": (first + dt.timedelta(length)).isoformat(),
        "Config": _rows(rng, kind),
    }
    return told if pattern is None else {**told, "RecurrenceConfig": {"RecurrencePattern": pattern}}


def _rows(rng: random.Random, kind: str) -> list[dict[str, Any]]:
    """None at all, one for every day, some with a day, some with a day and no times."""
    if rng.random() < (0.5 if kind == "CLOSED" else 0.1):
        return []
    if rng.random() < 0.3:
        return [_row(None, *_times(rng))]
    rows = [_row(rng.choice(NAMES), *_times(rng)) for _ in range(rng.randint(1, 8))]
    return [{"Day": row["Day"]} if rng.random() < 0.1 else row for row in rows]


def _pattern(rng: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {
        "Frequency": rng.choice(("WEEKLY", "MONTHLY", "YEARLY")),
        "Interval": rng.choice((1, 1, 2, 3, 6)),
    }
    if found["Frequency"] == "WEEKLY":
        return found
    if found["Frequency"] == "YEARLY" and rng.random() < 0.5:
        found["ByMonth"] = [rng.randint(1, 12)]
    by = rng.choice(("", "ByMonthDay", "ByWeekdayOccurrence"))
    if by == "ByMonthDay":
        found[by] = [rng.choice((-1, 1, 14, 15, 28, 29, 30, 31))]
    elif by:
        found[by] = [rng.choice((-1, 1, 2, 3, 4))]
    return found
