"""Waiting in line: at which place, and for how long."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from contact_flows.scenarios.truth.book import Sentence
from contact_flows.scenarios.truth.case import Case
from contact_flows.scenarios.truth.sentences.check import Check
from contact_flows.simulate.trace import Said
from contact_flows.simulate.world import QueueState

WAITS = {"wait_under_1": (0, 60), "wait_under_5": (60, 300), "wait_under_10": (300, 600),
         "wait_under_20": (600, 1200), "wait_over_20": (1200, math.inf)}  # fmt: skip
LAG_SECONDS = 10.0
"""Metrics are that old."""


def _place(case: Case, sentence: Sentence, said: Said) -> Iterator[str]:
    case.placed_at = said.at_seconds
    left, state = _left(case)
    if state is None or not case.healthy or (wait := state.wait_seconds) is None:
        return
    position = 1 + math.ceil(state.contacts * left / wait) if wait else 1
    told = {"next_in_line": 1, "still_here": 0}.get(sentence.key) or int(sentence.values.get("position", "0"))
    if told != position:
        yield f"was said to number {position} in line"


def _left(case: Case) -> tuple[float, QueueState | None]:
    """Seconds that are left of the wait, as metrics knew it when the place was told."""
    state = case.world.queues.get(case.trace.queues[0]) if len(case.trace.queues) == 1 else None
    if state is None or state.wait_seconds is None or not case.waited_from:
        return 0.0, None
    return max(0.0, state.wait_seconds - max(0.0, case.placed_at - LAG_SECONDS - case.waited_from)), state


def _wait(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    left, state = _left(case)
    low, high = WAITS[sentence.key]
    if state is not None and case.healthy and not low <= int(left) < high:
        yield f"was said while the wait is {int(left)} seconds"


def _waiting(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    case.waited_from = case.waited_from or said.at_seconds or 0.001
    if case.scenario.given.enters is None and not case.trace.queues:
        yield "was said outside a queue"


CHECKS: Mapping[str, Check] = {
    "position": _place,
    "next_in_line": _place,
    "still_here": _place,
    **dict.fromkeys(WAITS, _wait),
    "please_wait": _waiting,
}
