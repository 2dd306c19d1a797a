"""A moment and a stretch of time, for people."""

from __future__ import annotations

import datetime as dt

from operate.switches.until import in_words


def at(moment: dt.datetime) -> str:
    """`Fri 2027-01-15 06:00 PST`, in the zone that the moment has."""
    return f"{moment:%a %Y-%m-%d %H:%M %Z}"


def ending(end: dt.datetime, now: dt.datetime) -> str:
    return f"{at(end)} (in {in_words(end - now)})"
