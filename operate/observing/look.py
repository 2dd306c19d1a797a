"""What watches the centers, asked in all their regions at once; a region that is dark costs its own time-out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from operate.aws import URGENT, Target, call
from operate.observing.alarms import AlarmState, Ringing, read_alarms
from operate.switches.state import at_once, begun
from spec.deployed import Deployed, DeployedCenter
from spec.errors import CloudError
from spec.heartbeat import Heartbeat, heartbeat_of, heartbeat_scope
from spec.observing import AlarmKind
from spec.switches import SCOPE

_FIRST = (AlarmKind.LINE_HERE, AlarmKind.LINE_THERE, AlarmKind.PROBE)
"""Callers come first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """By one region of one center.

    alarms  those that are there, or why nobody can tell
    beats   last row of each region's probe, as this region's switchboard has it; or why nobody can tell
    """

    center: str
    region: str
    alarms: tuple[AlarmState, ...] | CloudError
    beats: Mapping[str, Heartbeat] | CloudError


@dataclass(frozen=True, slots=True)
class Observed:
    """One center, by all its regions."""

    center: str
    told: tuple[Told, ...]

    @property
    def ringing(self) -> tuple[tuple[str, AlarmState], ...]:
        """Region and alarm; lines first."""
        found = [
            (one.region, alarm)
            for one in self.told
            if not isinstance(one.alarms, CloudError)
            for alarm in one.alarms
            if alarm.state is Ringing.RINGS
        ]
        return tuple(sorted(found, key=lambda row: _rank(row[1])))

    @property
    def beats(self) -> Mapping[str, Heartbeat]:
        """The newest row of each region's probe, whichever region has it."""
        newest: dict[str, Heartbeat] = {}
        for one in self.told:
            if not isinstance(one.beats, CloudError):
                newest |= {
                    region: beat
                    for region, beat in one.beats.items()
                    if region not in newest or beat.at > newest[region].at
                }
        return newest

    @property
    def unread(self) -> Mapping[str, CloudError]:
        """Regions of which nobody can tell whether an alarm rings."""
        return {one.region: one.alarms for one in self.told if isinstance(one.alarms, CloudError)}

    @property
    def unheard(self) -> Mapping[str, CloudError]:
        """Regions that tell of alarms, and not which probes live."""
        return {
            one.region: one.beats
            for one in self.told
            if isinstance(one.beats, CloudError) and not isinstance(one.alarms, CloudError)
        }


def _rank(alarm: AlarmState) -> int:
    return next((rank for rank, kind in enumerate(_FIRST) if alarm.id.startswith(kind)), len(_FIRST))


def observe(
    target: Target, deployed: Deployed, centers: Sequence[str], silent: Collection[str] = ()
) -> tuple[Observed, ...]:
    """In the order of the centers. Raises nothing of AWS: what is not told is in its place.

    silent   regions that were just seen not to answer: they are not asked again
    """
    regions = [(id_, here) for id_ in centers for here in _regions(deployed.centers[id_])]
    places = [(id_, here) for id_, here in regions if here.region not in silent]
    # Both of a region at once, for a dark one lets each of its callers wait.
    alarms = begun(lambda asked: at_once(lambda place: _alarms(target, place[1]), asked), places)
    beats = at_once(lambda place: _beats(target, *place), places)
    told = [
        Told(center=id_, region=here.region, alarms=rings, beats=lives)
        for (id_, here), rings, lives in zip(places, alarms.result(), beats, strict=True)
    ]
    return tuple(Observed(id_, tuple(one for one in told if one.center == id_)) for id_ in centers)


def _regions(center: DeployedCenter) -> tuple[DeployedCenter, ...]:
    there = center.in_replica()
    return (center,) if there is None else (center, there)


def _alarms(target: Target, here: DeployedCenter) -> tuple[AlarmState, ...] | CloudError:
    try:
        found = read_alarms(target.client("cloudwatch", here.region, URGENT), here.resources)
    except CloudError as error:
        return error
    return tuple(alarm for alarm in found.values() if alarm is not None)


def _beats(target: Target, id_: str, here: DeployedCenter) -> dict[str, Heartbeat] | CloudError:
    if here.switchboard is None:
        return {}
    keys = [{SCOPE: {"S": heartbeat_scope(id_, region)}} for region in here.switch_regions]
    try:
        client = target.client("dynamodb", here.region, URGENT)
        asked = {here.switchboard: {"Keys": keys}}
        told = call(client, "batch_get_item", RequestItems=asked)
    except CloudError as error:
        return error
    if told.get("UnprocessedKeys"):  # it is limiting requests, and says so in no other way
        return CloudError(f"dynamodb in {here.region}", "it told only a part of the probes' rows", "run it again")
    beats = (heartbeat_of(row) for row in told["Responses"].get(here.switchboard, ()))
    return {beat.region: beat for beat in beats if beat is not None}
