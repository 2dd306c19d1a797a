"""Rules on programs of the right shape that mean nothing: no rule may fail, and every fault has a place."""

from __future__ import annotations

import copy
import datetime as dt
import functools
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.check import check_text

GOOD = sorted((Path(__file__).parents[1] / "cases" / "good").glob("*/program.yaml"))
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
TODAY = dt.date(2026, 11, 22)
Place = tuple[str | int, ...]


@functools.cache
def base(number: int) -> Any:
    return yaml.load(GOOD[number].read_text(encoding="utf-8"), LOADER)


@functools.cache
def words(number: int) -> tuple[tuple[Place, str], ...]:
    """Every short word of a program, with its place: ids, references, kinds."""
    found: list[tuple[Place, str]] = []

    def visit(value: Any, path: Place) -> None:
        if isinstance(value, str) and value.isidentifier():
            found.append((path, value))
        pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, below in pairs:
            visit(below, (*path, key))

    visit(base(number), ())
    return tuple(found)


@functools.cache
def lists(number: int) -> tuple[Place, ...]:
    """Every list item of a program."""
    found: list[Place] = []

    def visit(value: Any, path: Place) -> None:
        pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, below in pairs:
            if isinstance(key, int):
                found.append((*path, key))
            visit(below, (*path, key))

    visit(base(number), ())
    return tuple(found)


def holder_of(spec: Any, place: Place) -> Any:
    for part in place[:-1]:
        spec = spec[part]
    return spec


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.data())
def test_no_rule_fails_on_mixed_up_references(data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(GOOD) - 1))
    spec = copy.deepcopy(base(number))
    for _ in range(data.draw(st.integers(1, 4))):
        place, _ = data.draw(st.sampled_from(words(number)))
        holder_of(spec, place)[place[-1]] = data.draw(st.sampled_from(words(number)))[1]
    for place in data.draw(st.lists(st.sampled_from(lists(number)), max_size=1)):
        del holder_of(spec, place)[place[-1]]
    checked = check_text(yaml.dump(spec, Dumper=DUMPER, allow_unicode=True), "program.yaml", today=TODAY)
    assert all(fault.line and fault.column and fault.hint is not None for fault in checked.faults)
    assert checked.program is not None or checked.errors
