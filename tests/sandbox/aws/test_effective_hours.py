"""Effective hours: precedence, inheritance, recurrence."""

from datetime import date
from typing import Any

import pytest

from sandbox.aws.connect import effective
from sandbox.aws.place import last_part

MONDAY = date(2027, 1, 4)


def row(day: str | None = "MONDAY", start: int = 8, end: int = 17) -> dict[str, Any]:
    times = {"StartTime": {"Hours": start, "Minutes": 0}, "EndTime": {"Hours": end, "Minutes": 0}}
    return {"Day": day, **times} if day else times


def override(name: str = "o", kind: str = "STANDARD", config: Any = (), **more: Any) -> dict[str, Any]:
    dates = {"EffectiveFrom": "2027-01-01", "EffectiveTill": "2027-12-31"}
    return {"OverrideName": name, "OverrideType": kind, "OverrideConfig": list(config), **dates, **more}


def recurring(frequency: str, **pattern: Any) -> dict[str, Any]:
    return {"RecurrenceConfig": {"RecurrencePattern": {"Frequency": frequency, "Interval": 1, **pattern}}}


def open_on(on: date, *overrides: Any) -> list[tuple[int, int]]:
    (day,) = effective.days([row()], overrides, on, on)
    return [(start // 60, end // 60) for start, end in day.open]


def test_the_weekly_schedule_holds_without_overrides() -> None:
    assert open_on(MONDAY) == [(8, 17)]
    assert open_on(date(2027, 1, 5)) == []


def test_midnight_at_the_end_is_the_end_of_the_day() -> None:
    (day,) = effective.days([row(start=0, end=0)], [], MONDAY, MONDAY)
    assert day.open == ((0, 1440),)


def test_temporary_hours_replace_openings_add_and_closures_take_away() -> None:
    late = override(config=[row(start=10, end=17)])
    assert open_on(MONDAY, late) == [(10, 17)]
    assert open_on(MONDAY, override()) == []
    evening = override("e", "OPEN", [row(start=18, end=20)])
    assert open_on(MONDAY, evening) == [(8, 17), (18, 20)]
    noon = override("n", "CLOSED", [row(start=12, end=13)])
    assert open_on(MONDAY, noon) == [(8, 12), (13, 17)]
    assert open_on(MONDAY, late, evening, noon) == [(10, 12), (13, 17), (18, 20)]
    assert open_on(MONDAY, override("c", "CLOSED"), evening) == []


def test_an_override_holds_only_within_its_dates() -> None:
    closed = override(EffectiveFrom="2027-01-11", EffectiveTill="2027-01-11")
    assert open_on(MONDAY, closed) == [(8, 17)]
    assert open_on(date(2027, 1, 11), closed) == []


@pytest.mark.parametrize(
    ("more", "on", "applies"),
    [
        (recurring("YEARLY", ByMonth=[1], ByMonthDay=[4]), date(2027, 1, 4), True),
        (recurring("YEARLY", ByMonth=[2], ByMonthDay=[4]), date(2027, 1, 4), False),
        (recurring("YEARLY", ByMonth=[1], ByWeekdayOccurrence=[3]), date(2027, 1, 18), True),
        (recurring("YEARLY", ByMonth=[1], ByWeekdayOccurrence=[3]), date(2027, 1, 25), False),
        (recurring("MONTHLY", ByWeekdayOccurrence=[-1]), date(2027, 1, 25), True),
        (recurring("MONTHLY", ByMonthDay=[-1]), date(2027, 5, 31), True),
        (recurring("MONTHLY", ByMonthDay=[31]), date(2027, 5, 31), True),
        (recurring("WEEKLY", Interval=2), date(2027, 1, 11), True),
        (recurring("WEEKLY", Interval=2), date(2027, 1, 4), False),
    ],
)
def test_an_override_recurs_by_its_pattern(more: dict[str, Any], on: date, *, applies: bool) -> None:
    one = override("r", "CLOSED", [row(None, 0, 0)] if "ByMonthDay" in str(more) else [row(start=0, end=0)], **more)
    assert effective.applies(one, on) is applies


def test_the_api_tells_own_and_inherited_hours(cc: Any, connect: Any, instance: str, hours: str) -> None:
    closed = override("Holiday", "CLOSED", EffectiveFrom="2027-01-05", EffectiveTill="2027-01-05")
    base = {"InstanceArn": instance, "Name": "State", "TimeZone": "UTC", "Config": []}
    parent = cc.make("HoursOfOperation", **base, HoursOfOperationOverrides=[closed])
    cc.set("HoursOfOperation", hours, "ParentHoursOfOperations", [{"Id": parent}])
    named = {"InstanceId": last_part(instance), "HoursOfOperationId": last_part(hours)}
    answer = connect.get_effective_hours_of_operations(**named, FromDate="2027-01-04", ToDate="2027-01-06")
    days = [(day["Date"], len(day["OperationalHours"])) for day in answer["EffectiveHoursOfOperationList"]]
    assert days == [("2027-01-04", 1), ("2027-01-05", 0), ("2027-01-06", 1)]
    (told,) = answer["EffectiveOverrideHoursList"]
    assert [(one["OverrideName"], one["OperationalStatus"]) for one in told["OverrideHours"]] == [("Holiday", "CLOSED")]
    assert answer["TimeZone"] == "Pacific/Honolulu"
    with pytest.raises(connect.exceptions.InvalidParameterException):
        connect.get_effective_hours_of_operations(**named, FromDate="2027-01-04", ToDate="2027-01-03")


def test_a_call_tells_366_days_and_no_more(connect: Any, instance: str, hours: str) -> None:
    named = {"InstanceId": last_part(instance), "HoursOfOperationId": last_part(hours), "FromDate": "2027-01-01"}
    told = connect.get_effective_hours_of_operations(**named, ToDate="2028-01-01")
    assert len(told["EffectiveHoursOfOperationList"]) == 366
    with pytest.raises(connect.exceptions.InvalidParameterException, match="1 to 366 days"):
        connect.get_effective_hours_of_operations(**named, ToDate="2028-01-02")


def closed_days(connect: Any, named: dict[str, str]) -> list[str]:
    told = connect.get_effective_hours_of_operations(**named, FromDate="2027-01-04", ToDate="2027-01-08")
    rows = told["EffectiveHoursOfOperationList"]
    assert len(rows) == 5
    return [row["Date"][-2:] for row in rows if not row["OperationalHours"]]


def test_overrides_given_through_cloud_control_can_be_stored_without_effect(
    cc: Any, connect: Any, instance: str, hours: str, set_settings: Any
) -> None:
    def closed(name: str, day: str) -> dict[str, Any]:
        return override(name, "CLOSED", EffectiveFrom=day, EffectiveTill=day)

    base = {"InstanceArn": instance, "Name": "State", "TimeZone": "UTC", "Config": []}
    parent = cc.make("HoursOfOperation", **base, HoursOfOperationOverrides=[closed("Holiday", "2027-01-05")])
    cc.set("HoursOfOperation", hours, "ParentHoursOfOperations", [{"Id": parent}])
    cc.set("HoursOfOperation", hours, "HoursOfOperationOverrides", [closed("Storm", "2027-01-06")])
    named = {"InstanceId": last_part(instance), "HoursOfOperationId": last_part(hours)}
    given = {"Config": [], "OverrideType": "CLOSED", "EffectiveFrom": "2027-01-07", "EffectiveTill": "2027-01-07"}
    connect.create_hours_of_operation_override(**named, Name="Flood", **given)
    assert closed_days(connect, named) == ["05", "06", "07"]
    set_settings(overrides_ignored=True)
    assert closed_days(connect, named) == ["07"]
    listed = connect.list_hours_of_operation_overrides(**named)["HoursOfOperationOverrideList"]
    assert [one["Name"] for one in listed] == ["Storm", "Flood"]
    cc.set("HoursOfOperation", hours, "HoursOfOperationOverrides", [closed("Flood", "2027-01-08")])
    assert closed_days(connect, named) == []
    set_settings(overrides_ignored=False)
    assert closed_days(connect, named) == ["05", "08"]


def test_reading_a_parent_shows_its_children_and_stores_none(cc: Any, instance: str, hours: str) -> None:
    base = {"InstanceArn": instance, "Name": "State", "TimeZone": "UTC", "Config": []}
    parent = cc.make("HoursOfOperation", **base)
    assert "ChildHoursOfOperations" not in cc.read("HoursOfOperation", parent)
    cc.set("HoursOfOperation", hours, "ParentHoursOfOperations", [{"Id": last_part(parent)}])
    (child,) = cc.read("HoursOfOperation", parent)["ChildHoursOfOperations"]
    assert child["Id"] == last_part(hours)
    cc.set("HoursOfOperation", parent, "Name", "Holidays")
    cc.set("HoursOfOperation", hours, "ParentHoursOfOperations", [])
    assert "ChildHoursOfOperations" not in cc.read("HoursOfOperation", parent)
