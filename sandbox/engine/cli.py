"""`main`: a command line in, an exit code out; usable in-process, because it touches nothing but its arguments."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sandbox.engine.arguments import parse
from sandbox.engine.commands.table import COMMANDS, Command, find
from sandbox.engine.ports import Write
from sandbox.engine.provider import Properties, Provider, ProviderFactory
from sandbox.engine.session import Session
from spec.errors import CiviclineError, UsageError

# Pulumi's exit code taxonomy (package `cmdutil` of its Go SDK): scripts and the Automation API see the same numbers.
GENERIC_ERROR, INVALID_USAGE, STACK_NOT_FOUND = 1, 2, 6


def main(
    argv: Sequence[str],
    cwd: str,
    env: Mapping[str, str],
    out: Write,
    err: Write,
    *,
    providers: ProviderFactory | None = None,
    client: str = "",
    read_input: Callable[[], str] = str,
) -> int:
    """Run one `pulumi` command.

    out, err    take a line each, from any thread, one at a time
    providers   makes the providers; the sandbox's when None
    client      address of a running language runtime, for an operation whose command line names none
    read_input  standard input, read when a command asks for it
    """
    lock = threading.Lock()
    session = Session(
        Path(cwd), env, _one_at_a_time(out, lock), _one_at_a_time(err, lock), read_input, providers or _sandbox, client
    )
    try:
        return _run(session, argv)
    except CiviclineError as error:
        session.err(f"error: {error}")
        if "no stack named" in error.what:
            return STACK_NOT_FOUND
        return INVALID_USAGE if isinstance(error, UsageError) else GENERIC_ERROR


def _run(session: Session, argv: Sequence[str]) -> int:
    args = parse(argv)
    command = find(args.words)
    if command is not None and command.also_valued:
        args = parse(argv, command.also_valued)
    if args.on("--version") and command is None:
        command = find(("version",))
    if args.on("--help") or not argv or args.words[:1] == ("help",):
        _help(session, command)
        return 0
    if command is None:
        raise UsageError("", f'unknown command "{" ".join(args.words)}" for "pulumi"', "see `pulumi --help`")
    if args.text("--cwd"):
        session = _in_folder(session, session.cwd / args.text("--cwd"))
    return command.run(session, args, args.operands(len(command.words))) or 0


def _in_folder(session: Session, folder: Path) -> Session:
    if not folder.is_dir():
        raise UsageError("", f"cannot change to folder '{folder}': there is none", "correct --cwd")
    return Session(folder, session.env, session.out, session.err, session.read_input, session.providers, session.client)


def _one_at_a_time(write: Write, lock: threading.Lock) -> Write:
    def guarded(text: str) -> None:
        with lock:
            write(text)

    return guarded


def _help(session: Session, command: Command | None) -> None:
    if command is not None:
        session.out(f"{command.summary}.\n\nUsage:\n  pulumi {' '.join(command.words)} [flags]")
        return
    width = max(len(" ".join(one.words)) for one in COMMANDS) + 2
    session.out(
        "The embedded engine: Pulumi's commands for stacks in this machine's sandbox.\n\nUsage:\n  pulumi [command]\n"
    )
    for one in COMMANDS:
        session.out(f"  {' '.join(one.words):<{width}}{one.summary}")


def _sandbox(
    package: str, inputs: Properties, config: Mapping[str, str], env: Mapping[str, str], base: str
) -> Provider:
    """The sandbox's providers, imported when the first one is needed."""
    from sandbox.providers.registry import make

    return make(package, inputs, config, env, base)
