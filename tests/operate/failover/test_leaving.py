"""A center gives up its second region only when nothing of it is there, and somebody can tell."""

from __future__ import annotations

import datetime as dt

import pytest

from operate.failover.leaving import require_all_at_home
from operate.failover.model import Split
from operate.failover.reading import Seen
from spec.errors import CloudError, PlanRefusedError
from spec.serving import CHANNELS, Serving

HOME, AWAY = "us-west-2", "us-east-1"
NOW = dt.datetime(2027, 1, 14, tzinfo=dt.UTC)


class RefusedError(Exception):
    """What botocore raises, as far as it is looked at."""

    response = {"Error": {"Code": "ResourceNotFoundException"}}


def split(away: int, *, home_sign_in: bool = True) -> Split:
    shares = {HOME: 100 - away, AWAY: away}
    return Split(voice=shares, agents=shares, sign_in={HOME: home_sign_in, AWAY: True})


def row(region: str, towards: str = "") -> Serving:
    return Serving(center="office", regions=dict.fromkeys(CHANNELS, region), turn=1, since=NOW, by="a", towards=towards)


def seen(at: Split | CloudError, there: Split | CloudError, **rows: Serving | CloudError | None) -> Seen:
    told = {HOME: rows.get("home"), AWAY: rows.get("away")}
    return Seen("office", (HOME, AWAY), {HOME: at, AWAY: there}, told)


def test_a_center_whose_traffic_is_at_home_may_give_its_second_region_up() -> None:
    require_all_at_home(seen(split(0), split(0)))
    require_all_at_home(seen(split(0), split(0), home=row(HOME), away=row(HOME)))


@pytest.mark.parametrize(
    ("at", "rows", "said"),
    [
        (split(10), {}, "10 % of the calls, 10 % of the agents"),
        (split(0, home_sign_in=False), {}, "the sign-in of the agents"),
        (split(0), {"away": row(AWAY)}, "chat, email, web"),
        (split(0), {"home": row(HOME, towards=AWAY)}, f"a move towards {AWAY} that has not ended"),
    ],
)
def test_whatever_is_in_the_second_region_is_named_and_the_change_refused(
    at: Split, rows: dict[str, Serving], said: str
) -> None:
    with pytest.raises(PlanRefusedError) as caught:
        require_all_at_home(seen(at, at, **rows))
    assert caught.value.where == AWAY
    assert said in caught.value.what
    assert "nothing was changed" in caught.value.what
    assert "civicline failover restore" in caught.value.hint


def test_a_region_that_does_not_tell_is_no_proof_that_nobody_is_there() -> None:
    silent = CloudError("dynamodb in us-east-1", "no answer", "")
    for found in (seen(split(0), silent), seen(split(0), split(0), away=silent)):
        with pytest.raises(CloudError, match="cannot be read"):
            require_all_at_home(found)


def test_a_table_that_a_run_cut_short_has_deleted_already_holds_nothing() -> None:
    gone = CloudError("dynamodb in us-east-1", "no such table", "")
    gone.__cause__ = RefusedError()
    require_all_at_home(seen(split(0), split(0), away=gone))
