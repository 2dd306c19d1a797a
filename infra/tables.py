"""Tables that functions read while a call is running: the operator's switchboard, and who serves which customer."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from infra.policies import Statement
from infra.role import Role
from infra.scope import MAX_TABLE, Scope
from spec.arns import in_region
from spec.models import ProgramSpec
from spec.models.account_managers import AccountManager


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicaArgs:
    """A second region that reads and writes the same rows; key_arn is of a key there."""

    region: str
    key_arn: pulumi.Input[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableArgs:
    """shared     written while the center runs, in whichever region answers: it can have a replica
    replica    where rows are as well: a global table
    range_key  orders the rows of one key
    items      rows that the spec itself knows, key first; others are written while the center runs
    expires    attribute after which DynamoDB deletes a row, in seconds since 1970
    keep       protected, here and by DynamoDB: `destroy` leaves it
    """

    scope: Scope
    kind: str
    key: str
    key_arn: pulumi.Input[str]
    spec_path: str
    range_key: str = ""
    items: tuple[tuple[str, str], ...] = ()
    expires: str = ""
    keep: bool = False
    shared: bool = False
    replica: ReplicaArgs | None = None


@dataclass(frozen=True, slots=True)
class TableThere:
    """A global table as its second region has it."""

    kind: str
    table_name: pulumi.Output[str]
    arn: pulumi.Output[str]

    def grant_read_to(self, role: Role) -> None:
        _grant_read(role, self.kind, self.arn)


class Table(pulumi.ComponentResource):
    def __init__(self, name: str, args: TableArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:aws:Table", name, None, opts)
        self._kind = args.kind
        child = pulumi.ResourceOptions(parent=self)
        self._table = aws.dynamodb.Table(
            name,
            name=args.scope.name(args.kind, MAX_TABLE),
            billing_mode="PAY_PER_REQUEST",
            hash_key=args.key,
            range_key=args.range_key or None,
            attributes=[{"name": key, "type": "S"} for key in (args.key, args.range_key) if key],
            deletion_protection_enabled=args.keep,
            point_in_time_recovery={"enabled": True},
            server_side_encryption={"enabled": True, "kms_key_arn": args.key_arn},
            ttl={"attribute_name": args.expires, "enabled": True} if args.expires else None,
            tags=args.scope.tags(args.spec_path),
            # Rows go from region to region by way of a stream, which cannot be disabled before the replica is gone; the
            # provider would try that first. So it stays; one that nobody reads costs nothing.
            stream_enabled=True if args.shared else None,
            stream_view_type="NEW_AND_OLD_IMAGES" if args.shared else None,
            replicas=[_replica(args.replica)] if args.replica else None,
            opts=pulumi.ResourceOptions(parent=self, protect=args.keep, retain_on_delete=args.keep),
        )
        self.table_name: pulumi.Output[str] = self._table.name
        self.arn: pulumi.Output[str] = self._table.arn
        for key, item in args.items:
            aws.dynamodb.TableItem(
                f"{name}-{key}", table_name=self.table_name, hash_key=args.key, item=item, opts=child
            )
        self.register_outputs({"tableName": self.table_name, "arn": self.arn})

    def grant_read_to(self, role: Role) -> None:
        _grant_read(role, self._kind, self.arn)

    def there(self, region: str) -> TableThere:
        """Its replica in a region; known when that is there, because only then the table is made."""
        return TableThere(self._kind, self.table_name, self.arn.apply(lambda arn: in_region(arn, region)))


def _replica(args: ReplicaArgs) -> dict[str, pulumi.Input[object]]:
    return {
        "region_name": args.region,
        "kms_key_arn": args.key_arn,
        "point_in_time_recovery": True,
        "propagate_tags": True,
    }


def _grant_read(role: Role, kind: str, arn: pulumi.Output[str]) -> None:
    role.allow(f"read-{kind}", [Statement(sid="ReadTable", actions=("dynamodb:GetItem",), resources=[arn])])


def account_manager_items(program: ProgramSpec) -> tuple[tuple[str, str], ...]:
    """One row for each account manager, in DynamoDB's JSON: from when till when it serves, and where to reach it."""
    return tuple(
        (manager.id, json.dumps(_row(program, manager), sort_keys=True)) for manager in program.account_managers
    )


def _row(program: ProgramSpec, manager: AccountManager) -> dict[str, dict[str, str]]:
    lines = {line.id: line for line in program.infrastructure.lines}
    line = lines.get(manager.line or "")
    phone = manager.phone or (line.numbers[0].number if line and line.numbers else "")
    row = {
        "id": manager.id,
        "name": manager.name,
        "active_from": manager.active_from.isoformat(),
        "active_to": manager.active_to.isoformat() if manager.active_to else "",
        "phone": phone,
    }
    return {key: {"S": value} for key, value in row.items() if value}
