"""What the program exports: every id and ARN by its path in the spec. The seed of `deployed.json`; nothing secret."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import pulumi

from calendars.declared.horizon import horizon
from infra.automatic.component import PATH as AUTOMATIC_PATH
from infra.automatic.component import AutomaticFailover
from infra.bots import BotSet
from infra.cases import CaseStore
from infra.center import Center
from infra.center_args import CenterArgs
from infra.copies import Copies
from infra.email import EmailChannel
from infra.flow_versions import LIVE
from infra.function_set import FunctionSet
from infra.hours import parents_of
from infra.numbers import last_part
from infra.observing.watch import Watch
from infra.records import Records
from infra.serving.doors import Doors
from infra.serving.front_door import FrontDoor
from infra.serving.mail_routing import MailRegion
from infra.twin import Twin
from infra.twin_bots import TwinBots
from spec.automatic import KIND
from spec.models import ProgramSpec

Row = dict[str, pulumi.Input[str]]


@dataclass(frozen=True, slots=True)
class Served:
    """A center as it was declared.

    twin      what its replica needs in the second region
    standby   the second instance of a center with a cold standby
    """

    center: Center
    twin: Twin | None = None
    standby: Center | None = None
    doors: Doors = field(default_factory=Doors)
    mail: tuple[MailRegion, ...] = ()
    automatic: tuple[AutomaticFailover, ...] = ()

    def automatic_in(self, region: str) -> Iterator[Row]:
        """What would pull traffic to that region, where the spec asks for it."""
        for found in self.automatic:
            if found.region == region:
                named = {"kind": KIND, "id": KIND, "name": found.machine_name, "path": AUTOMATIC_PATH}
                yield {**named, "arn": found.machine_arn}


def deployed(
    program: ProgramSpec, stack: str, today: dt.date, centers: Mapping[str, Served], copies: Copies | None
) -> dict[str, object]:
    """`today` is the day of the deployment: it says how far holidays and dated hours are declared."""
    return {
        "program": program.program.id,
        "stack": stack,
        "time_zone": program.program.time_zone,
        "hours_till": horizon(today)[1].isoformat(),
        "lines": [line.model_dump(mode="json") for found in centers.values() for line in found.center.args.lines],
        **(copies.outputs() if copies else {}),
        "centers": {name: _center(found) for name, found in centers.items()},
    }


def _center(served: Served) -> dict[str, object]:
    center, replica = served.center, served.center.replica
    scope, second = center.args.scope, center.args.second_region
    return {
        "region": scope.region,
        "account": scope.account,
        "alias": scope.alias,
        "instance": {"id": center.instance.instance_id, "arn": center.instance.arn},
        "switchboard": center.switchboard.table.table_name,
        "switch_log": center.switchboard.log.table_name,
        "switch_regions": [scope.region, *([second] if second else [])],
        "buckets": _buckets(center.records),
        "case_domain": center.store.domain_id if center.store else None,
        "profile_domain": center.profiles.domain_name if center.profiles else None,
        "resources": [*_rows(center), *_door(served.doors.home), *served.automatic_in(scope.region)],
        "traffic_group": {"id": replica.group_id, "arn": replica.group_arn} if replica else None,
        "replica": _replica(served, served.twin) if served.twin else None,
        "standby": _standby(served.standby) if served.standby else None,
        "front_door": _url(served.doors.home),
        "dns": _dns(served.mail, kept=center.args.dns_zone is not None),
        "resilience": center.args.resilience.model_dump(mode="json"),
    }


def _replica(served: Served, twin: Twin) -> dict[str, object]:
    """Only what is not mirrored: the rest has the ids that it has in the center's own region."""
    center, doors = served.center, served.doors
    return {
        "region": twin.scope.region,
        "alias": twin.scope.alias,
        "instance": {"id": center.instance.instance_id, "arn": twin.instance_arn},
        "buckets": _buckets(twin.records),
        "case_domain": twin.store.domain_id if twin.store else None,
        "profile_domain": twin.profiles.domain_name if twin.profiles else None,
        "resources": [
            *_unmirrored(center.args, twin),
            *_door(doors.away),
            *served.automatic_in(twin.scope.region),
        ],
        "front_door": _url(doors.away),
    }


def _standby(center: Center) -> dict[str, object]:
    """All of it: an instance of its own has ids of its own."""
    return {
        "region": center.args.scope.region,
        "alias": center.args.scope.alias,
        "instance": {"id": center.instance.instance_id, "arn": center.instance.arn},
        "buckets": _buckets(center.records),
        "case_domain": center.store.domain_id if center.store else None,
        "profile_domain": center.profiles.domain_name if center.profiles else None,
        "resources": list(_rows(center)),
    }


