"""Reading back: deployed.json is written, then every center is read through the AWS API and compared with the spec."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from cli.programs import today
from cli.session import Session
from operate.case_options import converge_case_options
from operate.conformity.compare import Conformity, compare
from operate.conformity.expect import expect_center
from operate.conformity.hours import days_ahead
from operate.conformity.read import CenterReader, Deployment
from operate.conformity.rows import Row
from spec.case_options import case_options
from spec.deployed import VERSION, Deployed, DeployedCenter, read, write
from spec.select import centers_of


def record(session: Session, outputs: Mapping[str, Any]) -> Deployed:
    """Write deployed.json from the engine's outputs."""
    body = {
        **outputs["deployed"],
        "version": VERSION,
        "target": session.target.value,
        "spec_digest": hashlib.sha256(session.file.read_bytes()).hexdigest(),
        "deployed_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    }
    deployed = Deployed.model_validate(body)
    session.deployed_file.parent.mkdir(parents=True, exist_ok=True)
    write(session.deployed_file, deployed)
    return deployed


def settle(session: Session, deployed: Deployed) -> None:
    """Put in place what no provider can: the choices of case fields. Raises CloudError."""
    wanted = case_options(session.program)
    replicas = (replica for center in deployed.centers.values() if (replica := center.in_replica()))
    for center in (*deployed.centers.values(), *replicas):
        if center.case_domain is not None:
            fields = {found.id: found.aws_id for found in center.resources if found.kind == "case_field"}
            cases = session.aws.client("connectcases", center.region)
            converge_case_options(cases, center.case_domain, fields, wanted)


def recorded(session: Session) -> Deployed:
    """deployed.json as the last `up` wrote it. Raises UsageError when there is none or it is damaged."""
    return read(session.deployed_file)


def verify(session: Session, deployed: Deployed, on: dt.date | None = None) -> Conformity:
    """The conformity table of all centers of the environment.

    on   decides the years for which holidays and dated hours are asked for; today when left out
    """
    day = on or today()
    rows: list[Row] = []
    for center in centers_of(session.program, session.env):
        expected = expect_center(session.program, session.env, center, day)
        where = deployed.centers.get(center.id)  # none: the spec has got this center since the last `up`
        found = CenterReader(session.aws, _where(where, day)).read() if where else {}
        rows += compare(center.id, expected, found)
    return Conformity(tuple(rows))


def _where(center: DeployedCenter, day: dt.date) -> Deployment:
    group = center.traffic_group.arn if center.traffic_group else None
    named = center.references()
    return Deployment(center.region, center.instance.id, named, days_ahead(day), center.case_domain, group)
