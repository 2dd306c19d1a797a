"""Opening a stack: the same calls whichever engine runs them. Here the embedded one, with programs that need no cloud."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pulumi
import pytest

from infra.engine import Engine, EngineArgs
from infra.failures import failures
from infra.renames import following
from sandbox.engine.inprocess import EmbeddedPulumiCommand
from spec.errors import CiviclineError, PlanRefusedError, SpecError, UsageError


class Group(pulumi.ComponentResource):
    def __init__(self, name: str, *, protect: bool = False) -> None:
        super().__init__("test:index:Group", name, None, pulumi.ResourceOptions(protect=protect))
        self.register_outputs({})


def two_groups() -> None:
    Group("a")
    Group("b", protect=True)
    pulumi.export("plain", {"x": [1, 2]})
    pulumi.export("hidden", pulumi.Output.secret("swordfish"))


def quiet(_event: Any) -> None:
    pass


@pytest.fixture
def open_engine(tmp_path: Path) -> Callable[..., Engine]:
    def run(program: Callable[[], None], passphrase: str = "x") -> Engine:
        (tmp_path / "state").mkdir(exist_ok=True)
        env = {"PULUMI_CONFIG_PASSPHRASE": passphrase, "PULUMI_HOME": str(tmp_path / "home")}
        args = EngineArgs(
            stack="dev",
            program=program,
            command=EmbeddedPulumiCommand(),
            work_dir=tmp_path / "work",
            state=(tmp_path / "state").as_uri(),
            env=env,
        )
        return Engine(args)

    return run


def test_a_preview_changes_nothing(open_engine: Callable[..., Engine]) -> None:
    engine = open_engine(two_groups)
    events = engine.preview()
    (summary,) = [event.summary_event for event in events if event.summary_event]
    assert summary.resource_changes["create"] == 3
    assert not engine.export().get("resources")


def test_outputs_are_told_without_the_secret_ones(open_engine: Callable[..., Engine]) -> None:
    engine = open_engine(two_groups)
    engine.up(quiet)
    assert engine.outputs() == {"plain": {"x": [1, 2]}}


def test_no_secret_is_written_in_the_clear_not_even_by_a_release(
    open_engine: Callable[..., Engine], tmp_path: Path
) -> None:
    engine = open_engine(two_groups)
    engine.up(quiet)
    engine.release(frozenset(item.urn for item in engine.protected()))
    files = [path for path in (tmp_path / "state").rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"swordfish" in path.read_bytes()]


def test_destroy_leaves_what_is_protected_until_it_is_released(open_engine: Callable[..., Engine]) -> None:
    engine = open_engine(two_groups)
    engine.up(quiet)
    engine.destroy(quiet)
    (left,) = engine.protected()
    assert left.name == "b"
    engine.release(frozenset({left.urn}))
    engine.destroy(quiet)
    assert engine.protected() == ()
    assert not engine.export().get("resources")


def test_an_exported_state_comes_back(open_engine: Callable[..., Engine]) -> None:
    engine = open_engine(two_groups)
    engine.up(quiet)
    state = engine.export()
    engine.release(frozenset(item.urn for item in engine.protected()))
    engine.destroy(quiet)
    engine.import_(state)
    events = engine.up(quiet)
    (summary,) = [event.summary_event for event in events if event.summary_event]
    assert summary.resource_changes == {"same": 3}


def test_a_stack_in_use_is_refused_by_name(open_engine: Callable[..., Engine]) -> None:
    engine = open_engine(two_groups)
    refused: list[PlanRefusedError] = []

    def nested() -> None:
        Group("a")
        with pytest.raises(PlanRefusedError) as caught:
            engine.import_({})
        refused.append(caught.value)

    open_engine(nested).up(quiet)
    assert refused
    assert "another run" in str(refused[0])


def test_a_fault_of_the_program_is_a_bug_of_ours_and_none_of_aws(open_engine: Callable[..., Engine]) -> None:
    def broken() -> None:
        Group("a")
        raise ValueError("no queue is called billing")

    with pytest.raises(CiviclineError, match="ValueError: no queue is called billing") as caught:
        open_engine(broken).up(quiet)
    assert (caught.value.exit_code, "Traceback" in str(caught.value)) == (70, False)


def test_what_the_program_refuses_is_told_with_its_own_exit_code(open_engine: Callable[..., Engine]) -> None:
    wrong = SpecError("infrastructure.lines[main]", "the flow has 251 blocks", "divide its menu")

    def refusing() -> None:
        raise wrong

    with pytest.raises(SpecError) as caught:
        open_engine(refusing).preview()
    assert caught.value is wrong


def test_an_unreadable_state_is_the_users_to_repair(open_engine: Callable[..., Engine], tmp_path: Path) -> None:
    open_engine(two_groups).up(quiet)
    (checkpoint,) = (tmp_path / "state").rglob("dev.json")
    checkpoint.write_text("{half", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        open_engine(two_groups).up(quiet)
    assert "dev" in str(caught.value)


def test_an_event_without_a_diagnostic_is_no_fault() -> None:
    assert failures(()) == ()


def test_what_is_protected_is_refused_to_leave_the_program(open_engine: Callable[..., Engine]) -> None:
    open_engine(two_groups).up(quiet)
    with pytest.raises(PlanRefusedError, match="protected: b") as caught:
        open_engine(lambda: None).up(quiet)
    assert "--delete-protected" in caught.value.hint


def test_a_release_that_comes_to_nothing_protects_again(open_engine: Callable[..., Engine]) -> None:
    engine = open_engine(two_groups)
    engine.up(quiet)
    urns = frozenset(item.urn for item in engine.protected())

    def interrupted() -> None:
        with engine.released(urns):
            assert engine.protected() == ()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert {item.urn for item in engine.protected()} == urns


def test_a_released_resource_may_leave_the_program(open_engine: Callable[..., Engine]) -> None:
    engine = open_engine(two_groups)
    engine.up(quiet)
    with engine.released(frozenset(item.urn for item in engine.protected())):
        pass
    open_engine(lambda: None).up(quiet)
    assert engine.protected() == ()


def test_what_was_only_renamed_is_kept_though_it_is_protected(open_engine: Callable[..., Engine]) -> None:
    engine = open_engine(two_groups)
    engine.up(quiet)
    (before,) = engine.protected()

    def renamed() -> None:
        Group("renamed", protect=True)

    open_engine(following(renamed, lambda: {("test:index:Group", "renamed"): before.urn})).up(quiet)
    assert [item.name for item in engine.protected()] == ["renamed"]


def test_the_history_keeps_what_is_said_of_a_run(open_engine: Callable[..., Engine]) -> None:
    engine = open_engine(two_groups)
    engine.up(quiet, "freeze broken: calls fail")
    engine.destroy(quiet, "freeze broken: start again")
    said = [update.message for update in engine._stack.history()]
    assert said == ["freeze broken: start again", "freeze broken: calls fail"]
