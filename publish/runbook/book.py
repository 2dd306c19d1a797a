"""The runbook of one deployment. Pure: same facts, same book."""

from __future__ import annotations

from collections.abc import Iterator

from publish.runbook.carrier import carrier
from publish.runbook.decisions import decisions, first_look
from publish.runbook.document import Book, Section
from publish.runbook.facts import SANDBOX, Facts
from publish.runbook.moving import calling, going_home, moving, without_machine
from publish.runbook.people import lines, log, people, places


def book(facts: Facts) -> Book:
    """In the order in which a bad night needs it."""
    deployed = facts.deployed
    return Book(
        title=f"{deployed.program} {deployed.stack}: when lines are down",
        about=tuple(_about(facts)),
        sections=tuple(_sections(facts)),
    )


def _about(facts: Facts) -> Iterator[str]:
    deployed = facts.deployed
    yield f"Made {facts.made_at:%a %Y-%m-%d %H:%M %Z}. Print it again after each civicline up."
    yield f"From the record of {deployed.deployed_at}; SHA-256 of the record {facts.digest}."
    if deployed.target == SANDBOX:
        yield "FOR PRACTICE: this deployment is in the sandbox of one machine. No caller reaches it."


def _sections(facts: Facts) -> Iterator[Section]:
    yield decisions(facts)
    yield first_look(facts)
    if facts.movable:
        yield moving(facts)
    yield carrier(facts)
    yield calling(facts)
    yield people(facts)
    yield lines(facts)
    yield without_machine(facts)
    yield going_home(facts)
    yield places(facts)
    yield log()
