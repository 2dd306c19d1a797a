"""Flows read back: under the spec's names, as callers have them."""

from __future__ import annotations

import json

from contact_flows.language.canonical import canonical
from contact_flows.language.document import Ref
from operate.conformity.flows import NEWEST, flow_words, unqualified
from operate.flows.reading import FoundFlow, References, read_flows
from spec.deployed import Deployed, DeployedCenter
from tests.operate.fake_connect import CENTER, INSTANCE, FakeConnect, Flow, Here, alias, content, standing

ROW = {"Id": "f1", "Arn": f"{INSTANCE}/contact-flow/f1", "ContactFlowType": "CONTACT_FLOW"}


def test_a_flow_is_read_as_its_alias_has_it_and_others_as_they_are_published() -> None:
    connect = standing(content("Aloha."), content("Hello."), at=1)
    flows = read_flows(Here(connect=connect), CENTER)
    said = {flow.id: flow.by_id["greet"].given("Text") for flow in flows.flows}
    assert said == {"line-main": "Aloha.", "queue-billing": "One moment."}


def test_arns_become_the_names_of_the_spec() -> None:
    flows = read_flows(Here(connect=standing(content("Aloha."), at=1)), CENTER)
    assert flows["line-main"].by_id["queue"].given("QueueId") == Ref("queue", "billing")


def test_flows_that_nobody_deployed_and_flows_that_are_gone_are_left_out() -> None:
    connect = standing(content("Aloha."), at=1)
    connect.flows["default"] = Flow("Default queue flow", content("Thank you for calling."))
    del connect.flows["f2"]
    assert [flow.id for flow in read_flows(Here(connect=connect), CENTER).flows] == ["line-main"]


def test_an_alias_stands_for_its_flow() -> None:
    assert References(CENTER.references())(f"{INSTANCE}/contact-flow/f1:a1") == Ref("flow", "line-main")


def test_layout_and_key_order_of_a_flow_never_show_as_difference() -> None:
    plain = json.loads(content("Aloha."))
    turned = json.dumps({**dict(reversed(plain.items())), "Metadata": {"x": 1}, "Actions": plain["Actions"][::-1]})
    names = References(CENTER.references())
    first, second = (
        canonical(FoundFlow("Line", None, "PUBLISHED", text).document("f", names))
        for text in (json.dumps(plain), turned)
    )
    assert first == second


def words(connect: FakeConnect, center: DeployedCenter = CENTER) -> dict[str, object]:
    _, found = flow_words(connect, "i", ROW, References(center.references()))
    return found


def test_the_table_says_which_version_callers_reach() -> None:
    old, new = content("Aloha."), content("Hello.")
    assert words(standing(old, new, at=2))["callers reach"] == NEWEST
    assert words(standing(old, new, at=1))["callers reach"] == "version 1 of 2"
    without = standing(old, new, at=2)
    without.flows["f1"].aliases.clear()
    assert "deleted" in str(words(without)["callers reach"])


def test_a_flow_without_an_alias_has_no_version_to_reach() -> None:
    other = CENTER.model_copy(update={"resources": CENTER.resources[:3]})
    assert "callers reach" not in words(FakeConnect(f1=Flow("Line", content("Aloha."))), other)


def test_content_that_is_no_flow_is_told_as_it_is_so_that_it_differs() -> None:
    broken = FakeConnect(f1=Flow("Line", "not a flow", ["not a flow"], alias(1)))
    assert words(broken)["content"] == "not a flow"


def test_an_arn_loses_its_version_and_nothing_else() -> None:
    assert unqualified(f"{INSTANCE}/contact-flow/f1:a1") == unqualified(ROW["Arn"]) == ROW["Arn"]
    assert unqualified("") == ""


def test_deployed_json_keeps_aliases_through_a_round_trip() -> None:
    whole = Deployed(
        version=1, program="p", stack="dev", target="sandbox", spec_digest="", deployed_at="", centers={"c": CENTER}
    )
    again = Deployed.model_validate_json(whole.model_dump_json())
    assert again.centers["c"].references() == CENTER.references()
