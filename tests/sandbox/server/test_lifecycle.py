"""The server as a process of its own: started, found, killed, stopped, reset."""

import contextlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from botocore.exceptions import BotoCoreError

from sandbox.server import client
from sandbox.server.files import SandboxFiles, read_json
from sandbox.server.server import Options, opened
from spec.errors import CloudError, UsageError
from tests.sandbox.server.workload import Cloud, picture, run_workload


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "home"
    client.stop(tmp_path / "home")


def write_until_refused(cloud: Cloud, written: list[str]) -> None:
    """Objects one after the other; `written` holds those that were acknowledged."""
    with contextlib.suppress(BotoCoreError):
        for number in range(100_000):
            cloud("s3").put_object(Bucket="under-load", Key=f"{number:06}", Body=b"x" * 500)
            written.append(f"{number:06}")


def test_after_a_kill_in_mid_work_the_next_commands_find_everything_that_was_acknowledged(home: Path) -> None:
    first = client.ensure_running(home)
    cloud = Cloud(first.url)
    run_workload(cloud, seed=11, steps=12)
    before = picture(cloud)
    cloud("s3").create_bucket(Bucket="under-load")
    written: list[str] = []
    writer = threading.Thread(target=write_until_refused, args=(cloud, written))
    writer.start()
    while len(written) < 20:
        time.sleep(0.001)
    psutil.Process(first.pid).kill()
    writer.join()
    with SandboxFiles(home).journal.open("ab") as file:
        file.write(b'{"v":1,"n":99999,"t":1.0,"s":')  # the half line that a kill can leave

    with ThreadPoolExecutor(4) as pool:  # four commands want it at once
        found = list(pool.map(lambda _: client.ensure_running(home), range(4)))
    assert len(set(found)) == 1
    assert found[0].url == first.url, "the address is remembered"
    assert found[0].pid != first.pid
    kept = [entry["Key"] for entry in cloud("s3").list_objects_v2(Bucket="under-load")["Contents"]]
    assert kept[: len(written)] == written
    assert len(kept) <= len(written) + 1, "at most the one whose answer was lost"
    for key in kept:
        cloud("s3").delete_object(Bucket="under-load", Key=key)
    cloud("s3").delete_bucket(Bucket="under-load")
    assert picture(cloud) == before
    cloud.close()


def test_the_life_of_a_server(home: Path) -> None:
    assert client.status(home) is None
    assert client.stop(home) is False
    with pytest.raises(UsageError, match="does not run"):
        client.list_faults(home)

    started = client.start(home, idle_minutes=5, settings={"latency_scale": 0.0})
    assert (started.idle_minutes, started.settings["latency_scale"], started.faults) == (5, 0.0, ())
    assert client.ensure_running(home).pid == started.pid
    with pytest.raises(UsageError, match="already runs on port"):
        client.start(home, port=1)

    fault = client.set_fault(home, "dark", region="us-west-2")
    assert client.list_faults(home) == (fault,)
    with pytest.raises(UsageError, match="no kind"):
        client.set_fault(home, "sad")
    assert client.clear_faults(home, fault.id) == 1

    cloud = Cloud(started.endpoint)
    cloud("s3").create_bucket(Bucket="kept")
    assert [(count.operation, count.calls) for count in client.counters(home)] == [("CreateBucket", 1)]
    client.mark_counters(home)
    assert client.counters(home) == ()

    assert client.stop(home) is True
    assert client.status(home) is None
    restarted = client.start(home)
    assert restarted.endpoint == started.endpoint
    assert (restarted.idle_minutes, restarted.settings["latency_scale"]) == (5, 0.0), "switches are remembered"
    assert [bucket["Name"] for bucket in cloud("s3").list_buckets()["Buckets"]] == ["kept"]

    assert client.reset(home) is True
    assert client.ensure_running(home).url == started.endpoint
    assert cloud("s3").list_buckets()["Buckets"] == []
    cloud.close()


def test_a_fixed_port_that_is_taken_is_said_and_a_remembered_one_is_given_up(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CloudError, match=f"port {port} can't be used") as raised:
            client.start(home, port=port)
        assert "--port" in raised.value.hint
        with opened(Options(home=home, port=port)) as server:
            assert server.port != port


def test_a_damaged_journal_is_said_and_reset_helps(home: Path) -> None:
    files = SandboxFiles(home)
    files.make()
    files.journal.write_bytes(b"nonsense\n")
    with pytest.raises(CloudError, match="the journal is damaged") as raised:
        client.ensure_running(home)
    assert "reset" in raised.value.hint
    assert client.reset(home) is False
    assert client.status(home) is None
    assert not files.journal.exists()


def test_a_folder_that_can_not_be_used_is_said(home: Path) -> None:
    files = SandboxFiles(home)
    files.start_lock.mkdir(parents=True)
    with pytest.raises(CloudError, match="can't be used"):
        client.ensure_running(home)
    files.start_lock.rmdir()


def test_a_journal_that_can_not_be_opened_is_said(home: Path) -> None:
    SandboxFiles(home).journal.mkdir(parents=True)
    with pytest.raises(CloudError, match="can't be used"):
        client.ensure_running(home)


def test_a_record_left_by_a_killed_server_does_not_count(home: Path) -> None:
    files = SandboxFiles(home)
    files.make()
    files.running.write_text('{"pid": 1, "started": 1.0, "port": 9, "token": "t"}', encoding="utf-8")
    assert client.status(home) is None
    assert client.stop(home) is False


def test_a_server_whose_token_changed_refuses(tmp_path: Path) -> None:
    with opened(Options(home=tmp_path)):
        files = SandboxFiles(tmp_path)
        record = read_json(files.running)
        assert record is not None
        files.running.write_text(str({**record, "token": "other"}).replace("'", '"'), encoding="utf-8")
        with pytest.raises(CloudError, match="missing or wrong"):
            client.status(tmp_path)


def test_a_server_nobody_uses_stops(tmp_path: Path) -> None:
    with opened(Options(home=tmp_path, idle_minutes=1e-6)) as server:
        time.sleep(0.001)
        server.wait()
        assert not server.state.stopping.is_set()
    assert not SandboxFiles(tmp_path).running.exists()


def test_what_a_server_writes_is_its_owners(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("Windows has no such modes")
    with opened(Options(home=tmp_path)):
        files = SandboxFiles(tmp_path)
        assert [path.stat().st_mode & 0o077 for path in (files.journal, files.running, files.folder)] == [0, 0, 0]
