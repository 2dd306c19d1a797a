"""The second region of a center."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec.load import load
from spec.models import ProgramSpec
from spec.models.resilience import Resilience, Tier, Waiver
from spec.select import second_region

HAWAII = Path(__file__).parents[2] / "stacks" / "hawaii-in-house" / "program.yaml"
WAIVER = Waiver(reason="Until Global Resiliency is granted.", signed_by="Director")


@pytest.fixture(scope="module")
def program() -> ProgramSpec:
    return load(HAWAII)


@pytest.mark.parametrize(
    ("tier", "replica", "deployed_to", "second"),
    [
        (Tier.GLOBAL_RESILIENCY, "us-east-1", None, "us-east-1"),
        (Tier.GLOBAL_RESILIENCY, "us-east-1", "us-east-1", "us-west-2"),
        (Tier.COLD_STANDBY, "us-east-2", None, "us-east-2"),
        (Tier.MULTI_AZ, "us-east-1", None, None),
        (Tier.NONE, None, None, None),
    ],
)
def test_the_second_region_is_the_other_one_of_a_tier_that_has_two(
    program: ProgramSpec, tier: Tier, replica: str | None, deployed_to: str | None, second: str | None
) -> None:
    infra = program.infrastructure
    resilience = Resilience(tier=tier, source_region="us-west-2", replica_region=replica, waiver=WAIVER)
    center = infra.centers[0].model_copy(update={"resilience": resilience})
    env = infra.environments[0].model_copy(update={"region": deployed_to})
    assert second_region(program, env, center) == second
