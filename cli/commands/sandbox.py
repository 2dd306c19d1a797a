"""`civicline sandbox`: the emulated AWS of this machine."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

import typer

from cli.limits import (
    BlockedReplication,
    Choice,
    IgnoredOverrides,
    InstanceChurn,
    Limits,
    LimitSet,
    NumberCooldown,
    NumberQuota,
    OverrideQuota,
    RealLimits,
    ReplicationDelay,
    StatusDeletion,
)
from cli.options import JsonFlag
from cli.render.sandbox import as_text, fault_words
from spec.errors import UsageError
from spec.faults import counted, did_you_mean
from spec.home import civicline_home

app = typer.Typer(
    help="The emulated AWS of this machine: start it, break it, forget it.", no_args_is_help=True, rich_markup_mode=None
)
faults = typer.Typer(help="Faults that the sandbox injects.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(faults, name="fault")


class FaultKind(StrEnum):
    DARK = "dark"
    THROTTLE = "throttle"
    ERROR = "error"
    SLOW = "slow"
    TIMEOUT = "timeout"


@app.command("start")
def start(
    *,
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, help="Port on 127.0.0.1; any free one by default.")
    ] = None,
    idle_minutes: Annotated[
        float | None, typer.Option("--idle-minutes", min=0.1, help="Stop by itself after this long without a request.")
    ] = None,
    limits: LimitSet = None,
    real_limits: RealLimits = None,
    number_cooldown: NumberCooldown = None,
    number_quota: NumberQuota = None,
    instance_churn: InstanceChurn = None,
    override_quota: OverrideQuota = None,
    status_deletion: StatusDeletion = None,
    overrides_ignored: IgnoredOverrides = None,
    replication_delay: ReplicationDelay = None,
    block_replication: BlockedReplication = None,
    as_json: JsonFlag = False,
) -> None:
    """Start the sandbox, or say where it runs already. Limits change on a running one, too."""
    from sandbox.server import client

    if limits is None and real_limits is not None:
        limits = Limits.RATES if real_limits else Limits.NONE
    chosen = Choice(
        limits=limits,
        number_cooldown_days=number_cooldown,
        numbers_per_instance=number_quota,
        instance_churn=instance_churn,
        overrides_max=override_quota,
        status_deletion=status_deletion,
        overrides_ignored=overrides_ignored,
        replication_delay=replication_delay,
        replication_blocked=None if block_replication is None else tuple(block_replication),
    )
    home = civicline_home(os.environ)
    found = client.start(home, port=port, idle_minutes=idle_minutes, settings=chosen.settings())
    _show(_status(found), as_text, as_json=as_json)


@app.command("status")
def status(*, as_json: JsonFlag = False) -> None:
    """Say whether the sandbox runs, and where."""
    from sandbox.server import client

    _show(_status(client.status(civicline_home(os.environ))), as_text, as_json=as_json)


@app.command("stop")
def stop() -> None:
    """Stop the sandbox; what it holds stays for the next start."""
    from sandbox.server import client

    typer.echo("stopped" if client.stop(civicline_home(os.environ)) else "it was not running")


@app.command("reset")
def reset(
    *,
    keep_state: Annotated[
        bool, typer.Option("--keep-state", help="Keep what the stacks' states say, to rehearse a lost cloud.")
    ] = False,
) -> None:
    """Forget everything the sandbox holds, and the stacks that were in it."""
    from sandbox.server import client

    home = civicline_home(os.environ)
    client.reset(home)
    if keep_state:
        typer.echo("the sandbox is empty; `civicline up PROGRAM --refresh` fills it again")
        return
    for folder in ("state", "work", "deployed"):
        shutil.rmtree(home / folder / "sandbox", ignore_errors=True)
    typer.echo("the sandbox is empty, and its stacks are forgotten; `civicline up PROGRAM` starts anew")


@faults.command("set")
def fault_set(
    *,
    kind: Annotated[FaultKind, typer.Option("--kind", help="What happens to the requests.")],
    region: Annotated[str | None, typer.Option("--region", help="Only in this region.")] = None,
    service: Annotated[str | None, typer.Option("--service", help="Only for this service, such as connect.")] = None,
    operation: Annotated[
        str | None, typer.Option("--operation", help="Only for this operation, such as DescribeQueue.")
    ] = None,
    rate: Annotated[
        float | None, typer.Option("--rate", min=0, max=1, help="Share of requests that are hit, 0 to 1.")
    ] = None,
    count: Annotated[int | None, typer.Option("--count", min=1, help="Hit this many requests, then stop.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Break a part of the emulated AWS."""
    from sandbox.server import client

    _require_known("--region", region, "regions")
    _require_known("--service", service, "services")
    filters = {"region": region, "service": service, "operation": operation, "rate": rate, "count": count}
    fault = client.set_fault(civicline_home(os.environ), kind.value, **filters)
    _show(dataclasses.asdict(fault), fault_words, as_json=as_json)


@faults.command("list")
def fault_list(*, as_json: JsonFlag = False) -> None:
    """List the faults in force."""
    from sandbox.server import client

    rows = [dataclasses.asdict(fault) for fault in client.list_faults(civicline_home(os.environ))]
    text = "\n".join(map(fault_words, rows)) or "no faults are set"
    typer.echo(json.dumps(rows, indent=2) if as_json else text)


@faults.command("clear")
def fault_clear(
    number: Annotated[int | None, typer.Argument(metavar="ID", help="One fault; all when left out.")] = None,
) -> None:
    """Take faults back."""
    from sandbox.server import client

    cleared = client.clear_faults(civicline_home(os.environ), number)
    if number is not None and not cleared:
        raise UsageError(f"fault {number}", "there is none with this number", "civicline sandbox fault list")
    typer.echo(f"{counted(cleared, 'fault')} cleared")


def _status(found: Any) -> dict[str, Any]:
    if found is None:
        return {"running": False, "endpoint": None, "pid": None}
    row = dataclasses.asdict(found)
    return {"running": row.pop("running"), "endpoint": row.pop("endpoint"), "pid": row.pop("pid"), **row}


def _require_known(option: str, value: str | None, kind: str) -> None:
    """Raises UsageError for a name that no AWS client uses: such a fault would never strike."""
    import botocore.session

    session = botocore.session.Session()
    known = session.get_available_services() if kind == "services" else session.get_available_regions("ec2")
    if value is not None and value not in known:
        near = did_you_mean(value, known)
        hint = f"did you mean {near}?" if near else "write it as the AWS CLI does"
        raise UsageError(f"{option} {value}", f"this is none of AWS's {kind}", hint)


def _show(row: dict[str, Any], words: Callable[[dict[str, Any]], str], *, as_json: bool) -> None:
    typer.echo(json.dumps(row, indent=2) if as_json else words(row))
