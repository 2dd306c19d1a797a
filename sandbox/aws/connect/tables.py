"""Operations that a row describes: what kind of thing, which member of the output, which parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.aws.connect.desk import Desk
from sandbox.aws.connect.operations import Answer, operation, tell
from sandbox.aws.place import last_part
from sandbox.aws.store import Resource
from sandbox.aws.wire import page

Renames = Mapping[str, str]


@dataclass(frozen=True)
class Describe:
    kind: str
    member: str
    by: str
    """The parameter with the id."""
    aliases: Renames = field(default_factory=dict)


@dataclass(frozen=True)
class List:
    kind: str
    member: str
    aliases: Renames = field(default_factory=dict)
    filters: Renames = field(default_factory=dict)
    """Parameter with the wanted values -> property."""


@dataclass(frozen=True)
class Create:
    kind: str
    identifier: str
    arn: str
    renames: Renames = field(default_factory=dict)


@dataclass(frozen=True)
class Update:
    kind: str
    by: str
    renames: Renames = field(default_factory=dict)
    answers: bool = False
    """Whether the output repeats the id and ARN."""


@dataclass(frozen=True)
class Delete:
    kind: str
    by: str


def install(rows: Mapping[str, Describe | List | Create | Update | Delete]) -> None:
    for name, row in rows.items():
        match row:
            case Describe():
                _describe(name, row)
            case List():
                _list(name, row)
            case Create():
                _create(name, row)
            case Update():
                _update(name, row)
            case Delete():
                _delete(name, row)


def _describe(name: str, row: Describe) -> None:
    @operation(name)
    def answer(desk: Desk) -> Answer:
        found = desk.find(row.kind, str(desk.params[row.by]))
        return {row.member: tell(name, row.member, desk.told(found), row.aliases)}


def _list(name: str, row: List) -> None:
    @operation(name)
    def answer(desk: Desk) -> Answer:
        rows = [one for one in desk.inside(row.kind) if _wanted(desk, one, row.filters)]
        shown, following = page(rows, desk.params)
        told = [desk.told(one) for one in shown]
        return {row.member: tell(name, row.member, told, row.aliases), **following}


def _wanted(desk: Desk, one: Resource, filters: Renames) -> bool:
    for parameter, name in filters.items():
        asked = desk.params.get(parameter)
        if asked is None:
            continue
        wanted = asked if isinstance(asked, list) else [asked]
        if wanted and desk.told(one).get(name) not in wanted:
            return False
    return True


def _create(name: str, row: Create) -> None:
    @operation(name)
    def answer(desk: Desk) -> Answer:
        made = desk.create(row.kind, desk.properties(row.renames))
        return {row.identifier: last_part(made.identifier), row.arn: made.identifier}


def _update(name: str, row: Update) -> None:
    @operation(name)
    def answer(desk: Desk) -> Answer:
        found = desk.find(row.kind, str(desk.params[row.by]))
        desk.change(found, desk.properties(row.renames, without=(row.by,)))
        if not row.answers:
            return {}
        told: dict[str, Any] = desk.told(found)
        return told


def _delete(name: str, row: Delete) -> None:
    @operation(name)
    def answer(desk: Desk) -> Answer:
        desk.resources.delete(desk.find(row.kind, str(desk.params[row.by])))
        return {}
