"""Flows that every line and channel of a center uses: emergency module, hold, whisper, transfer."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.language.document import Action, ErrorBranch, FlowDocument, FlowType, Ref, Value
from spec.models import ProgramSpec
from spec.models.content import Prompt

MODULE_SETTINGS: Value = {
    "InputParameters": (),
    "OutputParameters": (),
    "Transitions": tuple(
        {"DisplayName": name, "ReferenceName": name, "Description": ""} for name in ("Success", "Error")
    ),
}


def emergency_module() -> FlowDocument:
    """Ask the switchboard whether the center is closed or has something to announce; no answer means neither."""
    return FlowDocument(
        id="emergency",
        name="Emergency switchboard",
        type=FlowType.MODULE,
        description="Reads the operator's closures and announcements while the call is running",
        spec_path="infrastructure.resilience",
        settings=MODULE_SETTINGS,
        actions=(
            act.call_function("ask", "switchboard", {"question": "emergency"}, "keep", "back"),
            act.remember(
                "keep",
                {"emergency": "$.External.emergency", "emergency_message": "$.External.message"},
                "back",
            ),
            Action(id="back", type="EndFlowModuleExecution"),
        ),
    )


def hold_flow(program: ProgramSpec, prompts: tuple[Prompt, ...]) -> FlowDocument:
    """What a waiting caller hears, over and over: words, then the center's first recording."""
    return FlowDocument(
        id="hold",
        name="Hold",
        type=FlowType.CUSTOMER_QUEUE,
        description="What a waiting caller hears",
        spec_path="infrastructure.queues",
        actions=(
            Action(
                id="wait",
                type="MessageParticipantIteratively",
                parameters={
                    "Messages": (
                        {"Text": f"Thank you for calling {program.program.name}. Please stay on the line."},
                        *({"PromptId": Ref("prompt", prompt.id)} for prompt in prompts[:1]),
                    )
                },
                next="end",
                errors=(ErrorBranch(act.ANY_ERROR, "end"),),
            ),
            act.end_flow("end"),
        ),
    )


def whisper_flow() -> FlowDocument:
    """Agents may serve other programs too, so the queue is named before the caller speaks (S31-16)."""
    return FlowDocument(
        id="whisper",
        name="Whisper",
        type=FlowType.AGENT_WHISPER,
        description="Names the queue to the agent",
        spec_path="infrastructure.queues",
        actions=(act.say("name-queue", "$.Queue.Name", "end"), act.end_flow("end")),
    )


def transfer_flow(general_queue: str) -> FlowDocument:
    """Behind every quick connect to a queue: the queue that the agent chose, or a person when it fails."""
    return FlowDocument(
        id="transfer",
        name="Transfer to queue",
        type=FlowType.QUEUE_TRANSFER,
        description="Behind quick connects to queues",
        spec_path="infrastructure.quick_connects",
        actions=(
            act.transfer_to_queue("enter", "general", "general"),
            act.target_queue("general", general_queue, "enter-general", "sorry"),
            act.transfer_to_queue("enter-general", "sorry", "sorry"),
            act.say("sorry", "The transfer did not succeed. Please call again.", "end"),
            act.hang_up("end"),
        ),
    )
