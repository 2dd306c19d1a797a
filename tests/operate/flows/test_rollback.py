"""Back to an earlier version: what is planned, what is refused, and that one call does it."""

from __future__ import annotations

import pytest

from operate.flows.rollback import plan_rollback, roll_back
from spec.errors import CloudError, PlanRefusedError, UsageError
from tests.operate.fake_connect import CENTER, INSTANCE, FakeConnect, Here, content, standing

OLD, MIDDLE, NEW = content("Aloha."), content("Welcome."), content("Hello.")


def version(connect: FakeConnect) -> int:
    return int(connect.flows["f1"].aliases["a1"]["Version"])


def test_callers_reach_the_version_before_after_one_call() -> None:
    connect = standing(OLD, MIDDLE, NEW, at=3)
    target = Here(connect=connect)
    plan = plan_rollback(target, CENTER, "line-main")
    assert (plan.now.number, plan.then.number, connect.calls) == (3, 2, [])
    assert plan.change is not None
    assert [(b.block, [p.before for p in b.parts]) for b in plan.change.blocks] == [("greet", ["Hello."])]
    roll_back(target, CENTER, plan)
    assert (version(connect), connect.calls) == (2, ["alias to 2"])


def test_asking_twice_is_asking_once() -> None:
    connect = standing(OLD, MIDDLE, NEW, at=2)
    plan = plan_rollback(Here(connect=connect), CENTER, "line-main")
    roll_back(Here(connect=connect), CENTER, plan)
    assert (plan.done, version(connect), connect.calls) == (True, 2, [])


@pytest.mark.parametrize("to", [1, 3])
def test_a_version_can_be_named_whichever_way_it_lies(to: int) -> None:
    connect = standing(OLD, MIDDLE, NEW, at=2)
    target = Here(connect=connect)
    roll_back(target, CENTER, plan_rollback(target, CENTER, "line-main", to))
    assert version(connect) == to


def test_a_flow_with_one_version_has_none_to_go_back_to() -> None:
    with pytest.raises(PlanRefusedError, match="version 1 is its first"):
        plan_rollback(Here(connect=standing(NEW, at=1)), CENTER, "line-main")


def test_a_rollback_never_goes_forward_unasked() -> None:
    with pytest.raises(PlanRefusedError, match="older than version 2") as refusal:
        plan_rollback(Here(connect=standing(OLD, MIDDLE, NEW, at=1)), CENTER, "line-main")
    assert "--to" in refusal.value.hint


def test_a_version_that_names_a_deleted_queue_is_refused() -> None:
    """The transfer would fail for every caller."""
    gone = content("Aloha.", f"{INSTANCE}/queue/deleted")
    with pytest.raises(PlanRefusedError, match="queue/deleted"):
        plan_rollback(Here(connect=standing(gone, NEW, at=2)), CENTER, "line-main")


def test_an_alias_that_was_deleted_is_nothing_to_move() -> None:
    connect = standing(OLD, NEW, at=2)
    connect.flows["f1"].aliases.clear()
    with pytest.raises(PlanRefusedError, match="was deleted"):
        plan_rollback(Here(connect=connect), CENTER, "line-main")


@pytest.mark.parametrize(
    ("flow", "to", "said"),
    [
        ("line-mian", None, "did you mean line-main"),
        ("queue-billing", None, "roll back one of line-main"),
        ("line-main", 9, "one of 1, 2"),
    ],
)
def test_what_cannot_be_meant_is_answered_with_what_can(flow: str, to: int | None, said: str) -> None:
    with pytest.raises(UsageError) as wrong:
        plan_rollback(Here(connect=standing(OLD, NEW, at=2)), CENTER, flow, to)
    assert said in wrong.value.hint


def test_a_change_that_does_not_show_afterwards_is_an_error() -> None:
    connect = standing(OLD, NEW, at=2)
    connect.stuck = True
    target = Here(connect=connect)
    plan = plan_rollback(target, CENTER, "line-main")
    with pytest.raises(CloudError, match="shows version 2"):
        roll_back(target, CENTER, plan)
