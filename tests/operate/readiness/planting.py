"""What a planted defect is, and how a check that meets it is judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from operate.readiness.check import check
from operate.readiness.verdict import Readiness, State, Verdict
from tests.operate.readiness.cloud import Cloud
from tests.operate.readiness.standing import NOW, Standing
from tests.sandbox.replication.rig import WEST

BROKEN, LOST = State.NOT_READY, State.DEGRADED
Plant = Callable[[Standing, Cloud], None]


@dataclass(frozen=True)
class Planted:
    """subject: id of a line or channel that shows it; what and todo: part of the words."""

    plant: Plant
    subject: str
    state: State
    what: str
    todo: str


def of(readiness: Readiness, subject: str) -> Verdict:
    return next(verdict for verdict in readiness.verdicts if verdict.subject.id == subject)


def checked(stands: Standing, cloud: Cloud, region: str = WEST) -> Readiness:
    return check(cloud, stands.deployed, region, now=NOW)


def assert_caught(planted: Planted, stands: Standing, cloud: Cloud) -> None:
    """With the words and by the state that were planted; and nothing was changed."""
    readiness = checked(stands, cloud)
    verdict = of(readiness, planted.subject)
    why = next((number for number, words in enumerate(verdict.why) if planted.what in words), None)
    assert why is not None, verdict
    assert planted.todo in verdict.todo[why]
    assert verdict.state is planted.state
    assert not readiness.ready
    assert readiness.holds is all(one.state is not BROKEN for one in readiness.verdicts)
    assert cloud.changes == []
