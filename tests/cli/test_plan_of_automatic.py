"""A plan says when a center would move by itself from now on, and whether anybody is asked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from calendars.check import load
from cli.planning.callers import notices
from cli.planning.changes import Change
from spec.models import ProgramSpec
from spec.models.resilience import Automatic

HAWAII = Path(__file__).parents[2] / "stacks" / "hawaii-in-house" / "program.yaml"
MACHINE, ALARM, FUNCTION = (
    "aws:sfn/stateMachine:StateMachine",
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:lambda/function:Function",
)
OURS = "office-automatic"
NOTHING = ("Callers notice nothing.",)


@pytest.fixture(scope="module")
def program() -> ProgramSpec:
    return load(HAWAII, today=dt.date(2026, 11, 1))


def told(program: ProgramSpec, asked: Automatic | None, *changed: Change) -> tuple[str, ...]:
    resilience = program.infrastructure.resilience.model_copy(update={"automatic": asked})
    infrastructure = program.infrastructure.model_copy(update={"resilience": resilience})
    asking = program.model_copy(update={"infrastructure": infrastructure})
    return notices(asking, asking.infrastructure.environments[0], changed)


def changed(op: str, kind: str, name: str = OURS, fields: tuple[str, ...] = ()) -> Change:
    return Change(op, kind, name, f"urn:pulumi:dev::civicline::{kind}::{name}", fields)


def test_a_center_that_begins_to_move_by_itself_is_told_of_once(program: ProgramSpec) -> None:
    made = [
        changed("create", kind, name) for kind in (MACHINE, ALARM, FUNCTION) for name in (OURS, "office-twin-automatic")
    ]
    nothing, first, second = told(program, Automatic(after_minutes=7), *made)
    assert (nothing,) == NOTHING
    assert "may move to its other region by itself, when none of its lines can be answered for 7 minutes" in first
    assert "a person is asked first" in second


@pytest.mark.parametrize(
    "change",
    [
        changed("update", FUNCTION, fields=("environment.variables.APPROVAL",)),
        changed("update", ALARM, fields=("evaluationPeriods",)),
    ],
)
def test_that_nobody_is_asked_any_more_or_that_it_comes_sooner_is_told(program: ProgramSpec, change: Change) -> None:
    assert "NOBODY is asked" in told(program, Automatic(approval=False), change)[-1]


@pytest.mark.parametrize(
    "change",
    [
        changed("update", FUNCTION, fields=("code", "tags")),
        changed("update", ALARM, fields=("alarmDescription",)),
        changed("same", MACHINE),
        changed("create", FUNCTION, "office-probe"),
    ],
)
def test_what_moves_nothing_else_than_before_is_not_told(program: ProgramSpec, change: Change) -> None:
    assert told(program, Automatic(), change) == NOTHING


def test_that_it_moves_by_hand_only_from_now_on_is_told(program: ProgramSpec) -> None:
    assert told(program, None, changed("delete", MACHINE))[-1].endswith("moves to its other region by hand only.")
