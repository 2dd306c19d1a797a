"""Nothing is moved to a cold standby; whoever tries is told both ways out, and whoever asks, what it is."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from operate.failover.deployment import readable, redundant
from operate.failover.standby import OnlyStandbyError, standbys, words
from spec.deployed import Deployed, DeployedReplica, TrafficGroup
from spec.models.resilience import ExternalFailover, Resilience, Tier, Waiver
from tests.operate.readiness.test_judging import CENTER
from tests.operate.readiness.test_standby import COLD, STANDBY

MOVES = CENTER.model_copy(
    update={
        "traffic_group": TrafficGroup(id="g", arn="arn:g"),
        "replica": DeployedReplica(region="us-east-1", alias="b", instance=CENTER.instance),
    }
)
BOTH = COLD.model_copy(update={"centers": {"hq": MOVES, **COLD.centers}})


def test_a_move_to_a_standby_is_refused_with_both_ways_out() -> None:
    for deployed, centers in ((COLD, ()), (COLD, ["office"]), (BOTH, ["office"]), (BOTH, ["hq", "office"])):
        with pytest.raises(OnlyStandbyError) as caught:
            redundant(deployed, centers)
        assert "office has a cold standby in us-east-1, to which nothing can be moved" in caught.value.what
        assert caught.value.hint.startswith("either the carrier redirects the numbers")
        assert "or: for the tier global-resiliency" in caught.value.hint
        assert caught.value.deployed is deployed


@pytest.mark.parametrize(
    ("deployed", "centers", "found"),
    [
        (COLD, (), ("office",)),
        (BOTH, (), ("hq", "office")),
        (BOTH, ["hq"], ("hq",)),
        (BOTH, ["office"], ("office",)),
        (BOTH, ["office", "hq"], ("hq", "office")),
    ],
)
def test_every_center_with_a_second_region_can_be_checked(
    deployed: Deployed, centers: Collection[str], found: tuple[str, ...]
) -> None:
    assert readable(deployed, centers) == found


def test_centers_that_can_move_are_not_held_up_by_one_that_cannot() -> None:
    assert redundant(BOTH) == ("hq",)
    assert list(standbys(BOTH)) == ["office"]


def test_the_words_say_who_signed_and_whom_to_call() -> None:
    resilience = Resilience(
        tier=Tier.COLD_STANDBY,
        replica_region="us-east-1",
        waiver=Waiver(reason="no SAML", signed_by="A. Person"),
        external=ExternalFailover(carrier="Harbor Telephone", desk="+18085550150", reference="HI-1"),
    )
    told = dict(words("office", CENTER.model_copy(update={"standby": STANDBY, "resilience": resilience})))
    assert told["standby"] == "a-standby in us-east-1: cold, not supported by AWS"
    assert told["waiver"] == "signed by A. Person: no SAML"
    assert "until Harbor Telephone redirects the numbers" in told["calls"]
    assert told["redirect"] == "desk +18085550150, reference HI-1"
    assert told["check"] == "civicline failover check --in us-east-1 --center office"
