"""200 compiled flow sets with one thing broken in each: who notices?"""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.measure import Figure, Result
from bench.mutation_check import EXPECTATION, LINT, NOBODY, RECORD, Verdict, verdicts
from bench.place import HAWAII, OREGON, ROOT

WASHINGTON = ROOT / "stacks" / "washington-outsourced" / "program.yaml"
CENTERS: tuple[tuple[Path, str], ...] = (
    (OREGON, "state"),
    (WASHINGTON, "evergreen"),
    (OREGON, "northlake"),
    (OREGON, "tamarack"),
    (HAWAII, "office"),
)
COUNT_VARIABLE = "BENCH_MUTATIONS"
MUTATIONS = 200
SEED = 20271
OTHER_SEEDS = (20, 77, 4242)
"""Expectations were written with survivors of the first seed and of 20 in view: the rest show how far they carry."""
BAR_PERCENT = 95
HOW = """Each mutation changes one thing in one compiled flow of one of the five centers (`bench/mutate.py`), kinds in
turn. It is caught by *lint* when there is a finding that the unbroken flows do not have; by an *expectation* when a
mandatory, hand-made or sweep scenario fails that passes on the unbroken flows; by a *record* when no expectation fails,
but one of these contacts hears, reaches, leaves behind or triggers anything else than on the unbroken flows
(`contact_flows/scenarios/recorded.py`). Records notice what was changed after the compiler, by hand or in part; a slip
of the compiler itself they would record."""
EQUIVALENT = {
    "attribute dropped: email-tamarack_help/sensitive: attribute queue not set": (
        "this center has no sensitive queue, so that the value is the one that stands since arrival"
    ),
}
"""Survivors that do the same to every contact, and why; by the mutation's own words."""


def measure() -> Result:
    count = int(os.environ.get(COUNT_VARIABLE, MUTATIONS))
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = _seeded(pool, count, SEED)
        others = {seed: _share(_seeded(pool, count, seed)) for seed in OTHER_SEEDS}
    return _result(found, ", ".join(f"{share} % with seed {seed}" for seed, share in others.items()))


def _seeded(pool: ProcessPoolExecutor, count: int, seed: int) -> list[Verdict]:
    files, centers = zip(*CENTERS, strict=True)
    each, many = count // len(CENTERS), len(CENTERS)
    parts = pool.map(verdicts, files, centers, [each] * many, [seed] * many)
    return [verdict for part in parts for verdict in part]


def _share(found: Sequence[Verdict]) -> str:
    """Percent that lint or an expectation notices; a record alone does not count."""
    return _percent(sum(verdict.by in (LINT, EXPECTATION) for verdict in found), len(found))


def _result(found: Sequence[Verdict], others: str) -> Result:
    by = Counter(verdict.by for verdict in found)
    caught = sum(verdict.caught for verdict in found)
    promised = by[LINT] + by[EXPECTATION]
    unexpected = [verdict for verdict in found if verdict.by == RECORD]
    survivors = [verdict for verdict in found if not verdict.caught]
    return Result(
        row="mutations",
        what=f"{len(found)} seeded mutations of compiled flows, noticed by lint or scenarios",
        bar=f">= {BAR_PERCENT} % caught",
        measured=f"{_share(found)} % ({_percent(caught, len(found))} % with records); {others}",
        met=100 * promised >= BAR_PERCENT * len(found) and len(found) >= MUTATIONS,
        figures=(
            Figure("caught by lint", "mutations", (by[LINT],)),
            Figure("caught by expectations of scenarios", "mutations", (by[EXPECTATION],)),
            Figure("caught by records of scenarios only", "mutations", (len(unexpected),)),
            Figure("not caught", "mutations", (len(survivors),)),
        ),
        remarks=(HOW, _table(found), _listed("By a record only:", unexpected), _listed("Not caught:", survivors)),
    )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.1f}"


def _table(found: Sequence[Verdict]) -> str:
    kinds = dict.fromkeys(verdict.kind for verdict in found)
    columns = (LINT, EXPECTATION, RECORD, NOBODY)
    head = f"| kind | {' | '.join(columns)} |\n|---|---|---|---|---|\n"
    counts = Counter((verdict.kind, verdict.by) for verdict in found)
    rows = (f"| {kind} | {' | '.join(str(counts[kind, by]) for by in columns)} |" for kind in kinds)
    return head + "\n".join(rows)


def _listed(title: str, verdicts: Sequence[Verdict]) -> str:
    lines = (f"* {verdict.center}, {verdict.mutation}{_remark(verdict)}" for verdict in verdicts)
    return "\n".join((title, "", *lines))


def _remark(verdict: Verdict) -> str:
    """Why nobody noticed: nobody came, or what came fared as before, by chance or for a reason."""
    if verdict.caught:
        return ""
    reason = EQUIVALENT.get(verdict.mutation)
    return f" (the same to every contact: {reason})" if reason else f" ({verdict.told})"
