"""The one table of commands: words -> what they do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sandbox.engine.arguments import Arguments
from sandbox.engine.commands import config, info, operations, outputs, plugins, stacks, state, tags, transfer
from sandbox.engine.session import Session

Run = Callable[[Session, Arguments, Sequence[str]], int | None]
"""Gets the operands; returns the exit code, None for success."""


@dataclass(frozen=True, slots=True)
class Command:
    """words: how it is called; also_valued: switches that take a value here."""

    words: tuple[str, ...]
    run: Run
    summary: str
    also_valued: tuple[str, ...] = ()


def _command(words: str, run: Run, summary: str, *also_valued: str) -> Command:
    return Command(tuple(words.split()), run, summary, also_valued)


COMMANDS = (
    _command("version", info.version, "Print the version"),
    _command("about", info.about, "Print what this engine is and where it keeps state"),
    _command("whoami", info.whoami, "Print the user and the backend"),
    _command("cancel", info.cancel, "Remove a stack's lock"),
    _command("org get-default", info.org_get_default, "Print the organization of a file backend"),
    _command("org set-default", info.org_set_default, "Refused: a file backend has one organization"),
    _command("install", plugins.install, "Make the Python environment that the project names"),
    _command("plugin ls", plugins.listing, "List provider plugins (none: providers are built in)"),
    _command("plugin install", plugins.nothing, "Do nothing: providers are built in"),
    _command("plugin rm", plugins.nothing, "Do nothing: providers are built in"),
    _command("stack", stacks.show, "Show the current stack"),
    _command("stack init", stacks.init, "Make a stack"),
    _command("stack select", stacks.select, "Choose the current stack"),
    _command("stack unselect", stacks.unselect, "Choose no stack"),
    _command("stack ls", stacks.listing, "List stacks"),
    _command("stack rm", stacks.remove, "Remove a stack"),
    _command("stack rename", stacks.rename, "Rename a stack"),
    _command("stack export", transfer.export, "Print the state"),
    _command("stack import", transfer.import_, "Replace the state by an exported one"),
    _command(
        "stack change-secrets-provider", transfer.change_secrets_provider, "Seal the stack with another passphrase"
    ),
    _command("stack output", outputs.output, "Print the stack's outputs"),
    _command("stack history", outputs.history, "Print what was done to the stack"),
    _command("stack tag ls", tags.listing, "List tags"),
    _command("stack tag get", tags.get, "Print a tag"),
    _command("stack tag set", tags.set_, "Set a tag"),
    _command("stack tag rm", tags.remove, "Remove a tag"),
    _command("state delete", state.delete, "Forget a resource"),
    _command("state unprotect", state.unprotect, "Allow a resource to be deleted"),
    _command("config", config.listing, "Print the configuration"),
    _command("config get", config.get, "Print one value"),
    _command("config set", config.set_, "Set one value"),
    _command("config set-all", config.set_all, "Set many values", "--plaintext", "--secret"),
    _command("config rm", config.remove, "Remove one value"),
    _command("config rm-all", config.remove, "Remove many values"),
    _command("config refresh", config.refresh, "Take over the configuration of the last update"),
    _command("config env", config.environments, "Refused: environments are a feature of Pulumi Cloud"),
    _command("up", operations.up, "Create, update and delete until all is as the program says"),
    _command("update", operations.up, "The same as up"),
    _command("preview", operations.preview, "Show what up would do"),
    _command("refresh", operations.refresh, "Read every resource again and correct the state"),
    _command("destroy", operations.destroy, "Delete every resource"),
    _command("import", operations.import_, "Take existing resources over into the state"),
)
_BY_WORDS = {command.words: command for command in COMMANDS}


def find(words: Sequence[str]) -> Command | None:
    """The command with the longest name that `words` begin with."""
    for length in range(min(3, len(words)), 0, -1):
        if command := _BY_WORDS.get(tuple(words[:length])):
            return command
    return None
