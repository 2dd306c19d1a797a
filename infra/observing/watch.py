"""Everything that watches one center in one region."""

from __future__ import annotations

from collections.abc import Iterator

import pulumi

from infra.observing.alarms import Alarms
from infra.observing.dashboard import Dashboard
from infra.observing.probe import PROBE, Probe
from infra.observing.watched import Watched
from spec.observing import ALARM, DASHBOARD

PATH = "infrastructure.resilience"


class Watch(pulumi.ComponentResource):
    """topic_arn: of those who are told."""

    def __init__(self, name: str, args: Watched, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:center:Watch", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self._alarms = Alarms(name, args, child)
        self._dashboard = Dashboard(name, args, self._alarms.alarms, child)
        self._probe = Probe(name, args, child)
        self.topic_arn = self._alarms.topic_arn
        self.register_outputs({"topicArn": self.topic_arn})

    def rows(self) -> Iterator[dict[str, pulumi.Input[str]]]:
        """For deployed.json."""
        for alarm in self._alarms.alarms:
            yield {"kind": ALARM, "id": alarm.id, "name": alarm.name, "path": alarm.spec_path, "arn": alarm.arn}
        board = self._dashboard
        yield {"kind": DASHBOARD, "id": "lines", "name": board.name, "path": PATH, "arn": board.arn}
        probe = self._probe.function
        yield {"kind": PROBE, "id": PROBE, "name": probe.function.name, "path": PATH, "arn": probe.arn}
