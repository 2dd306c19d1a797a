"""100 kills at random moments of `up` of set-up C, each followed by `up`."""

from __future__ import annotations

import os
import random
import sys

from bench.kills import Kill, kill_once, undisturbed
from bench.measure import Figure, Result
from bench.place import OREGON

COUNT_VARIABLE = "BENCH_KILLS"
KILLS = 100
SEED = 20270701
HOW = (
    "Killed and run again is the deployment itself (`bench/deploy.py`), without the plan and the reading back, which "
    "change nothing. The moment is drawn over the changing calls of an undisturbed run, with up to 30 ms of jitter; "
    "the sandbox lives on, as AWS would. A name that is there twice counts as a difference."
)


def measure() -> Result:
    count = int(os.environ.get(COUNT_VARIABLE, KILLS))
    normal, draw = undisturbed(OREGON), random.Random(SEED)
    kills: list[Kill] = []
    for number in range(1, count + 1):
        kills.append(kill_once(OREGON, normal, draw))
        print(f"  {number}/{count}: after {kills[-1].after} calls; {kills[-1].wrong or 'same'}", file=sys.stderr)
    return result_of(normal.calls, sum(map(len, normal.picture.values())), kills)


def result_of(calls: int, resources: int, kills: list[Kill]) -> Result:
    bad = [kill for kill in kills if kill.wrong]
    seen = tuple(f"After {kill.after} calls: {'; '.join(kill.wrong[:5])}." for kill in bad)
    return Result(
        row="kills",
        what="`kill -9` at random moments of `up` of set-up C, each followed by `up`",
        bar=f"same resources as undisturbed, {KILLS} of {KILLS}",
        measured=f"{len(kills) - len(bad)} of {len(kills)}",
        met=not bad and len(kills) >= KILLS,
        figures=(
            Figure("changing calls of an undisturbed `up`", "calls", (calls,)),
            Figure("names compared, read with plain boto3 from 17 services", "names", (resources,)),
            Figure("changing calls made when the signal came", "calls", tuple(kill.after for kill in kills)),
            Figure("time of the `up` that finished the work", "s", tuple(kill.seconds for kill in kills)),
        ),
        remarks=(HOW, *seen),
    )
