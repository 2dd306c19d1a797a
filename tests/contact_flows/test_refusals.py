"""Problems of a publication, mapped to blocks and parts of the spec."""

import pytest

from contact_flows.language.document import Action, FlowDocument, FlowType
from contact_flows.refusals import Refused, problems_in, refused

MENU = "infrastructure.lines[main].menu"
LINE = "infrastructure.lines[main]"
FLOW = FlowDocument(
    id="line-main",
    name="Line Main",
    type=FlowType.CONTACT_FLOW,
    spec_path=LINE,
    actions=(
        Action(id="hello", type="MessageParticipant", next="menu"),
        Action(id="menu", type="GetParticipantInput", next="end", spec_path=MENU),
        Action(id="end", type="DisconnectParticipant"),
    ),
)


@pytest.mark.parametrize(
    ("problem", "block", "path"),
    [
        ("Action is missing required error. Error: NoMatchingError, Path: Actions[1]", "menu", MENU),
        ("Invalid Action property value. Path: Actions[1].Parameters.Text", "menu", MENU),
        ("Invalid branch. Path: 1.Evaluate", "menu", MENU),
        ("0.Parameter is not valid", "hello", LINE),
        ("Duplicate Action identifier. Identifier: menu", "menu", MENU),
        ("Invalid StartAction. Action does not exist: menu", "menu", MENU),
        ("Invalid Action type. Type: GetParticipantInput", "menu", MENU),
        ("Action is not supported in the flow type. Type: X, FlowType: Y, Path: Actions[2]", "end", LINE),
    ],
)
def test_a_problem_is_found_in_its_block(problem: str, block: str, path: str) -> None:
    assert refused(FLOW, problem) == Refused(problem, block, FLOW.by_id[block].type, path)


@pytest.mark.parametrize(
    "problem",
    [
        "Invalid JSON",
        "Invalid Action error. Error: QueueDoesNotExist",
        "Action is missing required property. Path: Actions[99].Transitions.NextAction",
        "Invalid StartAction. Action does not exist: nowhere",
        "",
    ],
)
def test_what_points_nowhere_is_a_problem_of_the_flow(problem: str) -> None:
    assert refused(FLOW, problem) == Refused(problem, "", "", LINE)


def test_problems_are_read_out_of_the_message_of_a_failure() -> None:
    message = "creating x: Invalid request: the flow is not valid. problems: [Path: Actions[0].X; Path: 1.Evaluate]"
    assert problems_in(message) == ("Path: Actions[0].X", "Path: 1.Evaluate")


def test_a_failure_without_a_list_has_no_problems() -> None:
    assert problems_in("AccessDeniedException: no") == ()
