"""Which question of automatic failover is answered, and by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from cli.options import TargetName

if TYPE_CHECKING:
    from cli.failover.opened import Opened
    from spec.automatic import Approval


def asked_of(
    program: Path | None,
    stack: str | None,
    target: TargetName,
    centers: Collection[str],
    to: str | None,
    now: dt.datetime,
) -> tuple[Opened, Approval, str]:
    """By the newest record. The last one: who answers. Raises PlanRefusedError, UsageError, CloudError."""
    from cli.failover.opened import opened_at
    from cli.recorded.newest import with_newest
    from cli.recorded.standing import standing

    place = standing(program, stack, target)
    return with_newest(place, lambda place: _asked(opened_at(place, centers), to, now))[1]


def _asked(found: Opened, to: str | None, now: dt.datetime) -> tuple[Opened, Approval, str]:
    from cli.switching import os_user
    from operate.failover.automatic import the_waiting, watches
    from operate.switches.dynamo import StsIdentity
    from operate.switches.state import who

    regions = [region for one in found.controls for region in one.regions]
    with ThreadPoolExecutor() as pool:  # a silent region costs its time-out once
        me = pool.submit(who, StsIdentity(found.place.aws), regions)
        centers = [one.center for one in found.controls]
        approval = the_waiting(watches(found.place.aws, found.place.deployed, centers, now), to)
        return found, approval, f"{me.result()} ({os_user()})"
