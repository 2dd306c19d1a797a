"""Modules: hops counted without arithmetic, requests told by number, and what the service insists on."""

import json

import pytest

from contact_flows.compile.compile import compile_flows
from contact_flows.compile.hop import hop_module
from contact_flows.compile.modules import contract, results
from contact_flows.language.document import FlowDocument, FlowType
from spec.models import ProgramSpec
from spec.models.centers import Center
from tests.contact_flows.compile.examples import compiled, every_center, key, oregon, reached, routing, washington


def passed_on(hop: FlowDocument, hops: str | None) -> tuple[str, str | None]:
    """Result, and the count afterwards."""
    action = hop.by_id[hop.start]
    while action.type != "EndFlowModuleExecution":
        if action.type == "Compare":
            action = hop.by_id[key(action, hops or "") or str(action.next)]
        else:
            given = action.given("Attributes")
            assert isinstance(given, dict)
            hops = str(given["hops"])
            action = hop.by_id[str(action.next)]
    return str(action.given("Result")), hops


@pytest.mark.parametrize("most", range(6))
def test_a_contact_is_passed_on_as_often_as_the_spec_allows(most: int) -> None:
    hop = hop_module(routing(washington(), max_transfers=most))
    hops, count = None, 0
    while (outcome := passed_on(hop, hops))[0] == "ok":
        hops, count = outcome[1], count + 1
        assert count <= most
    assert (count, outcome[0]) == (most, "bounced")
    assert passed_on(hop, hops) == ("bounced", hops)


def test_a_bounced_caller_reaches_the_supervisor_or_leaves_a_request() -> None:
    base = washington()
    assert base.infrastructure.routing.supervisor is not None
    with_one = compiled(base)["line-main"]
    without = compiled(routing(base, supervisor=None))["line-main"]
    assert (with_one.by_id["bounced"].next, without.by_id["bounced"].next) == ("supervisor", "message")


def test_a_request_is_asked_for_three_times_at_most() -> None:
    module = compiled(washington())["case-status"]
    assert module.by_id["tries"].given("LoopCount") == "3"
    assert {"not-heard", "unknown"} <= {action.id for action in module.actions if action.next == "tries"}
    assert "ask" not in reached(module, "no-success")


def test_the_state_of_a_request_is_told_only_where_the_function_found_it() -> None:
    module = compiled(washington())["case-status"]
    found = module.by_id["found"]
    assert {key(found, "yes"), key(found, "denied"), found.next} == {"keep", "denied", "unknown"}
    assert "tell" not in reached(module, "denied") | reached(module, "unknown", past=["ask"])
    assert "$.External" not in str(module.by_id["denied"].given("Text"))


def test_silence_and_zero_are_no_number_of_a_request() -> None:
    given = compiled(washington())["case-status"].by_id["given"]
    assert (key(given, "Timeout"), key(given, "0")) == ("not-heard", "person")


@every_center
def test_modules_hold_only_what_a_module_may(program: ProgramSpec, center: Center) -> None:
    """No goodbye inside: what ends a contact is the caller's flow's to decide."""
    modules = [flow for flow in compile_flows(program, center).flows if flow.type is FlowType.MODULE]
    assert {"emergency", "hop", "opening"} <= {module.id for module in modules}
    for module in modules:
        kinds = {action.type for action in module.actions}
        assert not kinds & {"DisconnectParticipant", "EndFlowExecution", "TransferToFlow"}
        assert "EndFlowModuleExecution" in kinds
        assert module.settings


def test_a_module_declares_the_branches_by_which_it_returns() -> None:
    flows = compiled(oregon(), "state")
    assert results(flows["hop"]) == ("ok", "bounced")
    declared = json.loads(contract(flows["hop"]) or "")
    assert [result["name"] for result in declared["transitions"]["results"]] == ["ok", "bounced"]
    assert contract(flows["emergency"]) is None


@every_center
def test_every_branch_that_a_flow_takes_is_one_that_its_module_declares(program: ProgramSpec, center: Center) -> None:
    flows = compile_flows(program, center)
    for flow in flows.flows:
        for action in flow.actions:
            if action.type == "InvokeFlowModule":
                module = flows[str(action.given("FlowModuleId")).removeprefix("module:")]
                assert {branch.operands[0] for branch in action.conditions} <= set(results(module)), flow.id
