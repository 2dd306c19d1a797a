"""Rules about compiled flows: each on the flows of an example with one thing changed by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from contact_flows.language.document import Action, FlowSet, Ref, Value
from contact_flows.lint import Context, lint
from tests.contact_flows.compile.examples import compiled, washington

Change = Callable[[Action], Action]


@cache
def unbroken() -> FlowSet:
    return compiled(washington())


def with_parameter(name: str, value: Value) -> Change:
    return lambda action: replace(action, parameters={**(action.parameters or {}), name: value})


def codes(flow: str, block: str, change: Change, context: Context | None = None) -> set[str]:
    """Of what is found in the block once it is changed."""
    document = unbroken()[flow]
    assert block in document.by_id
    actions = tuple(change(action) if action.id == block else action for action in document.actions)
    flows = [replace(one, actions=actions) if one.id == flow else one for one in unbroken().flows]
    found = lint(flows, context=context or Context.of(washington()))
    return {one.code for one in found if (one.flow, one.block) == (flow, block)}


def test_compiled_flows_keep_what_the_spec_promises() -> None:
    assert lint(unbroken().flows, context=Context.of(washington())) == ()


@pytest.mark.parametrize(("times", "wrong"), [("0", True), ("1", False), ("10", False), ("90", True)])
def test_a_question_is_asked_again_at_least_once_and_not_for_ever(times: str, *, wrong: bool) -> None:
    found = codes("queue-billing", "offer-again", with_parameter("LoopCount", times), Context())
    assert ("FG107" in found) is wrong


def test_a_loop_that_waits_in_between_may_go_round_for_a_day() -> None:
    task = unbroken()["task"]
    assert any(int(str(action.given("LoopCount"))) > 10 for action in task.actions if action.type == "Loop")
    assert [found for found in lint([task]) if found.code == "FG107"] == []


def test_an_attribute_that_is_misspelled_where_it_is_set_has_no_reader() -> None:
    misspelled = with_parameter("Attributes", {"hopps": "1"})
    assert "FD113" in codes("hop", "count-1", misspelled)
    assert "FD113" not in codes("hop", "count-1", misspelled, Context())


def test_a_program_that_records_never_switches_recording_off_unasked() -> None:
    off = with_parameter("RecordingBehavior", {"RecordedParticipants": (), "IVRRecordingBehavior": "Disabled"})
    assert "FC142" in codes("line-main", "record", off)
    assert "FC142" not in codes("line-main", "record", off, Context(records=False))


def test_a_caller_who_refused_to_be_recorded_is_not_recorded() -> None:
    on: Value = {"RecordedParticipants": ("Agent", "Customer"), "IVRRecordingBehavior": "Enabled"}
    assert "FC142" in codes("line-main", "unrecorded", with_parameter("RecordingBehavior", on))


def test_the_flow_of_a_queue_names_that_queue_and_its_hours() -> None:
    assert "FD150" in codes("queue-billing", "target", with_parameter("QueueId", Ref("queue", "general")))
    assert "FD150" in codes(
        "queue-billing", "hours", with_parameter("HoursOfOperationId", Ref("hours", "state_policy"))
    )


def test_a_block_that_is_made_for_a_queue_names_that_queue() -> None:
    assert "FD150" in codes("waiting", "promise-billing", with_parameter("QueueId", Ref("queue", "general")))


def test_a_module_is_run_for_something_that_is_read_behind_it() -> None:
    other = with_parameter("FlowModuleId", Ref("module", "emergency"))
    assert "FD144" in codes("queue-billing", "offer", other)
    assert "FD144" not in codes("queue-billing", "offer", other, Context())


def test_a_number_that_is_dialed_stands_in_the_spec() -> None:
    wrong = with_parameter("ThirdPartyPhoneNumber", "+13605550199")
    assert "FD151" in codes("fallback", "other-1-dial", wrong)
    assert "FD151" not in codes("fallback", "other-1-dial", wrong, Context())


def test_a_task_begins_where_tasks_are_routed() -> None:
    other = with_parameter("ContactFlowId", Ref("flow", "waiting"))
    assert "FD152" in codes("message", "work-own", other)
    assert "FD152" not in codes("message", "work-own", other, Context())
