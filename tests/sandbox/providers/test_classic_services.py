import json
from collections.abc import Callable

import pytest

from sandbox.providers.classic.provider import AwsClassic
from tests.sandbox.providers.crud import Case, World, live_a_life

TOPIC, BUCKET, ROLE = "aws:sns/topic:Topic", "aws:s3/bucket:Bucket", "aws:iam/role:Role"


def allow(**parts: object) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **parts}]})


def topic(world: World) -> str:
    return world.make(TOPIC)[0]


def rule(world: World) -> str:
    return world.make("aws:cloudwatch/eventRule:EventRule", scheduleExpression="rate(1 day)")[0]


def identity(world: World, domain: str) -> str:
    return world.make("aws:sesv2/emailIdentity:EmailIdentity", emailIdentity=domain)[0]


def rule_set(world: World) -> str:
    return world.make("aws:ses/receiptRuleSet:ReceiptRuleSet", ruleSetName=f"inbox-{world.label}")[0]


def trail_bucket(world: World) -> str:
    return world.make(BUCKET, forceDestroy=True)[0]


ALARM = {
    "comparisonOperator": "GreaterThanThreshold",
    "evaluationPeriods": 3,
    "metricName": "QueueSize",
    "namespace": "AWS/Connect",
    "period": 60,
    "statistic": "Maximum",
    "threshold": 20,
    "dimensions": {"QueueName": "billing"},
}
CASES = [
    Case(
        TOPIC,
        lambda _: {"displayName": "Operators", "tags": {"a": "b"}},
        change={"displayName": "Operators on duty", "tags": {"c": "d"}},
        replace={"name": "x"},
    ),
    Case(
        "aws:sns/topicSubscription:TopicSubscription",
        lambda w: {"topic": topic(w), "protocol": "email", "endpoint": "ops@agency.example"},
        change={"filterPolicy": json.dumps({"severity": ["high"]})},
        replace={"endpoint": "x"},
    ),
    Case(
        "aws:sns/topicPolicy:TopicPolicy",
        lambda w: {"arn": topic(w), "policy": allow(Principal="*", Action="SNS:Publish", Resource="*")},
        change={"policy": allow(Principal="*", Action="SNS:Subscribe", Resource="*")},
        replace={"arn": "x"},
        endures=True,
    ),
    Case(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        lambda w: {**ALARM, "alarmActions": [topic(w)], "tags": {"a": "b"}},
        change={"threshold": 30, "alarmDescription": "too many wait", "tags": {"c": "d"}},
        replace={"name": "x"},
    ),
    Case(
        "aws:cloudwatch/dashboard:Dashboard",
        lambda _: {"dashboardName": "center", "dashboardBody": json.dumps({"widgets": []})},
        change={"dashboardBody": json.dumps({"widgets": [], "start": "-PT6H"})},
        replace={"dashboardName": "x"},
    ),
    Case(
        "aws:cloudwatch/logGroup:LogGroup",
        lambda _: {"retentionInDays": 30, "tags": {"a": "b"}},
        change={"retentionInDays": 90, "tags": {"c": "d"}},
        replace={"name": "x"},
    ),
    Case(
        "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
        lambda _: {"policyDocument": allow(Action="logs:PutLogEvents", Resource="*")},
        change={"policyDocument": allow(Action="logs:CreateLogStream", Resource="*")},
        replace={"policyName": "x"},
    ),
    Case(
        "aws:cloudwatch/eventRule:EventRule",
        lambda _: {"eventPattern": json.dumps({"source": ["aws.connect"]}), "tags": {"a": "b"}},
        change={"description": "contact events", "state": "DISABLED", "tags": {"c": "d"}},
        replace={"name": "x"},
    ),
    Case(
        "aws:cloudwatch/eventTarget:EventTarget",
        lambda w: {"rule": rule(w), "arn": topic(w)},
        change={"input": json.dumps({"fixed": True})},
        replace={"rule": "x"},
        imports=False,
    ),
    Case(
        "aws:sesv2/emailIdentity:EmailIdentity",
        lambda _: {"emailIdentity": "agency.example"},
        replace={"emailIdentity": "x"},
    ),
    Case(
        "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes",
        lambda w: {"emailIdentity": identity(w, "mail.example"), "mailFromDomain": "bounce.mail.example"},
        change={"mailFromDomain": "new.mail.example", "behaviorOnMxFailure": "REJECT_MESSAGE"},
        replace={"emailIdentity": "x"},
        imports=False,
    ),
    Case(
        "aws:sesv2/configurationSet:ConfigurationSet",
        lambda _: {
            "configurationSetName": "outbound",
            "deliveryOptions": {"tlsPolicy": "REQUIRE"},
            "reputationOptions": {"reputationMetricsEnabled": True},
            "suppressionOptions": {"suppressedReasons": ["BOUNCE", "COMPLAINT"]},
            "tags": {"a": "b"},
        },
        change={"suppressionOptions": {"suppressedReasons": ["BOUNCE"]}},
        replace={"configurationSetName": "x"},
    ),
    Case(
        "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
        lambda w: {
            "configurationSetName": w.make("aws:sesv2/configurationSet:ConfigurationSet", configurationSetName="told")[
                0
            ],
            "eventDestinationName": "bounces",
            "eventDestination": {
                "enabled": True,
                "matchingEventTypes": ["BOUNCE"],
                "snsDestination": {"topicArn": topic(w)},
            },
        },
        replace={"eventDestinationName": "x"},
    ),
    Case(
        "aws:sesv2/contactList:ContactList",
        lambda _: {"contactListName": "drivers", "description": "all"},
        replace={"contactListName": "x"},
    ),
    Case("aws:ses/receiptRuleSet:ReceiptRuleSet", lambda _: {"ruleSetName": "inbox"}, replace={"ruleSetName": "x"}),
    Case(
        "aws:ses/activeReceiptRuleSet:ActiveReceiptRuleSet",
        lambda w: {"ruleSetName": rule_set(w)},
        replace={"ruleSetName": "x"},
    ),
    Case(
        "aws:ses/receiptRule:ReceiptRule",
        lambda w: {
            "ruleSetName": rule_set(w),
            "recipients": ["help@agency.example"],
            "enabled": True,
            "s3Actions": [{"bucketName": trail_bucket(w), "position": 1}],
            "stopActions": [{"scope": "RuleSet", "position": 2}],
        },
        change={"scanEnabled": True},
        replace={"name": "x"},
    ),
    Case(
        "aws:route53/zone:Zone",
        lambda _: {"name": "agency.example", "tags": {"a": "b"}},
        change={"comment": "the public zone", "tags": {"c": "d"}},
        replace={"name": "x"},
    ),
    Case(
        "aws:route53/record:Record",
        lambda w: {
            "zoneId": w.make("aws:route53/zone:Zone", name="records.example")[0],
            "name": "help.records.example",
            "type": "TXT",
            "ttl": 60,
            "records": ["v=spf1 -all"],
        },
        change={"ttl": 120},
        replace={"type": "x"},
    ),
    Case(
        "aws:route53/healthCheck:HealthCheck",
        lambda _: {
            "type": "HTTPS",
            "fqdn": "door.agency.example",
            "port": 443,
            "resourcePath": "/serves/email",
            "invertHealthcheck": True,
            "enableSni": True,
            "requestInterval": 30,
            "tags": {"a": "b"},
        },
        change={"fqdn": "other.agency.example", "tags": {"c": "d"}},
        replace={"requestInterval": 10},
    ),
    Case(
        "aws:cloudtrail/trail:Trail",
        lambda w: {"s3BucketName": trail_bucket(w), "isMultiRegionTrail": False, "tags": {"a": "b"}},
        change={"includeGlobalServiceEvents": False, "enableLogging": False, "tags": {"c": "d"}},
        replace={"name": "x"},
    ),
    Case(
        "aws:secretsmanager/secret:Secret",
        lambda _: {"description": "the key", "tags": {"a": "b"}},
        change={"description": "the new key", "tags": {"c": "d"}},
        replace={"name": "x"},
    ),
    Case(
        "aws:ssm/parameter:Parameter",
        lambda _: {"type": "String", "value": "us-east-1", "tags": {"a": "b"}},
        change={"value": "us-west-2", "tags": {"c": "d"}},
        replace={"name": "x"},
    ),
    Case(
        "aws:kinesis/stream:Stream",
        lambda _: {"shardCount": 1, "retentionPeriod": 48, "tags": {"a": "b"}},
        change={"retentionPeriod": 24, "tags": {"c": "d"}},
        replace={"name": "x"},
    ),
    Case(
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        lambda w: {
            "destination": "extended_s3",
            "extendedS3Configuration": {
                "bucketArn": f"arn:aws:s3:::{trail_bucket(w)}",
                "roleArn": w.make(ROLE, assumeRolePolicy=allow(Action="sts:AssumeRole", Principal="*"))[1]["arn"],
                "bufferingInterval": 60,
            },
            "tags": {"a": "b"},
        },
        change={"tags": {"c": "d"}},
        replace={"name": "x"},
    ),
    Case(
        "aws:sfn/stateMachine:StateMachine",
        lambda w: {
            "definition": json.dumps({"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}),
            "roleArn": w.make(ROLE, assumeRolePolicy=allow(Action="sts:AssumeRole", Principal="*"))[1]["arn"],
            "tags": {"a": "b"},
        },
        change={
            "definition": json.dumps(
                {"StartAt": "Pause", "States": {"Pause": {"Type": "Wait", "Seconds": 1, "End": True}}}
            ),
            "tags": {"c": "d"},
        },
        replace={"name": "x"},
    ),
    Case(
        "aws:glue/catalogDatabase:CatalogDatabase",
        lambda _: {"description": "contact records"},
        change={"description": "contact records and agent events"},
        replace={"name": "x"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.type.rsplit(":", 1)[1])
def test_a_service_resource_lives_its_life(aws: Callable[..., AwsClassic], case: Case) -> None:
    assert live_a_life(aws(), case) == case.life
