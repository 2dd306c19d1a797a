"""Quick connects: where an agent can transfer a contact, and in which queues each is offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
from pulumi_aws_native import connect

from infra.scope import Scope
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.select import belongs_to


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickConnectArgs:
    """Exactly one of queue (id) and phone (E.164)."""

    id: str
    name: str
    queue: str | None
    phone: str | None
    offered_in: tuple[str, ...]
    spec_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickConnectSetArgs:
    scope: Scope
    instance_arn: pulumi.Input[str]
    quick_connects: tuple[QuickConnectArgs, ...]
    queues: Mapping[str, pulumi.Input[str]]
    transfer_flow: pulumi.Input[str]


def quick_connect_args(program: ProgramSpec, center: Center) -> tuple[QuickConnectArgs, ...]:
    """A queue does not offer a transfer to itself."""
    infra = program.infrastructure
    queues = tuple(queue.id for queue in belongs_to(program, center, infra.queues))
    return tuple(
        QuickConnectArgs(
            id=quick.id,
            name=quick.name,
            queue=quick.queue,
            phone=quick.phone,
            offered_in=tuple(queue for queue in quick.offered_in or queues if queue != quick.queue),
            spec_path=f"infrastructure.quick_connects[{quick.id}]",
        )
        for quick in belongs_to(program, center, infra.quick_connects)
    )


def offers(quick_connects: tuple[QuickConnectArgs, ...]) -> dict[str, tuple[str, ...]]:
    """Queue id -> ids of the quick connects its agents see."""
    queues = dict.fromkeys(queue for quick in quick_connects for queue in quick.offered_in)
    return {queue: tuple(quick.id for quick in quick_connects if queue in quick.offered_in) for queue in queues}


class QuickConnectSet(pulumi.ComponentResource):
    def __init__(self, name: str, args: QuickConnectSetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:QuickConnectSet", name, None, opts)
        self.arns: dict[str, pulumi.Output[str]] = {
            quick.id: connect.QuickConnect(
                f"{name}-{quick.id}",
                instance_arn=args.instance_arn,
                name=quick.name,
                quick_connect_config=_config(quick, args),
                tags=args.scope.native_tags(quick.spec_path),
                opts=pulumi.ResourceOptions(parent=self),
            ).quick_connect_arn
            for quick in args.quick_connects
        }
        self.register_outputs({"arns": self.arns})


def _config(quick: QuickConnectArgs, args: QuickConnectSetArgs) -> dict[str, object]:
    if quick.phone is not None:
        return {"quick_connect_type": "PHONE_NUMBER", "phone_config": {"phone_number": quick.phone}}
    assert quick.queue is not None
    target = {"queue_arn": args.queues[quick.queue], "contact_flow_arn": args.transfer_flow}
    return {"quick_connect_type": "QUEUE", "queue_config": target}
