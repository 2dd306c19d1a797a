"""The mandatory scenarios: every choice of every line, by key and by word, in each language, in each world.

Generated from the spec, in a stable order and with stable ids: `main/en-US/key-4/holiday`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from contact_flows.language.document import FlowSet
from contact_flows.scenarios.callers import Choice, asked_languages, choices_of, languages_of, person
from contact_flows.scenarios.conditions import Outcome, World, worlds
from contact_flows.scenarios.model import Channel, Given, Scenario, Then
from contact_flows.scenarios.moments import Clocks, Dates
from contact_flows.scenarios.owed import Wish, full_queues, owed
from contact_flows.scenarios.worlds import place_of
from contact_flows.scenarios.written import written_scenarios
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.lines import Line
from spec.select import belongs_to, resilience_of

WRONG_KEYS = 8
SILENT_SECONDS = 600
"""A caller who says nothing, as a relay operator may, is with a person within ten minutes."""


def mandatory(
    program: ProgramSpec, center: Center, functions: tuple[str, ...], declared: Dates | None = None
) -> tuple[Scenario, ...]:
    """All of one center, lines first.

    functions   ids of the functions that the center's flows call (`functions_of`)
    declared    first and last day for which holidays and dated hours are there; None for all
    """
    replica = resilience_of(program, center).replica_region is not None
    columns = tuple(worlds(functions, replica=replica))
    clocks = Clocks(program, declared)
    found = [
        scenario
        for line in belongs_to(program, center, program.infrastructure.lines)
        for language in languages_of(line)
        for scenario in _of_line(clocks, center, line, language, columns)
    ]
    return (*found, *written_scenarios(clocks, center, columns))


def functions_of(flows: FlowSet) -> tuple[str, ...]:
    """Ids of all functions that flows call, in alphabetical order."""
    return tuple(sorted({ref.id for flow in flows.flows for ref in flow.refs if ref.kind == "function"}))


def _of_line(
    clocks: Clocks, center: Center, line: Line, language: str, columns: tuple[World, ...]
) -> Iterator[Scenario]:
    for choice in choices_of(clocks.program, center, line):
        for world in columns:
            if choice.key and (choice.key != "0" or line.menu):
                yield from _one(clocks, line, choice, language, world, way="key")
            if choice.words.get(language) and line.menu:
                yield from _one(clocks, line, choice, language, world, way="word")
    yield from _odd_callers(clocks, center, line, language, columns)


def _one(clocks: Clocks, line: Line, choice: Choice, language: str, world: World, way: str) -> Iterator[Scenario]:
    given = _given(line, world)
    now = _now(clocks, given)
    if now is None or (
        choice.number and (world.full or world.empty or "full" in world.given or "unstaffed" in world.given)
    ):
        return  # no such moment; another center's queues are its own
    act: dict[str, str] = {"press": choice.key} if way == "key" else {"say": choice.words[language]}
    wish = Wish(clocks, line, choice, language, now)
    if world.full:
        given = given.model_copy(update={"full": full_queues(wish)})
    if world.empty:
        given = given.model_copy(update={"unstaffed": full_queues(wish)})
    if way == "key" and world.given.get("full") == "all":
        yield _insists(clocks, wish, given, world)
    shown = "by word" if way == "word" else "by key"
    yield _scenario(
        id_=f"{line.id}/{language}/{way}-{choice.key}/{world.slug}",
        title=f"{line.name}, {choice.name[:60]}, {shown}: {world.slug}",
        given=given,
        when=[*_language_step(clocks.program, line, language), act],
        then=owed(wish, world),
        row=_row(line, language, choice.name),
        column=world.name,
    )


def _insists(clocks: Clocks, wish: Wish, given: Given, world: World) -> Scenario:
    """At full queues, 0 for a person again and again: the request is kept in the end."""
    line, choice = wish.line, wish.choice
    steps: list[dict[str, Any]] = [*_language_step(clocks.program, line, wish.language), {"press": choice.key}]
    return _scenario(
        id_=f"{line.id}/{wish.language}/key-{choice.key}/{world.slug}-insists",
        title=f"{line.name}, {choice.name[:60]}: insists on a person while all queues are full",
        given=given,
        when=[*steps, *[{"press": "0"}] * WRONG_KEYS],
        then=owed(wish, world),
        row=_row(line, wish.language, choice.name),
        column=world.name,
    )


def _given(line: Line, world: World) -> Given:
    return Given.model_validate({"line": line.id, "channel": Channel.VOICE, **world.given})


def _now(clocks: Clocks, given: Given) -> dt.datetime | None:
    return clocks.moment(place_of(clocks.program, given).hours.id, given.at)


def _language_step(program: ProgramSpec, line: Line, language: str) -> list[dict[str, Any]]:
    return [{"choose_language": language}] if language in asked_languages(program, line) else []


def _row(line: Line, language: str, name: str) -> str:
    return f"{line.id} {language} {name}"


def _odd_callers(
    clocks: Clocks, center: Center, line: Line, language: str, columns: tuple[World, ...]
) -> Iterator[Scenario]:
    """Who says nothing, who presses what does not exist, who wants to hear it again, who leaves."""
    someone = person(clocks.program, center, line)
    start = _language_step(clocks.program, line, language)
    unused = next((key for key in "987654321" if key not in {choice.key for choice in line.menu}), "*")
    callers: tuple[tuple[str, str, list[dict[str, Any]]], ...] = (
        ("silent", "says nothing", []),
        ("lost", "presses only keys that do not exist", [{"press": unused}] * WRONG_KEYS),
        ("again", "hears the menu again, then wants a person", [{"press": "*"}, {"press": "0"}]),
        ("mumbling", "says what nobody understands, then nothing", [{"say": "xylophone marmalade"}]),
    )
    for slug, name, steps in callers:
        for world in columns:
            if world.outcome not in (Outcome.SERVED, Outcome.KEPT):
                continue
            given = _given(line, world)
            now = _now(clocks, given)
            if now is None:
                continue
            then = owed(Wish(clocks, line, someone, language, now), world)
            yield _scenario(
                id_=f"{line.id}/{language}/{slug}/{world.slug}",
                title=f"{line.name}, a caller who {name}: {world.slug}",
                given=given,
                when=[*start, *steps],
                then=then,
                row=_row(line, language, slug),
                column=world.name,
            )
    if _now(clocks, Given(line=line.id)) is not None:
        yield _leaves(line, language, start)


def _leaves(line: Line, language: str, start: list[dict[str, Any]]) -> Scenario:
    return _scenario(
        id_=f"{line.id}/{language}/leaves/open",
        title=f"{line.name}, a caller who hangs up at the menu: nothing is kept",
        given=Given(line=line.id),
        when=[*start, {"hang_up": True}],
        then={"ends": ["disconnect", "queue"] if not line.menu else "disconnect", "opens_case": False},
        row=_row(line, language, "leaves"),
        column="open",
    )


def _scenario(
    *, id_: str, title: str, given: Given, when: list[dict[str, Any]], then: dict[str, Any], row: str, column: str
) -> Scenario:
    then_made = Then.model_validate(then)
    return Scenario.model_validate(
        {"id": id_, "title": title[:160], "given": given, "when": when, "then": then_made, "row": row, "column": column}
    )
