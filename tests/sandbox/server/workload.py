"""A random workload over the services that a contact center stands on, and a picture of everything that it left behind."""

import contextlib
import functools
import io
import json
import random
import zipfile
from collections.abc import Callable
from typing import Any

import boto3
from botocore.config import Config

REGIONS = ("us-east-1", "us-west-2")
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
)


@functools.cache
def _session() -> boto3.Session:
    """One for all: it keeps the service models that it has read."""
    return boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGIONS[0])


class Cloud:
    """boto3 clients at one endpoint, made once each; short time-outs, no retries."""

    def __init__(self, endpoint: str, *, read_timeout: float = 20.0, attempts: int = 1) -> None:
        self.endpoint = endpoint
        self.config = Config(
            connect_timeout=5,
            read_timeout=read_timeout,
            retries={"total_max_attempts": attempts},
            max_pool_connections=32,
        )
        self._clients: dict[tuple[str, str], Any] = {}

    def __call__(self, service: str, region: str = REGIONS[0]) -> Any:
        key = (service, region)
        if key not in self._clients:
            self._clients[key] = _session().client(
                service, region_name=region, endpoint_url=self.endpoint, config=self.config
            )
        return self._clients[key]

    def close(self) -> None:
        for client in self._clients.values():
            client.close()


def run_workload(cloud: Cloud, seed: int, steps: int) -> None:
    """`steps` random changes; what a service refuses is part of the history too."""
    draw = random.Random(seed)
    for step in range(steps):
        action = draw.choice(ACTIONS)
        with contextlib.suppress(cloud("iam").exceptions.ClientError):
            action(cloud, draw, f"{seed}-{step}", draw.choice(REGIONS))


def _bucket(cloud: Cloud, draw: random.Random, name: str, region: str) -> None:
    del draw, region
    cloud("s3").create_bucket(Bucket=f"bucket-{name}")
    cloud("s3").put_bucket_versioning(Bucket=f"bucket-{name}", VersioningConfiguration={"Status": "Enabled"})


def _object(cloud: Cloud, draw: random.Random, name: str, region: str) -> None:
    del region
    buckets = cloud("s3").list_buckets()["Buckets"]
    if buckets:
        bucket = draw.choice(buckets)["Name"]
        cloud("s3").put_object(Bucket=bucket, Key=f"raw/{name} ä.bin", Body=draw.randbytes(50), Metadata={"a_b": name})
        cloud("s3").put_object(Bucket=bucket, Key="same", Body=name.encode())


def _role(cloud: Cloud, draw: random.Random, name: str, region: str) -> None:
    del draw, region
    cloud("iam").create_role(RoleName=f"role-{name}", AssumeRolePolicyDocument=TRUST)
    cloud("iam").create_policy(PolicyName=f"policy-{name}", PolicyDocument=TRUST)
    cloud("iam").create_access_key(UserName=cloud("iam").create_user(UserName=f"user-{name}")["User"]["UserName"])


def _key(cloud: Cloud, draw: random.Random, name: str, region: str) -> None:
    del draw
    key = cloud("kms", region).create_key(Description=name)["KeyMetadata"]["KeyId"]
    cloud("kms", region).create_alias(AliasName=f"alias/{name}", TargetKeyId=key)


def _function(cloud: Cloud, draw: random.Random, name: str, region: str) -> None:
    roles = cloud("iam").list_roles()["Roles"]
    if not roles:
        return
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr(zipfile.ZipInfo("main.py"), f"# {name}")
    cloud("lambda", region).create_function(
        FunctionName=f"f-{name}",
        Role=draw.choice(roles)["Arn"],
        Runtime="python3.12",
        Handler="main.run",
        Code={"ZipFile": code.getvalue()},
    )
    cloud("lambda", region).publish_version(FunctionName=f"f-{name}")


def _table(cloud: Cloud, draw: random.Random, name: str, region: str) -> None:
    client = cloud("dynamodb", region)
    client.create_table(
        TableName=f"table-{name}", BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}], AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
    )  # fmt: skip
    for number in range(3):
        client.put_item(TableName=f"table-{name}", Item={"id": {"S": str(number)}, "value": {"B": draw.randbytes(9)}})


def _mail(cloud: Cloud, draw: random.Random, name: str, region: str) -> None:
    del draw
    cloud("sesv2", region).create_email_identity(EmailIdentity=f"{name}.example")
    cloud("ses", region).create_receipt_rule_set(RuleSetName=f"rules-{name}")


def _topic(cloud: Cloud, draw: random.Random, name: str, region: str) -> None:
    del draw
    topic = cloud("sns", region).create_topic(Name=f"topic-{name}")["TopicArn"]
    cloud("sns", region).subscribe(TopicArn=topic, Protocol="email", Endpoint=f"{name}@agency.example")


def _logs(cloud: Cloud, draw: random.Random, name: str, region: str) -> None:
    del draw
    cloud("logs", region).create_log_group(logGroupName=f"/flows/{name}")
    cloud("logs", region).put_retention_policy(logGroupName=f"/flows/{name}", retentionInDays=30)


