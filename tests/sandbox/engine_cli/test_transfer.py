import json

from sandbox.engine.values.model import SECRET, SIGNATURE
from tests.sandbox.engine_cli.console import Console, chain, deployment


def resources_of(text: str) -> dict[str, object]:
    """URN -> record."""
    return {record["urn"]: record for record in json.loads(text)["deployment"]["resources"]}


def test_an_export_comes_back_unchanged(console: Console) -> None:
    console.with_stack(resources=chain())
    console.do("stack", "export", "--file", "state.json")
    console.do("stack", "import", "--file", "state.json")
    before = (console.folder / "state.json").read_text(encoding="utf-8")
    assert resources_of(console.do("stack", "export")) == resources_of(before)


def test_an_import_may_come_from_standard_input(console: Console) -> None:
    console.with_stack(resources=chain())
    text = console.do("stack", "export")
    console.files().write_deployment(deployment([]))
    console.do("stack", "import", typed=text)
    assert len(console.files().deployment()["resources"]) == 4


def test_secrets_are_shown_on_request_and_sealed_again_on_import(console: Console) -> None:
    resources = chain()
    resources[2]["inputs"] = {"token": {SIGNATURE: SECRET, "plaintext": '"hunter2"'}}
    console.with_stack(resources=[])
    console.do("stack", "import", typed=json.dumps({"version": 3, "deployment": deployment(resources)}))
    assert "hunter2" not in console.files().read()
    assert "hunter2" not in console.do("stack", "export")
    shown = json.loads(console.do("stack", "export", "--show-secrets"))
    assert shown["deployment"]["resources"][2]["inputs"]["token"]["plaintext"] == '"hunter2"'


def test_an_import_of_a_newer_version_is_refused(dev: Console) -> None:
    before = dev.files().read()
    message = dev.refused(
        "stack", "import", typed='{"version": 4, "deployment": {}, "features": ["refreshBeforeUpdate"]}'
    )
    assert "version 4" in message
    assert dev.files().read() == before


def test_an_import_of_another_stacks_resources_is_refused(console: Console) -> None:
    console.with_stack(resources=chain())
    text = console.do("stack", "export")
    console.with_stack("test")
    message = console.refused("stack", "import", "--stack", "test", typed=text)
    assert "is not of stack 'test' of project 'demo'" in message
    assert console.files("test").deployment() == {}


def test_fields_that_the_engine_does_not_know_are_not_lost_silently(dev: Console) -> None:
    document = {"version": 3, "deployment": {**deployment([]), "novelty": 1}}
    assert "novelty" in dev.refused("stack", "import", typed=json.dumps(document))


def test_changing_the_passphrase_seals_the_state_anew(console: Console) -> None:
    resources = chain()
    resources[2]["inputs"] = {"token": {SIGNATURE: SECRET, "plaintext": '"hunter2"'}}
    console.with_stack(resources=[])
    console.do("stack", "import", typed=json.dumps({"version": 3, "deployment": deployment(resources)}))
    console.do("stack", "change-secrets-provider", "passphrase", typed="another phrase")
    console.env["PULUMI_CONFIG_PASSPHRASE"] = "another phrase"
    shown = json.loads(console.do("stack", "export", "--show-secrets"))
    assert shown["deployment"]["resources"][2]["inputs"]["token"]["plaintext"] == '"hunter2"'
