"""Whatever is in the file, loading ends with faults inside the file, and with nothing else."""

from __future__ import annotations

import contextlib
import copy
import functools
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.rules import ALL_RULES
from spec.codes import sentences
from spec.errors import SpecError
from spec.load import Checked, check, check_text, load

BASE = Path(__file__).parents[1] / "cases" / "good" / "office" / "program.yaml"
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
CALM = settings(derandomize=True, deadline=None, max_examples=150)
SNIPPETS = (
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "&a ",
    "*a",
    "<<: ",
    "!!x ",
    "'",
    '"',
    "|\n",
    ">\n",
    "\t",
    "\n",
    "  ",
    "a",
    "1",
    "?",
    "---",
    "%",
    "#",
    "8:00",
    "no",
)


def sound(checked: Checked, text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for fault in checked.faults:
        assert fault.code in sentences(ALL_RULES)
        assert fault.message
        if fault.line is not None:
            assert fault.column is not None
            assert 1 <= fault.line <= len(lines)
            assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
    order = [(fault.line or 0, fault.column or 0) for fault in checked.faults]
    assert order == sorted(order)
    assert (checked.program is not None) or checked.errors


@CALM
@given(st.lists(st.sampled_from(SNIPPETS), max_size=30).map("".join))
def test_text_that_looks_like_yaml_ends_in_faults(text: str) -> None:
    sound(check_text(text, "program.yaml"), text)


@CALM
@given(st.text(max_size=60))
def test_any_text_ends_in_faults(text: str) -> None:
    sound(check_text(text, "program.yaml"), text)


@CALM
@given(st.binary(max_size=80))
def test_any_bytes_end_in_faults(tmp_path_factory: Any, raw: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(raw)
    with contextlib.suppress(SpecError):
        load(path)
    sound(check(path), raw.decode("utf-8", "replace"))


@functools.cache
def lines() -> tuple[str, ...]:
    return tuple(BASE.read_text(encoding="utf-8").splitlines())


@CALM
@given(st.data())
def test_a_spec_with_a_damaged_line_ends_in_faults(data: st.DataObject) -> None:
    damaged = list(lines())
    for _ in range(data.draw(st.integers(1, 3))):
        i = data.draw(st.integers(0, len(damaged) - 1))
        match data.draw(st.sampled_from(["delete", "repeat", "cut", "insert"])):
            case "delete":
                del damaged[i]
            case "repeat":
                damaged.insert(i, damaged[i])
            case "cut":
                damaged[i] = damaged[i][: data.draw(st.integers(0, len(damaged[i])))]
            case _:
                at = data.draw(st.integers(0, len(damaged[i])))
                damaged[i] = damaged[i][:at] + data.draw(st.sampled_from(SNIPPETS)) + damaged[i][at:]
    text = "\n".join(damaged)
    sound(check_text(text, "program.yaml"), text)


@functools.cache
def base() -> Any:
    return yaml.safe_load("\n".join(lines()))


def holds(holder: Any, part: str | int) -> bool:
    if isinstance(holder, dict):
        return part in holder
    return isinstance(holder, list) and isinstance(part, int) and part < len(holder)


@functools.cache
def places() -> tuple[tuple[str | int, ...], ...]:
    found: list[tuple[str | int, ...]] = []

    def visit(value: Any, path: tuple[str | int, ...]) -> None:
        found.append(path)
        pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, below in pairs:
            visit(below, (*path, key))

    visit(base(), ())
    return tuple(found[1:])


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(max_size=8),
    st.just([]),
    st.just({}),
    st.just(["a"]),
    st.just({"a": 1}),
    st.dates().map(str),
)


@CALM
@given(st.lists(st.tuples(st.sampled_from(range(2000)), VALUES), min_size=1, max_size=3))
def test_a_spec_with_other_values_ends_in_faults(changes: list[tuple[int, Any]]) -> None:
    spec = copy.deepcopy(base())
    for number, value in changes:
        *way, last = places()[number % len(places())]
        holder: Any = spec
        for part in way:
            holder = holder[part] if holds(holder, part) else None
        if holds(holder, last):
            holder[last] = value
    text = yaml.dump(spec, Dumper=DUMPER, allow_unicode=True)
    sound(check_text(text, "program.yaml"), text)
