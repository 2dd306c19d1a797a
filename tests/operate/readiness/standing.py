"""A center in two regions of the sandbox, complete, and what `up` would have recorded of it; without Pulumi."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

from spec.arns import in_region, portable
from spec.automatic import KIND
from spec.deployed import (
    Deployed,
    DeployedCenter,
    DeployedLine,
    DeployedReplica,
    DeployedResource,
    Instance,
    TrafficGroup,
)
from spec.models.resilience import Automatic, Resilience, Tier
from tests.sandbox.replication.rig import EAST, WEST, Center, Sandbox

ACCOUNT = "123456789012"
NOW = dt.datetime(2027, 1, 18, 21, 0, tzinfo=dt.UTC)
"""A Monday, when the office in Honolulu is open."""
MEDIA = ("CALL_RECORDINGS", "CHAT_TRANSCRIPTS", "EMAIL_MESSAGES", "ATTACHMENTS")
TABLES = ("civic-switchboard", "civic-switch-log")
ALARMS = ("line-here-main", "line-there-main", "probe", "queue-general", "function-lookup", "replication")
TOPIC = "civic-alarms"
DOMAIN = "help.example"
DOOR = "civic-front-door"
AUTOMATIC = "civic-automatic"
ORIGIN = "https://agency.example"
Row = DeployedResource
RESILIENCE = Resilience(tier=Tier.GLOBAL_RESILIENCY, source_region=EAST, replica_region=WEST, automatic=Automatic())


def action(id_: str, kind: str, parameters: dict[str, Any], then: str = "", *errors: str) -> dict[str, Any]:
    transitions: dict[str, Any] = {}
    if then:
        branches = [{"NextAction": then, "ErrorType": error} for error in (errors or ("NoMatchingError",))]
        transitions = {"NextAction": then, "Conditions": [], "Errors": branches}
    return {"Identifier": id_, "Type": kind, "Parameters": parameters, "Transitions": transitions}


def content(*actions: dict[str, Any]) -> str:
    listed = [*actions, action("end", "DisconnectParticipant", {})]
    document = {"Version": "2019-10-30", "StartAction": listed[0]["Identifier"], "Metadata": {}, "Actions": listed}
    return json.dumps(document)


def waits(queue: str) -> tuple[dict[str, Any], ...]:
    """Into the queue, and to an agent."""
    return (
        action("target", "UpdateContactTargetQueue", {"QueueId": queue}, "transfer"),
        action("transfer", "TransferContactToQueue", {}, "end", "QueueAtCapacity", "NoMatchingError"),
    )


@dataclass
class Standing:
    """ids and ARNs by which a test finds what it breaks; `rows` become those of deployed.json."""

    sandbox: Sandbox
    center: Center
    rows: list[Row]
    own: list[Row]
    buckets: dict[str, dict[str, str]]
    keys: dict[str, str]
    group: dict[str, str]
    number: dict[str, str]
    doors: dict[str, str]

    def aws_id(self, kind: str, id_: str) -> str:
        return next(row.aws_id for row in self.rows if (row.kind, row.id) == (kind, id_))

    @property
    def deployed(self) -> Deployed:
        replica = DeployedReplica(
            region=WEST,
            alias="civic-w",
            instance=Instance(id=self.center.id, arn=self.center.arn_west),
            buckets=self.buckets[WEST],
            resources=tuple(self.own),
            front_door=self.doors[WEST],
        )
        center = DeployedCenter(
            region=EAST,
            account=ACCOUNT,
            alias="civic",
            instance=Instance(id=self.center.id, arn=self.center.arn),
            switchboard=TABLES[0],
            switch_log=TABLES[1],
            switch_regions=(EAST, WEST),
            buckets=self.buckets[EAST],
            resources=tuple(self.rows),
            traffic_group=TrafficGroup(id=self.group["Id"], arn=self.group["Arn"]),
            replica=replica,
            front_door=self.doors[EAST],
            resilience=RESILIENCE,
        )
        line = DeployedLine(id="main", name="Main", center="office", languages=("en-US",), time_zone="Pacific/Honolulu")
        return Deployed(
            version=1,
            program="civic",
            stack="dev",
            target="sandbox",
            spec_digest="",
            deployed_at=NOW.isoformat(),
            lines=(line,),
            centers={"office": center},
        )


def standing(sandbox: Sandbox) -> Standing:
    """Everything in the source region first, then the replica, then what each region has for itself."""
    center = Center(sandbox)
    kept = {region: _kept(sandbox, region) for region in (EAST, WEST)}
    buckets, keys = {region: one[0] for region, one in kept.items()}, {region: one[1] for region, one in kept.items()}
    hours, queue = center.hours("Office"), center.queue("General")
    where = f"s3://{buckets[EAST]['media']}/w.wav"
    prompt = _last(center.make("Prompt", InstanceArn=center.arn, Name="Welcome", S3Uri=where))
    first = [_function(sandbox, center, EAST), _bot(sandbox, center)]
    _store(sandbox, center, EAST, buckets[EAST], keys[EAST])
    rows = [*first, _mail(sandbox, center, EAST), *_alarms(sandbox, EAST), *_mirrored(center, hours, queue, prompt)]
    rows += _flows(center, queue, hours, prompt, first)
    number = center.number()
    _start(center, number, rows)
    _replicate(sandbox, center)
    function, bot = (
        _function(sandbox, center, WEST),
        first[1].model_copy(update={"arn": in_region(str(first[1].arn), WEST)}),
    )
    center.west.associate_bot(InstanceId=center.id, LexV2Bot={"AliasArn": str(bot.arn)})
    _store(sandbox, center, WEST, buckets[WEST], keys[WEST])
    own = [function, bot, _mail(sandbox, center, WEST), *_alarms(sandbox, WEST)]
    for region, found in ((EAST, rows), (WEST, own)):
        _answer_mail(center, region, [*found, *rows])
    doors = {region: _door(sandbox, region, found) for region, found in ((EAST, rows), (WEST, own))}
    rows.append(_automatic(sandbox, EAST))
    own.append(_automatic(sandbox, WEST))
    made = Standing(sandbox, center, rows, own, buckets, keys, center.default_group(), number, doors)
    center.east.associate_traffic_distribution_group_user(
        TrafficDistributionGroupId=made.group["Id"], UserId=made.aws_id("user", "ana"), InstanceId=center.id
    )
    return made


def _kept(sandbox: Sandbox, region: str) -> tuple[dict[str, str], str]:
    """Buckets, a key and tables of one region."""
    s3 = sandbox("s3", region)
    names = {purpose: f"civic-{purpose}-{region}" for purpose in ("media", "raw")}
    for name in names.values():
        more = {} if region == EAST else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        s3.create_bucket(Bucket=name, **more)
    for table, keys in zip(TABLES, (("scope",), ("center", "at")), strict=True):
        sandbox("dynamodb", region).create_table(
            TableName=table,
            KeySchema=[
                {"AttributeName": key, "KeyType": kind} for key, kind in zip(keys, ("HASH", "RANGE"), strict=False)
            ],
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
            BillingMode="PAY_PER_REQUEST",
        )
    return names, sandbox("kms", region).create_key()["KeyMetadata"]["Arn"]


def alarm_name(id_: str) -> str:
    return f"civic-{id_}"


def _alarms(sandbox: Sandbox, region: str) -> list[Row]:
    """Quiet ones, of one name in both regions, that tell somebody."""
    cloudwatch, sns, rows = sandbox("cloudwatch", region), sandbox("sns", region), []
    topic = sns.create_topic(Name=TOPIC)["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="duty@agency.example")
    for id_ in ALARMS:
        cloudwatch.put_metric_alarm(
            AlarmName=alarm_name(id_),
            AlarmDescription=f"what {id_} says",
            Namespace="Civicline",
            MetricName="LineAnswers",
            Statistic="Minimum",
            Period=60,
            EvaluationPeriods=3,
            Threshold=1,
            ComparisonOperator="LessThanThreshold",
            AlarmActions=[topic],
        )
        arn = f"arn:aws:cloudwatch:{region}:{ACCOUNT}:alarm:{alarm_name(id_)}"
        rows.append(Row(kind="alarm", id=id_, name=alarm_name(id_), arn=arn))
    return rows


def _automatic(sandbox: Sandbox, region: str) -> Row:
    """The machine that would pull traffic there, the alarm that says so, and the rule between them."""
    role = f"arn:aws:iam::{ACCOUNT}:role/lookup"
    states = {"StartAt": "Stay", "States": {"Stay": {"Type": "Succeed"}}}
    arn = sandbox("stepfunctions", region).create_state_machine(
        name=AUTOMATIC, definition=json.dumps(states), roleArn=role
    )["stateMachineArn"]
    sandbox("cloudwatch", region).put_metric_alarm(
        AlarmName=AUTOMATIC,
        Namespace="Civicline",
        MetricName="RegionAnswers",
        Statistic="Maximum",
        Period=60,
        EvaluationPeriods=5,
        Threshold=0,
        ComparisonOperator="LessThanOrEqualToThreshold",
    )
    alarm = f"arn:aws:cloudwatch:{region}:{ACCOUNT}:alarm:{AUTOMATIC}"
    events = sandbox("events", region)
    events.put_rule(Name=AUTOMATIC, EventPattern=json.dumps({"source": ["aws.cloudwatch"], "resources": [alarm]}))
    events.put_targets(Rule=AUTOMATIC, Targets=[{"Id": "automatic", "Arn": arn, "RoleArn": role}])
    return Row(kind=KIND, id=KIND, name=AUTOMATIC, arn=arn)


def _replicate(sandbox: Sandbox, center: Center) -> None:
    center.replicate()
    sandbox.now += 1


def _function(sandbox: Sandbox, center: Center, region: str) -> Row:
    """Of one name in both regions, open to the region's instance and associated with it."""
    if region == EAST:
        sandbox("iam").create_role(RoleName="lookup", AssumeRolePolicyDocument="{}")
    client, arn = sandbox("lambda", region), _code(sandbox, region, "civic-lookup")
    client.add_permission(
        FunctionName=arn,
        StatementId="connect",
        Action="lambda:InvokeFunction",
        Principal="connect.amazonaws.com",
        SourceArn=center.arn if region == EAST else center.arn_west,
    )
    center.at(region).associate_lambda_function(InstanceId=center.id, FunctionArn=arn)
    return Row(kind="function", id="lookup", name="civic-lookup", arn=arn)


