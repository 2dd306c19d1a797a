"""Defects that show in what the region answers: each is caught, in words that say what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from operate.readiness.verdict import State
from tests.operate.readiness.cloud import Bend, Cloud, answer, refuse
from tests.operate.readiness.planting import BROKEN, LOST, Plant, Planted, assert_caught, checked
from tests.operate.readiness.standing import DOMAIN, Standing
from tests.sandbox.replication.rig import EAST, WEST

pytestmark = pytest.mark.xdist_group("readiness")
"""One worker stands the center up once for all of these."""


def bent(service: str, operation: str, bend: Bend, region: str = WEST) -> Plant:
    def plant(_: Standing, cloud: Cloud) -> None:
        cloud.bent[service, region, operation] = bend

    return plant


def told(service: str, operation: str, change: Callable[[dict[str, Any]], object]) -> Plant:
    return bent(service, operation, answer(change))


def without(member: str, kind: str, id_: str, key: str = "Id") -> Callable[[Standing, dict[str, Any]], None]:
    def change(stands: Standing, found: dict[str, Any]) -> None:
        found[member] = [row for row in found[member] if row[key] != stands.aws_id(kind, id_)]

    return change


def gone(operation: str, member: str, kind: str, id_: str) -> Plant:
    """The region lists it no longer."""

    def plant(stands: Standing, cloud: Cloud) -> None:
        change = without(member, kind, id_)
        cloud.bent["connect", WEST, operation] = answer(lambda found: change(stands, found))

    return plant


def only_in_the_east(operation: str, member: str, row: dict[str, Any]) -> Plant:
    return bent("connect", operation, answer(lambda found: found[member].append(row)), EAST)


def at(path: str, value: Any) -> Callable[[dict[str, Any]], object]:
    """Sets a member of an answer, however deep."""
    *way, last = path.split(".")

    def change(found: dict[str, Any]) -> None:
        for name in way:
            found = found[name]
        found[last] = value

    return change


def incomplete(found: dict[str, Any]) -> None:
    for row in found["ReplicationConfiguration"]["ReplicationStatusSummaryList"]:
        row["ReplicationStatus"] = "INSTANCE_REPLICATION_IN_PROGRESS"


def drifting(found: dict[str, Any]) -> None:
    found["ApproximateDriftedResourceCounts"] = [{"Region": WEST, "Count": 3}]


def fewer_calls(found: dict[str, Any]) -> None:
    for row in found["Quotas"]:
        if row["QuotaName"].startswith("Concurrent active calls"):
            row["Value"] = 5.0


def names_the_other_region(found: dict[str, Any]) -> None:
    flow = found["ContactFlow"]
    flow["Content"] = flow["Content"].replace("$.AwsRegion", EAST)


def saved(found: dict[str, Any]) -> None:
    found["ContactFlow"]["Status"] = "SAVED"


def archived(found: dict[str, Any]) -> None:
    for row in found["ContactFlowSummaryList"]:
        row["ContactFlowState"] = "ARCHIVED"


def not_named(found: dict[str, Any]) -> None:
    found["TelephonyConfig"]["Distributions"] = found["TelephonyConfig"]["Distributions"][:1]


PLANTED: dict[str, Planted] = {
    "instance not active": Planted(
        told("connect", "describe_instance", at("Instance.InstanceStatus", "CREATION_FAILED")),
        "main", BROKEN, "CREATION_FAILED, not ACTIVE", "AWS Support",
    ),
    "replication incomplete": Planted(
        told("connect", "describe_instance", incomplete), "main", BROKEN, "IN_PROGRESS, not complete", "wait until"
    ),
    "no global sign-in": Planted(
        told("connect", "describe_instance", at("ReplicationConfiguration.GlobalSignInEndpoint", "")),
        "agents", BROKEN, "no global sign-in endpoint", "AWS Support",
    ),
    "drift counted": Planted(
        told("connect", "list_replication_findings", drifting), "agents", LOST, "us-west-2 drifts: 3 of kind", "list-replication-findings"
    ),
    "function inactive": Planted(
        told("lambda", "get_function", at("Configuration.State", "Inactive")), "main", LOST, "is Inactive in us-west-2", "repair it"
    ),
    "function half updated": Planted(
        told("lambda", "get_function", at("Configuration.LastUpdateStatus", "Failed")), "main", LOST, "is not updated in us-west-2", "repair it"
    ),
    "bot alias missing": Planted(
        bent("lexv2-models", "describe_bot_alias", refuse("ResourceNotFoundException")),
        "main", LOST, "alias of the bot menu is not in us-west-2", "civicline up",
    ),
    "bot alias failed": Planted(
        told("lexv2-models", "describe_bot_alias", at("botAliasStatus", "Failed")), "main", LOST, "is Failed in us-west-2", "build the bot again"
    ),
    "bot not associated": Planted(
        told("connect", "list_bots", at("LexBots", [])), "main", LOST, "bot menu is not associated", "associate-bot"
    ),
    "prompt missing": Planted(
        gone("list_prompts", "PromptSummaryList", "prompt", "welcome"), "main", LOST, "the prompt Welcome is not in us-west-2", "findings"
    ),
    "queue missing": Planted(
        gone("list_queues", "QueueSummaryList", "queue", "general"), "main", BROKEN, "the queue General is not in us-west-2", "findings"
    ),
    "hours missing": Planted(
        gone("list_hours_of_operations", "HoursOfOperationSummaryList", "hours", "office"),
        "main", BROKEN, "the hours Office is not in us-west-2", "findings",
    ),
    "flow missing": Planted(
        gone("list_contact_flows", "ContactFlowSummaryList", "flow", "line-main"), "main", BROKEN, "flow line-main (line-main) in us-west-2 is not there", "findings"
    ),
    "flow not published": Planted(
        told("connect", "describe_contact_flow", saved), "main", BROKEN, "is SAVED, not PUBLISHED", "civicline up"
    ),
    "flow archived": Planted(
        told("connect", "list_contact_flows", archived), "email", BROKEN, "is ARCHIVED", "civicline up"
    ),
    "flow no flow": Planted(
        told("connect", "describe_contact_flow", at("ContactFlow.Content", "{}")), "task", BROKEN, "content that is no flow", "civicline up"
    ),
    "flow names the other region": Planted(
        told("connect", "describe_contact_flow", names_the_other_region), "main", BROKEN, "which is in us-east-1", "$.AwsRegion"
    ),
    "number without flow": Planted(
        told("connect", "list_flow_associations", at("FlowAssociationSummaryList", [])), "main", BROKEN, "starts no flow in us-west-2", "associate-phone-number"
    ),
    "number not claimed": Planted(
        told("connect", "describe_phone_number", at("ClaimedPhoneNumberSummary.PhoneNumberStatus.Status", "FAILED")),
        "main", BROKEN, "is FAILED, not CLAIMED", "AWS",
    ),
    "group not active": Planted(
        told("connect", "describe_traffic_distribution_group", at("TrafficDistributionGroup.Status", "PENDING")),
        "voice", BROKEN, "group is PENDING", "wait",
    ),
    "group does not name the region": Planted(
        told("connect", "get_traffic_distribution", not_named), "voice", BROKEN, "does not name us-west-2", "get-traffic-distribution"
    ),
    "no agent there": Planted(
        told("connect", "list_users", at("UserSummaryList", [])),
        "chat", BROKEN, "user ana is not in us-west-2", "findings",
    ),
    "task template missing": Planted(
        only_in_the_east("list_task_templates", "TaskTemplates", {"Name": "Call back", "Status": "ACTIVE"}),
        "task", LOST, "task template Call back of us-east-1 is not in us-west-2", "civicline up",
    ),
    "evaluation form missing": Planted(
        only_in_the_east("list_evaluation_forms", "EvaluationFormSummaryList", {"Title": "Calls", "ActiveVersion": 1}),
        "agents", LOST, "evaluation form Calls of us-east-1", "civicline up",
    ),
    "rule missing": Planted(
        only_in_the_east("list_rules", "RuleSummaryList", {"Name": "Threats", "PublishStatus": "PUBLISHED"}),
        "agents", LOST, "rule Threats of us-east-1", "civicline up",
    ),
    "routing profile missing": Planted(
        gone("list_routing_profiles", "RoutingProfileSummaryList", "routing_profile", "agents"),
        "agents", LOST, "routing profile", "findings",
    ),
    "address missing": Planted(
        told("connect", "search_email_addresses", at("EmailAddresses", [])), "email", BROKEN, f"desk@{DOMAIN} is not on the instance", "create-email-address"
    ),
    "identity not verified": Planted(
        told("sesv2", "get_email_identity", at("VerifiedForSendingStatus", False)), "email", BROKEN, "is not verified in us-west-2", "DKIM"
    ),
    "identity not associated": Planted(
        told("connect", "list_integration_associations", at("IntegrationAssociationSummaryList", [])),
        "email", BROKEN, "is not associated with the identity", "SES_IDENTITY",
    ),
    "sending switched off": Planted(
        told("sesv2", "get_account", at("SendingEnabled", False)), "email", BROKEN, "does not let this account send", "SES console"
    ),
    "sending in the sandbox": Planted(
        told("sesv2", "get_account", at("ProductionAccessEnabled", False)), "email", BROKEN, "sandbox of new accounts", "SES console"
    ),
    "sending lower": Planted(
        told("sesv2", "get_account", at("SendQuota.Max24HourSend", 200.0)), "email", LOST, "sends 200 messages a day, in us-east-1 50000", "SES console"
    ),
    "quota lower": Planted(
        told("service-quotas", "list_service_quotas", fewer_calls), "main", LOST, "'Concurrent active calls per instance' in us-west-2 is 5, in us-east-1 10", "L-12AB7C57"
    ),
    "answer of another shape": Planted(
        bent("connect", "describe_instance", lambda _: {}),
        "voice", BROKEN, "the instance in us-west-2 could not be read", "let your role read it",
    ),
    "functions unreadable": Planted(
        bent("connect", "list_lambda_functions", refuse()), "main", BROKEN, "the Lambda functions in us-west-2 could not be read", "let your role read it"
    ),
    "flows unreadable": Planted(
        bent("connect", "list_contact_flows", refuse()), "chat", BROKEN, "the flows in us-west-2 could not be read", "let your role read it"
    ),
    "e-mail unreadable": Planted(
        bent("sesv2", "get_account", refuse()), "email", BROKEN, "e-mail in us-west-2 could not be read", "let your role read it"
    ),
    "quotas unreadable": Planted(
        bent("service-quotas", "list_service_quotas", refuse()), "voice", LOST, "service quotas of Amazon Connect of us-west-2 could not be read", "check again"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_a_defect_in_what_the_region_answers_is_caught(untouched: Standing, name: str) -> None:
    cloud = Cloud()
    PLANTED[name].plant(untouched, cloud)
    assert_caught(PLANTED[name], untouched, cloud)


@pytest.mark.parametrize("region", [EAST, WEST])
def test_the_clean_deployment_passes_in_both_regions(untouched: Standing, region: str) -> None:
    cloud = Cloud()
    readiness = checked(untouched, cloud, region)
    assert [verdict.why for verdict in readiness.verdicts if verdict.state is not State.READY] == []
    assert readiness.ready
    assert {verdict.subject.id for verdict in readiness.verdicts} == {
        "main",
        "voice",
        "chat",
        "email",
        "task",
        "agents",
    }
    assert cloud.changes == []
    assert len(cloud.asked) > 50, "it looked"
