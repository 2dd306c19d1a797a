"""Drills in the log of switches, in each region: so every machine knows when the move was practiced last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from operate.aws import URGENT, Target, call
from operate.drills import words
from operate.drills.age import Practice, practice_of
from operate.drills.model import Drill
from operate.drills.words import Held
from operate.switches.ports import Place
from operate.switches.state import at_once
from operate.switches.transaction import entered, transact
from spec.deployed import Deployed, DeployedCenter
from spec.errors import CloudError
from spec.models.resilience import Resilience, Tier
from spec.switches import LOG_CENTER, Action, entry_of

USUAL_DAYS = Resilience(tier=Tier.GLOBAL_RESILIENCY).drill_days
"""For what was deployed before the spec said anything of drills."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one region's log says. since: when it was made, before which nobody could practice."""

    drills: tuple[Held, ...]
    since: dt.datetime


def write(
    target: Target, deployed: Deployed, drill: Drill, at: dt.datetime, fresh: Callable[[], str]
) -> Mapping[Place, CloudError | None]:
    """One entry a center, the same in both regions; why it could not be written, by place."""
    entries = {center: words.entry(drill, center, at, fresh()) for center in drill.centers}
    places = [Place(id_, region) for id_ in drill.centers for region in deployed.centers[id_].switch_regions]

    def put(place: Place) -> CloudError | None:
        client = target.client("dynamodb", place.region, URGENT)
        try:
            transact(client, [entered(str(deployed.centers[place.center].switch_log), entries[place.center])], fresh())
        except CloudError as error:
            return error
        return None

    return dict(zip(places, at_once(put, places), strict=True))


def read(client: Any, table: str, center: str) -> Told:
    """Of one center in one region, newest drill first. Raises CloudError."""
    made = call(client, "describe_table", TableName=table)["Table"]["CreationDateTime"]
    return Told(tuple(_drills(client, table, center)), made.astimezone(dt.UTC))


def _drills(client: Any, table: str, center: str) -> Iterator[Held]:
    asked: dict[str, Any] = {
        "TableName": table,
        "KeyConditionExpression": "#center = :center",
        "FilterExpression": "#action = :drill",
        "ExpressionAttributeNames": {"#center": LOG_CENTER, "#action": "action"},
        "ExpressionAttributeValues": {":center": {"S": center}, ":drill": {"S": Action.DRILL.value}},
        "ScanIndexForward": False,
    }
    while True:
        page = call(client, "query", **asked)
        for item in page["Items"]:
            if (found := _held(item)) is not None:
                yield found
                if found.counts:  # what is older says nothing any more
                    return
        if not page.get("LastEvaluatedKey"):
            return
        asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _held(item: Mapping[str, Any]) -> Held | None:
    """None also for an entry that somebody wrote by hand and otherwise than we do."""
    try:
        found = words.held(entry_of(item))
    except (KeyError, ValueError, TypeError):
        return None
    return found if found is not None and found.at.tzinfo is not None else None


def practices(
    target: Target, deployed: Deployed, centers: Iterable[str], without: Collection[str] = ()
) -> dict[str, Practice | CloudError]:
    """By center, from every region that answers; why nobody can tell, where none does.

    without   regions of which it is known that they do not answer: nobody waits for them once more
    """
    ids = list(centers)

    def asked(id_: str) -> Practice | CloudError:
        regions = [region for region in deployed.centers[id_].switch_regions if region not in without]
        return _practice(target, id_, deployed.centers[id_], regions)

    return dict(zip(ids, at_once(asked, ids), strict=True))


def practice_from(id_: str, center: DeployedCenter, known: Iterable[Told]) -> Practice:
    """From the logs that could be read; the younger log is that of the second region."""
    told = list(known)
    days = center.resilience.drill_days if center.resilience else USUAL_DAYS
    drills = [drill for one in told for drill in one.drills]
    return practice_of(id_, drills, max(one.since for one in told), days)


def _practice(target: Target, id_: str, center: DeployedCenter, regions: Sequence[str]) -> Practice | CloudError:
    def told(region: str) -> Told | CloudError:
        try:
            return read(target.client("dynamodb", region, URGENT), str(center.switch_log), id_)
        except CloudError as error:
            return error

    found = at_once(told, regions)
    known = [one for one in found if isinstance(one, Told)]
    if known:
        return practice_from(id_, center, known)
    silent = CloudError(id_, "no region answers that could tell of drills")
    return next((one for one in found if isinstance(one, CloudError)), silent)
