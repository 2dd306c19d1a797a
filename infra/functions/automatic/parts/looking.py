"""What this region sees: the alarm, the group, heartbeats and the serving row. It asks, and changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.functions.automatic.parts.deciding import ALL, Sight
from infra.functions.automatic.parts.place import ClientOf, Place
from spec.heartbeat import Heartbeat, heartbeat_of, heartbeat_scope
from spec.serving import Serving, newest, serving_of, serving_scope
from spec.switches import SCOPE

ALARMING, WELL = "ALARM", "OK"
NO_ANSWER = (BotoCoreError, ClientError)


@dataclass(frozen=True, slots=True)
class Look:
    """rows: of each region whose switchboard could be read, as it is there; None where it has none."""

    sight: Sight
    rows: Mapping[str, Serving | None]


def look(place: Place, client: ClientOf, now: dt.datetime) -> Look:
    """Raises ClientError or BotoCoreError where this region's own switchboard cannot be read: that is too little."""
    rows = {place.here: read_row(place, client, place.here)}
    with suppress(*NO_ANSWER):  # it may be dark: that is what this function is for
        rows[place.there] = read_row(place, client, place.there)
    told = distribution(place, client)
    sight = Sight(
        now=now,
        alarm=_alarm(place, client),
        mine=_heartbeat(place, client, place.here),
        theirs=_heartbeat(place, client, place.there),
        voice=voice_of(told, place.here) if told else None,
        changed=told.get("LastFailoverTime") if told else None,
        row=newest(rows),
    )
    return Look(sight, rows)


def distribution(place: Place, client: ClientOf) -> dict[str, Any] | None:
    """What this region says of the group; None where it does not answer."""
    try:
        return dict(client("connect", place.here).get_traffic_distribution(Id=place.group))
    except NO_ANSWER:
        return None


def voice_of(told: Mapping[str, Any], region: str) -> int | None:
    """Percent of new calls that go there; None for an answer of another shape."""
    shares = _parts(told, "TelephonyConfig", "Percentage")
    return int(shares.get(region, 0)) if shares else None


def entirely_in(told: Mapping[str, Any], region: str) -> bool:
    """New calls, agents and sign-in."""
    agents, sign_in = _parts(told, "AgentConfig", "Percentage"), _parts(told, "SignInConfig", "Enabled")
    return voice_of(told, region) == agents.get(region) == ALL and bool(sign_in.get(region))


def _parts(told: Mapping[str, Any], config: str, member: str) -> dict[str, Any]:
    return {row["Region"]: row[member] for row in told.get(config, {}).get("Distributions", ())}


def read_row(place: Place, client: ClientOf, region: str) -> Serving | None:
    return serving_of(_item(place, client, region, serving_scope(place.center)))


def _heartbeat(place: Place, client: ClientOf, of: str) -> Heartbeat | None:
    """As this region's switchboard has it."""
    return heartbeat_of(_item(place, client, place.here, heartbeat_scope(place.center, of)))


def _item(place: Place, client: ClientOf, region: str, scope: str) -> dict[str, Any]:
    key = {SCOPE: {"S": scope}}
    found = client("dynamodb", region).get_item(TableName=place.board, Key=key, ConsistentRead=True)
    return dict(found.get("Item", {}))


def _alarm(place: Place, client: ClientOf) -> bool | None:
    """Whether it is on. One that has too little data, or is gone, says nothing."""
    try:
        found = client("cloudwatch", place.here).describe_alarms(AlarmNames=[place.alarm])["MetricAlarms"]
    except NO_ANSWER:
        return None
    return {ALARMING: True, WELL: False}.get(found[0]["StateValue"]) if found else None
