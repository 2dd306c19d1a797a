import pytest

from sandbox.engine.arguments import parse
from spec.errors import UsageError
from tests.sandbox.engine_cli.console import Console


def test_flags_may_stand_anywhere() -> None:
    args = parse(["--non-interactive", "up", "--stack", "dev", "--target=a", "--target", "b", "-y", "--refresh=true"])
    assert args.words == ("up",)
    assert args.text("--stack") == "dev"
    assert args.many("--target") == ("a", "b")
    assert args.on("--yes")
    assert args.on("--refresh")
    assert not args.on("--diff")


def test_what_follows_two_dashes_is_no_flag() -> None:
    args = parse(["config", "set", "key", "--plaintext", "--", "--value", "-x"])
    assert args.operands(2) == ("key", "--value", "-x")


@pytest.mark.parametrize(
    ("given", "expected"), [("false", False), ("0", False), ("F", False), ("true", True), ("1", True)]
)
def test_a_switch_may_be_unset(given: str, expected: bool) -> None:
    assert parse(["import", f"--protect={given}"]).on("--protect", default=True) is expected


def test_a_short_flag_may_carry_its_value() -> None:
    assert parse(["up", "-v9", "-p", "4", "-sdev"]).flags == {
        "--verbose": ("9",),
        "--parallel": ("4",),
        "--stack": ("dev",),
    }


def test_some_switches_take_a_value_for_one_command() -> None:
    args = parse(["config", "set-all", "--secret", "a=b=c"], ("--secret",))
    assert args.many("--secret") == ("a=b=c",)


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["up", "--bogus"], "unknown flag: --bogus"),
        (["up", "-Z"], "unknown flag: -Z"),
        (["up", "--stack"], "flag needs an argument: --stack"),
    ],
)
def test_wrong_flags_are_refused(argv: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        parse(argv)


def test_help_lists_the_commands_and_explains_one(console: Console) -> None:
    assert "stack change-secrets-provider" in console.do("--help")
    assert console.do() == console.do("help")
    preview = console.do("preview", "--help")
    assert preview.startswith("Show what up would do.")
    assert "--remote" not in preview, "the Automation API takes this word for support of Pulumi Cloud"


def test_the_version_is_the_one_whose_protocol_is_spoken(console: Console) -> None:
    assert console.do("version") == console.do("--version") == "v3.272.0"


def test_another_folder_can_be_given(dev: Console) -> None:
    assert dev.run("-C", str(dev.folder), "stack", "--show-name", cwd=dev.folder.parent).out == "dev"


def test_answers_that_need_no_stack(console: Console) -> None:
    assert console.read("plugin", "ls") == []
    assert console.read("whoami")["url"] == console.env["PULUMI_BACKEND_URL"]
    assert console.do("org", "get-default") == "organization"
    assert console.read("about")["cliAbout"]["engine"] == "embedded"
    assert "built in" in console.do("plugin", "install", "resource", "aws", "7.0.0")
    assert "names no virtual environment" in console.do("install")
