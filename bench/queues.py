"""`python -m bench.queues COUNT`: an instance with so many queues, declared inline and put up once.

Prints seconds of the engine's work and the growth of the process's peak memory (bytes) as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time

import psutil
import pulumi
from pulumi_aws_native import Provider, connect

from infra.engine import Engine, EngineArgs
from sandbox.engine.inprocess import EmbeddedPulumiCommand
from sandbox.server.client import ensure_running
from spec.home import civicline_home

DAY = {"day": "MONDAY", "start_time": {"hours": 8, "minutes": 0}, "end_time": {"hours": 17, "minutes": 0}}


def declare(count: int) -> None:
    inside = pulumi.ResourceOptions(provider=Provider("aws-native", region="us-west-2"))
    calls = {"inbound_calls": True, "outbound_calls": True}
    instance = connect.Instance(
        "center", identity_management_type="SAML", instance_alias="bench", attributes=calls, opts=inside
    )
    hours = connect.HoursOfOperation(
        "hours", instance_arn=instance.arn, name="Hours", time_zone="UTC", config=[DAY], opts=inside
    )
    for number in range(count):
        connect.Queue(
            f"queue-{number:04}",
            instance_arn=instance.arn,
            name=f"Queue {number:04}",
            hours_of_operation_arn=hours.hours_of_operation_arn,
            opts=inside,
        )


def put_up(count: int) -> dict[str, float]:
    home = civicline_home(os.environ)
    env = {
        "AWS_ENDPOINT_URL": ensure_running(home).url,
        "AWS_ACCESS_KEY_ID": "any",
        "AWS_SECRET_ACCESS_KEY": "any",
        "PULUMI_CONFIG_PASSPHRASE": "bench",
        "PULUMI_HOME": str(home / "pulumi-home"),
    }
    state = home / "state"
    state.mkdir(parents=True)
    engine = Engine(
        EngineArgs(
            stack="bench",
            program=lambda: declare(count),
            command=EmbeddedPulumiCommand(),
            work_dir=home / "work",
            state=state.as_uri(),
            env=env,
        )
    )
    before = _peak()
    started = time.perf_counter()
    engine.up(lambda _event: None)
    return {"seconds": time.perf_counter() - started, "bytes": _peak() - before}


def _peak() -> float:
    """Peak resident memory of this process so far, in bytes; what it uses now where the system does not tell."""
    if sys.platform == "win32":
        return float(psutil.Process().memory_info().peak_wset)
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)


if __name__ == "__main__":
    print(json.dumps(put_up(int(sys.argv[1]))))
