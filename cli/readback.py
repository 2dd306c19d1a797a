"""Reading back: deployed.json is written, then every center is read through the AWS API and compared with the spec."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from cli.programs import today
from cli.recorded.records import open_record
from cli.session import Session
from operate.case_options import converge_case_options
from operate.conformity.compare import Conformity, compare
from operate.conformity.expect import expect_center
from operate.conformity.hours import days_ahead
from operate.conformity.read import CenterReader, Deployment
from operate.conformity.rows import Row
from operate.conformity.standby import of_standby
from spec.arns import region_of
from spec.case_options import case_options
from spec.deployed import VERSION, Deployed, DeployedCenter, fetch_command, read_written, write
from spec.errors import CloudError, PlanRefusedError, UsageError
from spec.select import centers_of


def record(session: Session, outputs: Mapping[str, Any]) -> Deployed:
    """Write deployed.json from the engine's outputs, sealed. Raises CloudError: the key did not sign."""
    from operate.copies.record import record as record_sealed
    from operate.switches.dynamo import StsIdentity

    body = {
        **outputs["deployed"],
        "version": VERSION,
        "target": session.target.value,
        "spec_digest": hashlib.sha256(session.file.read_bytes()).hexdigest(),
        "deployed_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    }
    deployed = Deployed.model_validate(body)
    if deployed.seal_key is None:
        write(session.deployed_file, deployed)
        return deployed
    me = StsIdentity(session.aws)
    return record_sealed(session.deployed_file, deployed, session.aws, lambda: me(_home(deployed))).deployed


def share(session: Session, deployed: Deployed) -> dict[str, CloudError]:
    """Put the record into every region. Regions that do not have it now, and why."""
    from operate.copies.fetch import stores_of
    from operate.copies.publish import publish
    from operate.copies.store import STEADY

    text = session.deployed_file.read_text(encoding="utf-8")
    done = publish(stores_of(session.aws, deployed, STEADY), text)
    return {region: what for region, what in done.items() if isinstance(what, CloudError)}


def on_other_machines(session: Session) -> str | None:
    """The command that gets the record there; None where there are no copies."""
    written = read_written(session.deployed_file)
    if written.seal is None or not written.deployed.copies:
        return None
    return fetch_command(written.deployed, written.seal.fingerprint)


def forget(session: Session) -> dict[str, CloudError]:
    """Record, copies and pinned key: they would tell other commands, and other machines, of a center that is gone.

    returns   regions that have a copy still, and why
    """
    from operate.copies.fetch import stores_of
    from operate.copies.publish import forget as forget_copies
    from operate.copies.store import STEADY
    from operate.copies.trust import opened, unpin

    left: dict[str, CloudError] = {}
    with contextlib.suppress(UsageError, PlanRefusedError):  # no record to be believed: nothing says where copies are
        deployed = opened(session.deployed_file)[0].deployed
        left = dict(forget_copies(stores_of(session.aws, deployed, STEADY)))
    session.deployed_file.unlink(missing_ok=True)
    unpin(session.deployed_file)
    return left


def settle(session: Session, deployed: Deployed) -> None:
    """Put in place what no provider can: the choices of case fields. Raises CloudError."""
    wanted = case_options(session.program)
    centers = deployed.centers.values()
    away = (there for center in centers if (there := center.in_replica() or center.in_standby()))
    for center in (*centers, *away):
        if center.case_domain is not None:
            fields = {found.id: found.aws_id for found in center.resources if found.kind == "case_field"}
            cases = session.aws.client("connectcases", center.region)
            converge_case_options(cases, center.case_domain, fields, wanted)


def recorded(session: Session) -> Deployed:
    """deployed.json as the last `up` wrote it. Raises UsageError (none, damaged), PlanRefusedError (changed since)."""
    return open_record(session.deployed_file)


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
        if where is not None and (standby := where.in_standby()) is not None:
            found = CenterReader(session.aws, _where(standby, day)).read()
            rows += compare(f"{center.id} (standby)", tuple(of_standby(expected, standby.alias)), found)
    return Conformity(tuple(rows))


def _home(deployed: Deployed) -> str:
    return region_of(deployed.seal_key or "")


def _where(center: DeployedCenter, day: dt.date) -> Deployment:
    group = center.traffic_group.arn if center.traffic_group else None
    named = center.references()
    return Deployment(center.region, center.instance.id, named, days_ahead(day), center.case_domain, group)
