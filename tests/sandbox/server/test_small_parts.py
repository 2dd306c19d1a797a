"""Idle time, the record of the running server, settings as JSON."""

import os
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from sandbox.aws.settings import Settings, aws_limits
from sandbox.server.codec import settings_document, settings_from
from sandbox.server.files import SandboxFiles, read_json, write_json
from sandbox.server.idle import IdleWatch
from sandbox.server.record import ServerRecord, own_start, read_record
from spec.errors import CloudError, UsageError

OWN = ServerRecord(pid=os.getpid(), started=own_start(), port=1, token="t")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_server_is_idle_when_nobody_asked_for_so_long() -> None:
    clock = Clock()
    watch = IdleWatch(60, clock)
    clock.now = 59
    assert not watch.expired()
    with watch:
        clock.now = 500
        assert not watch.expired(), "a request is running"
    clock.now = 559
    assert not watch.expired()
    clock.now = 560
    assert watch.expired()


def test_a_limit_of_zero_is_never_reached() -> None:
    clock = Clock()
    watch = IdleWatch(0, clock)
    clock.now = 1e9
    assert not watch.expired()


def test_a_record_is_alive_as_long_as_its_process(tmp_path: Path) -> None:
    OWN.write(tmp_path / "server.json")
    assert read_record(tmp_path / "server.json") == OWN
    assert OWN.alive()


def test_a_process_that_only_has_the_same_number_is_another() -> None:
    assert not replace(OWN, started=OWN.started - 3600).alive()


def test_a_process_that_is_gone_is_not_alive() -> None:
    gone = next(pid for pid in range(400_000, 500_000) if not psutil.pid_exists(pid))
    assert not replace(OWN, pid=gone).alive()


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"pid": 1}', '{"pid":1,"started":1,"port":1,"token":"t","more":1}']
)
def test_a_record_that_can_not_be_read_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "server.json").write_text(content, encoding="utf-8")
    assert read_record(tmp_path / "server.json") is None


def test_a_document_is_replaced_at_once(tmp_path: Path) -> None:
    for number in (1, 2):
        write_json(tmp_path / "a.json", {"number": number})
    assert read_json(tmp_path / "a.json") == {"number": 2}
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_folder_that_can_not_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    with pytest.raises(CloudError, match="can't be created"):
        SandboxFiles(tmp_path / "home").make()


@pytest.mark.parametrize("settings", [Settings(), aws_limits()])
def test_settings_survive_json(settings: Settings) -> None:
    assert settings_from(settings_document(settings)) == settings


def test_named_settings_change_and_the_others_stay() -> None:
    assert settings_from({"latency_scale": 0}, aws_limits()) == replace(aws_limits(), latency_scale=0.0)


@pytest.mark.parametrize(
    "wrong",
    [{"speed": 1}, {"real_limits": 1}, {"overrides_max": True}, {"latency_scale": "1"}, {"undeletable_types": "A"}],
)
def test_wrong_settings_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError, match=next(iter(wrong))):
        settings_from(wrong)
