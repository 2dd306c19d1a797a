"""What people outside will notice, in plain words: who can be reached, when, and what changes for callers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from calendars.declared.overrides import service_week
from cli.planning.changes import OWN, Change
from spec.models import ProgramSpec
from spec.models.centers import Center, Environment, Restriction
from spec.models.hours import DAYS
from spec.models.resilience import Tier
from spec.select import belongs_to, centers_of, resilience_of, second_region

REPLICA = f"{OWN}Replica"
NOTICED = {
    "aws-native:connect:HoursOfOperation": "opening hours",
    "aws-native:connect:Queue": "queue",
    "aws-native:connect:ContactFlow": "flow",
    "aws-native:connect:ContactFlowModule": "flow module",
    "aws-native:connect:PhoneNumber": "phone number",
    "aws-native:connect:EmailAddress": "e-mail address",
    "aws-native:connect:Prompt": "recording",
    "aws:connect/phoneNumberContactFlowAssociation:PhoneNumberContactFlowAssociation": "what answers the number",
    f"{OWN}FlowContent": "flow",
    f"{OWN}LiveVersion": "live version of flow",
    REPLICA: "second region of the center,",
}
TWIN = "civicline:center:Twin$"
"""In URNs of what the second region has for itself: nobody meets it before contacts are moved there."""
STANDBY = "-standby-"
"""In names of what a cold standby has: nobody meets it before the carrier redirects calls."""
AUTOMATIC = {
    "aws:sfn/stateMachine:StateMachine": frozenset(),
    "aws:cloudwatch/metricAlarm:MetricAlarm": frozenset({"evaluationPeriods"}),
    "aws:lambda/function:Function": frozenset({"environment"}),
}
"""Of what moves traffic by itself: fields that say when it does."""
FLOWS = frozenset({"aws-native:connect:ContactFlow", f"{OWN}FlowContent", f"{OWN}LiveVersion"})
"""Text and live version of a flow change together, under one logical name: that is said once."""
UNHEARD = frozenset({"tags", "description", "targetArn"})
"""Fields for the people who run the center; nobody outside ever meets them. A number that leaves its instance for a
group of both regions starts the same flow.
"""
FIELDS = {
    "hoursOfOperationOverrides": "holidays and dated hours",
    "parentHoursOfOperations": "which holidays it keeps",
}
WORDS = {"create": "new", "update": "changed", "replace": "made anew", "delete": "gone"}


def notices(program: ProgramSpec, env: Environment, found: Iterable[Change]) -> tuple[str, ...]:
    """Sentences for the agency. A center that does not exist yet is described; one that does, by its differences."""
    known = list(found)
    fresh = {change.name for change in known if change.type == "aws-native:connect:Instance" and change.op == "create"}
    centers = centers_of(program, env)
    besides = tuple(
        sentence
        for center in centers
        for sentence in (*_standby(program, env, center, fresh), *_automatic(program, center, known))
    )
    if any(center.id in fresh for center in centers):
        told = tuple(sentence for center in centers for sentence in _opening(program, env, center))
        return (*told, *besides)
    noticed = tuple(_difference(change) for change in _once(change for change in known if _is_noticed(change)))
    return (*(noticed or ("Callers notice nothing.",)), *besides)


def _standby(program: ProgramSpec, env: Environment, center: Center, fresh: Collection[str]) -> Iterator[str]:
    """Said when it is made, because nobody reads a tag."""
    resilience = resilience_of(program, center)
    if resilience.tier is Tier.COLD_STANDBY and f"{center.id}-standby" in fresh:
        signed = f", by the waiver of {resilience.waiver.signed_by}" if resilience.waiver else ""
        region = second_region(program, env, center)
        yield f"{center.name} gets a cold standby in {region}, which AWS does not support{signed}:"
        yield "  no call, chat or e-mail goes there by itself; the carrier must redirect the numbers."


def _automatic(program: ProgramSpec, center: Center, found: Iterable[Change]) -> Iterator[str]:
    """Said when it comes, goes or decides otherwise, because it moves every caller, and perhaps asks nobody."""
    if not any(change.name == f"{center.id}-automatic" and _decides(change) for change in found):
        return
    asked = resilience_of(program, center).automatic
    if asked is None:
        yield f"From now on {center.name} moves to its other region by hand only."
        return
    dead = f"when none of its lines can be answered for {asked.after_minutes} minutes"
    yield f"{center.name} may move to its other region by itself, {dead};"
    yield "  a person is asked first." if asked.approval else "  NOBODY is asked where the region it leaves is silent."


def _decides(change: Change) -> bool:
    """Whether what moves traffic by itself comes, goes, or does so at another time."""
    telling = AUTOMATIC.get(change.type)
    if telling is None or change.op not in WORDS:
        return False
    return change.op != "update" or not telling.isdisjoint(map(_whole, change.fields))


def _once(noticed: Iterable[Change]) -> Iterator[Change]:
    said: set[str] = set()
    for change in noticed:
        if change.type not in FLOWS or change.name not in said:
            yield change
        if change.type in FLOWS:
            said.add(change.name)


def _is_noticed(change: Change) -> bool:
    unheard = change.op == "update" and change.fields and UNHEARD.issuperset(map(_whole, change.fields))
    apart = TWIN in change.urn or STANDBY in change.name
    return change.type in NOTICED and change.op in WORDS and not unheard and not apart


def _opening(program: ProgramSpec, env: Environment, center: Center) -> Iterator[str]:
    lines = belongs_to(program, center, program.infrastructure.lines)
    hours = {hours.id: hours for hours in program.infrastructure.hours}
    for line in lines:
        numbers = " and ".join(number.number for number in line.numbers)
        if Restriction.NO_PUBLIC_NUMBERS in env.restrictions:
            numbers = ""  # not claimed in this environment
        week = spoken_week([(row.day, row.start, row.end) for row in service_week(hours[line.hours])])
        reach = f"Callers reach {line.name} at {numbers}" if numbers else f"{line.name} is reached by transfer"
        yield f"{reach}, {week}."
        if line.menu:
            choices = ", ".join(f"{choice.key} for {choice.label}" for choice in line.menu)
            yield f"  They press {choices}, or 0 for a person."
    if center.channels.email:
        yield "People write to " + ", ".join(a.address for a in center.channels.email.addresses) + "."
    if center.channels.chat:
        yield "People chat from " + ", ".join(center.channels.chat.origins) + "."


def spoken_week(rows: Iterable[tuple[str, int, int]]) -> str:
    """`mon-fri 07:45-16:30, sat 08:00-12:00`: days with the same opening are joined when they follow each other."""
    by_day: dict[str, str] = {}
    for day, start, end in rows:
        span = f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
        by_day[day] = f"{by_day[day]} and {span}" if day in by_day else span
    runs: list[tuple[str, str, str]] = []
    for day in DAYS:
        if day not in by_day:
            continue
        last = runs[-1] if runs else None
        if last and last[2] == by_day[day] and DAYS.index(last[1]) == DAYS.index(day) - 1:
            runs[-1] = (last[0], day, last[2])
        else:
            runs.append((day, day, by_day[day]))
    return ", ".join(f"{a if a == b else f'{a}-{b}'} {span}" for a, b, span in runs) or "never"


def _difference(change: Change) -> str:
    kept = change.new or change.old
    name = kept.get("replica_region") if change.type == REPLICA else kept.get("name") or change.name
    detail = f" ({', '.join(map(spoken_field, change.fields))})" if change.op == "update" and change.fields else ""
    return f"{NOTICED[change.type]} {name}: {WORDS[change.op]}{detail}."


def spoken_field(name: str) -> str:
    """`max contacts` of `maxContacts`; what is inside a field is not named."""
    field = _whole(name)
    return FIELDS.get(field) or re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", field).lower()


def _whole(name: str) -> str:
    """The field that something is inside of."""
    return re.split(r"[.\[]", name, maxsplit=1)[0]
