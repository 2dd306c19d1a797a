"""Constructors of the actions that our flows use, each with exactly the branches that the service insists on.

`NextAction` repeats the branch that the console writes there, so that a flow of ours and its console export are equal.
Sources: Amazon Connect Developer Guide, one page per action type; where the live service differs, the service.
"""

from contact_flows.actions.branches import ANY_ERROR
from contact_flows.actions.contact import (
    call_back_at,
    hook,
    prioritize,
    record,
    remember,
    stop_recording,
    target_queue,
    transfer_to_queue,
)
from contact_flows.actions.control import (
    check_hours,
    compare,
    distribute,
    end_flow,
    go_to_flow,
    hang_up,
    log_flow,
    repeat,
    returns,
    run_module,
)
from contact_flows.actions.outside import call_function, dial
from contact_flows.actions.place import from_spec
from contact_flows.actions.speak import ask_bot, ask_digits, in_markup, menu, say, speak_as

__all__ = [
    "ANY_ERROR",
    "ask_bot",
    "ask_digits",
    "call_back_at",
    "call_function",
    "check_hours",
    "compare",
    "dial",
    "distribute",
    "end_flow",
    "from_spec",
    "go_to_flow",
    "hang_up",
    "hook",
    "in_markup",
    "log_flow",
    "menu",
    "prioritize",
    "record",
    "remember",
    "repeat",
    "returns",
    "run_module",
    "say",
    "speak_as",
    "stop_recording",
    "target_queue",
    "transfer_to_queue",
]
