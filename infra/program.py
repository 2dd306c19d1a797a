"""The Pulumi program: all centers of one environment, each with providers of its own region."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pulumi
import pulumi_aws as aws
import pulumi_aws_native as aws_native

from infra.audit import AuditArgs, AuditTrail
from infra.center import Center
from infra.center_args import CenterArgs, center_args
from infra.deployed_output import deployed
from infra.receiving import Receiving, ReceivingArgs
from infra.switchboard import SecondSwitchboard, SecondSwitchboardArgs
from spec.models import ProgramSpec
from spec.select import centers_of, environment

OUTPUT = "deployed"


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
    return tuple(
        center_args(args.program, env, center, folder=args.folder, today=args.today)
        for center in centers_of(args.program, env)
    )


def declare(args: ProgramArgs) -> None:
    """Declare all of it in the Pulumi run that is under way, and export what is deployed."""
    pulumi.export(OUTPUT, deployed(args.program, args.stack, args.today, declare_centers(args)))


def declare_centers(args: ProgramArgs) -> dict[str, Center]:
    """Center id -> its component."""
    planned = plan(args)
    account = planned[0].scope.account if planned else ""
    regions = dict.fromkeys(center.scope.region for center in planned)
    second = dict.fromkeys(center.second_region for center in planned if center.second_region is not None)
    providers = {region: _providers(region, account) for region in {**regions, **second}}
    receiving_args = ReceivingArgs(program=args.program.program.id, stack=args.stack)
    receiving = {
        region: Receiving(f"mail-{region}", receiving_args, pulumi.ResourceOptions(providers=providers[region]))
        for region in dict.fromkeys(center.scope.region for center in planned if center.domain is not None)
    }
    centers = {
        center.scope.center: Center(
            center.scope.center,
            center,
            pulumi.ResourceOptions(providers=providers[center.scope.region]),
            receiving=receiving.get(center.scope.region),
        )
        for center in planned
    }
    for center in planned:
        _second_switchboard(center, providers)
    for region in regions:
        _audit(next(c for c in centers.values() if c.args.scope.region == region), providers[region])
    return centers


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


def _second_switchboard(center: CenterArgs, providers: Mapping[str, Mapping[str, pulumi.ProviderResource]]) -> None:
    """Beside the center, not in it: a center has the providers of one region only."""
    if (region := center.second_region) is not None:
        args = SecondSwitchboardArgs(scope=center.scope, region=region)
        opts = pulumi.ResourceOptions(providers=providers[region])
        SecondSwitchboard(f"{center.scope.center}-{region}", args, opts)


def _audit(first: Center, providers: Mapping[str, pulumi.ProviderResource]) -> None:
    args = AuditArgs(scope=first.args.scope, key=first.key, days=first.args.log_days)
    AuditTrail(f"audit-{first.args.scope.region}", args, pulumi.ResourceOptions(providers=providers))


def _providers(region: str, account: str) -> Mapping[str, pulumi.ProviderResource]:
    """One explicit provider of each kind for a region; credentials of another account are refused from the start."""
    return {
        "aws": aws.Provider(f"aws-{region}", region=region, allowed_account_ids=[account]),
        "aws-native": aws_native.Provider(f"aws-native-{region}", region=region, allowed_account_ids=[account]),
    }
