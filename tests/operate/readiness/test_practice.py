"""How long ago the move was practiced: a finding where it is too long, and never a reason to keep traffic away."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from operate.drills.log import write
from operate.drills.model import Drill, Kind, Result, Scorecard
from operate.readiness.check import check
from operate.readiness.verdict import Readiness, State, Verdict
from spec.models.resilience import Resilience, Tier
from tests.operate.readiness.cloud import Cloud, refuse
from tests.operate.readiness.planting import of
from tests.operate.readiness.standing import NOW, Standing
from tests.sandbox.replication.rig import EAST, WEST

pytestmark = pytest.mark.xdist_group("readiness")

LATER = NOW + dt.timedelta(days=400)
RESILIENCE = Resilience(tier=Tier.GLOBAL_RESILIENCY, replica_region=WEST)
FRESH = (f"{number:024}" for number in itertools.count())


def drill(result: Result = Result.PASSED) -> Drill:
    return Drill(
        kind=Kind.REAL, program="civic", stack="dev", target="sandbox", centers=("office",), to=WEST, at=LATER,
        seconds=1, who="arn:aws:sts::1:user/kai", os_user="kai", result=result, scorecard=Scorecard(),
    )  # fmt: skip


def held(stands: Standing, at: dt.datetime, result: Result = Result.PASSED, cloud: Cloud | None = None) -> None:
    told = write(cloud or Cloud(), stands.deployed, drill(result), at, lambda: next(FRESH))
    assert len(told) == 2


def checked(stands: Standing, now: dt.datetime, cloud: Cloud | None = None, region: str = WEST) -> Readiness:
    return check(cloud or Cloud(), stands.deployed, region, now=now)


def of_agents(readiness: Readiness) -> Verdict:
    assert readiness.holds
    assert all(verdict.state is State.READY for verdict in readiness.verdicts if verdict.subject.id != "agents")
    return of(readiness, "agents")


def test_what_was_never_practiced_is_overdue_half_a_year_after_it_was_made(stands: Standing) -> None:
    verdict = of_agents(checked(stands, LATER))
    assert verdict.state is State.DEGRADED
    assert verdict.why[0].startswith("the move to the other region was never practiced, for ")
    assert "every 180 days it shall be" in verdict.why[0]
    assert f"civicline failover drill --kind tabletop --to {WEST}" in verdict.todo[0]


def test_a_drill_that_passed_counts_in_both_regions_until_its_days_are_over(stands: Standing) -> None:
    held(stands, LATER)
    for region in (EAST, WEST):
        assert checked(stands, LATER + dt.timedelta(days=179), region=region).ready
        verdict = of_agents(checked(stands, LATER + dt.timedelta(days=180), region=region))
        assert verdict.why[0].endswith("practiced 180 days ago (real drill); every 180 days it shall be")


def test_a_drill_that_failed_does_not_count(stands: Standing) -> None:
    held(stands, LATER, Result.FAILED)
    assert "the real drill of " in of_agents(checked(stands, LATER)).why[0]


def test_the_log_of_one_region_is_enough(stands: Standing) -> None:
    cloud = Cloud()
    cloud.bent["dynamodb", WEST, "transact_write_items"] = refuse()
    held(stands, LATER, cloud=cloud)
    assert checked(stands, LATER).ready


def test_where_no_log_can_be_read_nobody_can_tell(stands: Standing) -> None:
    cloud = Cloud()
    for region in (EAST, WEST):
        cloud.bent["dynamodb", region, "query"] = refuse()
    verdict = of_agents(checked(stands, NOW, cloud))
    assert verdict.state is State.DEGRADED
    assert "could not be read, so nobody can tell when it was" in verdict.why[0]


def test_a_log_full_of_other_things_is_read_to_its_end(stands: Standing) -> None:
    held(stands, NOW)
    table = stands.sandbox("dynamodb", WEST)
    for number in range(30):
        at = (NOW + dt.timedelta(minutes=number)).isoformat(timespec="microseconds")
        row = {"center": "office", "at": f"{at}#{number}", "action": "close", "scope": "line#main"}
        table.put_item(TableName="civic-switch-log", Item={name: {"S": text} for name, text in row.items()})
    assert checked(stands, NOW + dt.timedelta(days=170)).ready


def test_the_spec_says_how_many_days(stands: Standing) -> None:
    deployed = stands.deployed
    center = deployed.centers["office"].model_copy(
        update={"resilience": RESILIENCE.model_copy(update={"drill_days": 30})}
    )
    changed = deployed.model_copy(update={"centers": {"office": center}})
    held(stands, NOW)
    assert check(Cloud(), changed, WEST, now=NOW + dt.timedelta(days=29)).ready
    assert not check(Cloud(), changed, WEST, now=NOW + dt.timedelta(days=31)).ready
