"""Contacts a second through the main line of set-up B: on one core, and on two."""

from __future__ import annotations

import multiprocessing
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise

from bench.measure import Figure, Result
from bench.place import ROOT
from cli.calling.place import contact_for, world_for
from cli.calling.request import CallRequest
from contact_flows.compile import compile_flows
from contact_flows.simulate.contact import Contact
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.world import World
from spec.load import load

PROGRAM = ROOT / "stacks" / "washington-outsourced" / "program.yaml"
OPEN, NIGHT = "2027-03-10 10:00", "2027-03-10 03:00"
KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "")
BAR = 5_000
"""Contacts a second on one core; twice as many on two."""
MEGABYTE = 1e6
KEPT = (1_000, 2_000, 4_000)
GROWTH = 1.2
"""Each doubling of kept traces may take so many times twice the memory."""
RUNS = 5
ROUNDS = 60
REMARK = """Seconds are those of the processor, not of the clock, so that other work on the machine does not count. Each
contact runs with the functions' own code and the menu's bot; worlds and prepared flows are made before. The contacts
press each key of the menu, or none, in opening hours, at night, and with all queues full."""


def measure() -> Result:
    alone: list[float] = []
    together: list[float] = []
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(_rate, [1, 1]))  # import and compile before anything is measured
        for _ in range(RUNS):
            alone.append(pool.submit(_rate, ROUNDS).result())
            together.append(sum(pool.map(_rate, [ROUNDS, ROUNDS])))
    one = Figure("one process", "contacts/s", tuple(alone))
    two = Figure("two processes at once, together", "contacts/s", tuple(together))
    kept = Figure(f"memory of {', '.join(f'{count:,}' for count in KEPT)} kept traces", "MB", tuple(_kept()))
    growth = max(later / earlier / 2 for earlier, later in pairwise(kept.values))
    return Result(
        row="simulator",
        what="Simulated contacts on the main line of set-up B",
        bar=f">= {BAR:,} contacts/s on one core, twice that on two; memory linear (<= {GROWTH} x)",
        measured=f"{one.median:,.0f} contacts/s, {two.median:,.0f} on two; memory {growth:.2f} x a doubling",
        met=one.median >= BAR and two.median >= 2 * BAR and growth <= GROWTH,
        figures=(one, two, kept),
        remarks=(REMARK,),
    )


def _rate(rounds: int) -> float:
    """Contacts in a second of processor time."""
    machine, cases = _cases()
    for world, contact in cases:
        machine.run(world, contact)
    started = time.process_time()
    for _ in range(rounds):
        for world, contact in cases:
            machine.run(world, contact)
    return rounds * len(cases) / (time.process_time() - started)


def _kept() -> Iterator[float]:
    """Megabytes that the traces of so many contacts take, when a caller keeps them all."""
    machine, cases = _cases()
    for world, contact in cases:
        machine.run(world, contact)
    for count in KEPT:
        tracemalloc.start()
        traces = [machine.run(*cases[number % len(cases)]) for number in range(count)]
        yield tracemalloc.get_traced_memory()[0] / MEGABYTE
        tracemalloc.stop()
        del traces


def _cases() -> tuple[Machine, list[tuple[World, Contact]]]:
    program = load(PROGRAM)
    machine = Machine.of(compile_flows(program, program.infrastructure.centers[0]))
    requests = [
        CallRequest(at=moment, keys=(key,) if key else (), full=full)
        for key in KEYS
        for moment, full in ((OPEN, ()), (NIGHT, ()), (OPEN, ("all",)))
    ]
    return machine, [
        (world_for(program, request, machine), contact_for(program, request, machine)) for request in requests
    ]
