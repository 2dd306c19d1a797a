from typing import Any

import pytest
from pulumi import ResourceOptions
from pulumi import automation as auto

from sandbox.engine.provider import ProviderError
from tests.sandbox.engine.rig import Group, Program, Rig, Thing, changes, urn


def one(props: dict[str, Any] | None = None, **options: Any) -> Program:
    def program() -> None:
        Thing("one", props or {}, ResourceOptions(**options))

    return program


def test_a_changed_property_updates_in_place(rig: Rig) -> None:
    rig.up(one({"size": 1}))
    before = rig.resource("one")["id"]
    assert changes(rig.up(one({"size": 2}))) == {"update": 1, "same": 1}
    assert rig.resource("one")["id"] == before
    assert rig.cloud.named(rig.resource("one")["outputs"]["name"]).inputs["size"] == 2


def test_an_automatic_name_is_kept_by_an_update_and_made_anew_by_a_replacement(rig: Rig) -> None:
    rig.up(one({"kind": "a"}))
    first = rig.resource("one")["outputs"]["name"]
    rig.up(one({"kind": "a", "size": 3}))
    assert rig.resource("one")["outputs"]["name"] == first
    rig.up(one({"kind": "b"}))
    assert rig.resource("one")["outputs"]["name"] != first


def test_a_replacement_with_an_automatic_name_creates_before_it_deletes(rig: Rig) -> None:
    rig.up(one({"kind": "a"}))
    rig.cloud.calls.clear()
    assert changes(rig.up(one({"kind": "b"}))) == {"replace": 1, "same": 1}
    assert rig.cloud.calls == [("create", "one"), ("delete", "one")]
    assert len(rig.cloud.things) == 1


def test_a_replacement_with_an_explicit_name_deletes_before_it_creates(rig: Rig) -> None:
    rig.up(one({"kind": "a", "name": "fixed"}))
    rig.cloud.calls.clear()
    assert changes(rig.up(one({"kind": "b", "name": "fixed"}))) == {"replace": 1, "same": 1}
    assert rig.cloud.calls == [("delete", "one"), ("create", "one")]


def test_delete_before_replace_takes_the_dependents_that_must_be_replaced_along(rig: Rig) -> None:
    def program(kind: str) -> Program:
        def declare() -> None:
            base = Thing("base", {"kind": kind}, ResourceOptions(delete_before_replace=True))
            user = Thing("user", {"target": base.arn})
            Thing("reader", {"note": base.arn})
            Thing("users-user", {"target": user.arn})

        return declare

    rig.up(program("a"))
    rig.cloud.calls.clear()
    assert changes(rig.up(program("b"))) == {"replace": 3, "update": 1, "same": 1}
    mutations = [call for call in rig.cloud.calls if call[0] in ("delete", "create", "update")]
    assert mutations[:4] == [("delete", "users-user"), ("delete", "user"), ("delete", "base"), ("create", "base")]
    assert len(rig.cloud.things) == 4
    assert rig.things() == ["base", "reader", "user", "users-user"]


def test_a_failed_create_in_a_delete_before_replace_is_made_good_by_the_next_run(rig: Rig) -> None:
    def program(kind: str) -> Program:
        def declare() -> None:
            base = Thing("base", {"kind": kind, "name": "fixed"})
            Thing("user", {"target": base.arn})

        return declare

    rig.up(program("a"))
    rig.cloud.faults["create", "base"] = ProviderError("quota exceeded")
    with pytest.raises(auto.errors.CommandError, match="quota exceeded"):
        rig.up(program("b"))
    assert rig.resource("base")["pendingReplacement"] is True
    rig.cloud.faults.clear()
    assert changes(rig.up(program("b")))["replace"] == 2
    assert len(rig.cloud.things) == 2
    assert "pendingReplacement" not in rig.resource("base")


def test_what_the_program_no_longer_declares_is_deleted_dependents_first(rig: Rig) -> None:
    def both() -> None:
        base = Thing("base")
        Thing("user", {"note": base.arn})

    rig.up(both)
    rig.cloud.calls.clear()
    assert changes(rig.up(lambda: None)) == {"delete": 2, "same": 1}
    assert rig.cloud.calls == [("delete", "user"), ("delete", "base")]


def test_depends_on_orders_deletion_without_any_property(rig: Rig) -> None:
    def both() -> None:
        base = Thing("base")
        Thing("user", {}, ResourceOptions(depends_on=[base]))

    rig.up(both)
    rig.cloud.calls.clear()
    rig.destroy()
    assert rig.cloud.calls == [("delete", "user"), ("delete", "base")]


def test_a_protected_resource_is_neither_deleted_nor_replaced(rig: Rig) -> None:
    rig.up(one({"kind": "a"}, protect=True))
    with pytest.raises(auto.errors.CommandError, match="because it is protected"):
        rig.up(one({"kind": "b"}, protect=True))
    with pytest.raises(auto.errors.CommandError, match="cannot be deleted\nbecause it is protected"):
        rig.destroy()
    assert len(rig.cloud.things) == 1


def test_taking_the_protection_away_changes_only_the_state(rig: Rig) -> None:
    rig.up(one(protect=True))
    rig.cloud.calls.clear()
    rig.up(one())
    assert not rig.cloud.mutations()
    rig.destroy()
    assert not rig.cloud.things


def test_destroy_can_spare_what_is_protected_and_what_that_needs(rig: Rig) -> None:
    def program() -> None:
        base = Thing("base")
        Thing("kept", {"note": base.arn}, ResourceOptions(protect=True))
        Thing("gone", {"note": base.arn})

    rig.up(program)
    rig.destroy(exclude_protected=True)
    assert rig.things() == ["base", "kept"]
    assert len(rig.cloud.things) == 2


