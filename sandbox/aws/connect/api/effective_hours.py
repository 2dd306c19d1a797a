"""GetEffectiveHoursOfOperations: what a person should read after a deployment."""

from __future__ import annotations

from datetime import date
from typing import Any

from sandbox.aws.connect import effective
from sandbox.aws.connect.api.hours import find, in_effect
from sandbox.aws.connect.desk import Desk
from sandbox.aws.connect.operations import Answer, operation
from sandbox.aws.errors import invalid
from sandbox.aws.rules.hours import arn_of

_DAYS_MAX = 366
"""Of one call; the API Reference names no limit, so this is our choice."""


@operation("GetEffectiveHoursOfOperations")
def effective_hours(desk: Desk) -> Answer:
    hours = find(desk)
    first, last = _date(desk, "FromDate"), _date(desk, "ToDate")
    if not 0 <= (last - first).days < _DAYS_MAX:
        raise invalid(f"FromDate to ToDate must be 1 to {_DAYS_MAX} days.")
    overrides = list(in_effect(hours))
    for row in hours.model.get("ParentHoursOfOperations", []):
        parent = desk.find("HoursOfOperation", arn_of(hours.model["InstanceArn"], row["Id"]))
        overrides += in_effect(parent)
    days = list(effective.days(hours.model["Config"], overrides, first, last))
    return {
        "TimeZone": hours.model["TimeZone"],
        "EffectiveHoursOfOperationList": [
            {"Date": day.on.isoformat(), "OperationalHours": [_slice(interval) for interval in day.open]}
            for day in days
        ],
        "EffectiveOverrideHoursList": [
            {"Date": day.on.isoformat(), "OverrideHours": _override_hours(day)} for day in days if day.overrides
        ],
    }


def _override_hours(day: effective.Day) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for override in day.overrides:
        status = "CLOSED" if override.kind == "CLOSED" or not override.intervals else "OPEN"
        said = {"OverrideName": override.name, "OperationalStatus": status}
        rows.extend({**_slice(interval), **said} for interval in override.intervals or ((0, 0),))
    return rows


def _slice(interval: effective.Interval) -> dict[str, dict[str, int]]:
    start, end = ({"Hours": minute // 60 % 24, "Minutes": minute % 60} for minute in interval)
    return {"Start": start, "End": end}


def _date(desk: Desk, name: str) -> date:
    try:
        return date.fromisoformat(str(desk.params[name]))
    except ValueError as error:
        raise invalid(f"{name} is not a date: {desk.params[name]}") from error
