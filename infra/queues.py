"""Queues: hours, capacity, and what a called or written-to person sees as sender."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
from pulumi_aws_native import connect

from infra.scope import Scope
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.queues import Channel, Queue
from spec.select import belongs_to

CALLER_NAME_LENGTH = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueArgs:
    """calls: whether agents call from it.

    caller_number   E.164, one of the center's own numbers; None: not offered
    sender          id of an e-mail address; None: not offered
    """

    id: str
    name: str
    description: str
    hours: str
    max_contacts: int
    calls: bool
    caller_name: str
    caller_number: str | None
    sender: str | None
    spec_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSetArgs:
    """outbound_flow: None where the program compiles none."""

    scope: Scope
    instance_arn: pulumi.Input[str]
    queues: tuple[QueueArgs, ...]
    hours: Mapping[str, pulumi.Input[str]]
    numbers: Mapping[str, pulumi.Input[str]]
    emails: Mapping[str, pulumi.Input[str]]
    outbound_flow: pulumi.Input[str] | None


def queue_args(program: ProgramSpec, center: Center, numbers: frozenset[str]) -> tuple[QueueArgs, ...]:
    """Queues of one center. `numbers` are those claimed there: an environment without public numbers shows none."""
    queues = belongs_to(program, center, program.infrastructure.queues)
    return tuple(_one(program, center, queue, numbers) for queue in queues)


def _one(program: ProgramSpec, center: Center, queue: Queue, numbers: frozenset[str]) -> QueueArgs:
    return QueueArgs(
        id=queue.id,
        name=queue.name,
        description=(queue.description or f"{queue.name}, answered by {queue.owner}")[:250],
        hours=queue.hours,
        max_contacts=queue.max_contacts,
        calls=Channel.VOICE in queue.channels,
        caller_name=program.program.name[:CALLER_NAME_LENGTH],
        caller_number=_caller_number(program, center, queue, numbers),
        sender=_sender(center, queue),
        spec_path=f"infrastructure.queues[{queue.id}]",
    )


def _caller_number(program: ProgramSpec, center: Center, queue: Queue, numbers: frozenset[str]) -> str | None:
    lines = belongs_to(program, center, program.infrastructure.lines)
    chosen = [line for line in lines if line.id == queue.outbound_line] or list(lines)
    if Channel.VOICE not in queue.channels:
        return None
    return next((n.number for line in chosen for n in line.numbers if n.number in numbers), None)


def _sender(center: Center, queue: Queue) -> str | None:
    email = center.channels.email
    if email is None or Channel.EMAIL not in queue.channels:
        return None
    own = [address.id for address in email.addresses if address.queue == queue.id]
    return queue.outbound_email or (own[0] if own else email.addresses[0].id)


class QueueSet(pulumi.ComponentResource):
    def __init__(self, name: str, args: QueueSetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:QueueSet", name, None, opts)
        # Quick connects are attached by their own component: they lead to queues, and a queue offers them.
        child = pulumi.ResourceOptions(parent=self, ignore_changes=["quickConnectArns"])
        self.arns: dict[str, pulumi.Output[str]] = {
            queue.id: connect.Queue(
                f"{name}-{queue.id}",
                instance_arn=args.instance_arn,
                name=queue.name,
                description=queue.description,
                hours_of_operation_arn=args.hours[queue.hours],
                max_contacts=queue.max_contacts,
                outbound_caller_config=_caller(queue, args),
                outbound_email_config=_email(queue, args),
                status="ENABLED",
                tags=args.scope.native_tags(queue.spec_path),
                opts=child,
            ).queue_arn
            for queue in args.queues
        }
        self.register_outputs({"arns": self.arns})


def _caller(queue: QueueArgs, args: QueueSetArgs) -> dict[str, object] | None:
    """Who seems to call, and what is said before the agent is heard: a callback dials out even without a number."""
    config: dict[str, object] = {}
    if queue.caller_number is not None:
        config["outbound_caller_id_name"] = queue.caller_name
        config["outbound_caller_id_number_arn"] = args.numbers[queue.caller_number]
    if queue.calls and args.outbound_flow is not None:
        config["outbound_flow_arn"] = args.outbound_flow
    return config or None


def _email(queue: QueueArgs, args: QueueSetArgs) -> dict[str, object] | None:
    return None if queue.sender is None else {"outbound_email_address_id": args.emails[queue.sender]}
