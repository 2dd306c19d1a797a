"""`make demo`: the main job on a machine without AWS, step by step, with the commands a person would type.

Stand up an example program, prove on the flows read back that callers are served, look at it with plain boto3 as any
AWS client would, edit a queue by hand, find the edit. Then a simulated day: ten calls, with what each caller heard.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from cli.demo_day import simulated_day
from cli.main import main
from spec.errors import CheckFailedError
from spec.home import civicline_home

PROGRAM = Path(__file__).parents[1] / "stacks" / "hawaii-in-house" / "program.yaml"


def demo() -> int:
    """Run it in a folder of its own. Returns an exit code; 0 only when every step ended as it must."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="civicline-demo-") as folder:
        os.environ["CIVICLINE_HOME"] = folder
        try:
            good = _steps()
        finally:
            _run("sandbox", "stop")
    _say(f"{'done' if good else 'FAILED'} in {time.monotonic() - started:.0f} s")
    return 0 if good else 1


def _steps() -> bool:
    program = _shown(PROGRAM)
    steps = [
        ("Check the file.", 0, ["validate", program]),
        ("Stand it up, and read it back through the AWS API.", 0, ["up", program, "--yes"]),
        ("Again: nothing is left to do.", 0, ["plan", program]),
        ("Prove that callers are served, on the flows as they are deployed.", 0, ["test", program, "--deployed"]),
    ]
    if not all(_step(*step) for step in steps):
        return False
    _edit_a_queue()
    if not _step("Find the edit, by spec line.", CheckFailedError.exit_code, ["drift", program]):
        return False
    _say("A simulated day: ten calls at telling moments.")
    return simulated_day()


def _step(title: str, expected: int, words: list[str]) -> bool:
    _say(title)
    code = _run(*words)
    if code != expected:
        _say(f"exit code {code}, where {expected} was expected")
    return code == expected


def _run(*words: str) -> int:
    print(f"$ civicline {' '.join(words)}", flush=True)
    return main(list(words))


def _edit_a_queue() -> None:
    """What somebody does in a console at three in the morning, with an AWS client that knows nothing of Civicline."""
    import boto3

    from sandbox.server.client import ensure_running

    endpoint = ensure_running(civicline_home(os.environ)).url
    _say(f"Any AWS client can look: aws connect list-queues --endpoint-url {endpoint} ...")
    connect = boto3.client(
        "connect", region_name="us-west-2", endpoint_url=endpoint, aws_access_key_id="any", aws_secret_access_key="any"
    )
    instance = connect.list_instances()["InstanceSummaryList"][0]["Id"]
    queues = connect.list_queues(InstanceId=instance, QueueTypes=["STANDARD"])["QueueSummaryList"]
    print("  " + ", ".join(sorted(queue["Name"] for queue in queues)))
    edited = next(queue for queue in queues if queue["Name"] != "BasicQueue")
    connect.update_queue_max_contacts(InstanceId=instance, QueueId=edited["Id"], MaxContacts=3)
    _say(f"Somebody sets the capacity of {edited['Name']} to 3 by hand.")


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _say(text: str) -> None:
    print(f"\n── {text}", flush=True)


if __name__ == "__main__":
    sys.exit(demo())
