"""The ways on from one action, and which of them a result or an error takes.

Order: an error takes its own branch, else NoMatchingError's; a result takes the first condition that is true, else
NoMatchingCondition's branch, else NextAction.
Source: Amazon Connect Developer Guide, "Flow language actions".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from contact_flows.language.document import Action, Condition, Value
from contact_flows.simulate.graph import Edge, Node
from contact_flows.simulate.trace import Step

ANY_ERROR = "NoMatchingError"
NO_MATCH = "NoMatchingCondition"

GOES_ON = frozenset(
    {
        "MessageParticipant",
        "UpdateContactRecordingBehavior",
        "UpdateFlowLoggingBehavior",
        "UpdateContactRoutingBehavior",
        "UpdateContactTextToSpeechVoice",
        "CompleteOutboundCall",
    }
)
"""Types that need no error branch, or may have none: without one the flow goes on."""

_NUMERAL = re.compile(r"[+-]?(?:[0-9]{1,300}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")

Test = Callable[[Any], bool]


class Branches:
    """Edges of one action, made once."""

    def __init__(self, action: Action, flow: str, nodes: Mapping[str, Node]) -> None:
        self._flow, self._block, self._nodes = flow, action.id, nodes
        self._conditions = [(_test(condition), self._edge(condition)) for condition in action.conditions]
        self._equal = _equal_table(action.conditions, [edge for _, edge in self._conditions])
        self._errors = {branch.type: self.to(f"!{branch.type}", branch.next) for branch in reversed(action.errors)}
        self.next = self.to("next", action.next)
        self.end = self.to("", None)
        self._stranded = self.to("!", None)
        if action.type in GOES_ON:
            self._errors.setdefault(ANY_ERROR, self.next)
        self.unmatched = self._errors.get(NO_MATCH, self.next)

    def to(self, branch: str, target: str | None) -> Edge:
        return Edge(Step(self._flow, self._block, branch), self._nodes.get(target) if target is not None else None)

    def error(self, kind: str = ANY_ERROR) -> Edge:
        """A dead end where neither the error nor any error has a branch."""
        found = self._errors.get(kind)
        return found if found is not None else self._errors.get(ANY_ERROR, self._stranded)

    def has(self, kind: str) -> bool:
        return kind in self._errors

    def condition(self, result: Any) -> Edge | None:
        """The branch of the first condition that is true of a result; None where none is."""
        if self._equal is not None:
            if isinstance(result, str):
                return self._equal.get(result)
            return None if result is None else self._equal.get(_text(result))
        return next((edge for test, edge in self._conditions if test(result)), None)

    def on(self, result: Any) -> Edge:
        found = self.condition(result)
        return found if found is not None else self.unmatched

    def _edge(self, condition: Condition) -> Edge:
        sign = "=" if condition.operator == "Equals" else f"{condition.operator} "
        return self.to(sign + ",".join(str(operand) for operand in condition.operands), condition.next)


def _equal_table(conditions: tuple[Condition, ...], edges: list[Edge]) -> dict[str, Edge] | None:
    """Most actions only compare for equality, which is one look-up; None where an operator is another one."""
    table: dict[str, Edge] = {}
    for condition, edge in zip(conditions, edges, strict=True):
        operand = condition.operands[0] if len(condition.operands) == 1 else None
        if condition.operator != "Equals" or not isinstance(operand, str):
            return None
        table.setdefault(operand, edge)
    return table


def _test(condition: Condition) -> Test:
    """What the service refuses (several operands, unknown operators) is never true."""
    make = _OPERATORS.get(condition.operator)
    if make is None or len(condition.operands) != 1:
        return lambda _result: False
    return make(condition.operands[0])


def _textual(compare: Callable[[str, str], bool]) -> Callable[[Value], Test]:
    """Of numbers and truth values their JSON text is compared; a missing value never matches."""

    def make(operand: Value) -> Test:
        wanted = _text(operand)
        return lambda result: result is not None and compare(_text(result), wanted)

    return make


def _numeric(compare: Callable[[float, float], bool]) -> Callable[[Value], Test]:
    """False when either side is no number."""

    def make(operand: Value) -> Test:
        wanted = _number(operand)

        def test(result: Any) -> bool:
            found = _number(result)
            return found is not None and wanted is not None and compare(found, wanted)

        return test

    return make


def _key_exists(operand: Value) -> Test:
    """Accepted by the service and documented nowhere: taken as its name says, of an object."""
    return lambda result: isinstance(result, Mapping) and operand in result


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _number(value: Any) -> float | None:
    """None for what is no number; Python would take `1_000`, `nan` and ` 1 ` for one."""
    if isinstance(value, str):
        return float(value) if _NUMERAL.fullmatch(value) else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


_OPERATORS: Mapping[str, Callable[[Value], Test]] = {
    "Equals": _textual(lambda found, wanted: found == wanted),
    "TextStartsWith": _textual(lambda found, wanted: found.startswith(wanted)),
    "TextEndsWith": _textual(lambda found, wanted: found.endswith(wanted)),
    "TextContains": _textual(lambda found, wanted: wanted in found),
    "NumberGreaterThan": _numeric(lambda found, wanted: found > wanted),
    "NumberGreaterOrEqualTo": _numeric(lambda found, wanted: found >= wanted),
    "NumberLessThan": _numeric(lambda found, wanted: found < wanted),
    "NumberLessOrEqualTo": _numeric(lambda found, wanted: found <= wanted),
    "KeyExists": _key_exists,
}
