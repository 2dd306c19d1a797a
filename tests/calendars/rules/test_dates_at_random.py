"""Rules on programs whose dates, hours and holidays mean nothing: no rule may fail, and every fault has a place."""

from __future__ import annotations

import copy
import datetime as dt
import functools
from pathlib import Path
from typing import Any

import yaml
from hypothesis import event, given, settings
from hypothesis import strategies as st

from calendars.check import check_text

GOOD = sorted((Path(__file__).parents[2] / "cases" / "good").glob("*/program.yaml"))
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
STATES = ("HI", "OR", "WA", "GA", "TX", "MA", "LA", "AK", "DC", "PR", "ZZ")
NAMES = ("Thanksgiving Day", "Christmas Day", "General Election Day", "No Such Day")
WEEKS: tuple[dict[str, list[str]], ...] = (
    {},
    {"mon-fri": ["09:00-12:00"]},
    {"sat": ["00:00-24:00"]},
    {"sun": ["08:00-09:00"]},
)


@functools.cache
def base(number: int) -> Any:
    return yaml.load(GOOD[number].read_text(encoding="utf-8"), LOADER)


near = st.dates(dt.date(2024, 1, 1), dt.date(2033, 12, 31))
far = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
any_day = st.one_of(near, near, near, near, far)
windows = st.builds(lambda a, b: {"from": a, "till": b}, any_day, any_day) | st.builds(
    lambda day, n: {"from": day, "till": day + dt.timedelta(days=n)}, near, st.integers(-1, 70)
)
everies = (
    st.fixed_dictionaries({"month": st.integers(1, 12), "day": st.integers(1, 29)})
    | st.fixed_dictionaries(
        {
            "month": st.integers(1, 12),
            "weekday": st.sampled_from(("mon", "fri", "sat")),
            "nth": st.sampled_from((-1, 1, 5)),
        }
    )
    | st.fixed_dictionaries({"after": st.sampled_from(NAMES), "days": st.integers(-31, 31)})
)
whens = st.builds(lambda day: {"date": day}, any_day) | st.builds(
    lambda every, first, last: {"every": every} | first | last,
    everies,
    st.just({}) | st.builds(lambda year: {"from_year": year}, st.integers(2000, 2100)),
    st.just({}) | st.builds(lambda year: {"until_year": year}, st.integers(2000, 2100)),
)
parts = st.sampled_from(({}, {"closes": ["12:00-24:00"]}))
removals = st.builds(lambda when: {"name": "A day", "reason": "None"} | when, whens)
additions = st.builds(lambda removal, part: removal | part, removals, parts)
overrides = st.builds(
    lambda window, kind, week: window | {"type": kind, "weekly": week},
    windows,
    st.sampled_from(("standard", "open", "closed")),
    st.sampled_from(WEEKS),
)


@settings(derandomize=True, deadline=None, max_examples=80)
@given(st.data())
def test_no_rule_fails_on_dates_and_holidays_at_random(data: st.DataObject) -> None:
    spec = copy.deepcopy(base(data.draw(st.integers(0, len(GOOD) - 1))))
    for name in data.draw(st.sets(st.sampled_from(("e2e", "trial", "freezes", "launch")))):
        window = data.draw(windows)
        spec["dates"][name] = {"freezes": [window | {"reason": "None"}], "launch": window["from"]}.get(name, window)
    calendar = spec["infrastructure"]["holidays"][0]
    calendar["state"] = data.draw(st.sampled_from(STATES))
    calendar["additions"] = data.draw(st.lists(additions, max_size=4))
    calendar["removals"] = data.draw(st.lists(removals, max_size=3))
    for hours in spec["infrastructure"]["hours"]:
        drawn = data.draw(st.lists(overrides, max_size=3))
        hours["overrides"] = [{"id": f"o{i}"} | override for i, override in enumerate(drawn)]
        hours["weekly"] = data.draw(st.sampled_from(WEEKS))
    text = yaml.dump(spec, Dumper=DUMPER, allow_unicode=True)
    checked = check_text(text, "program.yaml", today=data.draw(near))
    ran = checked.program is not None and "D710" not in {fault.code for fault in checked.faults}
    event(f"rules ran: {ran}")
    assert all(fault.line and fault.column and fault.hint is not None for fault in checked.faults)
    assert checked.program is not None or checked.errors
