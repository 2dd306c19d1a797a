"""Erlang C against worked figures: a planning table with agents, service level, mean wait."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec.erlang import scheduled_to_phones, waiting

TABLE = [
    # calls in the busy hour, handle time, agents, threshold, service level %, average wait
    (12.9, 420, 3, 60, 80.7, 67),
    (25.5, 460, 6, 60, 90.5, 23),
    (39.0, 510, 8, 60, 80.9, 53),
    (31.2, 400, 6, 30, 85.8, 27),
    (117.0, 500, 21, 30, 85.5, 20),
    (8.4, 360, 3, 60, 95.9, 10),
    (74.4, 520, 15, 30, 87.2, 20),
]


@pytest.mark.parametrize(("calls", "handle", "agents", "threshold", "level", "wait"), TABLE)
def test_the_model_gives_the_worked_figures(
    calls: float, handle: float, agents: int, threshold: float, level: float, wait: float
) -> None:
    model = waiting(calls, handle, agents)
    assert model.service_level(threshold) * 100 == pytest.approx(level, abs=0.05)
    assert model.average_wait == pytest.approx(wait, abs=0.5)


def test_too_few_agents_for_the_load_never_catch_up() -> None:
    model = waiting(60, 600, 10)
    assert model.service_level(60) == 0
    assert model.average_wait == math.inf


def test_shrinkage_leaves_whole_agents() -> None:
    assert scheduled_to_phones(6, 0.30) == 4
    assert scheduled_to_phones(10, 0.30) == 7
    assert scheduled_to_phones(1, 0.30) == 0


@settings(derandomize=True, deadline=None)
@given(st.floats(0.1, 500), st.floats(1, 3600), st.integers(1, 600))
def test_one_more_agent_never_makes_callers_wait_longer(calls: float, handle: float, agents: int) -> None:
    now, better = waiting(calls, handle, agents), waiting(calls, handle, agents + 1)
    assert better.average_wait <= now.average_wait + 1e-9
    assert 0 <= now.service_level(30) <= better.service_level(30) + 1e-9
    assert 0 <= better.probability <= 1 + 1e-9
