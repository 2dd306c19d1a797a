"""Alarms of a region: there, telling somebody, and quiet. A region that nobody watches may fail unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from contact_flows.language.document import Ref
from operate.observing.alarms import AlarmState, Ringing, read_alarms
from operate.readiness.evidence import Unread, found
from operate.readiness.flaw import Area, Flaw, Touch, line
from operate.readiness.region import Region
from spec.faults import listed
from spec.observing import AlarmKind

ALL = (Area.ALL,)
AGAIN = "civicline up PROGRAM"
NAMED = 5
"""So many in one sentence."""
PENDING = "PendingConfirmation"


@dataclass(frozen=True, slots=True)
class FoundAlarms:
    """states: by id in deployed.json; None: not there. deaf: ARNs of topics that nobody has confirmed to hear."""

    states: Mapping[str, AlarmState | None]
    deaf: frozenset[str]


def read_watch(region: Region) -> FoundAlarms:
    """Raises CloudError."""
    states = read_alarms(region.client("cloudwatch"), region.center.resources)
    topics = {arn for one in states.values() if one is not None for arn in one.tells if ":sns:" in arn}
    return FoundAlarms(states, frozenset(arn for arn in topics if not _heard(region, arn)))


def _heard(region: Region, topic: str) -> bool:
    """An address that has not confirmed its subscription is sent nothing (SNS Developer Guide)."""
    told = found(region.client("sns"), "list_subscriptions_by_topic", TopicArn=topic)
    return told is not None and any(row["SubscriptionArn"] != PENDING for row in told.get("Subscriptions", ()))


def judge_alarms(watch: FoundAlarms | Unread, region: Region) -> Iterator[Flaw]:
    """None of it keeps traffic away, not even silence: whether contacts are answered is found out by itself."""
    if isinstance(watch, Unread):
        what = f"{watch.what} of {region.name} could not be read, so nobody can tell whether one rings ({watch.why})"
        yield Flaw(ALL, False, what, "let your role read them, or wait for CloudWatch; then check again")
        return
    if not watch.states:
        yield Flaw(ALL, False, f"no alarm watches {region.name}: it was deployed without", AGAIN)
        return
    alarms = [one for one in watch.states.values() if one is not None]
    yield from _judge_telling(watch, alarms, region.name)
    for one in alarms:
        # One about the other region is why somebody asks at all.
        if one.state is Ringing.RINGS and not one.id.startswith(AlarmKind.LINE_THERE):
            yield Flaw(_touched(one), False, f"an alarm rings in {region.name}: {one.says}", _todo(one))


def _judge_telling(watch: FoundAlarms, alarms: Iterable[AlarmState], region: str) -> Iterator[Flaw]:
    missing = [id_ for id_, one in watch.states.items() if one is None]
    if missing:
        yield Flaw(ALL, False, f"alarms of {region} are not there: {_some(missing)}", AGAIN)
    mute = [one.id for one in alarms if not one.tells]
    if mute:
        todo = f"cloudwatch enable-alarm-actions, or {AGAIN}"
        yield Flaw(ALL, False, f"alarms of {region} tell nobody when they ring: {_some(mute)}", todo)
    for topic in sorted(watch.deaf):
        what = f"nobody has confirmed to be told by the alarms of {region}: {topic.rpartition(':')[2]} has no listener"
        yield Flaw(ALL, False, what, f"confirm by the e-mail that AWS has sent, or subscribe again: {AGAIN}")


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
