"""Where mail to a center goes: the records of its domain, and with a hosted zone the domain follows the serving row.

Two MX records fail over. The first points home as long as the door of the *other* region says that it does not serve
e-mail: the health check of that door is inverted, so that only a standby that has taken over draws the mail, and one
that is dark, or a home that is, changes nothing by itself. A shift needs no call to Route 53, whose control plane is in
one region; its health checks and its answers are in all.

They are weighted records, of which those with a weight of zero are answered only when all others are unhealthy. Route
53 lets no other kind of record stand beside records that fail over, not even for the moment of a change; a weighted one
may be alone, so that a center gets its second region, and gives it up, without an hour in which its domain has no MX.

Source: AWS Networking blog, "Creating Disaster Recovery Mechanisms Using Amazon Route 53" (standby takes over primary);
Route 53 Developer Guide, "Configuring active-passive failover with weighted records", "Values for failover records";
Amazon SES Developer Guide, "Publishing an MX record", "Easy DKIM", "Using a custom MAIL FROM domain".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import pulumi
import pulumi_aws as aws

from infra.center import Center
from infra.email import EmailChannel
from infra.scope import Scope
from infra.serving.front_door import FrontDoor
from infra.twin import Twin
from spec.deployed import RECEIVE, DnsRecord

DKIM_TOKENS = 3
TTL_SECONDS = 1800
FAILOVER_TTL_SECONDS = 60
FIRST, SECOND = 1, 0
"""Weights."""
CHECK_SECONDS, CHECKS = 30, 3
PATH = "/serves/email"


@dataclass(frozen=True, slots=True)
class MailRegion:
    """Mail of a center in one of its regions."""

    region: str
    channel: EmailChannel

    def records(self, *, kept: bool) -> pulumi.Output[list[dict[str, object]]]:
        """As deployed.json has them."""
        found: pulumi.Output[list[dict[str, object]]] = self.channel.dkim.apply(
            lambda tokens: [record.model_dump(mode="json") for record in self._records(tokens, kept=kept)]
        )
        return found

    def _records(self, tokens: Sequence[str], *, kept: bool) -> Iterator[DnsRecord]:
        named = {"region": self.region, "kept": kept}
        yield DnsRecord(use=RECEIVE, name=self.channel.domain, type="MX", value=inbound(self.region), **named)
        for token in tokens:
            yield DnsRecord(
                use="sign", name=f"{token}._domainkey.{self.channel.domain}", type="CNAME", value=signer(token), **named
            )
        bounces = self.channel.mail_from
        yield DnsRecord(use="bounce", name=bounces, type="MX", value=feedback(self.region), **named)
        yield DnsRecord(use="bounce", name=bounces, type="TXT", value=SPF, **named)


def inbound(region: str) -> str:
    return f"10 inbound-smtp.{region}.amazonaws.com"


def feedback(region: str) -> str:
    return f"10 feedback-smtp.{region}.amazonses.com"


def signer(token: str) -> str:
    return f"{token}.dkim.amazonses.com"


SPF = "v=spf1 include:amazonses.com ~all"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRoutingArgs:
    """scope    of the center in its own region
    zone     Route 53's id of the hosted zone
    regions  the center's own first
    door     of the second region; None where there is one region
    """

    scope: Scope
    zone: str
    regions: tuple[MailRegion, ...]
    door: FrontDoor | None


class MailRouting(pulumi.ComponentResource):
    """The records of one domain in its hosted zone. A record that somebody else made there is not written over."""

    def __init__(self, name: str, args: MailRoutingArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:aws:MailRouting", name, None, opts)
        self._name, self._args, self._child = name, args, pulumi.ResourceOptions(parent=self)
        for mail in args.regions:
            self._send(mail)
        self._receive()
        self.register_outputs({})

    def _send(self, mail: MailRegion) -> None:
        """Each region signs with keys of its own, and takes bounces at a name of its own: a name has one region."""
        for number in range(DKIM_TOKENS):
            token = mail.channel.dkim[number]
            name = pulumi.Output.concat(token, "._domainkey.", mail.channel.domain)
            self._record(f"{mail.region}-dkim-{number + 1}", name, "CNAME", token.apply(signer))
        self._record(f"{mail.region}-bounce", mail.channel.mail_from, "MX", feedback(mail.region))
        self._record(f"{mail.region}-spf", mail.channel.mail_from, "TXT", SPF)

    def _receive(self) -> None:
        """Home's record is the same one with a second region and without."""
        first, *others = self._args.regions
        door = self._args.door if others else None
        self._inbound(first, FIRST, self._taken_over(door).id if door is not None else None)
        for second in others if door is not None else ():
            self._inbound(second, SECOND, None)

    def _taken_over(self, door: FrontDoor) -> aws.route53.HealthCheck:
        """Healthy as long as the other region does not serve e-mail."""
        host = door.url.apply(lambda url: urlsplit(url).hostname or "")
        return aws.route53.HealthCheck(
            f"{self._name}-mail",
            type="HTTPS",
            fqdn=host,
            port=443,
            resource_path=PATH,
            enable_sni=True,
            invert_healthcheck=True,
            request_interval=CHECK_SECONDS,
            failure_threshold=CHECKS,
            tags=self._args.scope.tags(f"infrastructure.centers[{self._args.scope.center}].channels.email"),
            opts=self._child,
        )

    def _inbound(self, mail: MailRegion, weight: int, check: pulumi.Input[str] | None) -> None:
        aws.route53.Record(
            f"{self._name}-mail-{mail.region}-inbound",
            zone_id=self._args.zone,
            name=mail.channel.domain,
            type="MX",
            ttl=FAILOVER_TTL_SECONDS,
            records=[inbound(mail.region)],
            set_identifier=mail.region,
            weighted_routing_policies=[{"weight": weight}],
            health_check_id=check,
            opts=self._child,
        )

    def _record(self, kind: str, name: pulumi.Input[str], type_: str, value: pulumi.Input[str]) -> None:
        aws.route53.Record(
            f"{self._name}-mail-{kind}",
            zone_id=self._args.zone,
            name=name,
            type=type_,
            ttl=TTL_SECONDS,
            records=[value],
            opts=self._child,
        )


def route_mail(
    center: Center, twin: Twin | None, door: FrontDoor | None, opts: pulumi.ResourceOptions
) -> tuple[MailRegion, ...]:
    """The regions of a center that send and receive, its own first; with their records, where it has a hosted zone.

    door  of the second region
    """
    args = center.args
    channels = [(args.scope.region, center.email), *([(twin.scope.region, twin.email)] if twin is not None else [])]
    regions = tuple(MailRegion(region, channel) for region, channel in channels if channel is not None)
    if regions and args.dns_zone is not None:
        routing = MailRoutingArgs(scope=args.scope, zone=args.dns_zone, regions=regions, door=door)
        MailRouting(args.scope.center, routing, opts)
    return regions
