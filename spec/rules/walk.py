"""Ways through a program that every rule needs: values with their paths, and what belongs to which center."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel

from spec.faults import Path, did_you_mean, listed
from spec.fields import fields_by_key
from spec.models.agencies import Party, PartyRole
from spec.models.centers import Center
from spec.models.program import ProgramSpec
from spec.models.queues import Queue


class _Centered(Protocol):
    @property
    def center(self) -> str | None: ...


C = TypeVar("C", bound=_Centered)


def walk(program: ProgramSpec, pattern: str) -> Iterator[tuple[Path, Any]]:
    """Every value at a pattern such as `infrastructure.queues[].hours`, with its path. Left-out values are skipped."""
    yield from _walk(program, tuple(pattern.replace("[]", ".[]").split(".")), ())


def _walk(value: Any, parts: tuple[str, ...], path: Path) -> Iterator[tuple[Path, Any]]:
    if value is None:
        return
    if not parts:
        yield path, value
    elif parts[0] == "[]":
        for position, item in enumerate(value):
            yield from _walk(item, parts[1:], (*path, position))
    elif isinstance(value, BaseModel):
        name, _ = fields_by_key(type(value))[parts[0]]
        yield from _walk(getattr(value, name), parts[1:], (*path, parts[0]))


def no_such(kind: str, name: str, known: Collection[str]) -> tuple[str, str]:
    """Message and hint for a reference to nothing."""
    close = did_you_mean(name, known)
    message = f"there {'are' if kind == 'hours' else 'is'} no {kind} '{name}'"
    if close:
        return message, f"did you mean '{close}'?"
    return message, f"declared: {listed(sorted(known), 'and')}" if known else f"declare the {kind} first"


def only_center(program: ProgramSpec) -> str | None:
    """The one center's id; None where there are several."""
    centers = program.infrastructure.centers
    return centers[0].id if len(centers) == 1 else None


def center_of(program: ProgramSpec, item: _Centered) -> str | None:
    """Center that an item belongs to: its own, or the only one."""
    return item.center or only_center(program)


def in_center(program: ProgramSpec, center: Center, items: Iterable[C]) -> list[C]:
    """The items of one center."""
    return [item for item in items if center_of(program, item) == center.id]


def queues_by_id(program: ProgramSpec) -> dict[str, Queue]:
    return {queue.id: queue for queue in program.infrastructure.queues}


def parties_by_id(program: ProgramSpec) -> dict[str, Party]:
    return {party.id: party for party in program.parties}


def owners_by_queue(program: ProgramSpec) -> dict[str, Party]:
    """Queue id to the party whose people answer it. A queue with an unknown owner is absent; another rule says so."""
    parties = parties_by_id(program)
    return {queue.id: parties[queue.owner] for queue in program.infrastructure.queues if queue.owner in parties}


def is_state(party: Party | None) -> bool:
    return party is not None and party.role is PartyRole.STATE


def repeated(pairs: Iterable[tuple[Path, Any]]) -> Iterator[tuple[Path, Any, Path]]:
    """Values that were there before: path, value, path of the first."""
    first: dict[Any, Path] = {}
    for path, value in pairs:
        if value in first:
            yield path, value, first[value]
        else:
            first[value] = path
