"""What wakes somebody up: the alarms of a center in one region, and the topic by which they tell."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from infra.observing.rules import alarms_of
from infra.observing.watched import AlarmArgs, Watched

PATH = "infrastructure.security.incident_contact"
MAX_NAME = 255


@dataclass(frozen=True, slots=True)
class Alarm:
    """id: in deployed.json."""

    id: str
    name: str
    spec_path: str
    arn: pulumi.Output[str]


class Alarms(pulumi.ComponentResource):
    """topic_arn: of those who are told, for whatever else is to tell them."""

    def __init__(self, name: str, args: Watched, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:aws:Alarms", name, None, opts)
        self._name, self._args, self._child = name, args, pulumi.ResourceOptions(parent=self)
        topic = aws.sns.Topic(
            name,
            name=args.scope.name("alarms"),
            kms_master_key_id=args.key.arn,
            tags=args.scope.tags(PATH),
            opts=self._child,
        )
        aws.sns.TopicSubscription(
            name, topic=topic.arn, protocol="email", endpoint=args.center.incident_email, opts=self._child
        )
        self.topic_arn: pulumi.Output[str] = topic.arn
        self.alarms = tuple(self._alarm(alarm) for alarm in alarms_of(args))
        self.register_outputs({"topicArn": self.topic_arn})

    def _alarm(self, alarm: AlarmArgs) -> Alarm:
        scope = self._args.scope
        name, also = scope.name(alarm.id, MAX_NAME), [self.topic_arn] if alarm.always else None
        made = aws.cloudwatch.MetricAlarm(
            f"{self._name}-{alarm.id}",
            name=name,
            alarm_description=f"{scope.alias}: {alarm.says}",
            evaluation_periods=alarm.periods,
            threshold=alarm.threshold,
            comparison_operator=alarm.comparison,
            treat_missing_data=alarm.missing,
            alarm_actions=[self.topic_arn],
            ok_actions=also,
            insufficient_data_actions=also,
            tags=scope.tags(alarm.spec_path),
            opts=self._child,
            **_measured(alarm),
        )
        return Alarm(alarm.id, name, alarm.spec_path, made.arn)


def _measured(alarm: AlarmArgs) -> dict[str, object]:
    if alarm.query is not None:
        query = {"id": "q1", "expression": alarm.query, "period": alarm.seconds, "return_data": True}
        return {"metric_queries": [query]}
    return {
        "namespace": alarm.namespace,
        "metric_name": str(alarm.metric),
        "dimensions": dict(alarm.dimensions),
        "statistic": alarm.statistic,
        "period": alarm.seconds,
    }
