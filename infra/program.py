"""The Pulumi program: all centers of one environment, each with providers of its own region."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pulumi
import pulumi_aws as aws
import pulumi_aws_native as aws_native

from infra.audit import AuditArgs, AuditTrail
from infra.automatic.pair import watch_each_other
from infra.center import Center
from infra.center_args import CenterArgs, center_args
from infra.copies import Copies, declare_copies
from infra.deployed_output import Served, deployed
from infra.encryption import Key
from infra.receiving import Receiving, ReceivingArgs
from infra.scope import Scope
from infra.serving.doors import Second, open_doors
from infra.serving.mail_routing import route_mail
from infra.standby import standby_args
from infra.switchboard import SecondSwitchboard, SecondSwitchboardArgs
from infra.twin import Twin, TwinArgs
from infra.twin_ground import TwinGround, TwinGroundArgs
from spec.models import ProgramSpec
from spec.select import centers_of, environment

OUTPUT = "deployed"
Providers = Mapping[str, Mapping[str, pulumi.ProviderResource]]
"""Of each region."""


@dataclass(frozen=True, slots=True)
class Declared:
    """centers: by id. copies: None for a program without a center."""

    centers: Mapping[str, Served]
    copies: Copies | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramArgs:
    """A program that was loaded and validated before.

    stack   name of the environment
    folder  where the program file lies; recordings are beside it
    today   its year and the next two are the ones with dated overrides
    """

    program: ProgramSpec
    stack: str
    folder: Path
    today: dt.date


def plan(args: ProgramArgs) -> tuple[CenterArgs, ...]:
    """What each center of the environment consists of. Pure but for reading recordings."""
    env = environment(args.program, args.stack)
    found = (
        (center, center_args(args.program, env, center, folder=args.folder, today=args.today))
        for center in centers_of(args.program, env)
    )
    return tuple(replace(own, standby=standby_args(args.program, center, own)) for center, own in found)


def declare(args: ProgramArgs) -> None:
    """Declare all of it in the Pulumi run that is under way, and export what is deployed."""
    declared = declare_all(args)
    pulumi.export(OUTPUT, deployed(args.program, args.stack, args.today, declared.centers, declared.copies))


def declare_all(args: ProgramArgs) -> Declared:
    """Every center with what it has in its second region, and what they share."""
    planned = plan(args)
    account = planned[0].scope.account if planned else ""
    places = [center.scope.region for center in planned]
    places += [center.second_region for center in planned if center.second_region is not None]
    providers = {region: _providers(region, account) for region in dict.fromkeys(places)}
    receiving = _receiving(args, planned, providers)
    served = {center.scope.center: _serve(center, providers, receiving) for center in planned}
    _audit(served.values(), providers)
    return Declared(served, declare_copies(planned[0].scope, providers) if planned else None)


def _receiving(args: ProgramArgs, planned: Iterable[CenterArgs], providers: Providers) -> dict[str, Receiving]:
    """Of each region in which a center, its replica or its standby answers e-mail."""
    regions: dict[str, None] = {}
    for center in planned:
        if center.domain is not None:
            regions[center.scope.region] = None
            if center.second_region is not None:
                regions[center.second_region] = None
    receiving_args = ReceivingArgs(program=args.program.program.id, stack=args.stack)
    return {
        region: Receiving(f"mail-{region}", receiving_args, pulumi.ResourceOptions(providers=providers[region]))
        for region in regions
    }


def _serve(args: CenterArgs, providers: Providers, receiving: Mapping[str, Receiving]) -> Served:
    """A component has the providers of one region, so what a center has in its second one is beside it."""
    name, region = args.scope.center, args.second_region
    own = pulumi.ResourceOptions(providers=providers[args.scope.region])
    mail = receiving.get(args.scope.region)
    if region is None:
        center = Center(name, args, own, receiving=mail)
        return _open(center, own, None)
    there = pulumi.ResourceOptions(providers=providers[region])
    switches_args = SecondSwitchboardArgs(scope=args.scope, region=region)
    if not args.resilient:
        center = Center(name, args, own, receiving=mail)
        switches = SecondSwitchboard(f"{name}-{region}", switches_args, there)
        return replace(_open(center, own, None), standby=_stand_by(args, receiving.get(region), switches, there))
    ground = TwinGround(f"{name}-twin", TwinGroundArgs(scope=args.scope, region=region, log_days=args.log_days), there)
    center = Center(name, args, own, receiving=mail, ground=ground)
    switches = SecondSwitchboard(f"{name}-{region}", switches_args, there)
    twin_args = TwinArgs(center=center, ground=ground, switches=switches, receiving=receiving.get(region))
    twin = Twin(f"{name}-twin", twin_args, there)
    return _open(center, own, Second(twin, switches, there))


def _stand_by(
    args: CenterArgs, mail: Receiving | None, switches: SecondSwitchboard, there: pulumi.ResourceOptions
) -> Center | None:
    """The operator's switches are written in both regions, so that a closed line is closed in the standby as well."""
    if args.standby is None:
        return None
    return Center(f"{args.scope.center}-standby", args.standby, there, receiving=mail, switches=switches)


def _open(center: Center, own: pulumi.ResourceOptions, second: Second | None) -> Served:
    """Let in who comes by the web, and lead mail to the region that serves it."""
    doors = open_doors(center, own, second)
    twin = second.twin if second is not None else None
    automatic = watch_each_other(center, own, second) if second is not None else ()
    return Served(center, twin, doors=doors, mail=route_mail(center, twin, doors.away, own), automatic=automatic)


def from_config() -> None:
    """For `pulumi up` in a checkout: the program file and the environment are in the stack's configuration.

    raises   SpecError for a program that does not validate; UsageError for an environment it does not have;
             PlanRefusedError for an update in a freeze window, unless the configuration has `breakFreeze: WHY`
    """
    from calendars.check import load
    from calendars.freeze import passing

    config = pulumi.Config("civicline")
    path = Path(config.require("program"))
    stack = config.get("stack") or pulumi.get_stack()
    now = dt.datetime.now(dt.UTC)
    program = load(path, today=now.date())
    if not pulumi.runtime.is_dry_run():
        passing(program, environment(program, stack).name, now, config.get("breakFreeze"))
    declare(ProgramArgs(program=program, stack=stack, folder=path.parent, today=now.date()))


def _audit(served: Iterable[Served], providers: Providers) -> None:
    """One trail for each region; the first center there lends its name and key."""
    first: dict[str, tuple[Scope, Key, int]] = {}
    for found in served:
        args = found.center.args
        first.setdefault(args.scope.region, (args.scope, found.center.key, args.log_days))
    for found in served:
        if found.twin is not None:
            first.setdefault(found.twin.scope.region, (found.twin.scope, found.twin.key, found.center.args.log_days))
        if found.standby is not None:
            own = found.standby.args
            first.setdefault(own.scope.region, (own.scope, found.standby.key, own.log_days))
    for region, (scope, key, days) in first.items():
        audit_args = AuditArgs(scope=scope, key=key, days=days)
        AuditTrail(f"audit-{region}", audit_args, pulumi.ResourceOptions(providers=providers[region]))


def _providers(region: str, account: str) -> Mapping[str, pulumi.ProviderResource]:
    """One explicit provider of each kind for a region; credentials of another account are refused from the start."""
    return {
        "aws": aws.Provider(f"aws-{region}", region=region, allowed_account_ids=[account]),
        "aws-native": aws_native.Provider(f"aws-native-{region}", region=region, allowed_account_ids=[account]),
    }
