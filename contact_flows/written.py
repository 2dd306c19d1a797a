"""Flows for written contacts: chat, e-mail, tasks. Each puts the contact into its queue, or says that it cannot."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.language.document import FlowDocument, FlowType
from spec.models.channels import ChatChannel, EmailAddress


def chat_flow(program_name: str, chat: ChatChannel) -> FlowDocument:
    """Greets, tells when the center is closed or full, and takes the request where no agent can."""
    return FlowDocument(
        id="chat",
        name="Chat",
        type=FlowType.CONTACT_FLOW,
        description="What a person who opens a chat reads",
        spec_path="infrastructure.centers.channels.chat",
        actions=(
            act.log_flow("log", "greet"),
            act.say("greet", f"Welcome to {program_name}. This chat is kept on record.", "emergency"),
            act.run_module("emergency", "emergency", "emergency-kind"),
            act.compare(
                "emergency-kind", "$.Attributes.emergency", {"closed": "closed", "announce": "announce"}, "queue"
            ),
            act.say("announce", "$.Attributes.emergency_message", "queue"),
            act.say("closed", "$.Attributes.emergency_message", "end"),
            act.target_queue("queue", chat.queue, "enter", "take-message"),
            act.transfer_to_queue("enter", "take-message", "take-message"),
            act.call_function(
                "take-message", "open_case", {"reason": "chat_unanswered", "queue": chat.queue}, "kept", "sorry"
            ),
            act.say("kept", "No one is free right now. We keep your request and answer it by e-mail.", "end"),
            act.say("sorry", "We have a technical problem. Please try again in a few minutes.", "end"),
            act.hang_up("end"),
        ),
    )


def email_flow(address: EmailAddress) -> FlowDocument:
    """An e-mail waits in the queue of its address; when that fails it becomes a case, never nothing."""
    return FlowDocument(
        id=f"email-{address.id}",
        name=f"E-mail {address.id}",
        type=FlowType.CONTACT_FLOW,
        description=f"Messages to {address.address}",
        spec_path=f"infrastructure.centers.channels.email.addresses[{address.id}]",
        actions=(
            act.target_queue("queue", address.queue, "enter", "keep"),
            act.transfer_to_queue("enter", "keep", "keep"),
            act.call_function("keep", "open_case", {"reason": "email_unrouted", "queue": address.queue}, "end", "end"),
            act.hang_up("end"),
        ),
    )


def task_flow(queue: str) -> FlowDocument:
    """Callbacks and follow-ups that agents and functions create."""
    return FlowDocument(
        id="task",
        name="Task",
        type=FlowType.CONTACT_FLOW,
        description="Tasks: follow-ups, promised call-backs",
        spec_path="infrastructure.routing.general",
        actions=(
            act.target_queue("queue", queue, "enter", "end"),
            act.transfer_to_queue("enter", "end", "end"),
            act.hang_up("end"),
        ),
    )
