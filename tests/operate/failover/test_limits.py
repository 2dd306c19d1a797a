"""How much one command may move: counted, held against the spec's limits, and let through for a reason only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from operate.failover.limits import Touched, limits_of, require_within, touched
from operate.failover.plan import NOW, Plan, Wish, plan_shift
from operate.failover.reading import Seen
from spec.deployed import Deployed, DeployedCenter, DeployedResource, Instance
from spec.errors import PlanRefusedError
from spec.models.resilience import Resilience, ShiftLimits, Tier
from spec.switches import Action
from tests.operate.failover.fake_world import AT_HOME, BOTH, EAST, MOVED, START, WEST, split


def resources(numbers: int, agents: int) -> Iterator[DeployedResource]:
    for kind, count in (("number", numbers), ("user", agents), ("queue", 3)):
        yield from (DeployedResource(kind=kind, id=f"{kind}-{n}", name=f"{kind} {n}") for n in range(count))


def center(numbers: int, agents: int, limits: ShiftLimits | None) -> DeployedCenter:
    recorded = limits and Resilience(
        tier=Tier.GLOBAL_RESILIENCY, replica_region=WEST, source_region=EAST, limits=limits
    )
    return DeployedCenter(
        region=EAST,
        account="000000000101",
        alias="office",
        instance=Instance(id="i", arn="arn"),
        resources=tuple(resources(numbers, agents)),
        resilience=recorded,
    )


def deployed(**centers: DeployedCenter) -> Deployed:
    return Deployed(
        version=2, program="p", stack="prod", target="aws", spec_digest="", deployed_at="2027-01-01", centers=centers
    )


def plan(*centers: str, at: dict[str, int] | None = None, beyond: str = "") -> Plan:
    """at: percent in the east, by center; all of it where nothing is said."""
    seen = [
        Seen(one, BOTH, dict.fromkeys(BOTH, split((at or {}).get(one, 100))), dict.fromkeys(BOTH)) for one in centers
    ]
    return plan_shift(Wish(action=Action.SHIFT, to=WEST, steps=NOW, beyond=beyond), seen, START)


def test_numbers_and_agents_of_every_center_that_moves_are_counted() -> None:
    known = deployed(north=center(2, 11, None), south=center(1, 4, None), west=center(9, 90, None))
    found = touched(plan("north", "south"), known)
    assert found == Touched(centers=2, numbers=3, agents=15)
    assert str(found) == "2 centers, 3 numbers and 15 agents"
    assert str(touched(plan("south"), known)) == "1 center, 1 number and 4 agents"


def test_a_center_whose_traffic_is_there_already_is_not_touched() -> None:
    seen = [
        Seen("north", BOTH, dict.fromkeys(BOTH, MOVED), dict.fromkeys(BOTH)),
        Seen("south", BOTH, dict.fromkeys(BOTH, AT_HOME), dict.fromkeys(BOTH)),
    ]
    wish = Wish(action=Action.SHIFT, to=WEST, steps=NOW)
    known = deployed(north=center(2, 11, None), south=center(1, 4, None))
    assert touched(plan_shift(wish, seen, START), known).centers == 1


def test_two_centers_at_once_are_more_than_the_usual_limit_and_the_hint_names_them() -> None:
    known = deployed(north=center(2, 11, None), south=center(1, 4, None))
    both = plan("north", "south")
    with pytest.raises(PlanRefusedError) as refused:
        require_within(touched(both, known), limits_of(both, known), both)
    assert str(refused.value) == (
        "shift --to us-west-2: this would move 2 centers, 3 numbers and 15 agents, and resilience.limits of the spec"
        " allow 1 center at once; nothing was changed\n"
        "  try: fewer at once: --center ID for each of north and south that is meant; or --beyond-limits-because WHY, if all of it is meant"
    )


def test_with_a_reason_everything_moves_and_the_log_keeps_it() -> None:
    known = deployed(north=center(2, 11, None), south=center(1, 4, None))
    both = plan("north", "south", beyond="the whole region burns")
    require_within(touched(both, known), limits_of(both, known), both)
    assert both.wish.why == "beyond limits: the whole region burns"


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (ShiftLimits(numbers=1), "allow 1 number at once"),
        (ShiftLimits(agents=10), "allow 10 agents at once"),
        (ShiftLimits(numbers=1, agents=10), "allow 1 number and 10 agents at once"),
    ],
)
def test_one_center_may_be_too_much_and_then_only_a_reason_helps(limits: ShiftLimits, said: str) -> None:
    known = deployed(office=center(2, 11, limits))
    one = plan("office")
    with pytest.raises(PlanRefusedError, match=said) as refused:
        require_within(touched(one, known), limits_of(one, known), one)
    assert refused.value.hint == "--beyond-limits-because WHY, if all of it is meant"


def test_what_is_exactly_the_limit_is_allowed() -> None:
    known = deployed(office=center(2, 11, ShiftLimits(numbers=2, agents=11)))
    one = plan("office")
    require_within(touched(one, known), limits_of(one, known), one)


def test_of_several_centers_the_narrowest_limits_count() -> None:
    wide, narrow = ShiftLimits(centers=9, numbers=5, agents=100), ShiftLimits(centers=2, numbers=90, agents=90)
    known = deployed(north=center(1, 1, wide), south=center(1, 1, narrow))
    assert limits_of(plan("north", "south"), known) == ShiftLimits(centers=2, numbers=5, agents=90)
    assert limits_of(plan("north"), known) == wide
