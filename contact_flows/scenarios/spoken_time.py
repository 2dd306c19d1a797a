"""Days as callers hear them, written anew from the calendar: what a spoken reopening must contain."""

from __future__ import annotations

import datetime as dt

_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}


def day_in(language: str, moment: dt.datetime) -> str:
    """Day of the week; empty for a language that nobody speaks here."""
    days = _DAYS.get(language.partition("-")[0])
    return days[moment.weekday()] if days else ""
