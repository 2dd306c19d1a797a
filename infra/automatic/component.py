"""One region of a center that takes the traffic by itself: alarm, event, state machine, function and rights.

Each of its three roles may do one thing: the event starts the machine; the machine calls the function and tells the
topic; the function reads both switchboards, writes the serving row with its log entry, and changes one group.
Sources: CloudWatch User Guide, "Alarm events and EventBridge"; Service Authorization Reference (DynamoDB, Connect).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import pulumi
import pulumi_aws as aws

from infra.automatic.machine import definition
from infra.automatic.package import FUNCTION, package
from infra.encryption import Key
from infra.lambdas import Lambda, LambdaArgs
from infra.policies import Statement
from infra.role import Role, RoleArgs
from infra.scope import Scope
from infra.switchboard import Switchboard
from spec.arns import in_region
from spec.automatic import approval_scope
from spec.models.resilience import Automatic
from spec.observing import NAMESPACE, PROBE_SECONDS, Metric, deployment, region_dimensions
from spec.serving import serving_scope

PATH = "infrastructure.resilience.automatic"
SECONDS = 60
"""Of the function: it reads a region that may be silent, several times."""
MAX_ALARM, MAX_MACHINE = 255, 80
READ_ROWS, WRITE_ROWS = ("dynamodb:GetItem",), ("dynamodb:DeleteItem", "dynamodb:PutItem")
TRAFFIC = ("connect:GetTrafficDistribution", "connect:UpdateTrafficDistribution")


@dataclass(frozen=True, slots=True)
class Board:
    """The switchboard of one region, and the key with which its tables are encrypted."""

    switches: Switchboard
    key: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class AutomaticArgs:
    """scope      of the region that would receive
    home       the center's own region
    there      the other one, which is watched
    boards     of both regions
    key        of the function's log and of the topic
    topic_arn  of those who are told
    """

    scope: Scope
    home: str
    there: str
    asked: Automatic
    boards: Mapping[str, Board]
    group_arn: pulumi.Input[str]
    key: Key
    topic_arn: pulumi.Input[str]
    log_days: int


class AutomaticFailover(pulumi.ComponentResource):
    """region: that would receive. machine_arn, machine_name: of the state machine."""

    def __init__(self, name: str, args: AutomaticArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:aws:AutomaticFailover", name, None, opts)
        self._name, self._args, self._child = f"{name}-automatic", args, pulumi.ResourceOptions(parent=self)
        self.region = args.scope.region
        self.machine_name = args.scope.name(FUNCTION, MAX_MACHINE)
        alarm = self._alarm()
        function = self._function()
        function.role.allow("move", list(self._rights()))
        for region, board in args.boards.items():
            board.key.grant_use_to(function.role, f"use-key-{region}", writes_rows=True)
        self.machine_arn: pulumi.Output[str] = self._machine(function)
        self._start_on(alarm)
        self.register_outputs({"machineArn": self.machine_arn})

    def _alarm(self) -> aws.cloudwatch.MetricAlarm:
        """The first key: for so many minutes not one line of the other region, as the probe of this one sees it.

        It tells nobody by itself: the alarms of the lines do. A probe that says nothing turns no key.
        """
        args, scope = self._args, self._args.scope
        named = deployment(scope.program, scope.stack)
        return aws.cloudwatch.MetricAlarm(
            self._name,
            name=scope.name(FUNCTION, MAX_ALARM),
            alarm_description=f"{scope.alias}: seen from {scope.region}, no line of {args.there} can be answered",
            namespace=NAMESPACE,
            metric_name=Metric.REGION_ANSWERS.value,
            dimensions=region_dimensions(named, scope.center, region=args.there, seen_from=scope.region),
            statistic="Maximum",
            period=PROBE_SECONDS,
            evaluation_periods=args.asked.after_minutes * 60 // PROBE_SECONDS,
            threshold=0,
            comparison_operator="LessThanOrEqualToThreshold",
            treat_missing_data="missing",
            tags=scope.tags(PATH),
            opts=self._child,
        )

    def _function(self) -> Lambda:
        args, scope = self._args, self._args.scope
        board = args.boards[scope.region].switches
        lambda_args = LambdaArgs(
            scope=scope,
            id=FUNCTION,
            description="Decides whether this region takes the traffic, asks a person, and moves it",
            instance_arn="",
            key=args.key,
            log_days=args.log_days,
            spec_path=PATH,
            environment={
                "CENTER": scope.center,
                "HERE": scope.region,
                "THERE": args.there,
                "HOME": args.home,
                "GROUP": args.group_arn,
                "TABLE": board.table.table_name,
                "LOG": board.log.table_name,
                "ALARM": scope.name(FUNCTION, MAX_ALARM),
                "TOPIC": args.topic_arn,
                "APPROVAL": "yes" if args.asked.approval else "no",
                "COOLDOWN_MINUTES": str(args.asked.cooldown_minutes),
                "NAMED": named(scope),
            },
            texts=package(),
            from_flows=False,
            seconds=SECONDS,
        )
        return Lambda(self._name, lambda_args, self._child)

    def _rights(self) -> Iterator[Statement]:
        args, scope = self._args, self._args.scope
        tables = [board.switches.table.arn for board in args.boards.values()]
        logs = [board.switches.log.arn for board in args.boards.values()]
        own = [serving_scope(scope.center), approval_scope(scope.center)]
        group = pulumi.Output.from_input(args.group_arn)
        # The group belongs to both regions, and each of them knows it by its own ARN as well.
        groups = [group.apply(partial(in_region, region=region)) for region in args.boards]
        alarms = f"arn:aws:cloudwatch:{scope.region}:{scope.account}:alarm:*"
        yield Statement(sid="MoveTraffic", actions=TRAFFIC, resources=groups)
        yield Statement(sid="SeeAlarm", actions=("cloudwatch:DescribeAlarms",), resources=[alarms])
        yield Statement(sid="ReadRows", actions=READ_ROWS, resources=tables)
        yield Statement(sid="WriteRows", actions=WRITE_ROWS, resources=tables, condition=_keyed(own))
        yield Statement(sid="Record", actions=("dynamodb:PutItem",), resources=logs, condition=_keyed([scope.center]))
        yield Statement(sid="Ask", actions=("sns:Publish",), resources=[args.topic_arn])

    def _machine(self, function: Lambda) -> pulumi.Output[str]:
        args, scope = self._args, self._args.scope
        role = self._role("automatic-machine", "states.amazonaws.com")
        calls = Statement(sid="Call", actions=("lambda:InvokeFunction",), resources=[function.arn])
        tells = Statement(sid="Tell", actions=("sns:Publish",), resources=[args.topic_arn])
        allowed = role.allow("call-and-tell", [calls, tells])
        args.key.grant_use_to(role)
        states = definition(
            function=function.arn,
            topic=args.topic_arn,
            named=named(scope),
            center=scope.center,
            region=scope.region,
        )
        machine = aws.sfn.StateMachine(
            self._name,
            name=self.machine_name,
            definition=pulumi.Output.json_dumps(states),
            role_arn=role.arn,
            tags=scope.tags(PATH),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[allowed]),
        )
        arn: pulumi.Output[str] = machine.arn
        return arn

    def _start_on(self, alarm: aws.cloudwatch.MetricAlarm) -> None:
        role = self._role("automatic-alarm", "events.amazonaws.com")
        starts = Statement(sid="Start", actions=("states:StartExecution",), resources=[self.machine_arn])
        allowed = role.allow("start", [starts])
        rule = aws.cloudwatch.EventRule(
            self._name,
            name=self._args.scope.name(FUNCTION),
            description=f"Not one line of {self._args.there} can be answered",
            event_pattern=pulumi.Output.json_dumps(alarm_pattern(alarm.arn)),
            tags=self._args.scope.tags(PATH),
            opts=self._child,
        )
        aws.cloudwatch.EventTarget(
            self._name,
            rule=rule.name,
            target_id=FUNCTION,
            arn=self.machine_arn,
            role_arn=role.arn,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[allowed]),
        )

    def _role(self, kind: str, service: str) -> Role:
        role_args = RoleArgs(scope=self._args.scope, kind=kind, service=service, spec_path=PATH)
        return Role(f"{self._name}-{kind.rpartition('-')[2]}", role_args, self._child)


def named(scope: Scope) -> str:
    """The deployment, as commands in a message name it."""
    return f"{scope.program} --stack {scope.stack} --target aws"


def alarm_pattern(alarm: pulumi.Input[str]) -> dict[str, object]:
    """Of the event that this alarm goes on."""
    return {
        "source": ["aws.cloudwatch"],
        "detail-type": ["CloudWatch Alarm State Change"],
        "resources": [alarm],
        "detail": {"state": {"value": ["ALARM"]}},
    }


def _keyed(keys: list[str]) -> dict[str, dict[str, list[str]]]:
    """Rows of these keys only."""
    return {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": keys}}
