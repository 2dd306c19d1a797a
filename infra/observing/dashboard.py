"""One CloudWatch dashboard a center and region: what rings, lines, calls, queues, functions, replication.

Source: CloudWatch User Guide, "Dashboard body structure and syntax".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pulumi
import pulumi_aws as aws

from infra.observing.alarms import Alarm
from infra.observing.rules import CONNECT, FUNCTIONS
from infra.observing.watched import Dimensions, Watched
from spec.observing import NAMESPACE, PROBE_SECONDS, Metric, center_dimensions, line_dimensions, region_dimensions

WIDTH, HEIGHT, COLUMNS = 12, 6, 24
"""Of a widget, on a page of 24 columns."""
MAX_ALARMS = 100
"""In one widget."""
MAX_NAME = 255
Row = list[Any]
"""Of a widget's metrics: namespace, name, then dimension after dimension, then what it is called."""


class Dashboard(pulumi.ComponentResource):
    """name: under which CloudWatch lists it. It bears the region: an account has its dashboards in all regions."""

    def __init__(
        self, name: str, args: Watched, alarms: Sequence[Alarm], opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("civicline:aws:Dashboard", name, None, opts)
        self.name = args.scope.name(f"lines-{args.scope.region}", MAX_NAME)
        made = aws.cloudwatch.Dashboard(
            name,
            dashboard_name=self.name,
            dashboard_body=pulumi.Output.json_dumps(body(args, [alarm.arn for alarm in alarms])),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.arn: pulumi.Output[str] = made.dashboard_arn
        self.register_outputs({"arn": self.arn})


def body(args: Watched, alarms: Sequence[pulumi.Input[str]]) -> Mapping[str, Any]:
    widgets = [*_alarms(alarms), *_widgets(args)]
    return {"widgets": [{**widget, **_place(number)} for number, widget in enumerate(widgets)]}


def _place(number: int) -> dict[str, int]:
    """Two side by side."""
    across = COLUMNS // WIDTH
    return {"x": number % across * WIDTH, "y": number // across * HEIGHT, "width": WIDTH, "height": HEIGHT}


def _alarms(alarms: Sequence[pulumi.Input[str]]) -> Iterator[dict[str, Any]]:
    for first in range(0, len(alarms), MAX_ALARMS):
        shown = list(alarms[first : first + MAX_ALARMS])
        yield {"type": "alarm", "properties": {"title": "Alarms", "alarms": shown}}


def _widgets(args: Watched) -> Iterator[dict[str, Any]]:
    own = args.scope.region
    yield _graph(args, "Lines: 1 can be answered, 0 cannot (asked by API, no call)", _lines(args), "Minimum")
    yield _graph(args, f"Share of lines that can be answered, seen from {own}", _shares(args), "Minimum")
    calls = {"InstanceId": args.instance_id, "MetricGroup": "VoiceCalls"}
    names = ("CallsPerInterval", "ConcurrentCalls", "MissedCalls", "ThrottledCalls", "CallsBreachingConcurrencyQuota")
    yield _graph(args, "Calls", [_row(CONNECT, name, calls, name) for name in names], "Sum")
    full = [_row(CONNECT, "ConcurrentCallsPercentage", calls, "share of the quota")]
    yield _graph(args, "Calls at once, of the quota (1 is all of it)", full, "Maximum")
    yield _graph(args, "Contacts waiting", _of_queues(args, "QueueSize"), "Maximum")
    yield _graph(args, "Longest wait, seconds", _of_queues(args, "LongestQueueWaitTime"), "Maximum")
    yield _graph(args, "Functions: errors and throttles", _of_functions(args, "Errors", "Throttles"), "Sum")
    yield _graph(args, "Functions: duration, milliseconds", _of_functions(args, "Duration"), "p95")
    claimed = [_row(FUNCTIONS, "ClaimedAccountConcurrency", {}, "of the whole account in this region")]
    yield _graph(args, "Concurrency of functions", claimed, "Maximum")
    if args.other is not None:
        where = region_dimensions(args.deployment, args.scope.center, region=own, seen_from=own)
        found = [_row(NAMESPACE, Metric.REPLICATION_FINDINGS, where, f"not mirrored to {own}")]
        yield _graph(args, "Replication", found, "Maximum", seconds=900)


def _lines(args: Watched) -> Iterator[Row]:
    center, own = args.scope.center, args.scope.region
    for region in args.regions:
        for line in args.lines:
            where = line_dimensions(args.deployment, center, line.id, region=region, seen_from=own)
            yield _row(NAMESPACE, Metric.LINE_ANSWERS, where, f"{line.name} in {region}")


def _shares(args: Watched) -> Iterator[Row]:
    center, own = args.scope.center, args.scope.region
    for region in args.regions:
        where = region_dimensions(args.deployment, center, region=region, seen_from=own)
        yield _row(NAMESPACE, Metric.REGION_ANSWERS, where, region)
    beats = center_dimensions(args.deployment, center, seen_from=own)
    yield _row(NAMESPACE, Metric.HEARTBEAT, beats, "the probe itself")


def _of_queues(args: Watched, metric: str) -> Iterator[Row]:
    for queue in args.queues:
        where = {"InstanceId": args.instance_id, "MetricGroup": "Queue", "QueueName": queue.name}
        yield _row(CONNECT, metric, where, queue.name)


def _of_functions(args: Watched, *metrics: str) -> Iterator[Row]:
    for id_, name in args.functions.items():
        for metric in metrics:
            yield _row(FUNCTIONS, metric, {"FunctionName": name}, f"{id_} {metric.lower()}")


def _row(namespace: str, metric: str, dimensions: Dimensions, label: str) -> Row:
    named = [part for dimension in dimensions.items() for part in dimension]
    return [namespace, str(metric), *named, {"label": label}]


def _graph(
    args: Watched, title: str, rows: Iterable[Row], statistic: str, *, seconds: int = PROBE_SECONDS
) -> dict[str, Any]:
    properties = {
        "title": title,
        "view": "timeSeries",
        "region": args.scope.region,
        "stat": statistic,
        "period": seconds,
        "metrics": list(rows),
        "yAxis": {"left": {"min": 0}},
    }
    return {"type": "metric", "properties": properties}
