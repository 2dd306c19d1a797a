"""H: opening hours, their time zones, holidays and overrides, as far as the spec alone tells; see calendars/rules."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from spec.faults import Path, listed
from spec.models.account_managers import SyncMode
from spec.models.base import minutes
from spec.models.hours import DAYS, Hours, OverrideType, week
from spec.models.program import ProgramSpec
from spec.models.queues import Channel
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import center_of, walk
from spec.rules.zones import ZONES


def public_hours(program: ProgramSpec) -> Iterator[tuple[int, Hours]]:
    """Hours of lines that the public calls, with their position."""
    used = {line.hours for line in program.infrastructure.lines if not line.transfer_only}
    for i, hours in enumerate(program.infrastructure.hours):
        if hours.id in used:
            yield i, hours


@rule()
def zone_not_local(program: ProgramSpec) -> Findings:
    """H601: hours are in a time zone of the program: its own, or that of a served region; not the vendor's (S30-32)."""
    local = {program.program.time_zone, *(region.time_zone for region in program.program.served_regions)}
    for path, zone in walk(program, "infrastructure.hours[].time_zone"):
        if zone not in local:
            message = f"the time zone {zone} is not one of the program's: {listed(sorted(local))}"
            yield Finding(path, message, "give the hours in local time, or add the region to program.served_regions")


@rule()
def zone_not_of_state(program: ProgramSpec) -> Findings:
    """H602: the program's time zones exist in its state (S30-32)."""
    known = ZONES.get(program.program.state, ())
    patterns = ("program.time_zone", "program.served_regions[].time_zone")
    for pattern in patterns:
        for path, zone in walk(program, pattern):
            if known and zone not in known:
                message = f"{zone} is not a time zone of {program.program.state}"
                yield Finding(path, message, f"write {listed(known)}")


@rule()
def holidays_of_other_state(program: ProgramSpec) -> Findings:
    """H603: holidays are those of the program's state; a vendor's home holidays close nothing (S30-33)."""
    for path, state in walk(program, "infrastructure.holidays[].state"):
        if state != program.program.state:
            message = f"this calendar has the holidays of {state}, but the program is in {program.program.state}"
            yield Finding(path, message, f"write state: {program.program.state}")


@rule()
def holidays_missing(program: ProgramSpec) -> Findings:
    """H604: public lines close on the state's holidays, unless an account manager may open on them (S30-33)."""
    free = {m.center for m in program.account_managers if m.holiday_sync is SyncMode.MAY_OPEN}
    for i, hours in public_hours(program):
        if hours.holidays is None and (hours.center is None or hours.center not in free):
            message = f"hours '{hours.id}' have no holiday calendar"
            hint = "add 'holidays:', or 'holiday_sync: may_open' to the account manager"
            yield Finding(("infrastructure", "hours", i), message, hint)


@rule(severity="warning")
def written_on_holidays(program: ProgramSpec) -> Findings:
    """H614: chat, e-mail and tasks rest on the state's holidays too, unless an account manager may open (S30-33)."""
    free = {m.center for m in program.account_managers if m.holiday_sync is SyncMode.MAY_OPEN}
    public = {item.id for _, item in public_hours(program)}  # H604 speaks of these
    hours = {item.id: item for item in program.infrastructure.hours if item.id not in public}
    for i, queue in enumerate(program.infrastructure.queues):
        found = hours.get(queue.hours)
        written = [channel.value for channel in queue.channels if channel is not Channel.VOICE]
        if found is None or found.holidays is not None or not written or center_of(program, queue) in free:
            continue
        message = f"queue '{queue.id}' takes {listed(written, 'and')} on holidays: hours '{found.id}' have no calendar"
        yield Finding(("infrastructure", "queues", i, "hours"), message, f"add 'holidays:' to hours '{found.id}'")


