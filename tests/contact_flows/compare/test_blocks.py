"""Differences of flows, block by block."""

from dataclasses import replace

from contact_flows.compare.blocks import BlockChange, Kind, PartChange, changes
from contact_flows.language.document import Action, Condition, ErrorBranch, FlowDocument, FlowSet, FlowType, Ref


def flow(*actions: Action, id: str = "line-main", start: str = "") -> FlowSet:  # noqa: A002 - the field's name
    found = FlowDocument(id=id, name="Line Main", type=FlowType.CONTACT_FLOW, actions=actions, start=start)
    return FlowSet((found,))


SAY = Action(id="greet", type="MessageParticipant", parameters={"Text": "Aloha."}, next="ask")
ASK = Action(
    id="ask",
    type="GetParticipantInput",
    parameters={"Text": "Press 1.", "InputTimeLimitSeconds": "10"},
    next="end",
    conditions=(Condition("bill", ("1",)),),
    errors=(ErrorBranch("NoMatchingError", "end"), ErrorBranch("NoMatchingCondition", "end")),
)
BILL = Action(id="bill", type="UpdateContactTargetQueue", parameters={"QueueId": Ref("queue", "billing")}, next="end")
END = Action(id="end", type="DisconnectParticipant")


def test_equal_flows_have_no_changes() -> None:
    assert changes(flow(SAY, ASK, BILL, END), flow(SAY, ASK, BILL, END)) == ()


def test_layout_and_orders_that_mean_nothing_never_show() -> None:
    shuffled = replace(ASK, errors=ASK.errors[::-1])
    other = FlowSet((replace(flow(END, BILL, shuffled, SAY, start="greet").flows[0], metadata={"greet": {"x": 1}}),))
    assert changes(flow(SAY, ASK, BILL, END), other) == ()


def test_a_changed_text_shows_before_and_after() -> None:
    after = flow(replace(SAY, parameters={"Text": "Welcome."}), ASK, BILL, END)
    (change,) = changes(flow(SAY, ASK, BILL, END), after)
    parts = (PartChange("Text", "Aloha.", "Welcome."),)
    assert change.blocks == (BlockChange(Kind.CHANGED, "greet", "MessageParticipant", parts),)


def test_a_retargeted_branch_names_its_condition() -> None:
    after = flow(SAY, replace(ASK, conditions=(Condition("end", ("1",)),)), BILL, END)
    (change,) = changes(flow(SAY, ASK, BILL, END), after)
    assert change.blocks[0].parts == (PartChange("on Equals 1", "bill", "end"),)


def test_a_dropped_error_branch_shows_as_gone() -> None:
    after = flow(SAY, replace(ASK, errors=ASK.errors[:1]), BILL, END)
    (change,) = changes(flow(SAY, ASK, BILL, END), after)
    assert change.blocks[0].parts == (PartChange("on NoMatchingCondition", "end", None),)


def test_a_block_that_only_got_another_name_says_which() -> None:
    before, after = flow(SAY, replace(ASK, next="bill"), BILL, END), flow(SAY, ASK, replace(BILL, id="pay"), END)
    found = {block.block: block for block in changes(before, after)[0].blocks}
    assert found["pay"].was == "bill"
    assert found["pay"].kind is Kind.CHANGED


def test_blocks_and_flows_come_and_go() -> None:
    (change,) = changes(flow(SAY, END), flow(SAY, BILL, END))
    assert change.blocks == (BlockChange(Kind.ADDED, "bill", "UpdateContactTargetQueue"),)
    (back,) = changes(flow(SAY, BILL, END), flow(SAY, END))
    assert back.blocks == (BlockChange(Kind.REMOVED, "bill", "UpdateContactTargetQueue"),)
    kinds = [(found.kind, found.flow) for found in changes(flow(END), flow(END, id="chat"))]
    assert kinds == [(Kind.ADDED, "chat"), (Kind.REMOVED, "line-main")]


def test_another_first_block_is_a_change_of_the_flow() -> None:
    (change,) = changes(flow(SAY, END), flow(SAY, END, start="end"))
    assert change.parts == (PartChange("start", "greet", "end"),)
