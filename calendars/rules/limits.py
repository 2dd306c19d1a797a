"""H: what the service takes, and for how long what is deployed suffices."""

from __future__ import annotations

import datetime as dt

from calendars.declared.horizon import horizon
from calendars.declared.overrides import MAX_OVERRIDES, service_overrides
from calendars.declared.parents import MAX_PARENTS, holiday_hours
from calendars.rules.outlook import YEARS_AHEAD, Outlook
from spec.models.hours import Hours
from spec.rules.rule import Finding, Findings, rule

A_YEAR = 365


@rule()
def too_many_overrides(outlook: Outlook) -> Findings:
    """H608: hours have no more dated overrides than the service takes, whenever they are deployed (S30-33)."""
    for i, hours in enumerate(outlook.program.infrastructure.hours):
        for first, last in _windows(outlook, hours):
            needed = len(service_overrides(outlook.program, hours, first, last))
            if needed > MAX_OVERRIDES:
                needs = f"hours '{hours.id}' need {needed} dated overrides from {first} to {last}"
                hint = "join overrides that follow each other; one that spans a holiday counts before and after it"
                yield Finding(
                    ("infrastructure", "hours", i, "overrides"), f"{needs}; {MAX_OVERRIDES} are possible", hint
                )
                break


def _windows(outlook: Outlook, hours: Hours) -> list[tuple[dt.date, dt.date]]:
    """Horizons of an `up` this year, and in the years in which later overrides come into it."""
    latest = max((override.till.year for override in hours.overrides), default=outlook.today.year)
    last = max(outlook.today.year, min(latest, outlook.today.year + YEARS_AHEAD) - 2)
    return [horizon(dt.date(year, 1, 1)) for year in range(outlook.today.year, last + 1)]


@rule()
def too_many_holidays(outlook: Outlook) -> Findings:
    """H631: a calendar has no more closed days than hours can inherit from their parents (S30-33)."""
    calendars = {calendar.id: i for i, calendar in enumerate(outlook.program.infrastructure.holidays)}
    flagged: set[str] = set()
    for hours in outlook.program.infrastructure.hours:
        parents = holiday_hours(outlook.program, hours, *outlook.horizon)
        if len(parents) > MAX_PARENTS and hours.holidays in calendars and hours.holidays not in flagged:
            flagged.add(hours.holidays)
            closures = sum(len(parent.overrides) for parent in parents)
            message = (
                f"holidays '{hours.holidays}' close {closures} times from {outlook.horizon[0]} to {outlook.horizon[1]}"
            )
            hint = f"{MAX_PARENTS * MAX_OVERRIDES} are possible; write what comes every week as weekly hours"
            yield Finding(("infrastructure", "holidays", calendars[hours.holidays]), message, hint)


@rule()
def named_as_holidays(outlook: Outlook) -> Findings:
    """H632: hours are not called as the hours of operation into which a calendar's closed days go (S30-33)."""
    program = outlook.program
    parents = [p for hours in program.infrastructure.hours for p in holiday_hours(program, hours, *outlook.horizon)]
    taken = {"id": {parent.id for parent in parents}, "name": {parent.name.casefold() for parent in parents}}
    for i, hours in enumerate(program.infrastructure.hours):
        for key, word in (("id", hours.id), ("name", hours.name or hours.id)):
            if word.casefold() in taken[key]:
                path = ("infrastructure", "hours", i, key if key == "id" or hours.name else "id")
                message = f"hours may not be called '{word}': the closed days of a calendar are kept under that {key}"
                yield Finding(path, message, f"choose another {key}")


@rule(severity="warning")
def horizon_ends(outlook: Outlook) -> Findings:
    """H630: holidays and dated hours are deployed for at least the next twelve months (S30-33)."""
    names = [environment.name for environment in outlook.program.infrastructure.environments]
    for found in outlook.deployed:
        if found.environment in names and (found.till - outlook.today).days < A_YEAR:
            path = ("infrastructure", "environments", names.index(found.environment))
            over = "ended" if found.till < outlook.today else "end"
            where = f"'{found.environment}' ({found.target})"
            message = f"the holidays and dated hours that are deployed in {where} {over} on {found.till}"
            yield Finding(path, message, "run `civicline up`, which deploys those of the next two years as well")
