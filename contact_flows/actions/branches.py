"""Branches that most actions share."""

from __future__ import annotations

from collections.abc import Mapping

from contact_flows.language.document import Condition, ErrorBranch

ANY_ERROR = "NoMatchingError"
NO_CONDITION = "NoMatchingCondition"
NO_INPUT = "InputTimeLimitExceeded"


def on_error(then: str) -> tuple[ErrorBranch, ...]:
    """The one branch for whatever goes wrong."""
    return (ErrorBranch(ANY_ERROR, then),)


def cases(targets: Mapping[str, str]) -> tuple[Condition, ...]:
    """A condition for each operand, in order."""
    return tuple(Condition(target, (operand,)) for operand, target in targets.items())
