"""What every caller of a line hears before anything else, and where a line is closed."""

from contact_flows.compile.compile import compile_flows
from contact_flows.language.document import FlowDocument
from spec.models import ProgramSpec
from spec.models.centers import Center
from tests.contact_flows.compile.examples import (
    LEAVES,
    compiled,
    consent,
    every_center,
    flow_named,
    hawaii,
    key,
    line,
    oregon,
    reached,
    said,
    washington,
)


def line_flows(program: ProgramSpec, center: Center) -> list[FlowDocument]:
    return [flow for flow in compile_flows(program, center).flows if flow.id.startswith("line-")]


@every_center
def test_recording_starts_before_its_notice_is_spoken(program: ProgramSpec, center: Center) -> None:
    for flow in line_flows(program, center):
        assert flow.by_id["recorded"].error("NoMatchingCondition") == "record"
        assert key(flow.by_id["recorded"], "yes") == key(flow.by_id["recorded"], "no") == "waiting"
        assert flow.start == "log"
        assert flow.by_id["log"].next == "recorded"
        assert not {"greet", "notice"} & reached(flow, past=["recorded"])


@every_center
def test_nobody_leaves_a_line_for_a_queue_without_the_notice(program: ProgramSpec, center: Center) -> None:
    """Only who has heard it on another line, or declined the recording there, does not hear it again."""
    for flow in line_flows(program, center):
        without = reached(flow, past=["noticed"])
        ways_out = [flow.by_id[id_] for id_ in without if flow.by_id[id_].type in LEAVES]
        assert {flow_named(action).removesuffix(f"-{flow.language}") for action in ways_out} <= {
            flow.id,
            *(other.id for other in line_flows(program, center)),
        }
        assert {branch.operands[0] for branch in flow.by_id["noticed"].conditions} == {"yes", "no"}
        assert flow.by_id["noticed"].next == "notice"


def test_the_notice_says_how_to_decline_where_one_may() -> None:
    assert 'Whenever you hear our menu, you can say "no recording"' in said(compiled(washington())["line-main"])
    firm = compiled(consent(washington(), unrecorded_path=False))["line-main"]
    assert "This call is recorded" in said(firm)
    assert "no recording" not in said(firm)


def test_a_caller_who_declines_is_recorded_no_longer_and_comes_back_to_the_menu() -> None:
    flow = compiled(washington())["line-main"]
    stop = flow.by_id["unrecorded"]
    assert stop.given("RecordingBehavior") == {"RecordedParticipants": (), "IVRRecordingBehavior": "Disabled"}
    kept = flow.by_id[str(stop.next)]
    assert kept.given("Attributes") == {"recorded": "no"}
    assert flow.by_id[str(kept.next)].next == "menu-keys"


def test_a_line_that_records_nobody_says_nothing_of_it() -> None:
    flow = compiled(consent(washington(), record_calls=False))["line-main"]
    assert not [action for action in flow.actions if action.type == "UpdateContactRecordingBehavior"]
    assert "record" not in said(flow).casefold()


def test_the_greeting_names_the_program_and_the_agency_and_the_switchboard_is_asked_before_the_hours() -> None:
    flow = compiled(hawaii())["line-main"]
    assert flow.by_id["greet"].given("Text") == hawaii().infrastructure.lines[0].greeting
    assert "hours" not in reached(flow, past=["emergency"])
    assert "greet" not in reached(flow, "emergency")


def test_callers_hear_that_it_is_a_test_only_where_it_is_one() -> None:
    real, test = (said(compiled(hawaii(), test_banner=banner)) for banner in (False, True))
    assert ("This is a test" in real, "This is a test" in test) == (False, True)


def test_a_long_greeting_is_spoken_in_several_prompts_without_a_word_lost() -> None:
    long = " ".join(f"This is sentence number {number} of the greeting." for number in range(80))
    flow = compiled(line(hawaii(), "main", greeting=long))["line-main"]
    parts = [str(action.given("Text")) for action in flow.actions if action.id.startswith("greet")]
    assert len(parts) > 1
    assert all(len(part) <= 3000 for part in parts)
    assert " ".join(parts) == long


def test_an_amount_in_a_text_of_the_agency_is_no_reference() -> None:
    flow = compiled(line(hawaii(), "main", greeting="Miles cost $.02 each. $.Attributes is no word."))["line-main"]
    assert flow.by_id["greet"].given("Text") == "Miles cost $0.02 each. $ Attributes is no word."


def test_a_closed_line_tells_when_it_opens_and_keeps_the_request() -> None:
    flow = compiled(hawaii())["line-main"]
    closed = key(flow.by_id["hours"], "False")
    assert closed is not None
    after = reached(flow, closed)
    assert {"reopens", "message"} <= after
    assert "menu" not in after


def test_an_announced_closure_is_told_before_a_request_is_kept() -> None:
    flow = compiled(hawaii())["line-main"]
    told = flow.by_id[str(key(flow.by_id["emergency-kind"], "closed"))]
    assert told.given("Text") == "$.Attributes.emergency_message"
    assert flow_named(flow.by_id[str(told.next)]) == "message"


def test_a_line_of_another_center_is_dialed_and_keeps_the_request_when_nobody_answers() -> None:
    flow = compiled(oregon(), "state")["line-state_line"]
    dial = next(action for action in flow.actions if action.given("ThirdPartyPhoneNumber") == "+18005550131")
    assert {"CallFailed", "ConnectionTimeLimitExceeded", "NoMatchingError"} == {branch.type for branch in dial.errors}
    assert flow_named(flow.by_id[str(flow.by_id[str(dial.next)].next)]) == "message"


def test_a_line_of_the_same_center_is_reached_by_its_flow_and_counts_as_a_hop() -> None:
    flow = compiled(washington())["line-main"]
    hop = flow.by_id["line-state_policy"]
    assert str(hop.given("FlowModuleId")) == "module:hop"
    assert flow_named(flow.by_id[str(key(hop, "ok"))]) == "line-state_policy"
    assert "supervisor" in reached(flow, str(key(hop, "bounced")))


def test_a_call_that_is_recorded_without_a_notice_is_noted_as_recorded() -> None:
    flow = compiled(consent(washington(), mode="one_party", announce=False))["line-main"]
    assert flow.by_id["record"].next == "noted"
    assert flow.by_id["noted"].given("Attributes") == {"recorded": "yes"}
    assert "notice" not in flow.by_id
