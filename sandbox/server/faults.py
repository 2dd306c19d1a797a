"""The injected faults in force: which requests meet one, decided in order and repeatably."""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from sandbox.server import regions
from sandbox.server.calls import Call
from sandbox.server.fault import Fault


@dataclass
class _Rule:
    fault: Fault
    draw: random.Random
    left: int | None


class FaultBook:
    """The rules in force, in the order they were set; the first that strikes decides. Thread-safe."""

    def __init__(self, before_change: Callable[[], None] = lambda: None) -> None:
        """before_change  called before rules come or go: what is due until then happens under the old ones"""
        self._before_change = before_change
        self._lock = threading.Lock()
        self._rules: list[_Rule] = []
        self._last_id = 0

    def set(self, fault: Fault) -> Fault:
        """Add a rule; the answer carries its id."""
        self._before_change()
        with self._lock:
            self._last_id += 1
            kept = replace(fault, id=self._last_id)
            self._rules.append(_Rule(kept, random.Random(kept.seed), kept.count))  # noqa: S311  # repeatable on purpose
            return kept

    def list(self) -> tuple[Fault, ...]:
        """With `count` as what is left of it."""
        with self._lock:
            return tuple(replace(rule.fault, count=rule.left) for rule in self._rules)

    def clear(self, fault_id: int | None = None) -> int:
        """Remove one rule, or all; how many went."""
        self._before_change()
        with self._lock:
            kept = [rule for rule in self._rules if fault_id is not None and rule.fault.id != fault_id]
            gone = len(self._rules) - len(kept)
            self._rules = kept
            return gone

    def dark_regions(self) -> frozenset[str]:
        """Where no request to Amazon Connect gets through: neither do the service's own from region to region."""
        if not self._rules:
            return frozenset()
        with self._lock:
            dark = [rule.fault.region for rule in self._rules if _is_dark(rule.fault)]
        return regions.known() if None in dark else frozenset(region for region in dark if region)

    def strike(self, call: Call) -> Fault | None:
        """The fault that this request meets, if any. Every question counts as one request."""
        if not self._rules:
            return None
        with self._lock:
            for rule in self._rules:
                if rule.fault.concerns(call.service, call.operation, call.region) and (
                    rule.fault.rate >= 1 or rule.draw.random() < rule.fault.rate
                ):
                    self._spend(rule)
                    return rule.fault
        return None

    def _spend(self, rule: _Rule) -> None:
        if rule.left is None:
            return
        rule.left -= 1
        if not rule.left:
            self._rules.remove(rule)


def _is_dark(fault: Fault) -> bool:
    return fault.kind == "dark" and fault.service in {None, "connect"} and fault.operation is None and fault.rate >= 1
