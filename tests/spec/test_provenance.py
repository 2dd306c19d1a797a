"""What the person did not decide."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec.faults import spelled
from spec.load import load
from spec.models.program import Decision, ProgramSpec
from spec.provenance import Origin, provenance

BASE = Path(__file__).parents[1] / "cases" / "good" / "office" / "program.yaml"


@pytest.fixture(scope="module")
def program() -> ProgramSpec:
    return load(BASE)


def at(program: ProgramSpec, path: str) -> Origin:
    return next(origin for origin in provenance(program) if spelled(origin.path) == path)


def test_a_value_left_out_is_a_default_with_its_why(program: ProgramSpec) -> None:
    origin = at(program, "infrastructure.queues[0].max_contacts")
    assert (origin.value, origin.origin) == (50, "default")
    assert "queue-full" in origin.why


def test_a_value_written_is_the_agencys(program: ProgramSpec) -> None:
    origin = at(program, "dates.stage")
    assert (origin.value, origin.origin) == ("live", "agency")


def test_a_section_left_out_gives_its_defaults_one_by_one(program: ProgramSpec) -> None:
    origin = at(program, "infrastructure.accessibility.dtmf_timeout_seconds")
    assert (origin.value, origin.origin) == (10, "default")
    assert at(program, "delivery.shared_agents.allowed").origin == "default"


def test_a_written_value_equal_to_the_default_is_still_a_decision(program: ProgramSpec) -> None:
    assert at(program, "infrastructure.routing_profiles[0].queues[1].priority").origin == "agency"
    assert at(program, "infrastructure.resilience.source_region").origin == "agency"


def test_a_decision_gives_the_reason_for_one_item_or_for_all(program: ProgramSpec) -> None:
    one = Decision(path="infrastructure.routing_profiles[0].queues[1].priority", reason="One.", decided_by="Director")
    every = Decision(path="infrastructure.environments.production", reason="All.", decided_by="Director")
    decided = program.model_copy(update={"decisions": (one, every)})
    assert at(decided, one.path).reason == "One."
    assert at(decided, "infrastructure.environments[1].production").reason == "All."
    assert at(decided, "infrastructure.environments[1].production").departs
    assert at(decided, "dates.stage").reason is None


def test_values_read_as_the_yaml_would_have_them(program: ProgramSpec) -> None:
    assert at(program, "infrastructure.queues[0].channels").value == ["voice", "chat", "email", "task"]
