"""Making the runbook of a deployment: what is recorded here, and on request what a check says now."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from publish.runbook.book import book
from publish.runbook.facts import SANDBOX, Facts
from publish.runbook.page import Form, render
from spec.deployed import Deployed, read_written
from spec.home import civicline_home

if TYPE_CHECKING:
    from cli.deployments import Deployment
    from operate.readiness.verdict import Readiness


def runbook(place: Deployment, now: dt.datetime, form: Form, *, check: bool) -> str:
    """The page. check: asks every second region whether it is ready; all else needs no network."""
    deployed = place.deployed
    text, key = _recorded(deployed)
    facts = Facts(
        deployed=deployed,
        made_at=now.astimezone(ZoneInfo(deployed.time_zone)),
        digest=hashlib.sha256(text.encode()).hexdigest(),
        key=key,
        endpoint=(place.aws.endpoint or "") if deployed.target == SANDBOX else "",
        checked=_checked(place, now) if check else {},
    )
    return render(book(facts), form)


def _recorded(deployed: Deployed) -> tuple[str, str]:
    """The record as it is on this machine, and the fingerprint of the key that sealed it; empty without a seal."""
    folder = civicline_home(os.environ) / "deployed" / deployed.target
    written = read_written(folder / f"{deployed.program}-{deployed.stack}.json")
    return written.text, written.seal.fingerprint if written.seal else ""


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
