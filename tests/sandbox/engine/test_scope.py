import pytest
from pulumi import ResourceOptions
from pulumi import automation as auto

from tests.sandbox.engine.rig import Rig, Thing, changes, urn


def chain(size: int = 1, *, names: tuple[str, ...] = ("base", "middle", "top", "apart")) -> None:
    """base <- middle <- top, and one apart."""
    made: dict[str, Thing] = {}
    needs = {"middle": "base", "top": "middle"}
    for name in names:
        needed = made.get(needs.get(name, ""))
        made[name] = Thing(name, {"size": size, **({"note": needed.arn} if needed else {})})


def test_a_target_is_updated_alone(rig: Rig) -> None:
    rig.up(chain)
    assert changes(rig.up(lambda: chain(2), target=[urn("base")])) == {"update": 1, "same": 4}
    assert rig.cloud.mutations()["update"] == 1


def test_target_dependents_are_updated_too(rig: Rig) -> None:
    rig.up(chain)
    found = changes(rig.up(lambda: chain(2), target=[urn("middle")], target_dependents=True))
    assert found == {"update": 2, "same": 3}


def test_a_new_resource_outside_the_targets_is_left_for_later(rig: Rig) -> None:
    rig.up(chain, target=[urn("apart")])
    assert rig.things() == ["apart"]
    assert changes(rig.up(chain)) == {"create": 3, "same": 2}


def test_a_target_that_needs_a_resource_left_for_later_is_refused(rig: Rig) -> None:
    with pytest.raises(auto.errors.CommandError, match="which was not specified in --target list"):
        rig.up(chain, target=[urn("middle")])


def test_a_targeted_destroy_removes_the_target_only(rig: Rig) -> None:
    rig.up(chain)
    rig.destroy(target=[urn("apart")])
    assert rig.things() == ["base", "middle", "top"]


def test_a_targeted_destroy_is_refused_while_others_need_the_target(rig: Rig) -> None:
    rig.up(chain)
    with pytest.raises(auto.errors.CommandError, match="depends on it and is not a target"):
        rig.destroy(target=[urn("base")])
    assert len(rig.cloud.things) == 4


def test_a_targeted_destroy_takes_dependents_along_when_told_to(rig: Rig) -> None:
    rig.up(chain)
    rig.destroy(target=[urn("middle")], target_dependents=True)
    assert rig.things() == ["apart", "base"]


def test_targets_may_be_patterns(rig: Rig) -> None:
    rig.up(chain)
    rig.destroy(target=["**::ap*"])
    assert rig.things() == ["base", "middle", "top"]


def test_an_excluded_resource_stays_with_what_it_needs(rig: Rig) -> None:
    rig.up(chain)
    rig.command("destroy", "--yes", "--exclude", urn("middle"))
    assert rig.things() == ["base", "middle"]


def test_excluded_resources_are_not_updated(rig: Rig) -> None:
    rig.up(chain)
    assert changes(rig.up(lambda: chain(2), exclude=[urn("apart")])) == {"update": 3, "same": 2}


def test_an_update_with_targets_deletes_only_targets(rig: Rig) -> None:
    rig.up(chain)
    rig.up(lambda: chain(names=("base",)), target=[urn("apart")])
    assert rig.things() == ["base", "middle", "top"]


def test_a_failed_deletion_keeps_what_it_needs_and_with_continue_on_error_the_rest_goes(rig: Rig) -> None:
    from sandbox.engine.provider import ProviderError

    rig.up(chain)
    rig.cloud.faults["delete", "top"] = ProviderError("in use")
    with pytest.raises(auto.errors.CommandError, match="in use"):
        rig.destroy(continue_on_error=True)
    assert rig.things() == ["base", "middle", "top"]
    rig.cloud.faults.clear()
    rig.destroy()
    assert not rig.cloud.things


def test_a_parent_outlives_its_children_in_a_sweep(rig: Rig) -> None:
    def program() -> None:
        parent = Thing("parent")
        Thing("child", {}, ResourceOptions(parent=parent))

    rig.up(program)
    rig.cloud.calls.clear()
    rig.destroy()
    assert rig.cloud.calls == [("delete", "child"), ("delete", "parent")]
