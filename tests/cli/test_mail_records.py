"""What `up` says of DNS at its end."""

from __future__ import annotations

from cli.mail_records import to_set
from spec.deployed import Deployed, DeployedCenter, DnsRecord, Instance


def deployed(target: str, *, kept: bool) -> Deployed:
    dns = tuple(
        DnsRecord(use=use, name=f"{name}help.example", type="MX", value="10 x", region="us-west-2", kept=kept)
        for use, name in (("receive", ""), ("bounce", "bounce."))
    )
    center = DeployedCenter(
        region="us-west-2", account="1", alias="rates", instance=Instance(id="i", arn="arn:i"), dns=dns
    )
    return Deployed(
        version=2,
        program="rates",
        stack="dev",
        target=target,
        spec_digest="0",
        deployed_at="2027-01-01T00:00:00+00:00",
        centers={"office": center},
    )


def test_records_that_somebody_else_keeps_are_counted_once_they_matter() -> None:
    told = to_set(deployed("aws", kept=False))
    assert told is not None
    assert told.startswith("e-mail of help.example needs 2 DNS records, ")


def test_nothing_is_said_where_route_53_keeps_them_or_in_the_sandbox() -> None:
    assert to_set(deployed("aws", kept=True)) is None
    assert to_set(deployed("sandbox", kept=False)) is None
