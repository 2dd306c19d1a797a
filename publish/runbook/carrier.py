"""Redirecting the numbers at the carrier: whom to call, what to say, and what to hear before hanging up."""

from __future__ import annotations

from collections.abc import Iterator

from publish.runbook.decisions import CARRIER
from publish.runbook.document import Block, Section, Speech, Steps, Table, Words
from publish.runbook.facts import Facts
from publish.runbook.telephones import Redirect, redirects
from publish.telephones import spoken
from spec.faults import listed
from spec.models.resilience import ExternalFailover

NOBODY = "____________________"


def carrier(facts: Facts) -> Section:
    blocks = [block for id_ in facts.deployed.centers for block in _center(facts, id_)]
    return Section("carrier", CARRIER, (_STEPS, *blocks, _AFTERWARDS))


_STEPS = Steps(
    (
        "Whoever decides says yes: a redirect takes menus, queues, recording and the record of calls away.",
        f"Warn whoever picks up at the other telephone: how many calls, for how long. Reached: {NOBODY}",
        "Call the carrier, and read the words below. Have the customer number at hand.",
        f"Let them repeat the numbers. Name {NOBODY} order number {NOBODY} from when {NOBODY}",
        "When the time of the contract is over, call each number from a telephone outside. Not answered: call again.",
    )
)
_AFTERWARDS = Words(
    "The words to end it: please end order number ____________, from now on, and tell me when calls come to us again. "
    "Ask the carrier before the night comes whether your contract covers this, for toll-free numbers too, and who may "
    "order it."
)


def _center(facts: Facts, id_: str) -> Iterator[Block]:
    """One center; one without numbers has nothing to redirect."""
    found = redirects(facts.deployed, id_)
    if not found:
        return
    resilience = facts.deployed.centers[id_].resilience
    external = resilience.external if resilience else None
    if external is None:
        yield Words(
            f"Center {id_}: the spec names no carrier (infrastructure.resilience.external). Fill in by hand: carrier "
            f"{NOBODY} telephone {NOBODY} customer number {NOBODY}"
        )
    else:
        yield Table(f"Carrier of center {id_}", _HEAD, ((f"{id_}: {external.carrier}", *_reach(external)),))
    for redirect in found:
        yield Speech(_speech(facts.deployed.program, external, redirect))


_HEAD = ("Center and carrier", "How to reach it", "Customer number", "A redirect takes")


def _reach(external: ExternalFailover) -> tuple[str, str, str]:
    ways = [spoken(external.desk)] if external.desk else []
    ways += [external.portal] if external.portal else []
    takes = _long(external.minutes) if external.minutes else ""
    return listed(ways, "or") if ways else "", external.reference or "", takes


def _long(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [_counted(hours, "hour")] if hours else []
    parts += [_counted(rest, "minute")] if rest else []
    return listed(parts, "and")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _speech(program: str, external: ExternalFailover | None, redirect: Redirect) -> str:
    known = f", customer number {external.reference}" if external and external.reference else ""
    numbers = listed([spoken(number) for number in redirect.numbers], "and")
    to = spoken(redirect.to) if redirect.to else NOBODY
    return (
        f"This is the contact center of {program}{known}. Our system is down. Please redirect all calls "
        f"to {numbers}, at once and unconditionally, to {to}, until we call you again. Please repeat the numbers, and "
        "tell me an order number, your name, and the time from which it counts."
    )
