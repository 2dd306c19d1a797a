import pytest
from pulumi import ResourceOptions
from pulumi import automation as auto

from sandbox.engine.provider import ProviderError
from tests.sandbox.engine.fakes import Thing as CloudThing
from tests.sandbox.engine.rig import Rig, Thing, changes, urn


def pair(size: int = 1) -> None:
    base = Thing("base", {"size": size})
    Thing("user", {"note": base.arn})


def test_a_refresh_takes_a_change_made_elsewhere_into_the_state(rig: Rig) -> None:
    rig.up(pair)
    rig.cloud.named(rig.resource("base")["outputs"]["name"]).inputs["size"] = 9
    assert rig.refresh().summary.resource_changes == {"update": 1, "same": 2}
    assert rig.resource("base")["outputs"]["size"] == 9
    assert changes(rig.up(pair)) == {"update": 1, "same": 2}


def test_a_refresh_forgets_what_has_gone_and_all_references_to_it(rig: Rig) -> None:
    rig.up(pair)
    rig.cloud.things.pop(rig.resource("base")["id"])
    rig.refresh()
    assert rig.things() == ["user"]
    assert "dependencies" not in rig.resource("user")
    assert changes(rig.up(pair)) == {"create": 1, "update": 1, "same": 1}


def test_up_can_refresh_first(rig: Rig) -> None:
    rig.up(pair)
    rig.cloud.named(rig.resource("base")["outputs"]["name"]).inputs["size"] = 9
    assert changes(rig.up(pair, refresh=True)) == {"update": 1, "same": 2}
    assert rig.cloud.named(rig.resource("base")["outputs"]["name"]).inputs["size"] == 1


def test_a_refresh_that_cannot_read_says_so_and_keeps_the_state(rig: Rig) -> None:
    rig.up(pair)
    before = rig.state()["resources"]
    rig.cloud.faults["read", "base"] = ProviderError("region is dark")
    with pytest.raises(auto.errors.CommandError, match="region is dark"):
        rig.refresh()
    assert rig.state()["resources"] == before


def test_a_resource_is_imported_by_its_option(rig: Rig) -> None:
    rig.cloud.things["there"] = CloudThing("there", "", "fake:index:Thing", {"name": "n", "size": 4}, "")

    def program(size: int) -> None:
        Thing("mine", {"name": "n", "size": size}, ResourceOptions(import_="there"))

    with pytest.raises(auto.errors.CommandError, match="inputs to import do not match the existing resource: size"):
        rig.up(lambda: program(5))
    assert changes(rig.up(lambda: program(4))) == {"import": 1, "same": 1}
    assert rig.resource("mine")["importID"] == "there"
    assert not rig.cloud.mutations()
    assert changes(rig.up(lambda: program(4))) == {"same": 2}


def test_importing_what_does_not_exist_fails(rig: Rig) -> None:
    with pytest.raises(auto.errors.CommandError, match="resource 'nowhere' does not exist"):
        rig.up(lambda: _imported("nowhere"))


def test_the_import_command_adopts_with_the_inputs_that_are_there(rig: Rig) -> None:
    rig.cloud.things["there"] = CloudThing("there", "", "fake:index:Thing", {"name": "n", "size": 4}, "")
    stack = rig.stack(lambda: _protected({"name": "n", "size": 4}))
    stack.import_resources(resources=[{"type": "fake:index:Thing", "name": "mine", "id": "there"}], generate_code=False)
    assert rig.resource("mine")["inputs"] == {"name": "n", "size": 4}
    assert rig.resource("mine")["protect"] is True
    assert changes(stack.up()) == {"same": 2}
    assert urn("mine") == rig.resource("mine")["urn"]


def _protected(props: dict[str, object]) -> None:
    Thing("mine", props, ResourceOptions(protect=True))


def _imported(id_: str) -> None:
    Thing("mine", {}, ResourceOptions(import_=id_))
