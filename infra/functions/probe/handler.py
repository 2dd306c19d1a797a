"""Each minute, in each region of a center: could every line be answered, in this region and in the other one?

Runs in AWS Lambda; standard library and boto3 only. It asks the APIs and places no call: that the instance is active,
its switchboard answers, the line's flow is published, and each number of the line is there and starts that flow. What
it finds becomes metrics of its own region (`spec/observing.py` says what they mean) and one row, its heartbeat, in the
switchboard of every region (`spec/heartbeat.py`). `lines.json` beside this file:

    {"main": {"numbers": ["+18085550100"], "flow": "Main line"}}                            flow: its name

Three answers: yes; no, also where a region is silent, fails or does not know what it is asked for; and nothing, where
it answers and refuses to tell (throttled, not allowed): that says nothing about callers, and nothing is published.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NAMESPACE = "Civicline"
FINDINGS_EVERY = 15
"""Minutes: a finding stays for a while, and asking for all kinds takes as many calls."""
FINDINGS_ABOUT = (
    *("AGENT", "AGENT_GROUP", "AGENT_STATE", "ATTRIBUTE", "CONTACT_FLOW", "FLOW_MODULE", "OPERATING_HOURS"),
    *("PHONE_NUMBER", "PROMPT", "QUEUE", "ROUTING_PROFILE", "SECURITY_PROFILE", "TRANSFER_DESTINATION"),
)
KEPT = dt.timedelta(days=7)
"""A row that nobody writes any more goes away by itself."""
MUTE = ("Throttl", "TooManyRequests", "AccessDenied", "ExpiredToken", "UnrecognizedClient", "InvalidClientToken")
"""Codes that say nothing about callers."""
CONNECT_SECONDS, READ_SECONDS, TRIES = 2, 5, 2
AT_ONCE, PACE_SECONDS, MOST = 2, 1.0, 40
"""What is asked for one by one: versions of flows, and findings by kind. Amazon Connect lets two a second in, and there
are two probes: so many at once, then one each so many seconds, and so many versions, for a look has less than a minute.
"""
LOOK_SECONDS = 40.0
"""After that a region is asked nothing more. A function that waited for one that is slow until its own time is over
would say nothing of the other one either, and seem dead itself.
"""

log = logging.getLogger()
log.setLevel(logging.INFO)

ClientOf = Callable[[str, str], Any]
"""(service, region) -> a boto3 client."""
Plan = Mapping[str, Mapping[str, Any]]
Answers = dict[str, bool]
"""By line; a line of which nothing can be told is not in it."""


@dataclass(frozen=True)
class Pace:
    """Time, in seconds."""

    pause: Callable[[float], None] = time.sleep
    elapsed: Callable[[], float] = time.monotonic


CLOCK = Pace()


@dataclass(frozen=True)
class Center:
    """What is looked at.

    numbers      ARN of what its numbers are claimed to: the traffic distribution group, or the instance
    switchboard  name of the function, the same in every region
    table        that of the switchboards, the same in every region
    regions      those in which the center is
    """

    deployment: str
    id: str
    instance: str
    numbers: str
    switchboard: str
    table: str
    own: str
    regions: tuple[str, ...]


class MuteError(Exception):
    """The service answers, and does not tell."""


class NoAnswerError(Exception):
    """A line cannot be answered; the message says why."""


def handle(_event: Mapping[str, Any], _context: object) -> dict[str, Any]:
    """Entry point. By its own clock it tells when it looked: an event may be late, and one that failed comes again."""
    env = os.environ
    center = Center(
        deployment=env["DEPLOYMENT"],
        id=env["CENTER"],
        instance=env["INSTANCE"],
        numbers=env["NUMBERS"],
        switchboard=env["SWITCHBOARD"],
        table=env["TABLE"],
        own=env["AWS_REGION"],
        regions=tuple(env["REGIONS"].split(",")),
    )
    return probe(center, _plan(), dt.datetime.now(dt.UTC), _client)


def probe(center: Center, plan: Plan, at: dt.datetime, client: ClientOf, pace: Pace = CLOCK) -> dict[str, Any]:
    """One look, told to all who listen at once: none of them waits for one that is dark."""
    with ThreadPoolExecutor(len(center.regions) + 1) as pool:
        looks = {region: pool.submit(look, center, region, plan, client, pace) for region in center.regions}
        asked = pool.submit(_findings, center, at, client, pace)
        seen = {region: found.result() for region, found in looks.items()}
        others = {line: told for region in seen if region != center.own for line, told in seen[region].items()}
        row = heartbeat(center, at, seen[center.own], others)
        beats = {region: pool.submit(_write, client, region, center.table, row) for region in center.regions}
        findings = asked.result()
        data = [*metrics(center, plan, seen), *_finding_metric(center, findings)]
        client("cloudwatch", center.own).put_metric_data(Namespace=NAMESPACE, MetricData=data)
        return {"seen": seen, "findings": findings, "beats": {region: told.result() for region, told in beats.items()}}


def look(center: Center, region: str, plan: Plan, client: ClientOf, pace: Pace = CLOCK) -> Answers:
    """Never raises because of the region: that is what it is to find out."""
    try:
        state = _read(center, region, client, pace)
    except MuteError as error:
        log.warning("%s does not tell: %s", region, error)
        return {}
    except (NoAnswerError, LookupError, TypeError, ValueError) as error:  # also an answer that means nothing
        log.warning("%s answers no line: %r", region, error)
        return dict.fromkeys(plan, False)
    answers: Answers = {}
    for line, wanted in plan.items():
        try:
            state.require(wanted)
            answers[line] = True
        except MuteError as error:
            log.warning("line %s in %s: not told: %s", line, region, error)
        except (NoAnswerError, LookupError, TypeError) as error:
            log.warning("line %s in %s: %r", line, region, error)
            answers[line] = False
    return answers


@dataclass(frozen=True)
class _Asking:
    """One service of one region, as long as there is time for it."""

    client: Any
    pace: Pace
    until: float

    @property
    def late(self) -> bool:
        return self.pace.elapsed() >= self.until

    def ask(self, operation: str, **arguments: Any) -> Any:
        """Raises NoAnswerError, also where there is no time any more; MuteError."""
        if self.late:
            raise NoAnswerError(f"{operation}: what was asked before took {LOOK_SECONDS:.0f} seconds")
        return _ask(self.client, operation, **arguments)

    def pages(self, operation: str, member: str, **arguments: Any) -> Iterator[Mapping[str, Any]]:
        while True:
            page = self.ask(operation, **arguments)
            yield from page.get(member, ())
            if not page.get("NextToken"):
                return
            arguments["NextToken"] = page["NextToken"]

    def take_turns(self, number: int) -> None:
        """Before the nth of many requests."""
        if number >= AT_ONCE:
            self.pace.pause(PACE_SECONDS)


@dataclass(frozen=True)
class _State:
    """A region as it was read.

    flows     by name
    numbers   their ids
    starts    what a number starts, by its id
    versions  of flows that were asked for: what was found out
    """

    connect: _Asking
    instance: str
    flows: Mapping[str, Mapping[str, Any]]
    numbers: Mapping[str, str]
    starts: Mapping[str, str]
    versions: dict[str, Exception | None] = field(default_factory=dict)

    def require(self, wanted: Mapping[str, Any]) -> None:
        """Raises NoAnswerError, MuteError."""
        flow = self.flows.get(wanted["flow"])
        if flow is None:
            raise NoAnswerError("its flow is not there")
        if flow.get("ContactFlowState", "ACTIVE") != "ACTIVE" or flow.get("ContactFlowStatus") == "SAVED":
            raise NoAnswerError("its flow is not active and published")
        for number in wanted["numbers"]:
            self._require_number(number, flow["Id"])

    def _require_number(self, number: str, flow: str) -> None:
        id_ = self.numbers.get(number)
        if id_ is None:
            raise NoAnswerError(f"{number} is not claimed to it")
        starts, _, qualifier = self.starts.get(id_, "").partition(":")
        if starts != flow:
            raise NoAnswerError(f"{number} starts {'another flow' if starts else 'no flow'}")
        if qualifier:
            self._require_version(f"{flow}:{qualifier}")

    def _require_version(self, version: str) -> None:
        """What a number starts may be gone although its flow is there. Lines share it; it is asked for once.

        Of those for which there is no time it is taken for there, as the flow is.
        """
        if version not in self.versions and len(self.versions) < MOST and not self.connect.late:
            self.connect.take_turns(len(self.versions))
            self.versions[version] = self._missing(version)
        if (missing := self.versions.get(version)) is not None:
            raise missing

    def _missing(self, version: str) -> Exception | None:
        try:
            self.connect.ask("describe_contact_flow", InstanceId=self.instance, ContactFlowId=version)
        except (MuteError, NoAnswerError) as error:
            return error
        return None


def _read(center: Center, region: str, client: ClientOf, pace: Pace) -> _State:
    """What all lines need. Raises NoAnswerError, MuteError; LookupError and the like for an answer of another shape."""
    instance = {"InstanceId": center.instance}
    connect = _Asking(client("connect", region), pace, pace.elapsed() + LOOK_SECONDS)
    status = connect.ask("describe_instance", **instance)["Instance"]["InstanceStatus"]
    if status != "ACTIVE":
        raise NoAnswerError(f"the instance is {status}")
    _require_switchboard(client("lambda", region), center)
    flows = connect.pages("list_contact_flows", "ContactFlowSummaryList", **instance)
    numbers = connect.pages("list_phone_numbers_v2", "ListPhoneNumbersSummaryList", TargetArn=center.numbers)
    kind = {"ResourceType": "VOICE_PHONE_NUMBER", **instance}
    starts = connect.pages("list_flow_associations", "FlowAssociationSummaryList", **kind)
    return _State(
        connect,
        center.instance,
        {row["Name"]: row for row in flows},
        {row["PhoneNumber"]: row["PhoneNumberId"] for row in numbers},
        {_last(row["ResourceId"]): _last(row["FlowId"]) for row in starts},
    )


def _require_switchboard(functions: Any, center: Center) -> None:
    """Flows ask it for every contact; it must answer with an object, as flows take nothing else."""
    from botocore.exceptions import BotoCoreError
    from urllib3.exceptions import HTTPError

    event = json.dumps({"Details": {"Parameters": {"line": "", "language": "en-US"}}})
    told = _ask(functions, "invoke", FunctionName=center.switchboard, Payload=event.encode())
    if told.get("FunctionError"):
        raise NoAnswerError(f"the switchboard fails: {told['FunctionError']}")
    try:
        answer = told["Payload"].read()
    except (BotoCoreError, HTTPError, OSError) as error:  # it comes after its head, and may break off
        raise NoAnswerError(f"the switchboard breaks off: {type(error).__name__}") from error
    if not isinstance(json.loads(answer or b"null"), dict):
        raise NoAnswerError("the switchboard answers with nothing")


def _ask(client: Any, operation: str, **arguments: Any) -> Any:
    """Raises MuteError where the service refuses to tell, NoAnswerError where it fails, is silent, or finds nothing."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        asked = getattr(client, operation)
    except AttributeError as error:
        raise MuteError(f"{operation}: the boto3 of this runtime does not know it") from error
    try:
        return asked(**arguments)
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code"))
        kind = MuteError if any(word in code for word in MUTE) else NoAnswerError
        raise kind(f"{operation}: {code}") from error
    except BotoCoreError as error:
        raise NoAnswerError(f"{operation}: {type(error).__name__}") from error


