"""What wakes somebody up: flow faults, throttled or refused calls, full queues, failing functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from infra.queues import QueueArgs
from infra.scope import Scope

PATH = "infrastructure.security.incident_contact"
CONNECT = "AWS/Connect"
INSTANCE_METRICS = (
    "ContactFlowFatalErrors",
    "ThrottledCalls",
    "CallsBreachingConcurrencyQuota",
    "MisconfiguredPhoneNumbers",
)
"""Source: Administrator Guide, "Monitor your instance with CloudWatch"; groups VoiceCalls and ContactFlow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmsArgs:
    """functions: id -> name in Lambda."""

    scope: Scope
    key_arn: pulumi.Input[str]
    instance_id: pulumi.Input[str]
    email: str
    queues: tuple[QueueArgs, ...]
    functions: Mapping[str, pulumi.Input[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Metric:
    namespace: str
    name: str
    dimensions: Mapping[str, pulumi.Input[str]]
    spec_path: str


class Alarms(pulumi.ComponentResource):
    def __init__(self, name: str, args: AlarmsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:aws:Alarms", name, None, opts)
        self._name, self._args, self._child = name, args, pulumi.ResourceOptions(parent=self)
        topic = aws.sns.Topic(
            name,
            name=args.scope.name("alarms"),
            kms_master_key_id=args.key_arn,
            tags=args.scope.tags(PATH),
            opts=self._child,
        )
        aws.sns.TopicSubscription(name, topic=topic.arn, protocol="email", endpoint=args.email, opts=self._child)
        self.topic_arn: pulumi.Output[str] = topic.arn
        for kind, metric in self._metrics():
            self._alarm(kind, metric)
        self.register_outputs({"topicArn": self.topic_arn})

    def _metrics(self) -> list[tuple[str, _Metric]]:
        args = self._args
        found = []
        for metric in INSTANCE_METRICS:
            group = "ContactFlow" if metric.startswith("ContactFlow") else "VoiceCalls"
            dimensions = {"InstanceId": args.instance_id, "MetricGroup": group}
            path = f"infrastructure.centers[{args.scope.center}]"
            found.append((metric, _Metric(namespace=CONNECT, name=metric, dimensions=dimensions, spec_path=path)))
        for queue in args.queues:
            dimensions = {"InstanceId": args.instance_id, "MetricGroup": "Queue", "QueueName": queue.name}
            full = _Metric(
                namespace=CONNECT, name="QueueCapacityExceededError", dimensions=dimensions, spec_path=queue.spec_path
            )
            found.append((f"queue-{queue.id}", full))
        for id_, function in args.functions.items():
            path = "infrastructure.resilience"
            errors = _Metric(
                namespace="AWS/Lambda", name="Errors", dimensions={"FunctionName": function}, spec_path=path
            )
            found.append((f"function-{id_}", errors))
        return found

    def _alarm(self, kind: str, metric: _Metric) -> None:
        aws.cloudwatch.MetricAlarm(
            f"{self._name}-{kind}",
            name=self._args.scope.name(kind, 255),
            alarm_description=f"{metric.name} of {self._args.scope.alias}",
            namespace=metric.namespace,
            metric_name=metric.name,
            dimensions=dict(metric.dimensions),
            statistic="Sum",
            period=300,
            evaluation_periods=1,
            threshold=0,
            comparison_operator="GreaterThanThreshold",
            treat_missing_data="notBreaching",
            alarm_actions=[self.topic_arn],
            tags=self._args.scope.tags(metric.spec_path),
            opts=self._child,
        )
