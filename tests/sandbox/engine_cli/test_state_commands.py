from tests.sandbox.engine_cli.console import Console, chain, urn


def names(console: Console) -> list[str]:
    return [r["urn"].rsplit("::", 1)[1] for r in console.files().deployment()["resources"]]


def test_a_resource_that_others_need_is_not_forgotten(console: Console) -> None:
    console.with_stack(resources=chain())
    message = console.refused("state", "delete", urn("first"), "--yes")
    assert "can't be safely deleted because the following resources depend on it" in message
    assert urn("second") in message


def test_a_protected_resource_is_not_forgotten(console: Console) -> None:
    console.with_stack(resources=chain())
    assert "is protected" in console.refused("state", "delete", urn("second"), "--yes")
    console.do("state", "unprotect", urn("second"), "--yes")
    console.do("state", "delete", urn("second"), "--yes")
    assert names(console) == ["demo-dev", "east", "first"]


def test_dependents_go_with_it_on_request(console: Console) -> None:
    console.with_stack(resources=chain())
    console.do("state", "delete", urn("first"), "--yes", "--target-dependents", "--force")
    assert names(console) == ["demo-dev", "east"]


def test_all_resources_can_be_unprotected(console: Console) -> None:
    console.with_stack(resources=chain())
    console.do("state", "unprotect", "--all", "--yes")
    assert not any(r.get("protect") for r in console.files().deployment()["resources"])


def test_an_unknown_resource_is_told(console: Console) -> None:
    console.with_stack(resources=chain())
    assert "No such resource" in console.refused("state", "delete", urn("third"), "--yes")
