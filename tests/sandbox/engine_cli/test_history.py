"""Operations as the history tells of them; the programs run in this process, over the fake cloud."""

import json
from pathlib import Path

import pytest
from pulumi import automation as auto

from tests.sandbox.engine.rig import Rig, Thing


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path)


def one_thing() -> None:
    Thing("hall")


def test_every_operation_is_told_newest_first(rig: Rig) -> None:
    rig.up(one_thing)
    rig.refresh()
    rig.destroy()
    told = rig.stack(one_thing).history()
    assert [(entry.version, entry.kind, entry.result) for entry in told] == [
        (3, "destroy", "succeeded"),
        (2, "refresh", "succeeded"),
        (1, "update", "succeeded"),
    ]
    assert told[2].resource_changes == {"create": 2}


def test_pages_are_cut_from_the_newest(rig: Rig) -> None:
    for _ in range(3):
        rig.up(one_thing)
    assert [entry.version for entry in rig.stack(one_thing).history(page_size=2, page=1)] == [3, 2]
    assert [entry.version for entry in rig.stack(one_thing).history(page_size=2, page=2)] == [1]


def test_a_renamed_stack_keeps_its_history_in_order(rig: Rig) -> None:
    rig.up(one_thing)
    rig.command("stack", "rename", "a-new-name")
    rig.destroy("a-new-name")
    assert [entry.kind for entry in rig.stack(one_thing, "a-new-name").history()] == ["destroy", "update"]


def test_a_failed_operation_is_told_too(rig: Rig) -> None:
    def broken() -> None:
        raise RuntimeError("the program is broken")

    with pytest.raises(auto.errors.InlineSourceRuntimeError):
        rig.up(broken)
    assert rig.stack(one_thing).history()[0].result == "failed"


def test_configuration_is_kept_with_its_secrets_sealed(rig: Rig) -> None:
    stack = rig.stack(one_thing)
    stack.set_config("token", auto.ConfigValue("hunter2", secret=True))
    stack.set_config("size", auto.ConfigValue("3"))
    rig.up(one_thing, message="first")
    (entry,) = stack.history()
    assert entry.message == "first"
    assert entry.config["rehearsal:token"].value == "hunter2"
    shown = json.loads(rig.command("stack", "history", "--json").stdout)[0]["config"]
    assert shown == {"rehearsal:size": {"value": "3", "secret": False}, "rehearsal:token": {"secret": True}}
    assert not [p for p in (rig.folder / "state").rglob("*") if p.is_file() and b"hunter2" in p.read_bytes()]


def test_configuration_can_be_taken_back_from_the_last_update(rig: Rig) -> None:
    stack = rig.stack(one_thing)
    stack.set_config("size", auto.ConfigValue("3"))
    rig.up(one_thing)
    stack.set_config("size", auto.ConfigValue("4"))
    stack.refresh_config()
    assert stack.get_config("size").value == "3"


def test_an_update_does_what_its_plan_says(rig: Rig) -> None:
    plan = str(rig.folder / "plan.json")
    rig.preview(one_thing, plan=plan)
    rig.up(one_thing, plan=plan)
    assert rig.things() == ["hall"]


def test_an_update_that_would_do_more_than_its_plan_is_refused(rig: Rig) -> None:
    plan = str(rig.folder / "plan.json")
    rig.preview(one_thing, plan=plan)

    def two_things() -> None:
        one_thing()
        Thing("annex")

    with pytest.raises(auto.errors.CommandError, match="annex violates plan: planned same, now create"):
        rig.up(two_things, plan=plan)
    assert rig.state()["resources"] == []


def test_destroy_with_remove_leaves_no_stack(rig: Rig) -> None:
    rig.up(one_thing)
    workspace = rig.stack(one_thing).workspace
    rig.destroy(remove=True)
    with pytest.raises(auto.errors.StackNotFoundError):
        workspace.select_stack("dev")


def test_a_preview_as_json_is_one_document_on_standard_output(rig: Rig) -> None:
    plain: list[str] = []
    told = rig.stack(one_thing).preview(json=True, on_error=plain.append)
    shown = json.loads(told.stdout)
    assert shown["changeSummary"] == {"create": 2}
    assert [step["op"] for step in shown["steps"]] == ["create", "create"]
    assert plain[0] == "Previewing update (dev):"


def test_an_operation_whose_history_cannot_be_written_has_succeeded_all_the_same(rig: Rig) -> None:
    rig.stack(one_thing)
    (rig.folder / "state" / ".pulumi" / "history").write_text("a file where a folder should be", encoding="utf-8")
    assert "the history lacks it" in rig.command("destroy", "--yes").stderr


def test_a_running_update_keeps_another_one_out(rig: Rig) -> None:
    seen: list[Exception] = []

    def program() -> None:
        try:
            rig.command("destroy", "--yes")
        except auto.errors.CommandError as error:
            seen.append(error)

    rig.up(program)
    assert isinstance(seen[0], auto.errors.ConcurrentUpdateError)
