"""Flows as a caller meets them."""

from contact_flows.journey.journeys import journey, journeys
from contact_flows.journey.model import Kind, Way
from contact_flows.language.document import Action, Condition, ErrorBranch, FlowDocument, FlowSet, FlowType, Ref


def flow(*actions: Action, id: str = "line-main", name: str = "Line Main") -> FlowDocument:  # noqa: A002
    return FlowDocument(id=id, name=name, type=FlowType.CONTACT_FLOW, actions=actions)


def say(id_: str, text: str, then: str) -> Action:
    return Action(id=id_, type="MessageParticipant", parameters={"Text": text}, next=then)


END = Action(id="end", type="DisconnectParticipant")


def test_plumbing_is_passed_over() -> None:
    log = Action(id="log", type="UpdateFlowLoggingBehavior", next="greet")
    found = journey(flow(log, say("greet", "Aloha.", "keep"), Action(id="keep", type="TagContact", next="end"), END))
    assert [(step.block, step.kind) for step in found.steps] == [("greet", Kind.SAYS), ("end", Kind.ENDS)]
    assert found.steps[0].ways == (Way("", 2),)


def test_answers_that_lead_to_the_same_step_are_named_together() -> None:
    ask = Action(
        id="ask",
        type="GetParticipantInput",
        parameters={"Text": "Press 1 or 2."},
        next="end",
        conditions=(Condition("yes", ("1",)), Condition("yes", ("2",))),
        errors=(ErrorBranch("InputTimeLimitExceeded", "end"), ErrorBranch("NoMatchingCondition", "end")),
    )
    found = journey(flow(ask, say("yes", "Thank you.", "end"), END))
    assert found.steps[0].ways == (Way("1, 2", 2), Way("no answer, anything else", 3))


def test_a_failure_that_leads_elsewhere_is_told_apart() -> None:
    queue = Action(
        id="queue",
        type="UpdateContactTargetQueue",
        parameters={"QueueId": Ref("queue", "billing")},
        next="end",
        errors=(ErrorBranch("NoMatchingError", "sorry"),),
    )
    found = journey(flow(queue, say("sorry", "Sorry.", "end"), END), lambda ref: ref.id.title())
    assert found.steps[0].text == "Chooses the queue Billing"
    assert found.steps[0].ways == (Way("", 2), Way("it fails", 3, failure=True))


def test_what_never_returns_has_no_way_on() -> None:
    enter = Action(
        id="enter",
        type="TransferContactToQueue",
        next="end",
        errors=(ErrorBranch("QueueAtCapacity", "full"), ErrorBranch("NoMatchingError", "end")),
    )
    found = journey(flow(enter, say("full", "All lines are busy.", "end"), END))
    assert found.steps[0].ways == (Way("queue full", 2), Way("it fails", 3, failure=True))


def test_another_flow_of_the_set_is_called_by_its_name() -> None:
    go = Action(id="go", type="TransferToFlow", parameters={"ContactFlowId": Ref("flow", "message")}, next="go")
    first, _ = journeys(FlowSet((flow(go), flow(END, id="message", name="Message"))))
    assert (first.steps[0].text, first.steps[0].goes_to) == ("Goes on in Message", "message")


def test_references_in_spoken_text_read_as_what_they_stand_for() -> None:
    found = journey(flow(say("tell", "Your number is $.Attributes.case_reference.", "end"), END))
    assert found.steps[0].words == "Your number is [case reference]."


def test_plumbing_without_end_has_no_steps() -> None:
    assert journey(flow(Action(id="a", type="TagContact", next="a"))).steps == ()
