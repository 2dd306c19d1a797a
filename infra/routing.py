"""Routing profiles: the queues a group of agents serves, in what order and after what delay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
from pulumi_aws_native import connect

from infra.scope import Scope
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.queues import Queue, RoutingProfile
from spec.select import belongs_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One queue served on one channel."""

    queue: str
    channel: str
    priority: int
    delay_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingProfileArgs:
    id: str
    name: str
    description: str
    services: tuple[Service, ...]
    concurrency: tuple[tuple[str, int], ...]
    default_outbound_queue: str
    spec_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingProfileSetArgs:
    scope: Scope
    instance_arn: pulumi.Input[str]
    profiles: tuple[RoutingProfileArgs, ...]
    queues: Mapping[str, pulumi.Input[str]]


def routing_profile_args(program: ProgramSpec, center: Center) -> tuple[RoutingProfileArgs, ...]:
    infra = program.infrastructure
    queues = {queue.id: queue for queue in belongs_to(program, center, infra.queues)}
    return tuple(_one(profile, queues) for profile in belongs_to(program, center, infra.routing_profiles))


def _one(profile: RoutingProfile, queues: Mapping[str, Queue]) -> RoutingProfileArgs:
    concurrency = {name.upper(): count for name, count in profile.concurrency.model_dump().items() if count}
    return RoutingProfileArgs(
        id=profile.id,
        name=profile.name,
        description=profile.description[:250],
        services=tuple(s for s in _services(profile, queues) if s.channel in concurrency),
        concurrency=tuple(concurrency.items()),
        default_outbound_queue=profile.default_outbound_queue,
        spec_path=f"infrastructure.routing_profiles[{profile.id}]",
    )


def _services(profile: RoutingProfile, queues: Mapping[str, Queue]) -> tuple[Service, ...]:
    """A profile cannot serve a channel that its queue does not have, or that the agent takes none of."""
    return tuple(
        Service(queue=q.queue, channel=channel.value.upper(), priority=q.priority, delay_seconds=q.delay_seconds)
        for q in profile.queues
        for channel in (q.channels or queues[q.queue].channels)
    )


class RoutingProfileSet(pulumi.ComponentResource):
    def __init__(self, name: str, args: RoutingProfileSetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:RoutingProfileSet", name, None, opts)
        self.arns: dict[str, pulumi.Output[str]] = {
            profile.id: connect.RoutingProfile(
                f"{name}-{profile.id}",
                instance_arn=args.instance_arn,
                name=profile.name,
                description=profile.description,
                default_outbound_queue_arn=args.queues[profile.default_outbound_queue],
                media_concurrencies=[
                    {"channel": channel, "concurrency": count} for channel, count in profile.concurrency
                ],
                queue_configs=[_service(service, args.queues) for service in profile.services] or None,
                tags=args.scope.native_tags(profile.spec_path),
                opts=pulumi.ResourceOptions(parent=self),
            ).routing_profile_arn
            for profile in args.profiles
        }
        self.register_outputs({"arns": self.arns})


def _service(service: Service, queues: Mapping[str, pulumi.Input[str]]) -> dict[str, object]:
    return {
        "priority": service.priority,
        "delay": service.delay_seconds,
        "queue_reference": {"channel": service.channel, "queue_arn": queues[service.queue]},
    }
