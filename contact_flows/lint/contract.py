"""FD: what a module and the flow that runs it owe one another.

Source: Amazon Connect Administrator Guide, "Flow modules"; what publication looks at was observed live.
"""

from __future__ import annotations

from contact_flows.language.document import Action, FlowType, Value
from contact_flows.lint import roles
from contact_flows.lint.reads import keys_of
from contact_flows.lint.rule import Hit, Hits, rule
from contact_flows.lint.view import FlowView


def _results(module: FlowView) -> set[str]:
    """Branches by which a module returns."""
    return {str(given) for action in module.of(roles.RETURN) if (given := action.given("Result")) is not None}


@rule("warning")
def branch_undeclared(flow: FlowView) -> Hits:
    """FD140: a condition behind a module is on a branch by which the module returns"""
    for action, module in flow.flows.modules_of(flow):
        returned = _results(module)
        for condition in action.conditions:
            operand = str(condition.operands[0]) if condition.operands else ""
            if operand not in returned:
                named = ", ".join(sorted(returned)) or "none"
                yield Hit(
                    action.id,
                    f"the module '{module.document.id}' never returns by '{operand}'",
                    f"its branches: {named}",
                )


@rule("warning")
def branch_unhandled(flow: FlowView) -> Hits:
    """FD141: where a module has branches, each has a condition, or NoMatchingCondition takes the rest"""
    for action, module in flow.flows.modules_of(flow):
        handled = {str(operand) for condition in action.conditions for operand in condition.operands}
        left = sorted(_results(module) - handled)
        if left and handled and action.error("NoMatchingCondition") is None:
            yield Hit(action.id, f"the branch '{left[0]}' of the module leads nowhere", "add a condition for it")


@rule("warning")
def input_missing(flow: FlowView) -> Hits:
    """FD142: a module is given every input that it reads"""
    for action, module in flow.flows.modules_of(flow):
        given = set(keys_of(action, "Input"))
        for name in sorted(_inputs(module) - given):
            message = f"the module '{module.document.id}' reads the input {name}, which is not given"
            yield Hit(action.id, message, "add it to Input")


def _inputs(module: FlowView) -> set[str]:
    return {
        read.reference.path[2]
        for read in module.reads
        if read.reference.path[:2] == ("Modules", "Input") and len(read.reference.path) > _MEMBER
    }


_MEMBER = 2


@rule("warning")
def result_missing(flow: FlowView) -> Hits:
    """FD143: what is read of a module's result is something that a module of this flow returns"""
    modules = [module for _, module in flow.flows.modules_of(flow)]
    calls = [action for action in flow.of(roles.INVOKE_MODULE) if flow.flows.named(_module(action)) is None]
    if calls or not modules or flow.type is FlowType.MODULE:
        return
    returned = {
        name for module in modules for action in module.of(roles.RETURN) for name in keys_of(action, "ResultData")
    }
    for read in flow.reads:
        path = read.reference.path
        if path[:2] == ("Modules", "ResultData") and len(path) > _MEMBER and path[_MEMBER] not in returned:
            message = f"no module of this flow returns {path[_MEMBER]}"
            yield Hit(read.action.id, message, "add it to ResultData of the module, or set a contact attribute there")


def _module(action: Action) -> Value:
    return action.given("FlowModuleId")
