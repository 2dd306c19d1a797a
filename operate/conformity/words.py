"""How an opening, a dated override and a served queue are put, whether they come from the spec or from the service."""

from __future__ import annotations

from collections.abc import Iterable

CLOSED = "CLOSED"


def opening_words(day: str, start: tuple[int, int], end: tuple[int, int]) -> str:
    """`mon 08:00-17:00`; hours and minutes."""
    return f"{day} {start[0]:02}:{start[1]:02}-{end[0]:02}:{end[1]:02}"


def override_words(name: str, dates: tuple[str, str], kind: str, openings: Iterable[str]) -> str:
    """`Labor Day 2027-09-06: closed`, `Launch (2027-07-01 to 2027-07-14): mon 07:00-19:00`; both dates included."""
    open_ = ", ".join(sorted(openings)) or "no hours"
    hours = "closed" if kind == CLOSED else open_ if kind == "OPEN" else f"{open_} ({kind.lower()})"
    span = "" if name.endswith(dates[0]) and dates[0] == dates[1] else f" ({dates[0]} to {dates[1]})"
    return f"{name}{span}: {hours}"


def serving_words(queue: str, channel: str, priority: int, delay_seconds: int) -> str:
    """`Billing by VOICE, priority 1, after 0 s`."""
    return f"{queue} by {channel}, priority {priority}, after {delay_seconds} s"
