"""The effective opening table of very many queues, each with hours of its own and as many overrides as fit."""

from __future__ import annotations

import datetime as dt
import time
from collections import deque
from collections.abc import Callable

from bench.measure import Figure, Result, timed
from bench.place import ROOT
from calendars.declared.hours import spec_hours
from calendars.service.by_date import openings
from calendars.table.served import served_days
from calendars.table.ways import ways_in
from spec.load import load
from spec.models import ProgramSpec
from spec.models.hours import Hours
from spec.models.queues import Channel

QUEUES = 200
OVERRIDES = 48
RUNS = 5
BAR_SECONDS = 2
WASHINGTON = ROOT / "stacks" / "washington-outsourced" / "program.yaml"
FIRST, LAST = dt.date(2027, 1, 1), dt.date(2028, 12, 31)
HOW = (
    f"Set-up B with {QUEUES} queues more: each has hours of its own, two openings a day, {OVERRIDES} dated changes and "
    "Washington's holidays. From the spec to rows: overrides are cut around holidays, resolved and told day by day, "
    "anew in each run (holidays by statute are worked out once a process). No two queues share anything that could be "
    "remembered. Channels of one queue do, and are measured apart. Judged are seconds of the processor, so that other "
    "work on the machine does not count; those of the clock stand beside them."
)


def measure() -> Result:
    one, all_ = _program((Channel.EMAIL,)), _program(tuple(Channel))
    _table(one)  # holidays by statute, for the process
    clock = tuple(timed(lambda: _table(one)) for _ in range(RUNS))
    works = (lambda: _table(one), lambda: _table(all_), lambda: _openings(one))
    times, together, resolving = (tuple(_processor(work) for _ in range(RUNS)) for work in works)
    table = Figure(f"{QUEUES} queues, {QUEUES * _days():,} rows of them", "s", times)
    whole = Figure(f"the same with four channels each, {len(ways_in(all_)) * _days():,} rows in all", "s", together)
    return Result(
        row="effective",
        what=f"effective table of {QUEUES} queues with {OVERRIDES} overrides each over 24 months",
        bar=f"< {BAR_SECONDS} s",
        measured=f"{table.median:.2f} s; {whole.median:.2f} s with four channels each",
        met=max(table.median, whole.median) < BAR_SECONDS,
        figures=(
            table,
            Figure("the same by the clock", "s", clock),
            whole,
            Figure("hours alone, from the spec to openings, without rows", "s", resolving),
        ),
        remarks=(HOW,),
    )


def _processor(work: Callable[[], None]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _table(program: ProgramSpec) -> None:
    deque(served_days(program, FIRST, LAST), maxlen=0)


def _openings(program: ProgramSpec) -> None:
    for hours in program.infrastructure.hours:
        found = spec_hours(program, hours, FIRST, LAST)
        for number in range(_days()):
            openings(found, FIRST + dt.timedelta(number))


def _days() -> int:
    return (LAST - FIRST).days + 1


def _program(channels: tuple[Channel, ...]) -> ProgramSpec:
    program = load(WASHINGTON)
    infra = program.infrastructure
    pattern = infra.queues[0]
    added = {"channels": channels, "overflow": None}
    queues = tuple(
        pattern.model_copy(update={"id": f"queue_{n}", "hours": f"hours_{n}", **added}) for n in range(QUEUES)
    )
    hours = tuple(_hours(number, infra.holidays[0].id) for number in range(QUEUES))
    changed = {"hours": (*infra.hours, *hours), "queues": (*infra.queues, *queues)}
    return program.model_copy(update={"infrastructure": infra.model_copy(update=changed)})


def _hours(number: int, holidays: str) -> Hours:
    start = 6 + number % 4
    return Hours.model_validate(
        {
            "id": f"hours_{number}",
            "weekly": {"mon-fri": [f"{start:02}:00-12:00", f"13:{number % 60:02}-18:00"], "sat": ["09:00-12:00"]},
            "holidays": holidays,
            "overrides": [_override(number, place) for place in range(OVERRIDES)],
        }
    )


def _override(number: int, place: int) -> dict[str, object]:
    """From one day to a week long, spread over both years."""
    first = FIRST + dt.timedelta(days=place * _days() // OVERRIDES + number % 7)
    last = first + dt.timedelta(days=(number + place) % 7)
    kind = ("standard", "open", "closed")[(number + place) % 3]
    told = {"id": f"change_{place}", "from": first, "till": last, "type": kind}
    return told if kind == "closed" else {**told, "weekly": {"mon-sat": [f"07:{number % 60:02}-20:00"]}}
