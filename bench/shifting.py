"""`python -m bench.shifting REGION`: what `failover shift --now` does between the operator's yes and its last answer.

Prints seconds in all, and those in which any call to AWS was under way. In a process of its own, as a command is.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cli.options import TargetName
from cli.recorded.deployments import the_recorded
from operate.aws import USUAL, Patience, Target
from operate.failover.clock import SystemPace
from operate.failover.deployment import controls_of, redundant
from operate.failover.plan import NOW, Wish, plan_shift
from operate.failover.reading import look
from operate.failover.shift import carry_out
from operate.switches.apply import Signature
from spec.switches import Action

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Clocked(Target):
    """A target whose clients write down when each of their calls began and ended."""

    spans: list[Span] = field(default_factory=list, compare=False, hash=False)

    def client(self, service: str, region: str, patience: Patience = USUAL) -> Any:
        client = Target.client(self, service, region, patience)
        began = threading.local()

        def before(**_: Any) -> None:
            began.at = time.perf_counter()

        def after(**_: Any) -> None:
            self.spans.append((began.at, time.perf_counter()))

        client.meta.events.register("before-call", before)
        client.meta.events.register("after-call", after)
        client.meta.events.register("after-call-error", after)
        return client


def covered(spans: Iterable[Span], since: float) -> float:
    """Seconds in which at least one call was under way."""
    total, end = 0.0, since
    for first, last in sorted(spans):
        if last > end:
            total += last - max(first, end)
            end = last
    return total


def shift(to: str) -> dict[str, float]:
    place = the_recorded(None, None, TargetName.SANDBOX)
    aws = Clocked(place.aws.endpoint)
    controls = controls_of(aws, place.deployed, redundant(place.deployed))
    now = dt.datetime.now(dt.UTC)
    plan = plan_shift(Wish(action=Action.SHIFT, to=to, steps=NOW), look(controls, SystemPace()), now)
    signature = Signature("arn:aws:iam::000000000000:user/bench", "bench", now)
    decided = time.perf_counter()
    outcomes = carry_out(plan, controls, signature, lambda: secrets.token_hex(12), SystemPace(), lambda *_: "")
    done = time.perf_counter()
    assert all(outcome.split is not None and outcome.split.entirely_in(to) for outcome in outcomes)
    return {"seconds": done - decided, "calls": covered(aws.spans, decided)}


if __name__ == "__main__":
    print(json.dumps(shift(sys.argv[1])))
