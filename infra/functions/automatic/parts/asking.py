"""A person is asked: a row of this region's switchboard says so, and a message with the commands to answer by."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress

from botocore.exceptions import ClientError

from infra.functions.automatic.parts.looking import NO_ANSWER
from infra.functions.automatic.parts.place import ClientOf, Place
from spec.automatic import Approval, approval_scope
from spec.switches import EXPIRES, SCOPE

PATIENCE = dt.timedelta(hours=12)
"""So long an answer is waited for; the state machine gives up then as well."""
SUBJECT_MOST = 100
"""Characters that SNS takes."""


class AlreadyAskedError(Exception):
    """Another execution waits for the same answer."""


def ask(place: Place, client: ClientOf, *, execution: str, token: str, why: str, now: dt.datetime) -> Approval:
    """Write the row and send the message; the same execution may do so again. Raises AlreadyAskedError, ClientError."""
    approval = Approval(
        center=place.center,
        region=place.here,
        execution=execution,
        token=token,
        why=why,
        asked=now,
        expires=now + PATIENCE,
    )
    try:
        client("dynamodb", place.here).put_item(
            TableName=place.board,
            Item=approval.item(),
            ConditionExpression="attribute_not_exists(#scope) OR #expires < :now OR #execution = :mine",
            ExpressionAttributeNames={"#scope": SCOPE, "#expires": EXPIRES, "#execution": "execution"},
            ExpressionAttributeValues={":now": {"N": str(int(now.timestamp()))}, ":mine": {"S": execution}},
        )
    except ClientError as error:
        if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
            raise AlreadyAskedError(f"an answer about {place.center} is waited for already") from error
        raise
    client("sns", place.here).publish(
        TopicArn=place.topic,
        Subject=f"Approve moving {place.center} to {place.here}?"[:SUBJECT_MOST],
        Message=message(place, approval),
    )
    return approval


def forget(place: Place, client: ClientOf, execution: str) -> None:
    """Nobody waits any more. A row that stays goes by itself when it expires."""
    key = {SCOPE: {"S": approval_scope(place.center)}}
    with suppress(*NO_ANSWER):
        client("dynamodb", place.here).delete_item(
            TableName=place.board,
            Key=key,
            ConditionExpression="#execution = :mine",
            ExpressionAttributeNames={"#execution": "execution"},
            ExpressionAttributeValues={":mine": {"S": execution}},
        )


def message(place: Place, approval: Approval) -> str:
    """Plain text. Both commands do the same; the second one needs no Civicline."""
    yes = json.dumps({"approved": True, "by": "YOUR NAME"})
    return "\n".join(
        (
            f"Center {place.center}: {approval.why}.",
            f"Shall all calls, agents and sign-in, chat, e-mail and web move to {place.here}?",
            f"Nothing moves until somebody answers. The question ends at {approval.expires:%Y-%m-%d %H:%M} UTC.",
            "",
            "Look first:",
            f"    civicline failover status {place.named}",
            "Yes:",
            f"    civicline failover approve {place.named} --center {place.center}",
            "No:",
            f"    civicline failover approve {place.named} --center {place.center} --no",
            "",
            "Without Civicline (write false for no):",
            f"    aws stepfunctions send-task-success --region {place.here} \\",
            f"        --task-output '{yes}' \\",
            f"        --task-token '{approval.token}'",
            "",
            f"Execution: {approval.execution}",
        )
    )
