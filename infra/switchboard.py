"""What operators switch in one region: the table that flows ask, and the log of who switched what.

A center that has a second region has these twice: tables of one name, that know nothing of each other (see ADR 14). No
row is a resource, so that no `up` touches what an operator switched.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pulumi

from infra.encryption import Key, KeyArgs
from infra.scope import Scope
from infra.tables import Table, TableArgs
from spec.switches import EXPIRES, LOG_AT, LOG_CENTER, SCOPE

SWITCHBOARD, LOG = "switchboard", "switch-log"
PATH = "infrastructure.resilience"


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchboardArgs:
    """scope.region is where the tables are; key_arn is of a key there."""

    scope: Scope
    key_arn: pulumi.Input[str]


class Switchboard(pulumi.ComponentResource):
    """In production both tables outlive `destroy`: the log says who closed a line, also when the line is gone."""

    def __init__(self, name: str, args: SwitchboardArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:aws:Switchboard", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        switches = TableArgs(
            scope=args.scope,
            kind=SWITCHBOARD,
            key=SCOPE,
            key_arn=args.key_arn,
            spec_path=PATH,
            expires=EXPIRES,
            keep=args.scope.production,
        )
        log = replace(switches, kind=LOG, key=LOG_CENTER, range_key=LOG_AT, expires="")
        self.table = Table(f"{name}-{SWITCHBOARD}", switches, child)
        self.log = Table(f"{name}-{LOG}", log, child)
        self.register_outputs({"table": self.table.table_name, "log": self.log.table_name})


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondSwitchboardArgs:
    """scope is the center's, in its own region."""

    scope: Scope
    region: str


class SecondSwitchboard(pulumi.ComponentResource):
    """The switchboard in a center's second region, with a key of that region: it must work when the first is dark."""

    def __init__(self, name: str, args: SecondSwitchboardArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:aws:SecondSwitchboard", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        scope = replace(args.scope, region=args.region)
        key_args = KeyArgs(
            scope=scope,
            kind="switches",
            holds="Operator's switches",
            services=(),
            keep=scope.production,
            spec_path=PATH,
        )
        self.key = Key(name, key_args, child)
        self.switchboard = Switchboard(name, SwitchboardArgs(scope=scope, key_arn=self.key.arn), child)
        self.register_outputs({})
