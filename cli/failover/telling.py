"""What `failover status` tells: where contacts are, what doors, alarms and probes say, when a move was practiced."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from cli.terminal import columns

if TYPE_CHECKING:
    from cli.failover.opened import Stands
    from operate.drills.age import Practice
    from operate.failover.automatic import Watch
    from operate.observing.look import Observed
    from operate.serving.doors import Heard
    from spec.errors import CloudError


@dataclass(frozen=True, slots=True)
class _Around:
    """What was asked once it was known which regions answer."""

    doors: tuple[Heard, ...]
    moving: tuple[Watch, ...]
    observed: tuple[Observed, ...]
    practices: dict[str, Practice | CloudError]


def tell(stands: Stands, *, as_json: bool) -> None:
    """On stdout. A region that was just seen not to answer is not asked again."""
    now = dt.datetime.now(dt.UTC)
    around = _around(stands, now)
    if as_json:
        typer.echo(_json(stands, around, now))
    else:
        typer.echo("\n".join(part for part in _parts(stands, around, now, columns(sys.stdout)) if part))


def _around(stands: Stands, now: dt.datetime) -> _Around:
    from cli.drilling.history import practiced
    from cli.failover.approving import watched
    from operate.observing.look import observe
    from operate.serving.doors import hear

    found, seen = stands.opened, stands.seen
    lit = {one.center: [region for region in one.regions if region not in one.dark] for one in seen}
    lit |= {one.center: [] if one.silence else [one.region] for one in stands.alone}
    silent = {region for one in seen for region in (*one.dark, *one.unread_rows)}
    silent |= {one.region for one in stands.alone if one.silence}
    aws, deployed = found.place.aws, found.place.deployed
    return _Around(
        hear(deployed, lit, aws.page),
        watched(found, seen, now),
        observe(aws, deployed, stands.centers, silent),
        practiced(found, seen),
    )


def _parts(stands: Stands, around: _Around, now: dt.datetime, width: int) -> Iterator[str]:
    """Empty ones say nothing."""
    from cli.render.failover import automatic, doors
    from cli.render.failover.drills import practices_text
    from cli.render.failover.observed import observed_text
    from cli.render.failover.one_region import alone_text
    from cli.render.failover.standbys import standbys_text
    from cli.render.failover.status import status_text

    deployed, zone = stands.opened.place.deployed, stands.opened.zone
    yield status_text(stands.seen, zone, width)
    yield alone_text(stands.alone, deployed, width)
    yield doors.as_text(around.doors, width)
    yield automatic.as_text(around.moving, zone, width)
    yield observed_text(around.observed, now, zone, width)
    yield practices_text(around.practices, now, width)
    yield standbys_text(deployed, stands.centers, width)


def _json(stands: Stands, around: _Around, now: dt.datetime) -> str:
    from cli.render.failover import automatic, doors
    from cli.render.failover.drills import practices_json
    from cli.render.failover.observed import observed_json
    from cli.render.failover.one_region import alone_json
    from cli.render.failover.standbys import standbys_json
    from cli.render.failover.status import status_json

    told = {
        **(status_json(stands.seen) if stands.seen else {}),
        "doors": doors.as_json(around.doors),
        "practice": practices_json(around.practices, now),
        "automatic": automatic.as_json(around.moving),
        "observed": observed_json(around.observed),
        "one_region": alone_json(stands.alone),
        "standbys": standbys_json(stands.opened.place.deployed, stands.centers),
    }
    return json.dumps(told, indent=2, ensure_ascii=False)
