"""What DNS of e-mail hangs on: ids of zones, and tokens by which a region may sign."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

DOMAIN = "help.example"


def tokens(ses: Any) -> list[str]:
    found: list[str] = ses.get_email_identity(EmailIdentity=DOMAIN)["DkimAttributes"]["Tokens"]
    return found


def test_a_zone_has_an_id_of_the_form_that_the_spec_takes(aws: Callable[..., Any]) -> None:
    made = aws("route53").create_hosted_zone(Name=DOMAIN, CallerReference="once")["HostedZone"]
    assert re.fullmatch(r"/hostedzone/Z[A-Z0-9]{5,31}", made["Id"])
    assert aws("route53").get_hosted_zone(Id=made["Id"])["HostedZone"]["Name"] == f"{DOMAIN}."


def test_a_domain_signs_by_tokens_of_its_own_in_each_region_that_no_reading_changes(aws: Callable[..., Any]) -> None:
    here, there = aws("sesv2", "us-west-2"), aws("sesv2", "us-east-1")
    for ses in (here, there):
        ses.create_email_identity(EmailIdentity=DOMAIN)
    first = tokens(here)
    assert len(set(first)) == 3
    assert all(re.fullmatch(r"[a-z2-7]{32}", token) for token in first)
    assert not set(first) & set(tokens(there))
    here.delete_email_identity(EmailIdentity=DOMAIN)
    here.create_email_identity(EmailIdentity=DOMAIN)
    assert tokens(here) == first
