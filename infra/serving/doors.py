"""The front doors of one center, in each of its regions, which know one another."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from infra.center import Center
from infra.numbers import last_part
from infra.serving.front_door import FrontDoor, FrontDoorArgs
from infra.switchboard import SecondSwitchboard
from infra.tasks import TASK_FLOW
from infra.twin import Twin

CHAT_FLOW = "chat"


@dataclass(frozen=True, slots=True)
class Doors:
    """None: GovCloud has no function URLs; a center in one region has one door."""

    home: FrontDoor | None = None
    away: FrontDoor | None = None


@dataclass(frozen=True, slots=True)
class Second:
    """What a center has in its second region: what is not mirrored, the switchboard, and the providers there."""

    twin: Twin
    switches: SecondSwitchboard
    providers: pulumi.ResourceOptions


def open_doors(center: Center, own: pulumi.ResourceOptions, second: Second | None) -> Doors:
    """own: with the providers of the center's own region."""
    if not center.args.customer_store:
        return Doors()
    name, region = center.args.scope.center, center.args.scope.region
    other = second.twin.scope.region if second is not None else None
    home = FrontDoor(name, _at_home(center, other), own)
    if second is None:
        return Doors(home)
    away = FrontDoor(f"{name}-twin", _away(center, second, region), second.providers)
    home.meet(away)
    away.meet(home)
    return Doors(home, away)


def _at_home(center: Center, other: str | None) -> FrontDoorArgs:
    args = center.args
    return FrontDoorArgs(
        scope=args.scope,
        home=args.scope.region,
        other=other,
        instance_arn=center.instance.arn,
        instance_id=center.instance.instance_id,
        key=center.key,
        log_days=args.log_days,
        switches=center.switchboard.table,
        chat_flow=_flow(center, CHAT_FLOW) if args.chat else None,
        task_flow=_flow(center, TASK_FLOW),
        form_queue=args.form_queue,
        origins=args.pages,
    )


def _away(center: Center, second: Second, home: str) -> FrontDoorArgs:
    """Flows are mirrored: they have the ids that they have at home."""
    args, twin = center.args, second.twin
    return FrontDoorArgs(
        scope=twin.scope,
        home=home,
        other=home,
        instance_arn=twin.instance_arn,
        instance_id=center.instance.instance_id,
        key=twin.key,
        log_days=args.log_days,
        switches=second.switches.switchboard.table,
        switches_key=second.switches.key,
        chat_flow=_flow(center, CHAT_FLOW) if args.chat else None,
        task_flow=_flow(center, TASK_FLOW),
        form_queue=args.form_queue,
        origins=args.pages,
    )


def _flow(center: Center, id_: str) -> pulumi.Output[str]:
    """Its bare id."""
    return center.flows.arns[id_].apply(last_part)
