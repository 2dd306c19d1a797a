"""What stands behind the flows of a deployed center: the bot that hears, and the code that functions run."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from contact_flows.compile.phrases import function_words
from infra.functions.case_status import handler as case_status
from infra.functions.open_case import handler as open_case
from tests.e2e.home import HAWAII, Home
from tests.e2e.test_changes import edited

pytestmark = pytest.mark.xdist_group("e2e-changes")

REGION = "us-west-2"
CALLER, STRANGER = "+18085550199", "+18085550123"
CALENDAR = {"time_zone": "Pacific/Honolulu", "weekdays": [0, 1, 2, 3, 4], "closed": [], "words": function_words()}


def settings(home: Home, function: str) -> dict[str, str]:
    """The environment with which a function of the center was deployed."""
    client = home.aws("lambda", REGION)
    names = [row["FunctionName"] for row in client.list_functions()["Functions"]]
    (name,) = [name for name in names if name.endswith(function)]
    found: dict[str, str] = client.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
    return found


def call_from(number: str, **asked: str) -> dict[str, Any]:
    contact = {"ContactId": "contact-1", "CustomerEndpoint": {"Address": number, "Type": "TELEPHONE_NUMBER"}}
    return {"Details": {"ContactData": contact, "Parameters": asked}}


def test_a_request_that_a_function_opens_is_told_to_its_caller_only(standing: Home) -> None:
    cases, profiles = standing.aws("connectcases", REGION), standing.aws("customer-profiles", REGION)
    made = open_case.open_case(
        call_from(CALLER, reason="callback_requested", language="en-US"),
        cases=cases,
        profiles=profiles,
        calendar=CALENDAR,
        settings=settings(standing, "open-case"),
        now=dt.datetime(2026, 11, 20, 20, tzinfo=dt.UTC),
    )
    assert (len(made["reference"]), made["reference"].isdecimal()) == (8, True)

    def told(number: str, reference: str) -> str:
        answer = case_status.case_status(
            call_from(number, reference=reference, language="en-US"),
            cases=cases,
            profiles=profiles,
            settings=settings(standing, "case-status"),
            words=function_words(),
        )
        return f"{answer['found']} {answer['status']}"

    assert told(CALLER, made["reference"]) == "yes open"
    assert told(STRANGER, made["reference"]) == "denied none"
    assert told(CALLER, "00000000") == "no none"


def bots_of(home: Home) -> tuple[str, str]:
    """ARN of the alias that the instance may ask, and the version for which it stands."""
    connect = home.aws("connect", REGION)
    (instance,) = connect.list_instances()["InstanceSummaryList"]
    (row,) = connect.list_bots(InstanceId=instance["Id"], LexVersion="V2")["LexBots"]
    arn: str = row["LexV2Bot"]["AliasArn"]
    bot, alias = arn.split("/")[-2:]
    told = home.aws("lexv2-models", REGION).describe_bot_alias(botId=bot, botAliasId=alias)
    return arn, told["botVersion"]


def test_new_words_in_a_menu_move_the_same_alias_to_a_new_version(standing: Home, tmp_path: Path) -> None:
    before, version = bots_of(standing)
    program = edited(tmp_path, "label: why this program exists", "label: what the program is for")
    done = standing.run("up", program, "--yes", "--json")
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert (told["changes"]["replace"], told["differs"], told["missing"]) == (0, 0, 0)
    after, newer = bots_of(standing)
    assert after == before
    assert int(newer) > int(version)
    lex = standing.aws("lexv2-models", REGION)
    versions = lex.list_bot_versions(botId=before.split("/")[-2])["botVersionSummaries"]
    assert [one["botVersion"] for one in versions] == ["DRAFT", newer]


def test_a_flow_in_a_circle_that_was_changed_by_hand_is_put_right(standing: Home) -> None:
    connect = standing.aws("connect", REGION)
    (instance,) = connect.list_instances()["InstanceSummaryList"]
    flows = connect.list_contact_flows(InstanceId=instance["Id"])["ContactFlowSummaryList"]
    (fallback,) = [row["Id"] for row in flows if row["Name"] == "Fallback"]
    place = {"InstanceId": instance["Id"], "ContactFlowId": fallback}
    wanted = connect.describe_contact_flow(**place)["ContactFlow"]["Content"]
    hang_up = {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}
    by_hand = {"Version": "2019-10-30", "StartAction": "end", "Metadata": {}, "Actions": [hang_up]}
    connect.update_contact_flow_content(**place, Content=json.dumps(by_hand))
    assert standing.run("drift", HAWAII).code == 1
    assert standing.run("up", HAWAII, "--yes", "--refresh").code == 0
    assert connect.describe_contact_flow(**place)["ContactFlow"]["Content"] == wanted
