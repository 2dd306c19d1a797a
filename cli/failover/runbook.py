"""Making the runbook of a deployment: what is recorded here, and on request what a check says now."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from publish.runbook.book import book
from publish.runbook.document import Form
from publish.runbook.facts import SANDBOX, Facts
from publish.runbook.page import render
from spec.deployed import read_written

if TYPE_CHECKING:
    from cli.recorded.deployments import Deployment
    from operate.readiness.verdict import Readiness


def runbook(place: Deployment, now: dt.datetime, form: Form, *, check: bool) -> str:
    """The page. check: asks every second region whether it is ready; all else needs no network."""
    deployed = place.deployed
    written = read_written(place.file)
    facts = Facts(
        deployed=deployed,
        made_at=now.astimezone(ZoneInfo(deployed.time_zone)),
        digest=hashlib.sha256(written.text.encode()).hexdigest(),
        key=written.seal.fingerprint if written.seal else "",
        endpoint=(place.aws.endpoint or "") if deployed.target == SANDBOX else "",
        checked=_checked(place, now) if check else {},
    )
    return render(book(facts), form)


def _checked(place: Deployment, now: dt.datetime) -> Mapping[str, str]:
    """By second region, what `failover check` says, in a few words."""
    from operate.readiness.check import check

    regions: dict[str, list[str]] = {}
    for id_, center in place.deployed.centers.items():
        if center.traffic_group is not None and center.replica is not None:
            regions.setdefault(center.replica.region, []).append(id_)
    return {
        region: _in_words(check(place.aws, place.deployed, region, now=now, centers=centers))
        for region, centers in regions.items()
    }


def _in_words(found: Readiness) -> str:
    if found.ready:
        return "can answer every line and channel"
    refused = ", ".join(str(verdict.subject) for verdict in found.refused)
    if not found.verdicts or refused:
        return f"NOT READY{': ' if refused else ''}{refused}"
    return "can answer every line and channel, and something is lost"
