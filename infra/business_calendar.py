"""The business calendar that travels with `open_case`: which weekdays count, which dates do not, how they are said."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

from calendars.overrides import ServiceOverride
from contact_flows.compile.phrases import function_words
from infra.hours import HoursArgs
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.hours import DAYS
from spec.select import belongs_to


def business_calendar(program: ProgramSpec, center: Center, hours: tuple[HoursArgs, ...]) -> str:
    """As JSON, with how languages say days: the hours of the center's first line.

    Saturdays of a longer week are service, not business days.
    """
    lines = belongs_to(program, center, program.infrastructure.lines)
    chosen = next((h for line in lines for h in hours if h.id == line.hours), hours[0])
    weekdays = sorted({DAYS.index(opening.day) for opening in chosen.week} & set(range(5)))
    overrides = (*chosen.overrides, *(override for parent in chosen.parents for override in parent.overrides))
    closed = sorted(day.isoformat() for override in overrides if override.type == "CLOSED" for day in _days(override))
    known = {
        "time_zone": chosen.time_zone,
        "weekdays": weekdays or list(range(5)),
        "closed": closed,
        "words": function_words(),
    }
    return json.dumps(known, sort_keys=True, ensure_ascii=False)


def _days(override: ServiceOverride) -> Iterator[dt.date]:
    return (override.from_ + dt.timedelta(days=number) for number in range((override.till - override.from_).days + 1))


def spoken_words() -> str:
    """As JSON: how functions say days, times and states, by language."""
    return json.dumps(function_words(), sort_keys=True, ensure_ascii=False)
