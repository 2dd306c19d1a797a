"""The Amazon Connect instance, and the web sites that may talk to it."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
from pulumi_aws_native import connect

from infra.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceArgs:
    scope: Scope
    identity: str
    outbound_calls: bool
    contact_lens: bool
    origins: tuple[str, ...]


class Instance(pulumi.ComponentResource):
    def __init__(self, name: str, args: InstanceArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:Instance", name, None, opts)
        self.instance = connect.Instance(
            name,
            instance_alias=args.scope.alias,
            identity_management_type=args.identity,
            attributes=instance_attributes(args),
            tags=args.scope.native_tags(f"infrastructure.centers[{args.scope.center}]"),
            # Instances are counted: 100 creations and deletions in 30 days, 2 in a region by default.
            opts=pulumi.ResourceOptions(parent=self, protect=True, retain_on_delete=True),
        )
        self.arn: pulumi.Output[str] = self.instance.arn
        self.instance_id: pulumi.Output[str] = self.instance.aws_id
        approve_origins(name, self.arn, args.origins, pulumi.ResourceOptions(parent=self))
        self.register_outputs({"arn": self.arn})


def approve_origins(
    name: str, instance_arn: pulumi.Input[str], origins: tuple[str, ...], opts: pulumi.ResourceOptions
) -> None:
    """Each region of a center has its own; neither is mirrored."""
    for number, origin in enumerate(origins, start=1):
        connect.ApprovedOrigin(f"{name}-{number}", instance_id=instance_arn, origin=origin, opts=opts)


def instance_attributes(args: InstanceArgs) -> dict[str, bool]:
    return {
        "inbound_calls": True,
        "outbound_calls": args.outbound_calls,
        "contactflow_logs": True,
        "contact_lens": args.contact_lens,
        "auto_resolve_best_voices": True,
        "early_media": True,
        "multi_party_conference": True,
        "enhanced_contact_monitoring": True,
    }
