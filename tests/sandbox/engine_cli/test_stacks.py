import json

from sandbox.engine.backend.passphrase import Passphrase
from sandbox.engine.values.model import SECRET, SIGNATURE
from tests.sandbox.engine_cli.console import PHRASE, SALT, Console, chain, urn


def test_a_new_stack_is_current_and_empty(dev: Console) -> None:
    assert dev.read("stack", "ls") == [{"name": "dev", "current": True, "updateInProgress": False, "resourceCount": 0}]
    assert dev.do("stack", "--show-name") == "dev"
    assert dev.read("stack", "output") == {}


def test_a_stack_gets_a_salt_of_its_own_unless_its_settings_have_one(console: Console) -> None:
    console.do("stack", "init", "fresh")
    assert console.settings("fresh").startswith("encryptionsalt: v1:")
    before = console.settings("fresh")
    console.do("stack", "rm", "--yes", "--preserve-config", "fresh")
    console.do("stack", "init", "fresh")
    assert console.settings("fresh") == before


def test_a_stack_may_be_named_in_full(dev: Console) -> None:
    assert dev.do("stack", "--show-name", "--stack", "organization/demo/dev") == "dev"
    dev.do("stack", "select", "--stack", "organization/demo/dev")


def test_stacks_of_all_projects_are_listed_by_their_full_names(dev: Console) -> None:
    other = dev.files().state.parents[1] / "roads" / "prod.json"
    other.parent.mkdir(parents=True)
    other.write_text('{"version":3,"checkpoint":{"stack":"organization/roads/prod"}}', encoding="utf-8")
    assert [row["name"] for row in dev.read("stack", "ls")] == ["dev"]
    assert [row["name"] for row in dev.read("stack", "ls", "--all")] == ["dev", "organization/roads/prod"]


def test_selecting_switches_and_unselecting_leaves_none(dev: Console) -> None:
    dev.with_stack("test")
    dev.do("stack", "select", "dev")
    assert dev.do("stack", "--show-name") == "dev"
    dev.do("stack", "unselect")
    assert "no stack selected" in dev.refused("stack")


def test_select_can_create(dev: Console) -> None:
    dev.do("stack", "select", "--create", "new")
    assert dev.files("new").exists()


def test_the_environment_may_name_the_stack(dev: Console) -> None:
    dev.with_stack("test")
    dev.env["PULUMI_STACK"] = "dev"
    assert dev.do("stack", "--show-name") == "dev"


def test_a_stack_with_resources_is_removed_by_force_only(console: Console) -> None:
    console.with_stack(resources=chain())
    assert "'dev' still has resources; removal rejected" in console.refused("stack", "rm", "--yes", "dev")
    console.do("stack", "rm", "--yes", "--force", "dev")
    assert not console.files().exists()
    assert not (console.folder / "Pulumi.dev.yaml").exists()
    assert "no stack named 'dev' found" in console.refused("stack", "select", "dev")


def test_a_removed_stack_leaves_its_last_state_as_a_backup(console: Console) -> None:
    console.with_stack(resources=chain())
    console.do("stack", "rm", "--yes", "--force", "dev")
    kept = json.loads(console.files().backup.read_text(encoding="utf-8"))
    assert len(kept["checkpoint"]["latest"]["resources"]) == 4


def test_a_rename_takes_settings_state_and_tags_along(console: Console) -> None:
    console.with_stack(resources=chain())
    console.do("config", "set", "--secret", "token", "hunter2")
    console.do("stack", "tag", "set", "owner", "ann")
    console.do("stack", "rename", "organization/demo/prod")
    assert console.do("config", "get", "token", "--stack", "prod") == "hunter2"
    assert console.do("stack", "tag", "get", "owner") == "ann"
    assert not console.files("dev").exists()
    assert not (console.folder / "Pulumi.dev.yaml").exists()
    assert console.do("stack", "--show-name") == "prod"


def test_a_rename_changes_every_urn_and_no_input(console: Console) -> None:
    console.with_stack(resources=chain())
    console.do("stack", "rename", "prod")
    root, provider, first, second = console.files("prod").deployment()["resources"]
    assert root["urn"] == "urn:pulumi:prod::demo::pulumi:pulumi:Stack::demo-prod"
    assert first["parent"] == root["urn"]
    assert second["provider"] == f"{provider['urn']}::1"
    assert second["dependencies"] == [urn("first", stack="prod")]
    assert second["propertyDependencies"] == {"first": [urn("first", stack="prod")]}
    assert first["inputs"] == {"about": urn("first")}


def test_a_rename_onto_an_existing_stack_changes_nothing(console: Console) -> None:
    console.with_stack(resources=chain())
    console.with_stack("prod")
    console.do("stack", "select", "dev")
    before = console.files().read()
    assert "stack 'organization/demo/prod' already exists" in console.refused("stack", "rename", "prod")
    assert console.files().read() == before


def test_tags_are_kept_beside_those_of_the_project(dev: Console) -> None:
    dev.do("stack", "tag", "set", "owner", "ann")
    assert dev.read("stack", "tag", "ls") == {"pulumi:project": "demo", "pulumi:runtime": "python", "owner": "ann"}
    dev.do("stack", "tag", "rm", "owner")
    assert "stack tag 'owner' not found" in dev.refused("stack", "tag", "get", "owner")


def test_outputs_hide_secrets_unless_asked(console: Console) -> None:
    resources = chain()
    sealed = Passphrase(PHRASE, SALT).encrypt(json.dumps("hunter2"))
    resources[0]["outputs"] = {"arn": "arn:first", "token": {SIGNATURE: SECRET, "ciphertext": sealed}}
    console.with_stack(resources=resources)
    assert console.read("stack", "output") == {"arn": "arn:first", "token": "[secret]"}
    assert console.read("stack", "output", "--show-secrets")["token"] == "hunter2"
    assert console.do("stack", "output", "arn") == "arn:first"
    assert "hunter2" not in console.do("stack", "output")


def test_an_output_that_is_not_there_is_told(dev: Console) -> None:
    assert "does not have output property 'arn'" in dev.refused("stack", "output", "arn")


def test_the_current_stack_is_described(console: Console) -> None:
    shown = console.with_stack(resources=chain()).do("stack")
    assert "Current stack is dev:" in shown
    assert "fake:index:Thing  second" in shown
