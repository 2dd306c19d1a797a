"""E-mail of one center: the sending domain, what happens to mail that comes in, and the addresses agents answer.

Amazon Connect edits receipt rules when addresses come and go (its EmailAddress handler calls `ses:UpdateReceiptRule`).
So the rule and its action are ours, and its recipients are the service's: stated once, then left alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
from pulumi_aws_native import connect, ses

from infra.policies import Statement
from infra.role import Role, RoleArgs
from infra.scope import Scope
from spec.models.centers import Center

MAX_RULE = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressArgs:
    id: str
    address: str
    display_name: str
    flow: str
    spec_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailArgs:
    scope: Scope
    instance_arn: pulumi.Input[str]
    domain: str
    addresses: tuple[AddressArgs, ...]
    rule_set: pulumi.Input[str]
    """The region's active receipt rule set."""


def address_args(center: Center) -> tuple[AddressArgs, ...]:
    email = center.channels.email
    return tuple(
        AddressArgs(
            id=address.id,
            address=address.address,
            display_name=address.display_name,
            flow=f"email-{address.id}",
            spec_path=f"infrastructure.centers[{center.id}].channels.email.addresses[{address.id}]",
        )
        for address in (email.addresses if email else ())
    )


class EmailChannel(pulumi.ComponentResource):
    """addresses that Amazon Connect answers, and the identity of their domain. `storage` must exist before.

    dkim       tokens by which the domain says that this region may sign for it
    mail_from  where bounces of what this region sends come back: its MX record can name one region only
    """

    def __init__(
        self,
        name: str,
        args: EmailArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        storage: list[pulumi.Resource],
    ) -> None:
        super().__init__("civicline:connect:EmailChannel", name, None, opts)
        self._name, self._args = name, args
        self._path = f"infrastructure.centers[{args.scope.center}].channels.email"
        self._child = pulumi.ResourceOptions(parent=self)
        self.domain = args.domain
        self.mail_from = f"bounce{f'-{args.scope.region}' if args.scope.second else ''}.{args.domain}"
        identity = self._identity()
        self.dkim: pulumi.Output[list[str]] = identity.dkim_signing_attributes.tokens
        rule = self._incoming()
        ready = pulumi.ResourceOptions(parent=self, depends_on=[self._tie(identity), rule, *storage])
        self.arns: dict[str, pulumi.Output[str]] = {
            address.id: connect.EmailAddress(
                f"{name}-{address.id}",
                instance_arn=args.instance_arn,
                email_address=address.address,
                display_name=address.display_name,
                tags=args.scope.native_tags(address.spec_path),
                opts=ready,
            ).email_address_arn
            for address in args.addresses
        }
        self.register_outputs({"arns": self.arns})

    def _identity(self) -> aws.sesv2.EmailIdentity:
        args, tags = self._args, self._args.scope.tags(self._path)
        configuration = aws.sesv2.ConfigurationSet(
            self._name,
            configuration_set_name=args.scope.name("mail"),
            delivery_options={"tls_policy": "REQUIRE"},
            reputation_options={"reputation_metrics_enabled": True},
            suppression_options={"suppressed_reasons": ["BOUNCE", "COMPLAINT"]},
            tags=tags,
            opts=self._child,
        )
        identity = aws.sesv2.EmailIdentity(
            self._name,
            email_identity=args.domain,
            configuration_set_name=configuration.configuration_set_name,
            tags=tags,
            opts=self._child,
        )
        aws.sesv2.EmailIdentityMailFromAttributes(
            self._name,
            email_identity=identity.email_identity,
            mail_from_domain=self.mail_from,
            behavior_on_mx_failure="USE_DEFAULT_VALUE",
            opts=self._child,
        )
        return identity

    def _incoming(self) -> ses.ReceiptRule:
        args = self._args
        role_args = RoleArgs(scope=args.scope, kind="mail", service="ses.amazonaws.com", spec_path=self._path)
        role = Role(f"{self._name}-mail", role_args, self._child)
        statement = Statement(
            sid="StartEmail", actions=("connect:StartEmailContact",), resources=_below(args.instance_arn)
        )
        granted = role.allow("start-email-contacts", [statement])
        to_connect = {"connect_action": {"iam_role_arn": role.arn, "instance_arn": args.instance_arn}}
        return ses.ReceiptRule(
            self._name,
            rule_set_name=args.rule_set,
            rule={
                "name": args.scope.name("to-connect", MAX_RULE),
                "enabled": True,
                "scan_enabled": True,
                "tls_policy": "Require",
                "recipients": [address.address for address in args.addresses],
                "actions": [to_connect],
            },
            opts=pulumi.ResourceOptions(parent=self, depends_on=[granted], ignore_changes=["rule.recipients"]),
        )

    def _tie(self, identity: aws.sesv2.EmailIdentity) -> connect.IntegrationAssociation:
        return connect.IntegrationAssociation(
            f"{self._name}-mail",
            instance_id=self._args.instance_arn,
            integration_type="SES_IDENTITY",
            integration_arn=identity.arn,
            tags=self._args.scope.native_tags(self._path),
            opts=self._child,
        )


def _below(instance_arn: pulumi.Input[str]) -> list[pulumi.Input[str]]:
    """The instance, and what lies in it."""
    return [instance_arn, pulumi.Output.concat(instance_arn, "/*")]


def flows_by_address(
    addresses: tuple[AddressArgs, ...], flows: Mapping[str, pulumi.Input[str]]
) -> dict[str, pulumi.Input[str]]:
    """Address id -> ARN of the flow that its messages start."""
    return {address.id: flows[address.flow] for address in addresses}
