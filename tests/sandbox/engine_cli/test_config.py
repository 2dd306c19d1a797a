import json

import pytest

from sandbox.engine.backend.config_keys import parse_path
from sandbox.engine.backend.stack import OpenStack, open_stack
from tests.sandbox.engine_cli.console import SALT, Console


def opened(console: Console) -> OpenStack:
    from sandbox.engine.backend.folder import open_backend
    from sandbox.engine.backend.project import find_project

    project = find_project(console.folder)
    backend = open_backend(project, console.folder, console.env)
    return open_stack(backend.stack("dev", "demo"), project, backend, console.env)


def test_a_plain_value_is_set_and_read(dev: Console) -> None:
    dev.do("config", "set", "region", "us-east-1")
    assert dev.do("config", "get", "region") == "us-east-1"
    assert dev.read("config", "get", "demo:region") == {"name": "demo:region", "value": "us-east-1", "secret": False}


def test_a_value_may_look_like_a_flag_behind_two_dashes(dev: Console) -> None:
    dev.do("config", "set", "key", "--plaintext", "--", "-value")
    dev.do("config", "set", "hidden", "--secret", "--", "--value")
    assert dev.do("config", "get", "key") == "-value"
    assert dev.do("config", "get", "hidden") == "--value"


def test_a_value_may_come_from_standard_input(dev: Console) -> None:
    dev.do("config", "set", "--secret", "token", typed="from a pipe\n")
    assert dev.do("config", "get", "token") == "from a pipe"


def test_a_secret_is_sealed_in_the_file_and_hidden_in_listings(dev: Console) -> None:
    dev.do("config", "set", "--secret", "token", "hunter2")
    assert "hunter2" not in dev.settings()
    assert "hunter2" not in dev.do("config")
    assert dev.read("config") == {"demo:token": {"secret": True}}
    assert dev.read("config", "--show-secrets")["demo:token"] == {"value": "hunter2", "secret": True}


def test_paths_build_objects_and_lists_with_typed_values(dev: Console) -> None:
    for path, value in (
        ("hours.open", "8"),
        ("hours.days[0]", "mon"),
        ("hours.days[1]", "tue"),
        ("hours.night", "false"),
    ):
        dev.do("config", "set", "--path", path, value)
    dev.do("config", "set", "--path", 'hours["a.b"]', "007")
    expected = {"a.b": "007", "days": ["mon", "tue"], "night": False, "open": 8}
    assert dev.read("config", "get", "hours")["objectValue"] == expected
    assert dev.do("config", "get", "--path", "hours.days[1]") == "tue"
    assert json.loads(dev.do("config", "get", "hours")) == expected


def test_a_top_level_text_keeps_its_text(dev: Console) -> None:
    dev.do("config", "set", "--path", "flag", "true")
    dev.do("config", "set", "number", "0123")
    assert "demo:flag: 'true'" in dev.settings()
    assert dev.do("config", "get", "number") == "0123"


def test_a_secret_inside_an_object_makes_the_whole_secret(dev: Console) -> None:
    dev.do("config", "set", "--path", "db.user", "ann")
    dev.do("config", "set", "--path", "--secret", "db.password", "hunter2")
    assert dev.read("config")["demo:db"] == {"secret": True}
    value = dev.read("config", "--show-secrets")["demo:db"]
    assert value["objectValue"] == {"password": "hunter2", "user": "ann"}
    assert dev.read("config", "get", "--path", "db.user")["secret"] is False


def test_many_values_are_set_at_once(dev: Console) -> None:
    dev.do("config", "set-all", "--plaintext", "a=1", "--secret", "b=x=y", "--plaintext", "c=")
    assert dev.do("config", "get", "b") == "x=y"
    assert dev.read("config", "--show-secrets") == {
        "demo:a": {"value": "1", "secret": False},
        "demo:b": {"value": "x=y", "secret": True},
        "demo:c": {"value": "", "secret": False},
    }


def test_values_come_back_from_the_json_that_was_printed(dev: Console) -> None:
    dev.do("config", "set-all", "--plaintext", "a=1", "--secret", "b=2")
    printed = json.dumps(dev.read("config", "--show-secrets"))
    dev.do("config", "rm-all", "a", "b")
    assert dev.read("config") == {}
    dev.do("config", "set-all", "--json", printed)
    assert json.dumps(dev.read("config", "--show-secrets")) == printed


def test_removing_by_path_leaves_the_rest(dev: Console) -> None:
    dev.do("config", "set-all", "--path", "--plaintext", "o.a=1", "--plaintext", "o.b=2", "--plaintext", "l[0]=x")
    dev.do("config", "rm", "--path", "o.a")
    dev.do("config", "rm", "--path", "l[0]")
    dev.do("config", "rm", "nothing.there")
    assert dev.do("config", "get", "o") == '{"b":2}'
    assert dev.do("config", "get", "l") == "[]"


@pytest.mark.parametrize("name", ["other.yaml", "other.json"])
def test_a_config_file_of_its_own_takes_all_reads_and_writes(dev: Console, name: str) -> None:
    dev.do("config", "set", "--config-file", name, "key", "value")
    dev.do("config", "set", "--config-file", name, "--secret", "hidden", "hunter2")
    assert dev.do("config", "get", "--config-file", name, "hidden") == "hunter2"
    assert dev.read("config") == {}
    assert SALT in (dev.folder / name).read_text(encoding="utf-8")


def test_keys_of_other_namespaces_keep_theirs(dev: Console) -> None:
    dev.do("config", "set", "aws:region", "us-west-2")
    dev.do("config", "set", "aws:config:profile", "agency")
    assert set(dev.read("config")) == {"aws:region", "aws:profile"}


def test_the_engine_gets_texts_and_the_names_of_secrets(dev: Console) -> None:
    dev.do("config", "set-all", "--path", "--plaintext", "o.n=1", "--secret", "t=hunter2", "--secret", "o.s=deep")
    stack = opened(dev)
    assert stack.config == {"demo:o": '{"n":1,"s":"deep"}', "demo:t": "hunter2"}
    assert stack.secret_keys == {"demo:o", "demo:t"}


def test_words_that_yaml_once_took_for_booleans_stay_words(dev: Console) -> None:
    (dev.folder / "Pulumi.dev.yaml").write_text(
        f"encryptionsalt: {SALT}\nconfig:\n  demo:answer: no\n  demo:day: 2027-01-01\n  demo:on: true\n",
        encoding="utf-8",
    )
    assert opened(dev).config == {"demo:answer": "no", "demo:day": "2027-01-01", "demo:on": "true"}


@pytest.mark.parametrize("path", ["", ".", "a..b", "a[", "a[x]", 'a["b', "a]"])
def test_a_broken_path_is_refused(dev: Console, path: str) -> None:
    assert f"invalid config key path '{path}'" in dev.refused("config", "set", "--path", path, "x")


def test_paths_are_taken_apart() -> None:
    assert parse_path('a.b[0]["c.d"].e') == ["a", "b", 0, "c.d", "e"]


def test_a_list_grows_by_one_only(dev: Console) -> None:
    assert "array index out of range" in dev.refused("config", "set", "--path", "l[1]", "x")
