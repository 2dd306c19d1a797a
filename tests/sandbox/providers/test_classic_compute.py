import json
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.engine.values.model import ARCHIVE, ASSET, SIGNATURE
from sandbox.providers.classic.provider import AwsClassic
from tests.sandbox.providers.crud import Case, World, live_a_life

ROLE, POLICY, FUNCTION = "aws:iam/role:Role", "aws:iam/policy:Policy", "aws:lambda/function:Function"


def statement(**parts: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **parts}]})


TRUST = statement(Principal={"Service": "lambda.amazonaws.com"}, Action="sts:AssumeRole")
READ = statement(Action="s3:GetObject", Resource="*")
WRITE = statement(Action="s3:PutObject", Resource="*")
METADATA = "<EntityDescriptor>" + "x" * 1000 + "</EntityDescriptor>"


def code(text: str) -> dict[str, Any]:
    asset = {SIGNATURE: ASSET, "text": text, "hash": text}
    return {SIGNATURE: ARCHIVE, "assets": {"main.py": asset}, "hash": text}


def role(world: World) -> str:
    return world.make(ROLE, assumeRolePolicy=TRUST)[0]


def function(world: World) -> str:
    return world.make(
        FUNCTION,
        role=world.make(ROLE, "runner", assumeRolePolicy=TRUST)[1]["arn"],
        runtime="python3.12",
        handler="main.handler",
        code=code("def handler(event, context): return {}"),
    )[0]


CASES = [
    Case(
        ROLE,
        lambda _: {"assumeRolePolicy": json.loads(TRUST), "description": "runs", "tags": {"a": "b"}},
        change={"description": "walks", "maxSessionDuration": 7200, "tags": {"c": "d"}},
        replace={"path": "/x/"},
    ),
    Case(
        "aws:iam/rolePolicy:RolePolicy", lambda w: {"role": role(w), "policy": READ}, {"policy": WRITE}, {"role": "x"}
    ),
    Case(POLICY, lambda _: {"policy": READ, "tags": {"a": "b"}}, {"policy": WRITE, "tags": {}}, {"description": "x"}),
    Case(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        lambda w: {"role": role(w), "policyArn": w.make(POLICY, "attached", policy=READ)[0]},
        replace={"policyArn": "x"},
    ),
    Case(
        "aws:iam/samlProvider:SamlProvider",
        lambda _: {"samlMetadataDocument": METADATA, "tags": {"a": "b"}},
        change={"samlMetadataDocument": METADATA + " "},
        replace={"name": "x"},
    ),
    Case(
        FUNCTION,
        lambda w: {
            "role": w.make(ROLE, "runner", assumeRolePolicy=TRUST)[1]["arn"],
            "runtime": "python3.12",
            "handler": "main.handler",
            "code": code("a"),
            "environment": {"variables": {"TABLE": "t"}},
            "tags": {"a": "b"},
        },
        change={"code": code("b"), "timeout": 8, "environment": {"variables": {"TABLE": "u"}}, "tags": {"c": "d"}},
        replace={"name": "x"},
    ),
    Case(
        "aws:lambda/permission:Permission",
        lambda w: {"action": "lambda:InvokeFunction", "function": function(w), "principal": "connect.amazonaws.com"},
        replace={"principal": "x"},
        imports=False,
    ),
    Case(
        "aws:lambda/functionUrl:FunctionUrl",
        lambda w: {
            "functionName": function(w),
            "authorizationType": "NONE",
            "cors": {"allowOrigins": ["https://www.agency.example"], "allowMethods": ["GET"], "maxAge": 300},
        },
        change={"cors": {"allowOrigins": ["https://www.agency.example"], "allowMethods": ["GET", "POST"]}},
        replace={"functionName": "x"},
    ),
    Case(
        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
        lambda w: {"functionName": function(w), "maximumEventAgeInSeconds": 60, "maximumRetryAttempts": 0},
        change={"maximumEventAgeInSeconds": 120, "maximumRetryAttempts": 1},
        replace={"functionName": "x"},
    ),
    Case(
        "aws:lambda/alias:Alias",
        lambda w: {"functionName": function(w), "functionVersion": "$LATEST", "description": "live"},
        change={"description": "lively"},
        replace={"name": "x"},
    ),
    Case(
        "aws:lambda/eventSourceMapping:EventSourceMapping",
        lambda w: {
            "functionName": function(w),
            "eventSourceArn": w.make("aws:kinesis/stream:Stream", shardCount=1)[0],
            "startingPosition": "LATEST",
            "batchSize": 10,
        },
        change={"batchSize": 20},
        replace={"startingPosition": "TRIM_HORIZON"},
        imports=False,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.type.rsplit(":", 1)[1])
def test_a_role_or_function_lives_its_life(aws: Callable[..., AwsClassic], case: Case) -> None:
    assert live_a_life(aws(), case) == case.life
