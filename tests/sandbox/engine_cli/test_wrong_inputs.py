"""What people get wrong, and what they are told."""

import pytest

from tests.sandbox.engine_cli.console import Console

CASES = [
    (("stack", "select", "prod"), "no stack named 'prod' found", "pulumi stack init prod"),
    (("stack", "init", "dev"), "stack 'organization/demo/dev' already exists", "pulumi stack select dev"),
    (("stack", "init", "a b"), "may only contain alphanumeric", ""),
    (("stack", "init", "../up"), "invalid stack name '../up'", ""),
    (("stack", "init", "acme/demo/dev"), "the organization must be 'organization'", "leave it out"),
    (
        ("stack", "init", "new", "--secrets-provider", "awskms://alias/x"),
        "unsupported secrets provider",
        "passphrase only",
    ),
    (("stack", "import", "--file", "nowhere.json"), "nowhere.json: no such file", "stack export"),
    (("stack", "rename"), "accepts 1 arg(s), received 0", "pulumi stack rename <new-name>"),
    (("stack", "frobnicate"), 'unknown command "frobnicate" for "pulumi stack"', "pulumi --help"),
    (("frobnicate",), 'unknown command "frobnicate" for "pulumi"', "pulumi --help"),
    (("config", "get", "absent"), "configuration key 'absent' not found for stack 'dev'", "pulumi config"),
    (("config", "set", "a:b:c:d", "x"), "could not parse a:b:c:d as a configuration key", ""),
    (("config", "set-all", "--plaintext", "novalue"), "a config value has no '='", "key=value"),
    (("config", "set-all", "--json", "{"), "not in the form that `pulumi config --json` prints", ""),
    (("config", "refresh"), "no previous deployment of stack 'dev'", "pulumi up"),
    (("config", "env", "add", "x"), "environments are a feature of Pulumi Cloud", ""),
    (("up", "--yes", "--parallel", "many"), 'invalid argument "many" for "--parallel" flag', "whole number"),
    (("up", "--yes", "--refresh=maybe"), 'invalid argument "maybe" for "--refresh" flag', "true or false"),
    (("up", "--plan", "nowhere.json"), "nowhere.json: no such file", "preview --save-plan"),
    (("up",), "--yes or --skip-preview must be passed", "pulumi preview"),
    (("destroy",), "--yes or --skip-preview must be passed", "pulumi preview"),
    (("stack", "rm"), "--yes or --skip-preview must be passed", "--yes"),
    (("import", "--file", "nowhere.json"), "nowhere.json: no such file", ""),
    (("import", "one"), "an inline resource needs a type, a name and an ID", ""),
    (("import", "--from", "terraform"), "this engine has no converters", ""),
    (("org", "set-default", "acme"), "unable to set a default organization", ""),
    (("-C", "nowhere", "stack"), "cannot change to folder", "--cwd"),
]


@pytest.mark.parametrize(("argv", "what", "hint"), CASES, ids=[" ".join(case[0]) for case in CASES])
def test_a_mistake_gets_a_message_with_the_way_out(dev: Console, argv: tuple[str, ...], what: str, hint: str) -> None:
    before = dev.files().read()
    message = dev.refused(*argv)
    assert what in message
    assert hint in message
    assert dev.files().read() == before


def test_exit_codes_are_those_of_pulumi(dev: Console) -> None:
    assert dev.run("stack", "select", "prod").code == 6
    assert dev.run("up", "--bogus").code == 2


def test_a_backend_elsewhere_is_refused(dev: Console) -> None:
    dev.env["PULUMI_BACKEND_URL"] = "s3://state-of-roads"
    message = dev.refused("up", "--yes")
    assert "this engine keeps state in file:// backends only, not in 's3://state-of-roads'" in message


def test_a_folder_without_a_project_is_told(dev: Console) -> None:
    message = dev.run("up", cwd=dev.folder.parent.parent).err
    assert "no Pulumi.yaml project file found" in message


@pytest.mark.parametrize(
    ("project", "what"),
    [
        ("runtime: python\n", "project is missing a 'name' attribute"),
        ("name: demo\n", "project is missing a 'runtime' attribute"),
        (
            "name: demo\nruntime: python\nconfig: a\nstackConfigDir: b\n",
            "Should not use both config and stackConfigDir",
        ),
        ("- name\n", "must hold a mapping of settings"),
    ],
)
def test_a_project_file_that_lacks_something_is_told(dev: Console, project: str, what: str) -> None:
    (dev.folder / "Pulumi.yaml").write_text(project, encoding="utf-8")
    assert what in dev.refused("stack")


def test_a_program_in_another_language_is_refused_before_anything_happens(dev: Console) -> None:
    (dev.folder / "Pulumi.yaml").write_text("name: demo\nruntime: nodejs\n", encoding="utf-8")
    assert "runtime nodejs is not supported by the embedded engine" in dev.refused("up", "--yes")
    assert dev.read("stack", "history") == []


def test_an_import_file_of_another_shape_is_told(dev: Console) -> None:
    (dev.folder / "import.json").write_text('{"resources": [{"type": "a:b:C"}]}', encoding="utf-8")
    assert "not a list of resources to import" in dev.refused("import", "--file", "import.json")