def metrics(center: Center, plan: Plan, seen: Mapping[str, Answers]) -> list[dict[str, Any]]:
    """Of what could be told; and that somebody looked."""
    center_only = {"Deployment": center.deployment, "Center": center.id, "From": center.own}
    data = [_metric("Heartbeat", center_only, 1)]
    for region, answers in seen.items():
        where = {**center_only, "Region": region}
        data += [_metric("LineAnswers", {**where, "Line": line}, told) for line, told in answers.items()]
        if plan and len(answers) == len(plan):
            data.append(_metric("RegionAnswers", where, sum(answers.values()) / len(plan)))
    return data


def _metric(name: str, dimensions: Mapping[str, str], value: float) -> dict[str, Any]:
    named = [{"Name": key, "Value": text} for key, text in dimensions.items()]
    return {"MetricName": name, "Dimensions": named, "Value": float(value)}


def _finding_metric(center: Center, findings: int | None) -> Iterator[dict[str, Any]]:
    if findings is not None:
        where = {"Deployment": center.deployment, "Center": center.id, "From": center.own, "Region": center.own}
        yield _metric("ReplicationFindings", where, findings)


def _findings(center: Center, at: dt.datetime, client: ClientOf, pace: Pace) -> int | None:
    """What Amazon Connect could not mirror to this region; None where it is not asked, or does not tell."""
    if len(center.regions) == 1 or at.minute % FINDINGS_EVERY:
        return None
    connect, found = _Asking(client("connect", center.own), pace, pace.elapsed() + LOOK_SECONDS), 0
    try:
        for number, kind in enumerate(FINDINGS_ABOUT):
            connect.take_turns(number)
            found += _findings_about(connect, center, kind)
    except (MuteError, NoAnswerError) as error:
        log.warning("findings are not told: %s", error)
        return None
    return found


