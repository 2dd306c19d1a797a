"""The server as a process of its own: started, found, killed, stopped, reset."""

import os
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from sandbox.server import client
from sandbox.server.files import SandboxFiles, read_json
from sandbox.server.server import Options, opened
from spec.errors import CloudError, UsageError
from tests.sandbox.server.workload import Cloud, picture, run_workload


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "home"
    client.stop(tmp_path / "home")


def kill(pid: int) -> None:
    process = psutil.Process(pid)
    process.kill()
    until = time.monotonic() + 10
    while still_there(process) and time.monotonic() < until:
        time.sleep(0.01)


def still_there(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_after_a_kill_the_next_command_finds_everything_as_it_was(home: Path) -> None:
    first = client.ensure_running(home)
    cloud = Cloud(first.url)
    run_workload(cloud, seed=11, steps=15)
    before = picture(cloud)
    kill(first.pid)
    journal = SandboxFiles(home).journal
    with journal.open("ab") as file:
        file.write(b'{"v":1,"n":99999,"t":1.0,"s":')  # the half line that a kill can leave
    assert client.status(home) is None

    with ThreadPoolExecutor(4) as pool:  # four commands want it at once
        found = list(pool.map(lambda _: client.ensure_running(home), range(4)))
    assert len(set(found)) == 1
    assert found[0].url == first.url, "the address is remembered"
    assert found[0].pid != first.pid
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
