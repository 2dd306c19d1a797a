"""What `close`, `announce` and `reopen` are given, and what their words mean."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from cli.options import TargetName
from spec.errors import UsageError
from spec.faults import listed
from spec.switches import Action

ProgramOption = Annotated[
    Path | None,
    typer.Option("--program", help="Program spec, or its id; not needed where this machine knows one deployment only."),
]
CenterOption = Annotated[
    str | None, typer.Option("--center", help="With all: this center only, where a program has several.")
]
Words = Annotated[
    list[str], typer.Argument(metavar="[PROGRAM] LINE", help="Line by its id, or all; a program before it.")
]
UntilOption = Annotated[
    str | None,
    typer.Option(
        "--until",
        help="Needed. 4h, 90m or 2d from now; in local time of the line 06:00 or 6am (the next one), "
        'YYYY-MM-DD (to its end), or "YYYY-MM-DD 06:00".',
    ),
]
MessageOption = Annotated[
    list[str] | None,
    typer.Option("--message", metavar='en="..." es="..."', help="What callers hear, by language; may be repeated."),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchRequest:
    """Options as they were typed. words: program, line, and whatever followed the first text of --message."""

    action: Action
    words: list[str]
    program: Path | None
    center: str | None
    stack: str | None
    target: TargetName
    until: str | None = None
    messages: tuple[str, ...] = ()
    reason: str | None = None


def require_all(request: SwitchRequest) -> None:
    """Raises UsageError that names all that is missing at once, with an example to type."""
    needed = {"--until": request.until, "--reason": request.reason}
    if request.action is Action.REOPEN:
        return
    if request.action is Action.ANNOUNCE:
        del needed["--reason"]
    missing = [option for option, value in needed.items() if value is None]
    if missing:
        words = " ".join(word for word in request.words if "=" not in word)
        example = f"civicline {request.action.value} {words} --until 4h"
        example += ' --reason "ice storm"' if "--reason" in needed else ' --message en="..."'
        raise UsageError(request.action.value, f"{listed(missing, 'and')} must be given", example)


def sorted_out(request: SwitchRequest) -> tuple[Path | None, str, list[str]]:
    """(program, line, further texts of --message) of the words of a command. Raises UsageError."""
    from operate.switches.words import is_tagged  # only now: help pages come without it

    texts = [word for word in request.words if is_tagged(word)]
    words = [word.strip() for word in request.words if not is_tagged(word)]
    if texts and not request.messages:
        tag, _, text = texts[0].partition("=")
        raise UsageError(texts[0], "what is this?", f'write --message {tag}="{text}"')
    if len(words) == 1:
        return request.program, words[0], texts
    if len(words) == 2 and request.program is None:  # noqa: PLR2004 - a program and a line
        return Path(words[0]), words[1], texts
    name = request.action.value
    if request.messages:
        what = f"which of these is the line: {listed(words, 'and')}? Words of a message must stand in quotes"
        raise UsageError(name, what, f'civicline {name} LINE --message "{request.messages[0]} ..." ...')
    raise UsageError(name, "one line at a time, or all", f"civicline {name} LINE; civicline {name} all")
