"""What is deployed, in words."""

from cli.render.outputs import as_text
from spec.deployed import (
    Deployed,
    DeployedCenter,
    DeployedReplica,
    DeployedResource,
    DnsRecord,
    Instance,
    TrafficGroup,
)

QUEUES = tuple(DeployedResource(kind="queue", id=name, name=name, aws_id=f"id-{name}") for name in ("Billing", "A"))
CENTER = DeployedCenter(
    region="us-west-2",
    account="123456789012",
    alias="rates",
    instance=Instance(id="i", arn="arn:i"),
    resources=QUEUES,
)


def deployed(center: DeployedCenter) -> Deployed:
    return Deployed(
        version=1,
        program="rates",
        stack="dev",
        target="sandbox",
        spec_digest="0",
        deployed_at="2027-01-01T00:00:00+00:00",
        centers={"office": center},
    )


def test_resources_stand_under_their_kind() -> None:
    assert as_text(deployed(CENTER)).splitlines() == [
        "rates dev on sandbox, 2027-01-01T00:00:00+00:00",
        "office: rates in us-west-2",
        "  arn:i",
        "  queue",
        "    Billing  id-Billing",
        "    A        id-A",
    ]


def test_a_replica_is_told_with_what_it_does_not_share() -> None:
    replica = DeployedReplica(
        region="us-east-1",
        alias="rates-us-east-1",
        instance=Instance(id="i", arn="arn:there"),
        resources=(DeployedResource(kind="function", id="opening", name="opening", arn="arn:f"),),
    )
    both = CENTER.model_copy(update={"replica": replica, "traffic_group": TrafficGroup(id="g", arn="arn:g")})
    told = as_text(deployed(both)).splitlines()
    assert told[3] == "  arn:g"
    assert told[-4:] == [
        "office, what is not mirrored: rates-us-east-1 in us-east-1",
        "  arn:there",
        "  function",
        "    opening  arn:f",
    ]


def test_doors_and_what_e_mail_needs_in_dns_are_told_in_both_regions() -> None:
    replica = DeployedReplica(
        region="us-east-1", alias="x", instance=Instance(id="i", arn="arn:there"), front_door="https://away.example/"
    )
    dns = tuple(
        DnsRecord(use=use, name=name, type=kind, value=value, region="us-east-1", kept=False)
        for use, name, kind, value in (
            ("receive", "help.example", "MX", "10 inbound-smtp.us-east-1.amazonaws.com"),
            ("bounce", "bounce.help.example", "TXT", "v=spf1 include:amazonses.com ~all"),
        )
    )
    center = CENTER.model_copy(update={"replica": replica, "front_door": "https://home.example/", "dns": dns})
    told = as_text(deployed(center))
    assert "  front door https://home.example/\n" in told
    assert "  front door https://away.example/" in told
    assert "  DNS of e-mail, to be set by whoever keeps the zone\n" in told
    assert (
        "    help.example         MX     10 inbound-smtp.us-east-1.amazonaws.com  while us-east-1 serves\n"
        "    bounce.help.example  TXT    v=spf1 include:amazonses.com ~all\n"
    ) in told
    kept = CENTER.model_copy(update={"dns": tuple(one.model_copy(update={"kept": True}) for one in dns)})
    assert "DNS of e-mail, kept in Route 53\n" in as_text(deployed(kept))
