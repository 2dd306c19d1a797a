"""Invoke module and Return: a call with isolation. A module sees contact attributes and its input, nothing else.

Source: Administrator Guide, "Flow modules".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contact_flows.language.document import FlowType
from contact_flows.simulate.graph import Edge, Run
from contact_flows.simulate.making import Maker, Making
from contact_flows.simulate.references import static
from contact_flows.simulate.session import Session, Signal
from contact_flows.simulate.walking import walk

DEEPEST = 5
MODULES = frozenset({FlowType.MODULE, None})
EMPTY: Mapping[str, Any] = {}


def invoke(making: Making) -> Run:
    key, given, branches = making.text("FlowModuleId"), making.fields("Input"), making.branches
    flow, block = making.place()

    def run(s: Session) -> Edge:
        name = key(s)
        module = s.flows.get(name)
        if module is None or module.start is None or module.type not in MODULES or name in s.world.faults:
            s.remark(flow, block, f"there is no module {name}")
            return branches.error()
        if module.key in s.module_stack or len(s.module_stack) >= DEEPEST:
            s.remark(flow, block, "modules may nest five deep, and never call themselves")
            return branches.error()
        signal = _call(s, module.key, module.start, given(s))
        if signal is not Signal.RETURNED:
            s.signal = signal
            return branches.end
        result, data = s.returned
        s.modules = {"Result": result, "ResultData": data}
        return branches.on(result) if result else branches.next

    return run


def _call(s: Session, key: str, start: Any, given: Mapping[str, Any]) -> Signal:
    """Single slots are the module's own while it runs, and the caller's again afterwards."""
    outer = (s.external, s.lex, s.metrics, s.stored, s.view, s.customer)
    modules, flow_attributes, stack = s.modules, s.flow_attributes, s.module_stack
    s.external, s.lex, s.metrics, s.stored, s.view, s.customer = EMPTY, EMPTY, EMPTY, None, EMPTY, EMPTY
    s.modules, s.flow_attributes, s.module_stack = {"Input": given}, {}, (*s.module_stack, key)
    s.returned = ("", EMPTY)
    try:
        return walk(s, start)
    finally:  # also when an agent or the caller ends it in the middle: the next flow must find nothing of the module
        s.external, s.lex, s.metrics, s.stored, s.view, s.customer = outer[:6]
        s.modules, s.flow_attributes, s.module_stack = modules, flow_attributes, stack


def give_back(making: Making) -> Run:
    result, data, branches = static(making.given("Result")) or "", making.fields("ResultData"), making.branches
    flow, block = making.place()

    def run(s: Session) -> Edge:
        if not s.module_stack:
            s.remark(flow, block, "only a module returns")
            return branches.end
        s.returned, s.signal = (result, data(s)), Signal.RETURNED
        return branches.end

    return run


MAKERS: Mapping[str, Maker] = {"InvokeFlowModule": invoke, "EndFlowModuleExecution": give_back}
