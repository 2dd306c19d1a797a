"""The same moves without Civicline: AWS CLI in a shell, such as AWS CloudShell in a browser of any computer.

Tables are written in transactions with their log entry, as Civicline does it: the operator's role may do nothing else.
Sources: AWS CLI Command Reference, "connect update-traffic-distribution" and "dynamodb transact-write-items".
"""

from __future__ import annotations

import json
from typing import Any

from publish.runbook.facts import Facts
from spec.deployed import DeployedCenter
from spec.serving import CHANNELS, serving_scope
from spec.switches import LOG_AT, LOG_CENTER, SCOPE, Action, Item, Kind, center_scope

ALL = 100
BY_HAND = "by hand, AWS CLI"
_SET_UP = """NOW=$(date -u +%Y-%m-%dT%H:%M:%S.000000+00:00)
TURN=$(date +%s)
ME=$(aws sts get-caller-identity{endpoint} --query Arn --output text)"""
"""TURN: the row with the highest turn counts; seconds since 1970 are more than any number of moves."""


def set_up(facts: Facts) -> str:
    """Shell variables that the writing commands use."""
    return _SET_UP.format(endpoint=_endpoint(facts))


def where(facts: Facts, region: str, center: DeployedCenter) -> str:
    """Reads where calls, agents and sign-in are, as one region tells it."""
    assert center.traffic_group is not None
    return _lines(f"{_aws(facts, 'connect get-traffic-distribution', region)}", f"--id {center.traffic_group.arn}")


def move(facts: Facts, to: str, center: DeployedCenter, *, home: bool) -> str:
    """Calls, agents and sign-in in one call to the region that shall receive. home: sign-in is open in both again."""
    assert center.traffic_group is not None
    assert center.replica is not None
    regions = (center.region, center.replica.region)
    share = {region: ALL * (region == to) for region in regions}
    sign_in = {region: home or region == to for region in regions}
    return _lines(
        _aws(facts, "connect update-traffic-distribution", to),
        f"--id {center.traffic_group.arn}",
        f"--telephony-config '{_distributions('Percentage', share)}'",
        f"--agent-config '{_distributions('Percentage', share)}'",
        f"--sign-in-config '{_distributions('Enabled', sign_in)}'",
    )


def serve(facts: Facts, to: str, id_: str, center: DeployedCenter, action: Action) -> str:
    """Chat, e-mail and web follow a row; written in the region that is named."""
    scope = serving_scope(id_)
    row = {SCOPE: scope, **dict.fromkeys(CHANNELS, to), "since": "$NOW", "by": "$ME"}
    item: Item = {"turn": {"N": "$TURN"}, **_texts(row)}
    return _transaction(facts, to, center, item, _entry(id_, scope, action, {"traffic": to}))


def close_all(facts: Facts, region: str, id_: str, center: DeployedCenter, hours: int) -> str:
    """Every line of a center is closed in one region for some hours, in the words of the shell variable SAY."""
    scope = center_scope(id_)
    row = {SCOPE: scope, "kind": Kind.CLOSED.value, "message": "$SAY", "reason": BY_HAND, "set_by": "$ME"}
    until = f"$((TURN + {hours * 3600}))"
    item: Item = {**_texts({**row, "set_at": "$NOW"}), "expires": {"N": until}}
    entry = _entry(id_, scope, Action.CLOSE, {"kind": Kind.CLOSED.value, "message": "$SAY"})
    return _transaction(facts, region, center, item, entry)


def _entry(center: str, scope: str, action: Action, more: dict[str, str]) -> Item:
    """As `spec.switches.LogEntry` has it, with what only the shell knows."""
    known = {LOG_CENTER: center, LOG_AT: "$NOW#$TURN$RANDOM", "who": "$ME", "os_user": BY_HAND}
    return _texts({**known, "action": action.value, SCOPE: scope, "reason": BY_HAND, **more})


def _transaction(facts: Facts, region: str, center: DeployedCenter, row: Item, entry: Item) -> str:
    puts = [
        {"Put": {"TableName": center.switchboard, "Item": row}},
        {"Put": {"TableName": center.switch_log, "Item": entry}},
    ]
    rows = ",\n".join(json.dumps(put, ensure_ascii=False) for put in puts)
    return f'{_aws(facts, "dynamodb transact-write-items", region)} --transact-items "$(cat <<END\n[{rows}]\nEND\n)"'


def _texts(values: dict[str, str]) -> Item:
    return {name: {"S": text} for name, text in values.items()}


def _distributions(member: str, parts: dict[str, Any]) -> str:
    return json.dumps({"Distributions": [{"Region": region, member: part} for region, part in parts.items()]})


def _aws(facts: Facts, command: str, region: str) -> str:
    return f"aws {command} --region {region}{_endpoint(facts)}"


def _endpoint(facts: Facts) -> str:
    return f" --endpoint-url {facts.endpoint}" if facts.endpoint else ""


def _lines(*parts: str) -> str:
    return " \\\n  ".join(parts)