def test_retain_on_delete_forgets_without_deleting(rig: Rig) -> None:
    rig.up(one(retain_on_delete=True))
    rig.destroy()
    assert rig.things() == []
    assert len(rig.cloud.things) == 1


def test_ignored_changes_keep_the_old_value(rig: Rig) -> None:
    rig.up(one({"size": 1, "tags": {"a": "1", "b": "1"}}))
    result = rig.up(one({"size": 2, "tags": {"a": "2", "b": "2"}}, ignore_changes=["size", "tags.a"]))
    assert changes(result) == {"update": 1, "same": 1}
    inputs = rig.resource("one")["inputs"]
    assert (inputs["size"], inputs["tags"]) == (1, {"a": "1", "b": "2"})


def test_replace_on_changes_turns_an_update_into_a_replacement(rig: Rig) -> None:
    rig.up(one({"size": 1}))
    assert changes(rig.up(one({"size": 2}, replace_on_changes=["size"]))) == {"replace": 1, "same": 1}


def test_the_replace_option_of_a_run_replaces_what_it_names(rig: Rig) -> None:
    rig.up(one({"size": 1}))
    assert changes(rig.up(one({"size": 1}), replace=[urn("one")])) == {"replace": 1, "same": 1}


def test_deleted_with_its_container_needs_no_call(rig: Rig) -> None:
    def program() -> None:
        box = Thing("box")
        Thing("content", {}, ResourceOptions(deleted_with=box))

    rig.up(program)
    rig.cloud.calls.clear()
    rig.destroy()
    assert rig.cloud.calls == [("delete", "box")]
    assert rig.things() == []


def test_a_check_failure_names_resource_and_property(rig: Rig) -> None:
    with pytest.raises(auto.errors.CommandError, match="property 'size': must not be negative"):
        rig.up(one({"size": -1}))
    assert not rig.cloud.things


def test_two_resources_of_one_name_are_refused(rig: Rig) -> None:
    def program() -> None:
        Thing("one")
        Thing("one")

    with pytest.raises(auto.errors.CommandError, match="Duplicate resource URN"):
        rig.up(program)


def test_a_failure_keeps_what_was_made_and_the_next_run_makes_the_rest(rig: Rig) -> None:
    def program() -> None:
        first = Thing("first")
        second = Thing("second", {"note": first.arn})
        Thing("third", {"note": second.arn})

    rig.cloud.faults["create", "second"] = ProviderError("throttled")
    with pytest.raises(auto.errors.CommandError, match="throttled"):
        rig.up(program)
    assert rig.things() == ["first"]
    rig.cloud.faults.clear()
    assert changes(rig.up(program)) == {"create": 2, "same": 2}


def test_a_half_made_resource_keeps_its_id_and_is_repaired(rig: Rig) -> None:
    rig.up(one())
    made = next(iter(rig.cloud.things.values()))
    rig.cloud.faults["create", "two"] = ProviderError("never became ready", id="thing-9", outputs={"arn": "arn:half"})
    made.inputs = dict(made.inputs)

    def program() -> None:
        Thing("one")
        Thing("two", {"name": "two"})

    with pytest.raises(auto.errors.CommandError, match="never became ready"):
        rig.up(program)
    half = rig.resource("two")
    assert (half["id"], half["initErrors"]) == ("thing-9", ["never became ready"])
    rig.cloud.faults.clear()
    rig.cloud.things["thing-9"] = type(made)("thing-9", urn("two"), "fake:index:Thing", {"name": "two"}, "t")
    assert changes(rig.up(program)) == {"update": 1, "same": 2}
    assert "initErrors" not in rig.resource("two")


def test_children_of_a_component_name_it_in_their_urn_and_are_deleted_with_it(rig: Rig) -> None:
    def program() -> None:
        group = Group("team")
        Thing("member", {}, ResourceOptions(parent=group))

    rig.up(program)
    assert rig.resource("member")["urn"] == urn("member", type_="fake:index:Group$fake:index:Thing")
    assert rig.resource("member")["parent"] == urn("team", type_="fake:index:Group")
    assert changes(rig.up(lambda: None)) == {"delete": 2, "same": 1}
    assert not rig.cloud.things


def test_steps_run_in_parallel_within_the_bound(rig: Rig) -> None:
    rig.cloud.lag = 0.02

    def program() -> None:
        for number in range(12):
            Thing(f"thing-{number}")

    rig.up(program, parallel=3)
    assert 1 < rig.cloud.most_at_once <= 3


def test_custom_timeouts_are_accepted_and_kept_in_seconds(rig: Rig) -> None:
    from pulumi import CustomTimeouts

    rig.up(one(custom_timeouts=CustomTimeouts(create="1m30s", delete="5m")))
    assert rig.resource("one")["customTimeouts"] == {"create": 90.0, "delete": 300.0}


def test_expecting_no_changes_fails_when_there_are_some(rig: Rig) -> None:
    rig.up(one({"size": 1}))
    rig.up(one({"size": 1}), expect_no_changes=True)
    with pytest.raises(auto.errors.CommandError, match="no changes were expected"):
        rig.up(one({"size": 2}), expect_no_changes=True)


def test_with_continue_on_error_the_others_are_still_made(rig: Rig) -> None:
    def program() -> None:
        Thing("bad", {"name": "bad"})
        for number in range(3):
            Thing(f"good-{number}")

    rig.cloud.faults["create", "bad"] = ProviderError("refused")
    with pytest.raises(auto.errors.CommandError, match="refused"):
        rig.up(program, continue_on_error=True)
    assert rig.things() == ["good-0", "good-1", "good-2"]