def _alarm(cloud: Cloud, draw: random.Random, name: str, region: str) -> None:
    cloud("cloudwatch", region).put_metric_alarm(
        AlarmName=f"alarm-{name}", MetricName="Waiting", Namespace="Calls", ComparisonOperator="GreaterThanThreshold",
        Threshold=draw.randint(1, 9), EvaluationPeriods=1, Period=60, Statistic="Sum",
    )  # fmt: skip


def _instance(cloud: Cloud, draw: random.Random, name: str, region: str) -> None:
    del draw
    desired = {
        "IdentityManagementType": "SAML",
        "InstanceAlias": f"alias-{name}",
        "Attributes": {"InboundCalls": True, "OutboundCalls": True},
    }
    cloud("cloudcontrol", region).create_resource(TypeName="AWS::Connect::Instance", DesiredState=json.dumps(desired))


def _agent_status(cloud: Cloud, draw: random.Random, name: str, region: str) -> None:
    client = cloud("cloudcontrol", region)
    instances = client.list_resources(TypeName="AWS::Connect::Instance")["ResourceDescriptions"]
    if instances:
        desired = {"InstanceArn": draw.choice(instances)["Identifier"], "Name": f"Status {name}", "State": "ENABLED"}
        client.create_resource(TypeName="AWS::Connect::AgentStatus", DesiredState=json.dumps(desired))


def _queue_of_messages(cloud: Cloud, draw: random.Random, name: str, region: str) -> None:
    del draw
    cloud("sqs", region).create_queue(QueueName=f"events-{name}")


def _removal(cloud: Cloud, draw: random.Random, name: str, region: str) -> None:
    del name
    groups = cloud("logs", region).describe_log_groups()["logGroups"]
    if groups:
        cloud("logs", region).delete_log_group(logGroupName=draw.choice(groups)["logGroupName"])
    tables = cloud("dynamodb", region).list_tables()["TableNames"]
    if tables:
        cloud("dynamodb", region).delete_table(TableName=draw.choice(tables))


Action = Callable[[Cloud, random.Random, str, str], None]
ACTIONS: tuple[Action, ...] = (
    _bucket, _object, _role, _key, _function, _table, _mail, _topic, _logs, _alarm, _instance, _agent_status, _queue_of_messages, _removal,
)  # fmt: skip

LISTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("kms", "list_aliases", {}),
    ("lambda", "list_functions", {"FunctionVersion": "ALL"}),
    ("sesv2", "list_email_identities", {}),
    ("ses", "list_receipt_rule_sets", {}),
    ("sns", "list_topics", {}),
    ("sns", "list_subscriptions", {}),
    ("logs", "describe_log_groups", {}),
    ("cloudwatch", "describe_alarms", {}),
    ("sqs", "list_queues", {}),
    ("cloudcontrol", "list_resources", {"TypeName": "AWS::Connect::Instance"}),
    ("cloudcontrol", "list_resource_requests", {}),
    ("ec2", "describe_vpcs", {}),
)


def picture(cloud: Cloud) -> dict[str, Any]:
    """Everything that can be read, without what belongs to the single answer."""
    seen: dict[str, Any] = {"s3": _objects(cloud), "iam": _people(cloud)}
    for region in REGIONS:
        for service, operation, arguments in LISTS:
            seen[f"{region} {service}.{operation}"] = _bare(getattr(cloud(service, region), operation)(**arguments))
        for key in cloud("kms", region).list_keys()["Keys"]:
            seen[key["KeyArn"]] = _bare(cloud("kms", region).describe_key(KeyId=key["KeyId"]))
        for table in cloud("dynamodb", region).list_tables()["TableNames"]:
            seen[f"{region} {table}"] = (
                _bare(cloud("dynamodb", region).describe_table(TableName=table)),
                _bare(cloud("dynamodb", region).scan(TableName=table)),
            )
        for instance in seen[f"{region} cloudcontrol.list_resources"]["ResourceDescriptions"]:
            scope = json.dumps({"InstanceArn": instance["Identifier"]})
            seen[f"statuses of {instance['Identifier']}"] = _bare(
                cloud("cloudcontrol", region).list_resources(TypeName="AWS::Connect::AgentStatus", ResourceModel=scope)
            )
    return seen


def _objects(cloud: Cloud) -> list[Any]:
    found = []
    for bucket in cloud("s3").list_buckets()["Buckets"]:
        versions = _bare(cloud("s3").list_object_versions(Bucket=bucket["Name"]))
        heads = [
            _bare(cloud("s3").head_object(Bucket=bucket["Name"], Key=entry["Key"]))
            for entry in versions.get("Versions", ())
        ]
        found.append((bucket, versions, heads))
    return found


def _people(cloud: Cloud) -> list[Any]:
    users = _bare(cloud("iam").list_users())
    keys = [_bare(cloud("iam").list_access_keys(UserName=user["UserName"])) for user in users["Users"]]
    return [users, keys, _bare(cloud("iam").list_roles()), _bare(cloud("iam").list_policies(Scope="Local"))]


def _bare(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}
