"""What `failover status` tells: where contacts are, what doors, alarms and probes say, when a move was practiced."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from cli.terminal import columns

if TYPE_CHECKING:
    from cli.failover.opened import Stands
    from operate.failover.aside import Aside


def tell(stands: Stands, *, as_json: bool) -> None:
    """On stdout. A region that was just seen not to answer is not asked again."""
    now = dt.datetime.now(dt.UTC)
    around = _around(stands, now)
    if as_json:
        typer.echo(_json(stands, around, now))
    else:
        typer.echo("\n".join(part for part in _parts(stands, around, now, columns(sys.stdout)) if part))


def _around(stands: Stands, now: dt.datetime) -> Aside:
    """Of centers that cannot move as well."""
    from operate.failover.aside import aside
    from operate.observing.look import observe
    from operate.serving.doors import hear

    aws, deployed = stands.opened.place.aws, stands.opened.place.deployed
    found = aside(aws, deployed, stands.seen, now)
    silent = {one.region for one in stands.alone if one.silence}
    lit = {one.center: [one.region] for one in stands.alone if not one.silence}
    moving = [one.center for one in stands.seen]
    observed = observe(aws, deployed, [id_ for id_ in stands.centers if id_ not in moving], silent)
    return replace(found, doors=(*found.doors, *hear(deployed, lit, aws.page)), observed=(*found.observed, *observed))


def _parts(stands: Stands, around: Aside, now: dt.datetime, width: int) -> Iterator[str]:
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
    yield automatic.as_text(around.automatic, zone, width)
    yield observed_text(around.observed, now, zone, width)
    yield practices_text(around.practices, now, width)
    yield standbys_text(deployed, stands.centers, width)


def _json(stands: Stands, around: Aside, now: dt.datetime) -> str:
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
        "automatic": automatic.as_json(around.automatic),
        "observed": observed_json(around.observed),
        "one_region": alone_json(stands.alone),
        "standbys": standbys_json(stands.opened.place.deployed, stands.centers),
    }
    return json.dumps(told, indent=2, ensure_ascii=False)
