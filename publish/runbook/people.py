"""Who does what, which lines there are, where everything is, and room to write."""

from __future__ import annotations

from collections.abc import Iterator

from publish.runbook.document import Section, Table, Words
from publish.runbook.facts import Facts
from publish.runbook.telephones import destination
from publish.telephones import spoken
from spec.deployed import DeployedCenter
from spec.faults import listed
from spec.observing import DASHBOARD

ROLES = (
    ("Decides", "Says yes to moving, closing, redirecting"),
    ("Operator", "Runs the commands, reads them aloud"),
    ("Second operator", "Takes over when the first one's machine dies"),
    ("Carrier", "Calls the carrier, holds the line"),
    ("Callers", "Words for callers, staff, agencies and press"),
    ("Writes", "Time, what was seen, what was done, by whom"),
)
ROWS_OF_LOG = 10


def people(facts: Facts) -> Section:
    rows = tuple((role, does, "", "") for role, does in ROLES)
    outside = tuple((spoken(number), listed(lines, "and"), "") for number, lines in _fallbacks(facts).items())
    tables = [Table("Who does what", ("Role", "Does", "Name", "Telephone"), rows)]
    if outside:
        tables.append(
            Table("Telephones outside Amazon Connect", ("Number", "Takes the calls of", "Who picks up"), outside)
        )
    words = Words(
        "AWS: support case of the highest severity, in the console of the account; its health page says what is known."
    )
    return Section("people", "Who does what, who to call", (*tables, words))


def _fallbacks(facts: Facts) -> dict[str, list[str]]:
    """Names of lines by the telephone to which their callers may come."""
    found: dict[str, list[str]] = {}
    for line in facts.deployed.lines:
        for number in dict.fromkeys(filter(None, (line.fallback_phone, destination(facts.deployed, line)))):
            found.setdefault(number, []).append(line.name)
    return found


def lines(facts: Facts) -> Section:
    head = ("Line", "Id", "Numbers", "Last resort", "Carrier redirects to")
    rows = tuple(
        (
            line.name,
            line.id,
            listed([spoken(number) for number in line.numbers], "and") if line.numbers else "by transfer",
            spoken(line.fallback_phone) if line.fallback_phone else "none",
            spoken(destination(facts.deployed, line) or "none") if line.numbers else "",
        )
        for line in facts.deployed.lines
    )
    return Section("lines", "Lines and numbers", (Table("Lines and numbers", head, rows),))


def places(facts: Facts) -> Section:
    return Section(
        "places", "Where everything is", (Table("Where everything is", ("What", "Where"), tuple(_places(facts))),)
    )


def _places(facts: Facts) -> Iterator[tuple[str, str]]:
    for id_, center in facts.deployed.centers.items():
        yield f"Center {id_}", f"account {center.account}, {center.region}, {center.alias}"
        yield "Instance", center.instance.arn
        if center.replica is not None:
            yield "Second region", f"{center.replica.region}, {center.replica.alias}"
        if center.standby is not None:
            yield "Cold standby", f"{center.standby.region}, {center.standby.alias}, {center.standby.instance.arn}"
        if center.traffic_group is not None:
            yield "Traffic distribution group", center.traffic_group.arn
        if center.switchboard:
            yield "Switchboard and its log", f"{center.switchboard}, {center.switch_log}, in each region"
        yield from _watching(center)
    for region, bucket in facts.deployed.copies.items():
        yield f"Copy of the record, {region}", f"s3://{bucket}"
    if facts.key:
        yield "Key that seals the record", facts.key


def _watching(center: DeployedCenter) -> Iterator[tuple[str, str]]:
    """What shows how each region is, and where web pages ask who serves."""
    for place in (center, center.replica, center.standby):
        if place is None:
            continue
        boards = [row.name for row in place.resources if row.kind == DASHBOARD]
        if boards:
            yield f"CloudWatch dashboard, {place.region}", listed(boards, "and")
        if place.front_door:
            yield f"Front door, {place.region}", place.front_door


def log() -> Section:
    rows = (("", "", ""),) * ROWS_OF_LOG
    return Section(
        "log", "Log of this night", (Table("Log of this night", ("Time", "What was seen or done", "Who"), rows),)
    )