def _dns(mail: tuple[MailRegion, ...], *, kept: bool) -> pulumi.Output[list[dict[str, object]]]:
    """Of all regions, one after the other."""
    found = pulumi.Output.all(*(region.records(kept=kept) for region in mail))
    rows: pulumi.Output[list[dict[str, object]]] = found.apply(lambda parts: [row for part in parts for row in part])
    return rows


def _door(door: FrontDoor | None) -> Iterator[Row]:
    """No flow calls it, so that it is no `function`."""
    if door is not None:
        yield {"kind": "front_door", "id": "front_door", "name": door.name, "path": "", "arn": door.arn}


def _url(door: FrontDoor | None) -> pulumi.Output[str] | None:
    return door.url if door is not None else None


def _buckets(records: Records) -> dict[str, pulumi.Output[str]]:
    return {"media": records.media.bucket_name, "raw": records.raw.bucket_name}


def _rows(center: Center) -> Iterator[Row]:
    """One row for each resource that the spec names."""
    args = center.args
    yield from (_row("hours", h.id, h.name, h.spec_path, center.hours.arns[h.id]) for h in args.hours)
    for parent in parents_of(args.hours):
        path = f"infrastructure.holidays[{parent.calendar}]"
        yield _row("holiday_hours", parent.id, parent.name, path, center.hours.holiday_arns[parent.id])
    yield from (_row("queue", q.id, q.name, q.spec_path, center.queues.arns[q.id]) for q in args.queues)
    yield from (_row("number", n.number, n.number, n.spec_path, center.numbers.arns[n.number]) for n in args.numbers)
    yield from (
        _row("module" if f.type == "MODULE" else "flow", f.id, f.name, f.spec_path, center.flows.arns[f.id])
        for f in args.flows.flows
    )
    for id_, alias in center.live.aliases.items():
        yield {"kind": "flow_alias", "id": id_, "name": LIVE, "path": "", "aws_id": alias.alias_id, "arn": alias.arn}
    yield from (_row("prompt", p.id, p.name, p.spec_path, center.prompts.arns[p.id]) for p in args.prompts)
    yield from (
        _row("quick_connect", q.id, q.name, q.spec_path, center.quick_connects.arns[q.id]) for q in args.quick_connects
    )
    yield from (
        _row("routing_profile", p.id, p.name, p.spec_path, center.routing_profiles.arns[p.id])
        for p in args.routing_profiles
    )
    yield from (
        _row("security_profile", p.id, p.name, p.spec_path, center.security_profiles.arns[p.id])
        for p in args.security_profiles
    )
    yield from (_row("user", u.username, u.username, u.spec_path, center.users.arns[u.username]) for u in args.users)
    yield from _unmirrored(args, center)


class _OwnParts(Protocol):
    """What each region of a center has for itself."""

    email: EmailChannel | None
    store: CaseStore | None
    functions: FunctionSet
    watch: Watch

    @property
    def bots(self) -> BotSet | TwinBots: ...


def _unmirrored(args: CenterArgs, center: _OwnParts) -> Iterator[Row]:
    if center.email is not None:
        for address in args.addresses:
            arn = center.email.arns[address.id]
            yield _row("email_address", address.id, address.address, address.spec_path, arn)
    if center.store is not None:
        for template in args.case_templates:
            yield _bare(
                "case_template", template.id, template.name, template.spec_path, center.store.templates[template.id]
            )
        for field in args.case_fields:
            yield _bare("case_field", field.id, field.name, field.spec_path, center.store.fields[field.id])
    for bot in args.bots:
        named = _bare("bot", bot.id, bot.id, bot.spec_path, center.bots.ids[bot.id])
        yield {**named, "arn": center.bots.arns[bot.id]}
    for id_, arn in center.functions.arns.items():
        yield {"kind": "function", "id": id_, "name": center.functions.names[id_], "path": "", "arn": arn}
    yield from center.watch.rows()


def _row(kind: str, id_: str, name: str, path: str, arn: pulumi.Output[str]) -> Row:
    return {"kind": kind, "id": id_, "name": name, "path": path, "aws_id": arn.apply(last_part), "arn": arn}


def _bare(kind: str, id_: str, name: str, path: str, aws_id: pulumi.Output[str]) -> Row:
    """A resource that the API names by its bare id."""
    return {"kind": kind, "id": id_, "name": name, "path": path, "aws_id": aws_id}
