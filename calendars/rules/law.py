"""H: whether a state's holidays are verified against its law."""

from __future__ import annotations

from collections.abc import Iterator

from calendars.law import STATES, law_of
from calendars.law.state import StateLaw
from calendars.rules.outlook import Outlook
from spec.faults import Path, did_you_mean
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import walk


def _states(outlook: Outlook) -> Iterator[tuple[Path, str]]:
    return walk(outlook.program, "infrastructure.holidays[].state")


@rule(severity="warning")
def law_unverified(outlook: Outlook) -> Findings:
    """H620: the holidays of the state are verified against its law (S30-33)."""
    for path, state in _states(outlook):
        if state in STATES and not law_of(state).verified:
            law = law_of(state)
            message = f"the holidays of {state} are not verified against its law, {law.citation}"
            yield Finding(path, message, _what_to_check(law))


def _what_to_check(law: StateLaw) -> str:
    return " ".join((f"read {law.source}.", *law.remarks, "Write what differs as additions or removals"))


@rule()
def law_unknown(outlook: Outlook) -> Findings:
    """H621: holidays are those of a state, or of the District of Columbia (S30-33)."""
    for path, state in _states(outlook):
        if state not in STATES:
            close = did_you_mean(state, STATES)
            hint = f"did you mean {close}?" if close else "write a postal code such as OR"
            yield Finding(path, f"{state} is no state whose holidays are known", hint)
