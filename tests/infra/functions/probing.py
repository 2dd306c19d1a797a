"""A center that stands in two regions of the sandbox, with its switchboard's function, as the probe looks at it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from infra.functions.probe import handler as probe
from tests.operate.readiness.standing import ACCOUNT, TABLES, Standing, standing
from tests.sandbox.replication.rig import EAST, WEST, Sandbox

AT = dt.datetime(2027, 1, 18, 21, 15, tzinfo=dt.UTC)
SWITCHBOARD = "civic-switchboard"
DEPLOYMENT = "civic/dev"
ALL_WELL, NONE = {"main": True}, {"main": False}


@contextmanager
def standing_in(folder: Path) -> Iterator[Standing]:
    sandbox = Sandbox(folder)
    sandbox.use(latency_scale=0.0, replication_delay=0.0)
    try:
        made = standing(sandbox)
        sandbox.now += 1
        for region in (EAST, WEST):
            _switchboard(sandbox, region)
        yield made
    finally:
        sandbox.close()


def _switchboard(sandbox: Sandbox, region: str) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.py", "")
    sandbox("lambda", region).create_function(
        FunctionName=SWITCHBOARD,
        Runtime="python3.13",
        Role=f"arn:aws:iam::{ACCOUNT}:role/lookup",
        Handler="a.b",
        Code={"ZipFile": archive.getvalue()},
    )


def center_of(stands: Standing, own: str = EAST) -> probe.Center:
    return probe.Center(
        deployment=DEPLOYMENT,
        id="office",
        instance=stands.center.id,
        numbers=stands.group["Arn"],
        switchboard=SWITCHBOARD,
        table=TABLES[0],
        own=own,
        regions=(EAST, WEST),
    )


def plan_of(stands: Standing) -> probe.Plan:
    number = next(row.id for row in stands.rows if row.kind == "number")
    return {"main": {"numbers": [number], "flow": "line-main"}}


def looked(stands: Standing, own: str = EAST, client: probe.ClientOf | None = None) -> Any:
    return probe.probe(center_of(stands, own), plan_of(stands), AT, client or stands.sandbox, AT_ONCE)


def paced(pause: Callable[[float], None], elapsed: Callable[[], float] = float) -> probe.Pace:
    """Time that does not pass by itself."""
    return probe.Pace(pause, elapsed)


AT_ONCE = paced(lambda _: None)
"""For a probe that shall not wait."""


class Bent:
    """The sandbox, with one operation of one region bent."""

    def __init__(self, sandbox: probe.ClientOf, region: str, operation: str, answer: Callable[[], Any]) -> None:
        self.sandbox, self.bent, self.answer = sandbox, (region, operation), answer

    def __call__(self, service: str, region: str) -> Any:
        return _Client(self, self.sandbox(service, region), region)


class _Client:
    def __init__(self, bent: Bent, client: Any, region: str) -> None:
        self.bent, self.client, self.region = bent, client, region

    def __getattr__(self, operation: str) -> Any:
        if self.bent.bent == (self.region, operation):
            return lambda **_: self.bent.answer()
        return getattr(self.client, operation)


def refused(code: str) -> Callable[[], Any]:
    def refuse() -> Any:
        raise ClientError({"Error": {"Code": code, "Message": "no"}}, "Operation")

    return refuse
