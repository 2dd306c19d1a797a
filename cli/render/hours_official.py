"""An agency's calendar against a spec, for a person and for a program."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from calendars.official.comparison import Comparison, Row, State, by_hand, changes
from calendars.official.found import Remark
from calendars.service.spans import Span
from cli.render.hours_rows import clock, spelled
from cli.render.hours_words import date_words
from cli.render.wrap import wrapped
from spec.faults import counted

TOLD = {
    State.SAME: "closed in both",
    State.ONLY_OFFICIAL: "closed by the official calendar only",
    State.ONLY_SPEC: "closed by the spec only",
    State.DIFFERS: "closed for other times",
    State.IDLE: "closed by the official calendar when nobody answers anyway",
}
_BRIEF = (State.SAME, State.IDLE)
MOST_LINES = 20
"""Of one reason; the rest is in --json."""
MOST_NAMES = 30
"""With one reason; of more, only the lines are told."""
_DAY = Span(0, 24 * 60)


def as_text(comparison: Comparison, file: str, width: int) -> str:
    return "\n".join(line for text, indent in _lines(comparison, file) for line in wrapped(text, width, indent))


def yaml_lines(comparison: Comparison, file: str) -> list[str]:
    """What would make the spec agree, one mapping a line, to be pasted under the holiday calendar."""
    return [
        line
        for key, rows in changes(comparison, file).items()
        for line in (f"{key}:", *(f"  - {_flow(row)}" for row in rows))
    ]


def _flow(row: dict[str, object]) -> str:
    return yaml.safe_dump(row, default_flow_style=True, sort_keys=False, width=10_000, allow_unicode=True).strip()


def _lines(comparison: Comparison, file: str) -> Iterator[tuple[str, int]]:
    official = comparison.official
    whole = f"compared with the holiday calendar {comparison.calendar.id}, {official.first} to {official.last}"
    yield f"{file}: {counted(official.events, 'event')}, {whole}", 2
    for state in State if official.closures else ():
        rows = comparison.of(state)
        if rows:
            yield f"{counted(len(rows), 'date')} {TOLD[state]}" + ("" if state in _BRIEF else ":"), 2
        for row in () if state in _BRIEF else rows:
            yield f"  {row.date} {date_words(row.date)[:3]}  {_row_words(row, file)}", 4
    yield from _remarks("read with a remark", official.notes, file, named=False)
    yield from _remarks("that close nothing", official.skipped, file, named=True)
    yield from _advice(comparison, file)


def _row_words(row: Row, file: str) -> str:
    lines = ", ".join(dict.fromkeys(f"{file}:{one.line}" for one in row.official))
    said = f"{row.name}{_part(row.closes)} ({lines})" if row.official else ""
    closes = tuple(Span(*part) for part in row.spec.closes) if row.spec and row.spec.closes else (_DAY,)
    own = (row.spec.name if row.spec else "a dated closure of hours") + _part(closes) if row.closed else ""
    if row.state is State.DIFFERS:
        return f"{said}; the spec: {own}" if said else own
    return said or own


def _part(spans: tuple[Span, ...]) -> str:
    return "" if spans == (_DAY,) else f" {spelled(spans)}"


def _remarks(what: str, remarks: Sequence[Remark], file: str, *, named: bool) -> Iterator[tuple[str, int]]:
    """Those of one reason together, and of one name where names tell something: a weekly meeting has many events."""
    names: dict[str, set[str]] = {}
    for remark in remarks:
        names.setdefault(remark.why, set()).add(remark.name)
    groups: dict[tuple[str, str], list[Remark]] = {}
    for remark in remarks:
        apart = named and len(names[remark.why]) <= MOST_NAMES
        groups.setdefault((remark.why, remark.name if apart else ""), []).append(remark)
    if groups:
        yield f"{counted(len({remark.line for remark in remarks}), 'event')} {what}:", 2
    for (why, name), found in groups.items():
        if len(found) == 1:
            yield f"  {file}:{found[0].line}  {found[0].name}: {why}", 4
            continue
        lines = ", ".join(str(one.line) for one in found[:MOST_LINES])
        more = f" and {len(found) - MOST_LINES} more (--json lists each)" if len(found) > MOST_LINES else ""
        label = f"{name}, {len(found)} times" if name else f"{len(found)} times"
        yield f"  {label}: {why}; lines {lines}{more}", 4


def _advice(comparison: Comparison, file: str) -> Iterator[tuple[str, int]]:
    if comparison.agrees:
        yield "the spec closes what the official calendar closes", 2
        return
    if not comparison.official.closures:
        yield "the official calendar closes nothing in these years: check that the right one was exported", 2
        return
    for date, text in by_hand(comparison):
        yield f"{date}: {text}", 2
    pasted = yaml_lines(comparison, file)
    if pasted:
        yield f"to make the spec agree, in the holiday calendar {comparison.calendar.id}:", 2
        yield from ((f"  {line}", 6) for line in pasted)


def as_json(comparison: Comparison, file: str) -> str:
    official = comparison.official
    found: dict[str, Any] = {
        "file": file,
        "calendar": comparison.calendar.id,
        "first": official.first.isoformat(),
        "last": official.last.isoformat(),
        "events": official.events,
        "agrees": comparison.agrees,
        "dates": [_row_data(row) for row in comparison.rows],
        "skipped": [_remark(one) for one in official.skipped],
        "notes": [_remark(one) for one in official.notes],
        "by_hand": [{"date": date.isoformat(), "what": text} for date, text in by_hand(comparison)],
        "yaml": "".join(f"{line}\n" for line in yaml_lines(comparison, file)),
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _row_data(row: Row) -> dict[str, Any]:
    return {
        "date": row.date.isoformat(),
        "state": row.state.value,
        "official": row.name or None,
        "lines": sorted({one.line for one in row.official}),
        "official_closes": [[clock(span.start), clock(span.end)] for span in row.closes],
        "spec": row.spec.name if row.spec else None,
        "spec_closes": [[clock(span.start), clock(span.end)] for span in row.closed],
        "hours": list(row.hours),
    }


def _remark(one: Remark) -> dict[str, Any]:
    return {"line": one.line, "event": one.name, "why": one.why}