def _code(sandbox: Sandbox, region: str, name: str) -> str:
    """ARN of a function that does nothing."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.py", "")
    made = sandbox("lambda", region).create_function(
        FunctionName=name,
        Runtime="python3.13",
        Role=f"arn:aws:iam::{ACCOUNT}:role/lookup",
        Handler="a.b",
        Code={"ZipFile": archive.getvalue()},
    )
    return str(made["FunctionArn"])


def _door(sandbox: Sandbox, region: str, rows: list[Row]) -> str:
    """URL of a front door that is open to anybody; its row is added."""
    client, arn = sandbox("lambda", region), _code(sandbox, region, DOOR)
    url = client.create_function_url_config(FunctionName=DOOR, AuthType="NONE")["FunctionUrl"]
    for number, verb in enumerate(("InvokeFunctionUrl", "InvokeFunction")):
        client.add_permission(FunctionName=DOOR, StatementId=f"by-{number}", Action=f"lambda:{verb}", Principal="*")
    rows.append(Row(kind="front_door", id="front_door", name=DOOR, arn=arn))
    return str(url)


def _bot(sandbox: Sandbox, center: Center) -> Row:
    """With a replica of the same ids in the second region: of what is made after the replica."""

    def make(kind: str, **model: Any) -> dict[str, Any]:
        cloud = sandbox("cloudcontrol")
        event = cloud.create_resource(TypeName=f"AWS::Lex::{kind}", DesiredState=json.dumps(model))["ProgressEvent"]
        assert event["OperationStatus"] == "SUCCESS", event
        told = cloud.get_resource(TypeName=f"AWS::Lex::{kind}", Identifier=event["Identifier"])
        made: dict[str, Any] = json.loads(told["ResourceDescription"]["Properties"])
        return made

    role = f"arn:aws:iam::{ACCOUNT}:role/lookup"
    privacy = {"ChildDirected": False}
    bot = make("Bot", Name="civic-menu", RoleArn=role, DataPrivacy=privacy, IdleSessionTTLInSeconds=300)
    sandbox("lexv2-models").create_bot_replica(botId=bot["Id"], replicaRegion=WEST)
    built = [{"LocaleId": "en_US", "BotVersionLocaleDetails": {"SourceBotVersion": "DRAFT"}}]
    version = make("BotVersion", BotId=bot["Id"], BotVersionLocaleSpecification=built)["BotVersion"]
    alias = make("BotAlias", BotId=bot["Id"], BotAliasName="live", BotVersion=version)
    center.east.associate_bot(InstanceId=center.id, LexV2Bot={"AliasArn": alias["Arn"]})
    return Row(kind="bot", id="menu", name="civic-menu", aws_id=bot["Id"], arn=alias["Arn"])


def _store(sandbox: Sandbox, center: Center, region: str, buckets: dict[str, str], key: str) -> None:
    connect = center.at(region)
    for kind in MEDIA:
        encrypted = {"EncryptionType": "KMS", "KeyId": key}
        kept = {"BucketName": buckets["media"], "BucketPrefix": kind.lower(), "EncryptionConfig": encrypted}
        config = {"StorageType": "S3", "S3Config": kept}
        connect.associate_instance_storage_config(InstanceId=center.id, ResourceType=kind, StorageConfig=config)
    stream = f"arn:aws:firehose:{region}:{ACCOUNT}:deliverystream/civic-records"
    config = {"StorageType": "KINESIS_FIREHOSE", "KinesisFirehoseConfig": {"FirehoseArn": stream}}
    records = "CONTACT_TRACE_RECORDS"
    sandbox("firehose", region).create_delivery_stream(
        DeliveryStreamName="civic-records",
        S3DestinationConfiguration={
            "RoleARN": f"arn:aws:iam::{ACCOUNT}:role/lookup", "BucketARN": f"arn:aws:s3:::{buckets['raw']}",
        },
    )  # fmt: skip
    connect.associate_instance_storage_config(InstanceId=center.id, ResourceType=records, StorageConfig=config)
    connect.associate_approved_origin(InstanceId=center.id, Origin=ORIGIN)


def _mail(sandbox: Sandbox, center: Center, region: str) -> Row:
    sandbox("sesv2", region).create_email_identity(EmailIdentity=DOMAIN)
    center.at(region).create_integration_association(
        InstanceId=center.id,
        IntegrationType="SES_IDENTITY",
        IntegrationArn=f"arn:aws:ses:{region}:{ACCOUNT}:identity/{DOMAIN}",
    )
    address = f"desk@{DOMAIN}"
    made = center.at(region).create_email_address(InstanceId=center.id, EmailAddress=address)
    return Row(
        kind="email_address", id="desk", name=address, aws_id=made["EmailAddressId"], arn=made["EmailAddressArn"]
    )


def _answer_mail(center: Center, region: str, rows: list[Row]) -> None:
    """Each region has its own address, whose mail starts the mirrored flow."""
    address = next(row.aws_id for row in rows if row.kind == "email_address")
    flow = next(row.aws_id for row in rows if row.id == "email-desk")
    named = {"InstanceId": center.id, "ResourceId": address, "ResourceType": "INBOUND_EMAIL"}
    center.at(region).associate_flow(**named, FlowId=flow)


def _mirrored(center: Center, hours: str, queue: str, prompt: str) -> list[Row]:
    routing = center.east.list_routing_profiles(InstanceId=center.id)["RoutingProfileSummaryList"][0]
    named = (
        ("hours", "office", "Office", hours, "operating-hours"),
        ("queue", "general", "General", queue, "queue"),
        ("prompt", "welcome", "Welcome", prompt, "prompt"),
        ("user", "ana", "ana", center.user("ana"), "agent"),
        ("routing_profile", "agents", routing["Name"], routing["Id"], "routing-profile"),
    )
    return [
        Row(kind=kind, id=id_, name=name, aws_id=aws_id, arn=f"{center.arn}/{slug}/{aws_id}")
        for kind, id_, name, aws_id, slug in named
    ]


def _flows(center: Center, queue: str, hours: str, prompt: str, rows: list[Row]) -> list[Row]:
    """A line with a greeting, a function, a menu and hours; and the flows of those who write."""
    arns = {row.kind: portable(row.arn or "") for row in rows if row.kind in ("function", "bot")}
    queue_arn = f"{center.arn}/queue/{queue}"
    voice = content(
        action("greet", "MessageParticipant", {"PromptId": f"{center.arn}/prompt/{prompt}"}, "look"),
        action("look", "InvokeLambdaFunction", {"LambdaFunctionARN": arns["function"], "InvocationTimeLimitSeconds": "8"}, "menu"),
        _menu(arns["bot"]),
        _hours(f"{center.arn}/operating-hours/{hours}"),
        *waits(queue_arn),
    )  # fmt: skip
    written = content(*waits(queue_arn))
    rows = []
    for id_, text in (("line-main", voice), ("chat", written), ("task", written), ("email-desk", written)):
        aws_id = center.flow(id_, content=text)
        rows.append(Row(kind="flow", id=id_, name=id_, aws_id=aws_id, arn=f"{center.arn}/contact-flow/{aws_id}"))
    return rows


def _menu(bot: str) -> dict[str, Any]:
    made = action(
        "menu", "ConnectParticipantWithLexBot", {"Text": "What is it about?", "LexV2Bot": {"AliasArn": bot}}, "open"
    )
    made["Transitions"]["Errors"] += [{"NextAction": "open", "ErrorType": "NoMatchingCondition"}]
    return made


def _hours(arn: str) -> dict[str, Any]:
    made = action("open", "CheckHoursOfOperation", {"HoursOfOperationId": arn}, "end")
    answers = (("True", "target"), ("False", "end"))
    made["Transitions"]["Conditions"] = [
        {"NextAction": then, "Condition": {"Operator": "Equals", "Operands": [answer]}} for answer, then in answers
    ]
    return made


def _start(center: Center, number: dict[str, str], rows: list[Row]) -> None:
    """The number starts the live alias of the line's flow."""
    flow = next(row.aws_id for row in rows if row.id == "line-main")
    named = {"InstanceId": center.id, "ContactFlowId": flow}
    version = center.east.create_contact_flow_version(**named)["Version"]
    alias = center.east.create_contact_flow_alias(**named, AliasName="live", ContactFlowVersion=version)["Id"]
    arn, id_ = f"{center.arn}/contact-flow/{flow}:{alias}", number["PhoneNumberId"]
    center.east.associate_phone_number_contact_flow(
        PhoneNumberId=id_, InstanceId=center.id, ContactFlowId=f"{flow}:{alias}"
    )
    named_number = _number(center, number)
    path = f"infrastructure.lines[main].numbers[{named_number}]"
    rows += [
        Row(kind="flow_alias", id="line-main", name="live", aws_id=alias, arn=arn),
        Row(kind="number", id=named_number, name=named_number, path=path, aws_id=id_, arn=number["PhoneNumberArn"]),
    ]


def _number(center: Center, number: dict[str, str]) -> str:
    told = center.east.describe_phone_number(PhoneNumberId=number["PhoneNumberId"])
    return str(told["ClaimedPhoneNumberSummary"]["PhoneNumber"])


def _last(event: dict[str, Any]) -> str:
    assert event["OperationStatus"] == "SUCCESS", event
    return str(event["Identifier"]).rpartition("/")[2]
