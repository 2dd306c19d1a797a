"""Alarms of a region: there, telling somebody, and quiet. A region that nobody watches may fail unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from contact_flows.language.document import Ref
from operate.observing.alarms import AlarmState, Ringing, read_alarms
from operate.readiness.evidence import Unread
from operate.readiness.flaw import Area, Flaw, Touch, line
from operate.readiness.region import Region
from spec.faults import listed
from spec.observing import AlarmKind

ALL = (Area.ALL,)
AGAIN = "civicline up PROGRAM"
NAMED = 5
"""So many in one sentence."""
FoundAlarms = Mapping[str, AlarmState | None]
"""By id in deployed.json; None: not there."""


def read_watch(region: Region) -> FoundAlarms:
    """Raises CloudError."""
    return read_alarms(region.client("cloudwatch"), region.center.resources)


def judge_alarms(found: FoundAlarms | Unread, region: Region) -> Iterator[Flaw]:
    """None of it keeps traffic away, not even silence: whether contacts are answered is found out by itself."""
    if isinstance(found, Unread):
        what = f"{found.what} of {region.name} could not be read, so nobody can tell whether one rings ({found.why})"
        yield Flaw(ALL, False, what, "let your role read them, or wait for CloudWatch; then check again")
        return
    if not found:
        yield Flaw(ALL, False, f"no alarm watches {region.name}: it was deployed without", AGAIN)
        return
    missing = [id_ for id_, one in found.items() if one is None]
    if missing:
        yield Flaw(ALL, False, f"alarms of {region.name} are not there: {_some(missing)}", AGAIN)
    alarms = [one for one in found.values() if one is not None]
    mute = [one.id for one in alarms if not one.told]
    if mute:
        todo = f"cloudwatch enable-alarm-actions, or {AGAIN}"
        yield Flaw(ALL, False, f"alarms of {region.name} tell nobody when they ring: {_some(mute)}", todo)
    for one in alarms:
        # One about the other region is why somebody asks at all.
        if one.state is Ringing.RINGS and not one.id.startswith(AlarmKind.LINE_THERE):
            yield Flaw(_touched(one), False, f"an alarm rings in {region.name}: {one.says}", _todo(one))


def _some(ids: Iterable[str]) -> str:
    first, more = sorted(ids)[:NAMED], len(list(ids)) - NAMED
    return f"{', '.join(first)} and {more} more" if more > 0 else listed(first, "and")


def _touched(one: AlarmState) -> tuple[Touch, ...]:
    """The line, queue or function that it is about, else everything."""
    if one.line:
        return (line(one.line),)
    kind, _, id_ = one.id.partition("-")
    return (Ref(kind, id_),) if kind in ("queue", "function") and id_ else ALL


def _todo(one: AlarmState) -> str:
    if one.line or one.id == AlarmKind.PROBE:
        return "see what the log of the probe says (its function ends with -probe); then check again"
    return f"see the metric of the alarm {one.name} in CloudWatch; it ends by itself"