@rule()
def never_open(program: ProgramSpec) -> Findings:
    """H605: hours that a line or a queue follows are open at some time of the week (S29-8)."""
    used = {hours for _, hours in walk(program, "infrastructure.lines[].hours")}
    used |= {hours for _, hours in walk(program, "infrastructure.queues[].hours")}
    for i, hours in enumerate(program.infrastructure.hours):
        if hours.id in used and not any(week(hours.weekly).values()):
            path = ("infrastructure", "hours", i, "weekly")
            yield Finding(path, f"hours '{hours.id}' are never open", 'write openings such as mon-fri: ["08:00-17:00"]')


@rule()
def overrides_collide(program: ProgramSpec) -> Findings:
    """H606: two overrides of the same hours share a day only where one of them closes (S29-8)."""
    for i, hours in enumerate(program.infrastructure.hours):
        for (_, a), (k, b) in combinations(enumerate(hours.overrides), 2):
            closes = OverrideType.CLOSED in (a.type, b.type)
            if not closes and a.from_ <= b.till and b.from_ <= a.till:
                path = ("infrastructure", "hours", i, "overrides", k)
                message = f"the override '{b.id}' shares days with '{a.id}', so the hours of those days are unclear"
                yield Finding(path, message, "let one end before the other starts")


@rule()
def override_unclear(program: ProgramSpec) -> Findings:
    """H607: an override that closes has no openings, and any other has some (S29-8)."""
    for path, override in walk(program, "infrastructure.hours[].overrides[]"):
        if override.type is OverrideType.CLOSED and override.weekly:
            message = f"the override '{override.id}' closes, but gives openings"
            yield Finding((*path, "weekly"), message, "delete 'weekly', or write type: standard")
        if override.type is not OverrideType.CLOSED and not any(week(override.weekly).values()):
            message = f"the override '{override.id}' gives no openings"
            yield Finding(path, message, "add 'weekly', or write type: closed")


@rule()
def bounced_at_closing(program: ProgramSpec) -> Findings:
    """H612: a queue that closes while a line still sends callers to it takes messages (BP-50, BP-51)."""
    infra = program.infrastructure
    hours = {item.id: item for item in infra.hours}
    queues = {queue.id: (i, queue) for i, queue in enumerate(infra.queues)}
    topics = {topic.id: topic.queue for topic in program.topics}
    flagged: set[str] = set()
    for line in infra.lines:
        reached = [line.queue, *(c.queue or topics.get(c.topic or "", "") for c in line.menu)]
        for name in reached:
            i, queue = queues.get(name, (0, None))
            if queue is None or queue.voicemail or name in flagged:
                continue
            if _outlasts(hours.get(line.hours), hours.get(queue.hours)):
                flagged.add(name)
                path: Path = ("infrastructure", "queues", i, "voicemail")
                message = f"queue '{name}' is closed while line '{line.id}' is open, and takes no messages"
                yield Finding(path, message, "write voicemail: true, or give the queue the line's hours")


def _outlasts(line: Hours | None, queue: Hours | None) -> bool:
    """Whether the line is open at some minute of the week at which the queue is closed."""
    if line is None or queue is None or line.id == queue.id:
        return False
    of_line, of_queue = week(line.weekly), week(queue.weekly)
    return any(_minutes(of_line[day]) - _minutes(of_queue[day]) for day in DAYS)


def _minutes(openings: tuple[str, ...]) -> set[int]:
    spans = (opening.split("-") for opening in openings)
    return {minute for opens, closes in spans for minute in range(minutes(opens), minutes(closes))}


@rule(severity="warning")
def callback_never_fits(program: ProgramSpec) -> Findings:
    """H613: an opening is no shorter than the time before closing in which no callback is promised (S30-28)."""
    window = program.infrastructure.callbacks.window_minutes
    served = {queue.hours for queue in program.infrastructure.queues if queue.callback}
    for hours in program.infrastructure.hours:
        spans = [span.split("-") for day in week(hours.weekly).values() for span in day]
        longest = max((minutes(end) - minutes(start) for start, end in spans), default=0)
        if hours.id in served and 0 < longest < window:
            message = f"'{hours.id}' is open for {longest} minutes at most, so no callback is ever promised there"
            path: Path = ("infrastructure", "callbacks", "window_minutes")
            yield Finding(path, message, f"write {longest} or less, or 'callback: false' at its queues")
