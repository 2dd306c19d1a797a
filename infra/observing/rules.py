"""Which alarms a center has in one region. Pure: the same center, the same alarms.

Sources: Amazon Connect Administrator Guide, "Monitor your instance with CloudWatch" (metrics, their dimensions, units);
Lambda Developer Guide, "Types of metrics for Lambda functions"; CloudWatch User Guide, "Configuring how CloudWatch
alarms treat missing data" and "Create alarms on Metrics Insights queries".
"""

from __future__ import annotations

from collections.abc import Iterator

import pulumi

from infra.observing.watched import AlarmArgs, Watched
from spec.deployed import DeployedLine
from spec.observing import (
    LOOKS,
    NAMESPACE,
    PROBE_SECONDS,
    AlarmKind,
    Metric,
    center_dimensions,
    line_dimensions,
    region_dimensions,
)

CONNECT, FUNCTIONS = "AWS/Connect", "AWS/Lambda"
PATH = "infrastructure.resilience"
CALLS = {
    "ThrottledCalls": "calls are turned away: more a second than the quota lets in",
    "CallsBreachingConcurrencyQuota": "calls are turned away: more at once than the quota lets in",
    "MisconfiguredPhoneNumbers": "calls fail: their number starts no flow",
}
"""Of all calls of an instance: each single one is too many."""
NEARLY_FULL = 0.8
"""Of the quota of concurrent calls; the metric's unit is percent, and it is written as a decimal."""
FINDINGS_SECONDS = 15 * 60
"""The probe asks for findings four times an hour."""


def alarms_of(watched: Watched) -> tuple[AlarmArgs, ...]:
    return (
        *_calls(watched),
        *_queues(watched),
        *_functions(watched),
        *(alarm for line in watched.lines for alarm in _line(watched, line)),
        *_replication(watched),
        _silence(watched),
    )


def _calls(watched: Watched) -> Iterator[AlarmArgs]:
    whole = {"InstanceId": watched.instance_id, "MetricGroup": "VoiceCalls"}
    path = watched.center_path
    for metric, says in CALLS.items():
        yield AlarmArgs(id=metric, says=says, namespace=CONNECT, metric=metric, dimensions=whole, spec_path=path)
    yield AlarmArgs(
        id=AlarmKind.CONCURRENCY,
        says="more than 80 % of the calls that the quota lets in at once: ask for more before callers are turned away",
        namespace=CONNECT,
        metric="ConcurrentCallsPercentage",
        dimensions=whole,
        statistic="Maximum",
        threshold=NEARLY_FULL,
        spec_path=path,
    )
    yield AlarmArgs(
        id="ContactFlowFatalErrors",
        says="a flow ended by an error of the system",
        query=_fatal_errors(watched),
        spec_path=path,
    )


def _fatal_errors(watched: Watched) -> pulumi.Output[str]:
    """The metric is kept by flow, and CloudWatch adds nothing up by itself."""
    every = f'SUM(ContactFlowFatalErrors) FROM SCHEMA("{CONNECT}", ContactFlowName, InstanceId, MetricGroup)'
    return pulumi.Output.concat("SELECT ", every, " WHERE InstanceId = '", watched.instance_id, "'")


def _queues(watched: Watched) -> Iterator[AlarmArgs]:
    for queue in watched.queues:
        yield AlarmArgs(
            id=f"queue-{queue.id}",
            says=f"contacts were turned away: the queue {queue.name} is full",
            namespace=CONNECT,
            metric="QueueCapacityExceededError",
            dimensions={"InstanceId": watched.instance_id, "MetricGroup": "Queue", "QueueName": queue.name},
            spec_path=queue.spec_path,
        )


def _functions(watched: Watched) -> Iterator[AlarmArgs]:
    """Errors, and throttles: those say that the account's concurrency is spent, whatever it is."""
    for id_, name in watched.functions.items():
        named = {"FunctionName": name}
        yield AlarmArgs(
            id=f"function-{id_}",
            says=f"the function {id_} fails; flows take their error branch",
            namespace=FUNCTIONS,
            metric="Errors",
            dimensions=named,
            spec_path=PATH,
        )
        yield AlarmArgs(
            id=f"throttled-{id_}",
            says=f"the function {id_} is not let run: the account's concurrency in the region is spent",
            namespace=FUNCTIONS,
            metric="Throttles",
            dimensions=named,
            spec_path=PATH,
        )


def _line(watched: Watched, line: DeployedLine) -> Iterator[AlarmArgs]:
    """As this region sees it here, and in the other region."""
    own = watched.scope.region
    places = {AlarmKind.LINE_HERE: own, AlarmKind.LINE_THERE: watched.other}
    for kind, region in places.items():
        if region is None:
            continue
        yield AlarmArgs(
            id=f"{kind}-{line.id}",
            says=f"the line {line.name} cannot be answered in {region}, as the probe in {own} sees it",
            namespace=NAMESPACE,
            metric=Metric.LINE_ANSWERS,
            dimensions=line_dimensions(watched.deployment, watched.scope.center, line.id, region=region, seen_from=own),
            statistic="Minimum",
            seconds=PROBE_SECONDS,
            periods=LOOKS,
            threshold=1,
            comparison="LessThanThreshold",
            missing="missing",
            always=True,
            spec_path=f"infrastructure.lines[{line.id}]",
        )


def _replication(watched: Watched) -> Iterator[AlarmArgs]:
    if watched.other is None:
        return
    own = watched.scope.region
    yield AlarmArgs(
        id=AlarmKind.REPLICATION,
        says=f"something is not mirrored to {own}, or nobody knows: connect list-replication-findings",
        namespace=NAMESPACE,
        metric=Metric.REPLICATION_FINDINGS,
        dimensions=region_dimensions(watched.deployment, watched.scope.center, region=own, seen_from=own),
        statistic="Maximum",
        seconds=FINDINGS_SECONDS,
        periods=2,
        missing="missing",
        always=True,
        spec_path=PATH,
    )


def _silence(watched: Watched) -> AlarmArgs:
    """What says nothing must not look well."""
    own = watched.scope.region
    return AlarmArgs(
        id=AlarmKind.PROBE,
        says=f"the probe in {own} is silent: nobody knows whether lines can be answered",
        namespace=NAMESPACE,
        metric=Metric.HEARTBEAT,
        dimensions=center_dimensions(watched.deployment, watched.scope.center, seen_from=own),
        statistic="SampleCount",
        seconds=PROBE_SECONDS,
        periods=5,
        threshold=1,
        comparison="LessThanThreshold",
        missing="breaching",
        always=True,
        spec_path=PATH,
    )
