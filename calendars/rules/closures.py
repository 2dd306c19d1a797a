"""H: dated hours against what closes the same days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from calendars.rules.outlook import Outlook
from spec.faults import Path
from spec.models.account_managers import SyncMode
from spec.models.hours import DAYS, Hours, HoursOverride, OverrideType, week
from spec.rules.rule import Finding, Findings, rule

SHORT_DAYS = 7
"""Whoever writes an override of a week or less has looked at each of its days."""


@rule()
def opens_inside_a_closure(outlook: Outlook) -> Findings:
    """H627: an override that opens has a day on which it can; a holiday or a closure wins (S29-8, S30-33)."""
    for path, hours, override in _opening(outlook):
        wanted = list(_wanted(outlook, override))
        inside = outlook.years[0] <= override.from_ and override.till <= outlook.years[1]
        if not wanted and inside and override.from_ <= override.till:
            message = f"the override '{override.id}' opens on no day{_span(override)}"
            yield Finding((*path, "weekly"), message, "give it the weekdays of these dates, or correct the dates")
        elif wanted and not any(outlook.openings(hours, day) for day in wanted):
            message = (
                f"the override '{override.id}' opens on {wanted[0]}, which is closed{_why(outlook, hours, wanted[0])}"
            )
            yield Finding(path, message, _way_out(outlook, hours))


@rule(severity="warning")
def opens_on_a_holiday(outlook: Outlook) -> Findings:
    """H633: the few days on which an override adds hours are not closed by a holiday (S30-33)."""
    for path, hours, override in _opening(outlook):
        wanted = list(_wanted(outlook, override))
        closed = [day for day in wanted if not outlook.openings(hours, day)]
        short = (override.till - override.from_).days < SHORT_DAYS
        if override.type is OverrideType.OPEN and short and 0 < len(closed) < len(wanted):
            message = f"'{override.id}' does not open on {closed[0]}, which is closed{_why(outlook, hours, closed[0])}"
            yield Finding(path, message, _way_out(outlook, hours))


def _opening(outlook: Outlook) -> Iterator[tuple[Path, Hours, HoursOverride]]:
    for i, hours in enumerate(outlook.program.infrastructure.hours):
        for k, override in enumerate(hours.overrides):
            if override.type is not OverrideType.CLOSED and any(override.weekly.values()):
                yield ("infrastructure", "hours", i, "overrides", k), hours, override


def _span(override: HoursOverride) -> str:
    if override.from_ == override.till:
        return f": {override.from_} is a {override.from_:%A}"
    return f" from {override.from_} to {override.till}"


def _wanted(outlook: Outlook, override: HoursOverride) -> Iterator[dt.date]:
    """Days on which an override has openings."""
    openings = week(override.weekly)
    for day in outlook.judged(override.from_, override.till):
        if openings[DAYS[day.weekday()]]:
            yield day


def _why(outlook: Outlook, hours: Hours, day: dt.date) -> str:
    why = outlook.reason(hours, day)
    return f": {why}" if why else ""


def _way_out(outlook: Outlook, hours: Hours) -> str:
    """An account manager that may open on holidays does so by hours without a calendar."""
    managers = outlook.program.account_managers
    if any(m.center == hours.center and m.holiday_sync is SyncMode.MAY_OPEN for m in managers):
        return f"delete the override, or 'holidays' of hours '{hours.id}': its account manager may open"
    return "delete the override, or take the day out of what closes it"
