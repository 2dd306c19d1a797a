"""Names in a scenario that the program does not have: queues, lines, centers, hours, addresses, account managers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contact_flows.scenarios.model import Scenario
from spec.faults import Fault, Path, did_you_mean, listed
from spec.models import ProgramSpec
from spec.nodes import Node, locate


def unknown_names(scenarios: tuple[Scenario, ...], program: ProgramSpec, root: Node, file: str) -> Iterator[Fault]:
    known = _names(program)
    for number, scenario in enumerate(scenarios):
        for path, kind, name in _named(scenario):
            if name in known[kind]:
                continue
            full: Path = ("scenarios", number, *path)
            close = did_you_mean(name, known[kind])
            hint = f"did you mean {close}?" if close else f"the program has {listed(sorted(known[kind]), 'and')}"
            message = f"scenario '{scenario.id}': the program has no {kind} '{name}'"
            yield Fault(code="T202", severity="error", path=full, message=message, hint=hint).at(
                file, locate(root, full)
            )


def _names(program: ProgramSpec) -> dict[str, set[str]]:
    infra = program.infrastructure
    emails = (center.channels.email for center in infra.centers)
    return {
        "center": {center.id for center in infra.centers},
        "line": {line.id for line in infra.lines},
        "queue": {queue.id for queue in infra.queues},
        "hours": {hours.id for hours in infra.hours},
        "account manager": {manager.id for manager in program.account_managers},
        "e-mail address": {address.id for email in emails if email for address in email.addresses},
        "language": {language.code for language in infra.languages},
    }


def _named(scenario: Scenario) -> Iterator[tuple[Path, str, str]]:
    given, then = scenario.given, scenario.then
    singles = (
        ("center", "center", given.center),
        ("line", "line", given.line),
        ("hours", "hours", given.hours),
        ("address", "e-mail address", given.address),
        ("account_manager", "account manager", given.account_manager),
    )
    yield from ((("given", key), kind, name) for key, kind, name in singles if name is not None)
    for where, key, value in (
        ("given", "full", given.full),
        ("given", "unstaffed", given.unstaffed),
        ("then", "queue", then.queue),
        ("then", "never_queue", then.never_queue),
    ):
        for part, name in _queues(value):
            yield (where, key, *part), "queue", name
    for number, step in enumerate(scenario.when):
        if step.choose_language is not None:
            yield ("when", number, "choose_language"), "language", step.choose_language


def _queues(value: Iterable[str] | str | None) -> Iterator[tuple[tuple[int, ...], str]]:
    if isinstance(value, str):
        if value != "all":
            yield (), value
        return
    for number, name in enumerate(value or ()):
        yield (number,), name
