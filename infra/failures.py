"""What an engine says when it fails, in our words: where, what, what to do, and the right exit code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from pulumi.automation import errors

from spec.errors import CiviclineError, CloudError, PlanRefusedError, UsageError

AGAIN = "the state is intact; run the same command again to finish the work"
Reword = Callable[[str, str], str | None]
"""(resource, message) -> the same with more to say, or None where nothing is known beyond the message."""
_LOCKED = re.compile(r"currently locked|\[409\] Conflict", re.IGNORECASE)
_STATE = re.compile(
    r"checkpoint|deployment.*version|unmarshal|passphrase|the state (has|holds|cannot be read)", re.IGNORECASE
)
_PROTECTED = re.compile(r"because it is protected|marked for protection", re.IGNORECASE)
_DELETED = re.compile(r"cannot be deleted", re.IGNORECASE)
_DISK = re.compile(r"no space left|disk full|ENOSPC|file too large|quota exceeded|read-only file system", re.IGNORECASE)


_FULL = re.compile(r"BucketNotEmpty|needs to be empty|is not empty", re.IGNORECASE)
_EMPTY = "copy elsewhere what you have to keep of it, empty it with all versions"
Going = Callable[[], tuple[str, ...]]
"""Names of all that is protected and would be deleted."""


def none_going() -> tuple[str, ...]:
    """Know of nothing that would go besides what the engine names."""
    return ()


def as_it_is(_resource: str, _message: str) -> None:
    """Know nothing beyond the message."""


def remembering(program: Callable[[], None], raised: list[Exception]) -> Callable[[], None]:
    """The same program; what it raises is kept, for engines tell of it by a traceback in text only."""

    def run() -> None:
        try:
            program()
        except Exception as error:
            raised.append(error)
            raise

    return run


@contextmanager
def explain(
    stack: str,
    events: Sequence[Any],
    reword: Reword = as_it_is,
    raised: Sequence[Exception] = (),
    going: Going = none_going,
) -> Iterator[None]:
    """Turn an Automation API error into one of ours.

    events   those seen so far, faults of resources among them
    raised   by the program itself, before any engine could fail: told as it is, with an exit code of its own
    going    asked where the engine names the first thing that it may not delete, and no other
    """
    try:
        yield
    except errors.CommandError as error:
        if raised:
            raise _of_the_program(raised[-1]) from error
        raise _ours(stack, str(error), failures(events), reword, going) from error
    except errors.InvalidVersionError as error:
        raise UsageError("pulumi", str(error), "civicline engine install") from error


def failures(events: Sequence[Any]) -> tuple[tuple[str, str], ...]:
    """(resource, message) of every error diagnostic, each once; the resource is empty for what concerns the whole."""
    found: dict[tuple[str, str], None] = {}
    for event in events:
        diagnostic = event.diagnostic_event
        if diagnostic is not None and diagnostic.severity == "error":
            name = (diagnostic.urn or "").rpartition("::")[2]
            found[name, re.sub(r"<\{%[^%]*%\}>", "", diagnostic.message).strip()] = None
    return tuple(found)


def _of_the_program(error: Exception) -> CiviclineError:
    """Ours on purpose, with the exit code it has; anything else is a bug, and AWS has no part in it."""
    if isinstance(error, CiviclineError):
        return error
    return CiviclineError("", f"{type(error).__name__}: {error}", "report this bug, with what --debug shows")


def _ours(stack: str, text: str, faults: tuple[tuple[str, str], ...], reword: Reword, going: Going) -> CiviclineError:
    message, hint = _said(text)
    if _LOCKED.search(text):
        again = "wait for it to end; if it was killed, run the command again: its lock is found to be stale"
        return PlanRefusedError(stack, f"another run is at work on this stack\n  {message}", again)
    if _DISK.search(text):
        return CloudError(stack, message, f"free some space; {AGAIN}")
    resources = [(name, what) for name, what in faults if name]
    kept = {name: what for name, what in resources if _PROTECTED.search(what)}
    if kept:
        return _refused(stack, kept, going)
    told = [(name, said) for name, what in resources if (said := reword(name, what))]
    if told:
        return CloudError(told[0][0], "\n".join(said for _, said in told), f"correct what is named; {AGAIN}")
    if resources:
        (name, said), more = resources[0], len(resources) - 1
        what, _, hint = said.partition("\n  try: ")
        hint = _EMPTY if _FULL.search(what) else hint
        also = f"\n  and {more} more: {', '.join(other for other, _ in resources[1:6])}" if more else ""
        return CloudError(name, f"{what}{also}", f"{hint}; {AGAIN}" if hint else AGAIN)
    if _STATE.search(text):
        return UsageError(stack, message, hint)
    return CloudError(stack, faults[0][1] if faults else message, AGAIN)


def _refused(stack: str, kept: Mapping[str, str], going: Going) -> PlanRefusedError:
    """Things and what was said of each. Engines stop at the first; who gives something up wants to know of all."""
    also = going() if all(_DELETED.search(what) for what in kept.values()) else ()
    names = tuple(dict.fromkeys((*kept, *also)))
    spelled = " ".join(f"--delete-protected {name}" for name in names)
    what = f"this would delete or replace what is protected: {', '.join(names)}"
    it = "it" if len(names) == 1 else "them"
    hint = f"put {it} back into the spec; to let {it} go for good, with all data: {spelled}"
    return PlanRefusedError(stack, what, hint)


def _said(text: str) -> tuple[str, str]:
    """The engine's first own error and its hint: those after it are consequences. The last line when it has none."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [number for number, line in enumerate(lines) if "error: " in line]
    if not errors:
        return (lines[-1] if lines else "the engine failed without a word"), ""
    hint = lines[errors[0] + 1].partition("try: ") if errors[0] + 1 < len(lines) else ("", "", "")
    return lines[errors[0]].partition("error: ")[2], hint[2] if not hint[0] else ""
