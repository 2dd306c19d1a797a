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
    each = count // len(CENTERS)
    files, centers = zip(*CENTERS, strict=True)
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        parts = list(pool.map(verdicts, files, centers, [each] * len(CENTERS), [SEED] * len(CENTERS)))
    return result_of([verdict for part in parts for verdict in part])


def result_of(found: Sequence[Verdict]) -> Result:
    by = Counter(verdict.by for verdict in found)
    caught = sum(verdict.caught for verdict in found)
    promised = by[LINT] + by[EXPECTATION]
    unexpected = [verdict for verdict in found if verdict.by == RECORD]
    survivors = [verdict for verdict in found if not verdict.caught]
    return Result(
        row="mutations",
        what=f"{len(found)} seeded mutations of compiled flows, noticed by lint or scenarios",
        bar=f">= {BAR_PERCENT} % caught",
        measured=f"{_percent(caught, len(found))} % ({_percent(promised, len(found))} % without records)",
        met=100 * caught >= BAR_PERCENT * len(found) and len(found) >= MUTATIONS,
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