def _findings_about(connect: _Asking, center: Center, kind: str) -> int:
    """Rows and the count are two views of one thing; either may lag."""
    told = connect.ask("list_replication_findings", InstanceId=center.instance, ResourceType=kind)
    rows = [row for row in told.get("ReplicationFindingsList", ()) if row.get("Region") == center.own]
    drifted = (row for row in told.get("ApproximateDriftedResourceCounts", ()) if row["Region"] == center.own)
    counts: list[int] = [row["Count"] for row in drifted]
    return max(len(rows), sum(counts))


def heartbeat(center: Center, at: dt.datetime, answers: Answers, sees: Answers) -> dict[str, Any]:
    """The row, in DynamoDB's JSON."""
    return {
        "scope": {"S": f"heartbeat#{center.id}#{center.own}"},
        "at": {"S": at.astimezone(dt.UTC).isoformat(timespec="seconds")},
        "answers": {"M": {line: {"BOOL": told} for line, told in answers.items()}},
        "sees": {"M": {line: {"BOOL": told} for line, told in sees.items()}},
        "expires": {"N": str(int((at + KEPT).timestamp()))},
    }


def _write(client: ClientOf, region: str, table: str, row: Mapping[str, Any]) -> bool:
    """Whether that region has the row now. The other one may be dark, which is no fault of this function."""
    try:
        _ask(client("dynamodb", region), "put_item", TableName=table, Item=row)
    except (MuteError, NoAnswerError) as error:
        log.warning("no heartbeat in %s: %s", region, error)
        return False
    return True


def _last(arn: str) -> str:
    return arn.rpartition("/")[2]


@functools.cache
def _plan() -> Plan:
    plan: Plan = json.loads((Path(__file__).parent / "lines.json").read_text(encoding="utf-8"))
    return plan


@functools.cache
def _client(service: str, region: str) -> Any:
    import boto3
    from botocore.config import Config

    retries: Any = {"mode": "standard", "total_max_attempts": TRIES}
    patience = Config(connect_timeout=CONNECT_SECONDS, read_timeout=READ_SECONDS, retries=retries)
    return boto3.client(service, region_name=region, config=patience)
