"""What a kill leaves behind: a state with a journal. The dead engine is one whose cloud and disk no longer listen."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace

import pulumi
import pytest
from pulumi import ResourceOptions
from pulumi import automation as auto

from sandbox.engine.provider import ProviderError
from tests.sandbox.engine.fakes import Thing as CloudThing
from tests.sandbox.engine.rig import Rig, Thing, urn


class Death:
    """Freezes cloud and state file at a chosen provider call, before it or between its effect and its answer."""

    def __init__(self, rig: Rig, at_call: int, *, after_effect: bool) -> None:
        self._rig, self._left, self._after = rig, at_call, after_effect
        self._things: dict[str, CloudThing] | None = None
        self._state = ""
        rig.cloud.before = self._before
        rig.cloud.after = self._effect

    @property
    def dead(self) -> bool:
        return self._things is not None

    def _before(self, method: str, _name: str) -> None:
        if method in ("create", "update", "delete") and not self._after:
            self._count()

    def _effect(self, method: str, _name: str) -> None:
        if method in ("create", "update", "delete") and self._after:
            self._count()

    def _count(self) -> None:
        self._left -= 1
        if self._left == 0:  # from here on nothing has an effect: remember the world as it is
            with self._rig.cloud.held():
                self._things = {id_: replace(thing) for id_, thing in self._rig.cloud.things.items()}
                self._state = self._rig.state_file.read_text("utf-8")

    def bury(self) -> None:
        """Put cloud and state back to the moment of the kill."""
        self._rig.cloud.before = self._rig.cloud.after = lambda _method, _name: None
        if self._things is not None:
            self._rig.cloud.things = self._things
            self._rig.state_file.write_text(self._state, "utf-8")


def version(number: int) -> Callable[[], None]:
    """Three editions of one program: creates, updates, both kinds of replacement, deletions, a component-free graph."""

    def program() -> None:
        base = Thing("base", {"kind": "a" if number < 2 else "b", "name": "fixed-base"})
        user = Thing("user", {"target": base.arn, "size": number})
        auto_named = Thing("auto", {"kind": str(number), "note": user.arn})
        Thing("leaf", {"note": auto_named.arn, "size": number})
        if number != 1:
            Thing("sometimes", {"name": "fixed-sometimes"}, ResourceOptions(depends_on=[base]))
        for index in range(3):
            Thing(f"many-{index}", {"size": number})
        pulumi.export("leaf", auto_named.arn)

    return program


def assert_whole(rig: Rig) -> None:
    """State and cloud hold the same resources, one each, and nothing is left in the journal."""
    state = rig.state()
    assert not state.get("pending_operations")
    ids = [r["id"] for r in state["resources"] if r["type"] == "fake:index:Thing"]
    assert sorted(ids) == sorted(rig.cloud.things)
    assert len(set(rig.things())) == len(ids)
    assert all(not r.get("delete") and not r.get("pendingReplacement") for r in state["resources"])
    seen: set[str] = set()
    for r in state["resources"]:
        assert set(r.get("dependencies", [])) <= seen
        seen.add(r["urn"])


@pytest.mark.parametrize("after_effect", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_a_kill_at_any_step_loses_nothing_and_doubles_nothing(rig: Rig, seed: int, *, after_effect: bool) -> None:
    chance = random.Random(seed)
    for number in range(3):
        death = Death(rig, chance.randint(1, 9), after_effect=after_effect)
        try:
            rig.up(version(number))
        finally:
            death.bury()
        rig.up(version(number))
        assert_whole(rig)
    rig.up(lambda: None)
    assert not rig.cloud.things


def test_a_kill_during_destroy_is_made_good_by_the_next_destroy(rig: Rig) -> None:
    rig.up(version(0))
    death = Death(rig, 3, after_effect=True)
    rig.destroy()
    death.bury()
    rig.destroy()
    assert not rig.cloud.things
    assert rig.state()["resources"] == []


def test_an_interrupted_update_is_read_back_even_when_the_program_returns_to_the_old_value(rig: Rig) -> None:
    rig.up(lambda: _sized(1))
    death = Death(rig, 1, after_effect=True)
    rig.up(lambda: _sized(2))
    death.bury()
    assert [p["type"] for p in rig.state()["pending_operations"]] == ["updating"]
    rig.up(lambda: _sized(1))
    assert rig.cloud.named("fixed").inputs["size"] == 1
    assert_whole(rig)


def test_an_interrupted_deletion_is_noticed_when_the_program_wants_the_resource_again(rig: Rig) -> None:
    rig.up(lambda: _sized(1))
    death = Death(rig, 1, after_effect=True)
    rig.up(lambda: None)
    death.bury()
    assert not rig.cloud.things
    rig.up(lambda: _sized(1))
    assert rig.cloud.names() == ["fixed"]
    assert_whole(rig)


def test_a_create_without_an_answer_stays_in_the_journal_and_is_settled_later(rig: Rig) -> None:
    rig.cloud.faults["create", "one"] = ProviderError("no answer", uncertain=True)
    with pytest.raises(auto.errors.CommandError, match="no answer"):
        rig.up(lambda: _sized(1))
    assert [p["type"] for p in rig.state()["pending_operations"]] == ["creating"]
    rig.cloud.faults.clear()
    rig.up(lambda: _sized(1))
    assert rig.cloud.count("recover") == 1
    assert_whole(rig)


def test_a_preview_reports_the_journal_and_leaves_it(rig: Rig) -> None:
    rig.cloud.faults["create", "one"] = ProviderError("no answer", uncertain=True)
    with pytest.raises(auto.errors.CommandError):
        rig.up(lambda: _sized(1))
    before = rig.state_file.read_text("utf-8")
    rig.preview(lambda: _sized(1))
    assert rig.state_file.read_text("utf-8") == before
    assert any("interrupted while creating" in e.diagnostic_event.message for e in rig.events if e.diagnostic_event)


def test_a_settlement_that_fails_stops_the_run_and_keeps_the_journal(rig: Rig) -> None:
    rig.cloud.faults["create", "one"] = ProviderError("no answer", uncertain=True)
    with pytest.raises(auto.errors.CommandError):
        rig.up(lambda: _sized(1))
    rig.cloud.faults["recover", "one"] = ProviderError("still no answer")
    with pytest.raises(auto.errors.CommandError, match="could not be settled: still no answer"):
        rig.up(lambda: _sized(1))
    assert len(rig.state()["pending_operations"]) == 1


def test_the_journal_is_on_disk_before_the_cloud_is_asked(rig: Rig) -> None:
    seen: list[list[str]] = []

    def look(method: str, _name: str) -> None:
        if method == "create":
            text = rig.state_file.read_text("utf-8")
            pending = json.loads(text)["checkpoint"]["latest"]["pending_operations"]
            seen.append([p["resource"]["urn"] for p in pending])

    rig.cloud.before = look
    rig.up(lambda: _sized(1))
    assert seen == [[urn("one")]]


def _sized(size: int) -> None:
    Thing("one", {"size": size, "name": "fixed"})
