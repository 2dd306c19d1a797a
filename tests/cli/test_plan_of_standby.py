"""A plan says what a cold standby is, and describes no center that stands already as if it were new."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from calendars.check import load
from cli.planning.callers import notices
from cli.planning.changes import Change
from spec.models import ProgramSpec
from spec.models.resilience import Tier, Waiver

HAWAII = Path(__file__).parents[2] / "stacks" / "hawaii-in-house" / "program.yaml"
INSTANCE, FLOW = "aws-native:connect:Instance", "aws-native:connect:ContactFlow"


@pytest.fixture(scope="module")
def program() -> ProgramSpec:
    loaded = load(HAWAII, today=dt.date(2026, 11, 1))
    waiver = Waiver(reason="no SAML", signed_by="A. Person")
    resilience = loaded.infrastructure.resilience.model_copy(update={"tier": Tier.COLD_STANDBY, "waiver": waiver})
    infrastructure = loaded.infrastructure.model_copy(update={"resilience": resilience})
    return loaded.model_copy(update={"infrastructure": infrastructure})


def created(kind: str, name: str) -> Change:
    return Change("create", kind, name, f"urn:pulumi:dev::civicline::{kind}::{name}", new={"name": name})


def test_a_standby_of_a_center_that_stands_changes_nothing_for_callers(program: ProgramSpec) -> None:
    made = [created(INSTANCE, "office-standby"), created(FLOW, "office-standby-line-main")]
    told = notices(program, program.infrastructure.environments[0], made)
    assert told[0] == "Callers notice nothing."
    assert "a cold standby in us-east-1, which AWS does not support, by the waiver of A. Person" in told[1]
    assert "the carrier must redirect the numbers" in told[2]


def test_a_center_that_is_new_is_described_and_its_standby_after_it(program: ProgramSpec) -> None:
    made = [created(INSTANCE, "office"), created(INSTANCE, "office-standby")]
    told = notices(program, program.infrastructure.environments[0], made)
    assert told[0].startswith("Callers reach Main line")
    assert "which AWS does not support" in told[-2]
