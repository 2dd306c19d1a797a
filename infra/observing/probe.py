"""The probe of one region: a function, what calls it each minute, and the little that it may do.

It may read what it looks at in every region of its center, publish metrics of one namespace, and write one row: its own
heartbeat. Keys are named by their aliases, since one of them is in the other region, and made by another component.
Source: Service Authorization Reference (Amazon Connect, DynamoDB, CloudWatch, AWS KMS: resource types, conditions,
dependent actions).
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pulumi
import pulumi_aws as aws

from infra.center_args import CenterArgs
from infra.function_set import SWITCHBOARD
from infra.lambdas import Lambda, LambdaArgs
from infra.observing.watched import Watched
from infra.policies import Statement
from spec.heartbeat import heartbeat_scope
from spec.observing import NAMESPACE

PROBE = "probe"
PATH = "infrastructure.resilience"
SECONDS = 58
"""Less than the minute after which it is called again."""
EVENT_SECONDS = 60
"""A late look is none: the next minute brings its own."""
READS = (
    "connect:DescribeContactFlow",
    "connect:DescribeInstance",
    "connect:ListContactFlows",
    "connect:ListFlowAssociations",
    "connect:ListPhoneNumbersV2",
    "connect:ListReplicationFindings",
)
DIRECTORIES = "ds:DescribeDirectories"
"""Needed by whoever asks for an instance; it has no resource type."""


class Probe(pulumi.ComponentResource):
    def __init__(self, name: str, args: Watched, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:aws:Probe", name, None, opts)
        self._name, self._args, self._child = name, args, pulumi.ResourceOptions(parent=self)
        self.function = self._function()
        self.function.role.allow("look", list(self._rights()))
        self._each_minute()
        self.register_outputs({"arn": self.function.arn})

    def _function(self) -> Lambda:
        args, scope = self._args, self._args.scope
        lambda_args = LambdaArgs(
            scope=scope,
            id=PROBE,
            description="Looks each minute whether every line could be answered, here and in the other region",
            instance_arn=args.instance_arn,
            key=args.key,
            log_days=args.center.log_days,
            spec_path=PATH,
            environment={
                "DEPLOYMENT": args.deployment,
                "CENTER": scope.center,
                "INSTANCE": args.instance_id,
                "NUMBERS": args.numbers_on,
                "REGIONS": ",".join(args.regions),
                "SWITCHBOARD": args.functions[SWITCHBOARD],
                "TABLE": args.switchboard,
            },
            texts={"lines.json": lines_json(args.center)},
            from_flows=False,
            seconds=SECONDS,
        )
        return Lambda(f"{self._name}-{PROBE}", lambda_args, self._child)

    def _rights(self) -> Iterator[Statement]:
        args, scope = self._args, self._args.scope
        own_row = heartbeat_scope(scope.center, scope.region)
        yield Statement(sid="Look", actions=READS, resources=list(self._looked_at()))
        yield Statement(sid="LookThrough", actions=(DIRECTORIES,), resources=["*"])
        asked = [self._arn("lambda", region, "function:", args.functions[SWITCHBOARD]) for region in args.regions]
        yield Statement(sid="Ask", actions=("lambda:InvokeFunction",), resources=asked)
        yield Statement(
            sid="Beat",
            actions=("dynamodb:PutItem",),
            resources=[self._arn("dynamodb", region, "table/", args.switchboard) for region in args.regions],
            condition={"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": [own_row]}},
        )
        yield Statement(
            sid="UseKeys",
            actions=("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"),
            resources=[self._arn("kms", region, "key/*") for region in args.regions],
            condition={
                "StringEquals": {"kms:ViaService": [f"dynamodb.{region}.amazonaws.com" for region in args.regions]},
                "ForAnyValue:StringLike": {"kms:ResourceAliases": ["alias/civicline-*"]},
            },
        )
        yield Statement(  # metrics have no ARN
            sid="Publish",
            actions=("cloudwatch:PutMetricData",),
            resources=["*"],
            condition={"StringEquals": {"cloudwatch:namespace": NAMESPACE}},
        )

    def _looked_at(self) -> Iterator[pulumi.Output[str]]:
        for region in self._args.regions:
            instance = self._arn("connect", region, "instance/", self._args.instance_id)
            yield instance
            yield pulumi.Output.concat(instance, "/*")
            yield self._arn("connect", region, "phone-number/*")
            yield self._arn("connect", region, "traffic-distribution-group/*")

    def _arn(self, service: str, region: str, *parts: pulumi.Input[str]) -> pulumi.Output[str]:
        return pulumi.Output.concat(f"arn:aws:{service}:{region}:{self._args.scope.account}:", *parts)

    def _each_minute(self) -> None:
        rule = aws.cloudwatch.EventRule(
            f"{self._name}-{PROBE}",
            name=self._args.scope.name(PROBE),
            description="Calls the probe",
            schedule_expression="rate(1 minute)",
            tags=self._args.scope.tags(PATH),
            opts=self._child,
        )
        permission = aws.lambda_.Permission(
            f"{self._name}-{PROBE}-scheduled",
            action="lambda:InvokeFunction",
            function=self.function.function.name,
            principal="events.amazonaws.com",
            source_arn=rule.arn,
            opts=self._child,
        )
        aws.cloudwatch.EventTarget(
            f"{self._name}-{PROBE}",
            rule=rule.name,
            target_id=PROBE,
            arn=self.function.arn,
            retry_policy={"maximum_event_age_in_seconds": EVENT_SECONDS, "maximum_retry_attempts": 0},
            opts=pulumi.ResourceOptions(parent=self, depends_on=[permission]),
        )
        # EventBridge only hands the event over; Lambda would keep it for hours while it may not run the function, and
        # try one that failed twice more. All of them at once would be too many for Amazon Connect.
        aws.lambda_.FunctionEventInvokeConfig(
            f"{self._name}-{PROBE}",
            function_name=self.function.function.name,
            maximum_event_age_in_seconds=EVENT_SECONDS,
            maximum_retry_attempts=0,
            opts=self._child,
        )


def lines_json(center: CenterArgs) -> str:
    """What `functions/probe` looks at. Pure."""
    names = {flow.id: flow.name for flow in center.flows.flows}
    plan = {
        line.id: {
            "numbers": [found.number for found in center.numbers if found.line == line.id],
            "flow": names[f"line-{line.id}"],
        }
        for line in center.lines
    }
    return json.dumps(plan, sort_keys=True, indent=1)
