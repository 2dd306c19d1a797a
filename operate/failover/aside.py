"""What is asked beside where contacts go, at a slower pace: alarms and probes, open questions, drills, front doors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from operate.aws import Target
from operate.drills.age import Practice
from operate.drills.log import practices
from operate.failover.automatic import Watch as Automatic
from operate.failover.automatic import watches
from operate.failover.reading import Seen
from operate.observing.look import Observed, observe
from operate.serving.doors import Heard, hear
from operate.switches.state import begun
from spec.automatic import Approval
from spec.deployed import Deployed
from spec.errors import CloudError


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """observed   alarms and probes, of each center
    automatic  of each center that moves by itself: by what rule, and which region waits for a yes
    practices  by center
    doors      of regions that are not dark
    """

    observed: tuple[Observed, ...] = ()
    automatic: tuple[Automatic, ...] = ()
    practices: Mapping[str, Practice | CloudError] = field(default_factory=dict)
    doors: tuple[Heard, ...] = ()

    @property
    def waiting(self) -> tuple[Approval, ...]:
        return tuple(approval for one in self.automatic for approval in one.waiting)


def aside(target: Target, deployed: Deployed, seen: Sequence[Seen], now: dt.datetime) -> Aside:
    """Of the centers that were just looked at. Raises nothing of AWS; regions that were silent are not asked again."""
    centers = [one.center for one in seen]
    unread = {region for one in seen for region in one.unread_rows}
    silent = unread | {region for one in seen for region in one.dark}
    lit = {one.center: [region for region in one.regions if region not in one.dark] for one in seen}
    asking = begun(lambda ids: watches(target, deployed, ids, now, unread), centers)
    practiced = begun(lambda ids: practices(target, deployed, ids, silent), centers)
    doors = begun(lambda regions: hear(deployed, regions, target.page), lit)
    observed = observe(target, deployed, centers, silent)
    return Aside(observed=observed, automatic=asking.result(), practices=practiced.result(), doors=doors.result())
