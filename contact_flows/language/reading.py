"""What is wrong with a text that should be a flow: one located complaint for each place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from contact_flows.language.parsing import COMPLAINTS_MOST, Complaint, NotAFlowError, json_of

__all__ = ["Complaint", "NotAFlowError", "parse"]


def parse(text: str) -> dict[str, Any]:
    """JSON of the shape of a flow.

    raises   NotAFlowError with every complaint, up to fifty
    """
    found = json_of(text)
    complaints = tuple(islice(_shape(found), COMPLAINTS_MOST))
    if complaints:
        raise NotAFlowError(complaints)
    assert isinstance(found, dict)
    return found


def _shape(found: Any) -> Iterator[Complaint]:
    if not isinstance(found, dict):
        yield Complaint("", f"a flow is an object, this is {_kind(found)}")
        return
    if "modules" in found and "Actions" not in found:
        yield Complaint(
            "", 'this is the console\'s older export (version "1"); export the flow again, or import it there'
        )
        return
    if "Actions" not in found:
        yield Complaint("", "a flow has `Actions`, this has none")
        return
    for name, kinds in (("Version", str), ("StartAction", str), ("Metadata", dict)):
        if name in found and not isinstance(found[name], kinds):
            yield Complaint(name, f"must be {_named(kinds)}, is {_kind(found[name])}")
    actions = found["Actions"]
    if not isinstance(actions, list):
        yield Complaint("Actions", f"must be a list, is {_kind(actions)}")
        return
    for number, action in enumerate(actions):
        yield from _action(f"Actions[{number}]", action)


def _action(path: str, action: Any) -> Iterator[Complaint]:
    if not isinstance(action, dict):
        yield Complaint(path, f"an action is an object, this is {_kind(action)}")
        return
    for name in ("Identifier", "Type"):
        if not isinstance(action.get(name), str):
            yield Complaint(f"{path}.{name}", f"must be text, is {_kind(action.get(name))}")
    if not isinstance(action.get("Parameters"), dict | None):
        yield Complaint(f"{path}.Parameters", f"must be an object, is {_kind(action['Parameters'])}")
    transitions = action.get("Transitions")
    if not isinstance(transitions, dict | None):
        yield Complaint(f"{path}.Transitions", f"must be an object, is {_kind(transitions)}")
    elif transitions:
        yield from _transitions(f"{path}.Transitions", transitions)


def _transitions(path: str, transitions: dict[str, Any]) -> Iterator[Complaint]:
    if not isinstance(transitions.get("NextAction"), str | None):
        yield Complaint(f"{path}.NextAction", f"must be text, is {_kind(transitions['NextAction'])}")
    for name in ("Conditions", "Errors"):
        branches = transitions.get(name)
        if not isinstance(branches, list | None):
            yield Complaint(f"{path}.{name}", f"must be a list, is {_kind(branches)}")
            continue
        for number, branch in enumerate(branches or ()):
            yield from _branch(f"{path}.{name}[{number}]", branch, name)


def _branch(path: str, branch: Any, name: str) -> Iterator[Complaint]:
    if not isinstance(branch, dict):
        yield Complaint(path, f"a branch is an object, this is {_kind(branch)}")
        return
    if not isinstance(branch.get("NextAction"), str):
        yield Complaint(f"{path}.NextAction", f"must be text, is {_kind(branch.get('NextAction'))}")
    if name == "Errors":
        if not isinstance(branch.get("ErrorType"), str):
            yield Complaint(f"{path}.ErrorType", f"must be text, is {_kind(branch.get('ErrorType'))}")
        return
    condition = branch.get("Condition")
    if not isinstance(condition, dict):
        yield Complaint(f"{path}.Condition", f"must be an object, is {_kind(condition)}")
        return
    if not isinstance(condition.get("Operator"), str):
        yield Complaint(f"{path}.Condition.Operator", f"must be text, is {_kind(condition.get('Operator'))}")
    if not isinstance(condition.get("Operands"), list):
        yield Complaint(f"{path}.Condition.Operands", f"must be a list, is {_kind(condition.get('Operands'))}")


def _kind(value: Any) -> str:
    if value is None:
        return "missing or null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return "text"
    return "an object" if isinstance(value, dict) else "a list" if isinstance(value, list) else "a number"


def _named(kind: type) -> str:
    return "text" if kind is str else "an object"
