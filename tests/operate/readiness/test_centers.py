"""Centers that cannot be checked, and what is found only in a region as its callers meet it."""

from __future__ import annotations

import pytest

from operate.readiness.check import check
from operate.readiness.verdict import State
from spec.errors import UsageError
from tests.operate.readiness.cloud import Cloud, answer, silent
from tests.operate.readiness.planting import checked, of
from tests.operate.readiness.standing import NOW, Standing
from tests.sandbox.replication.rig import WEST

pytestmark = pytest.mark.xdist_group("readiness")
"""One worker stands the center up once for all of these."""


def test_a_region_that_falls_silent_amid_the_check_is_no_pass(untouched: Standing) -> None:
    cloud = Cloud(bent={("connect", WEST, "describe_queue"): silent})
    main = of(checked(untouched, cloud), "main")
    assert main.state is State.NOT_READY
    assert any("queues, hours and prompts in us-west-2 could not be read" in words for words in main.why)


def test_an_alias_that_numbers_name_and_the_region_lacks_keeps_callers_away(untouched: Standing) -> None:
    flow = untouched.aws_id("flow", "line-main")
    number = untouched.number["PhoneNumberArn"]
    cloud = Cloud()
    cloud.bent["connect", WEST, "list_flow_associations"] = lambda _: {
        "FlowAssociationSummaryList": [
            {"ResourceId": number, "FlowId": f"{untouched.center.arn_west}/contact-flow/{flow}:no-such-alias"}
        ]
    }
    main = of(checked(untouched, cloud), "main")
    assert main.state is State.NOT_READY
    assert any("by the alias no-such-alias, which is not there" in words for words in main.why)


@pytest.mark.parametrize(("region", "words"), [("eu-west-2", "the center office is not there"), ("", "is not there")])
def test_a_region_that_the_center_does_not_have_is_refused(untouched: Standing, region: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        checked(untouched, Cloud(), region)


def test_a_center_in_one_region_has_nothing_to_check(untouched: Standing) -> None:
    deployed = untouched.deployed
    alone = deployed.centers["office"].model_copy(update={"replica": None, "traffic_group": None})
    with pytest.raises(UsageError, match="in us-east-1 only"):
        check(Cloud(), deployed.model_copy(update={"centers": {"office": alone}}), WEST, now=NOW)


def test_only_the_centers_that_are_named_are_checked(untouched: Standing) -> None:
    deployed = untouched.deployed
    alone = deployed.centers["office"].model_copy(update={"replica": None})
    both = deployed.model_copy(update={"centers": {"alone": alone, **deployed.centers}})
    readiness = check(Cloud(), both, WEST, now=NOW, centers=["office"])
    assert {verdict.subject.center for verdict in readiness.verdicts} == {"office"}


def test_hours_that_are_open_at_no_moment_near_are_told_by_the_walk(untouched: Standing) -> None:
    """A week without a single opening: whoever calls is let go."""

    def never(told: dict[str, dict[str, object]]) -> None:
        told["HoursOfOperation"]["Config"] = []

    cloud = Cloud(bent={("connect", WEST, "describe_hours_of_operation"): answer(never)})
    main = of(checked(untouched, cloud), "main")
    assert main.state is State.NOT_READY
    assert any("no simulated contact of the line main in us-west-2 comes to anybody" in words for words in main.why)
