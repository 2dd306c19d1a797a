"""The operation GetEffectiveHoursOfOperations tells what the resolver makes of hours that were read back."""

import datetime as dt
import random
from typing import Any

import pytest

from calendars.service.by_date import openings
from calendars.service.described import described_hours
from calendars.service.hours import HoursOfOperation
from tests.calendars.random_hours import FIRST, random_hours


def made(connect: Any, instance: str, name: str, told: dict[str, Any], parents: tuple[str, ...] = ()) -> str:
    config = {"Name": name, "TimeZone": told["TimeZone"], "Config": told["Config"]}
    linked = [{"HoursOfOperationId": parent} for parent in parents]
    made_now = connect.create_hours_of_operation(InstanceId=instance, ParentHoursOfOperationConfigs=linked, **config)
    identifier: str = made_now["HoursOfOperationId"]
    for override in told["Overrides"]:
        connect.create_hours_of_operation_override(InstanceId=instance, HoursOfOperationId=identifier, **override)
    return identifier


def read_back(connect: Any, instance: str, identifier: str) -> HoursOfOperation:
    named = {"InstanceId": instance, "HoursOfOperationId": identifier}
    found = connect.describe_hours_of_operation(**named)["HoursOfOperation"]
    overrides = connect.list_hours_of_operation_overrides(**named)["HoursOfOperationOverrideList"]
    parents = tuple(read_back(connect, instance, parent["Id"]) for parent in found.get("ParentHoursOfOperations") or ())
    return described_hours(found, overrides, parents)


def told_by_the_service(connect: Any, instance: str, identifier: str, first: dt.date) -> dict[dt.date, list[Any]]:
    answer = connect.get_effective_hours_of_operations(
        InstanceId=instance,
        HoursOfOperationId=identifier,
        FromDate=first.isoformat(),
        ToDate=(first + dt.timedelta(days=365)).isoformat(),
    )
    return {
        dt.date.fromisoformat(row["Date"]): [
            (_minute(span["Start"]), _minute(span["End"]) or 1440) for span in row["OperationalHours"]
        ]
        for row in answer["EffectiveHoursOfOperationList"]
    }


def _minute(told: dict[str, int]) -> int:
    return 60 * told["Hours"] + told["Minutes"]


@pytest.mark.parametrize("seed", range(12))
def test_a_year_of_effective_hours_is_what_the_resolver_says(connect: Any, instance: str, seed: int) -> None:
    rng = random.Random(seed)
    calendar = random_hours(rng)
    instance_id = instance.rsplit("/", 1)[-1]
    parents = tuple(
        made(connect, instance_id, f"parent {number}", {**parent, "TimeZone": calendar["TimeZone"]})
        for number, parent in enumerate(calendar["Parents"])
    )
    identifier = made(connect, instance_id, "child", calendar, parents)
    hours = read_back(connect, instance_id, identifier)
    told = told_by_the_service(connect, instance_id, identifier, FIRST + dt.timedelta(days=rng.randrange(600)))
    assert len(told) == 366
    assert told == {day: [(span.start, span.end) for span in openings(hours, day)] for day in told}
