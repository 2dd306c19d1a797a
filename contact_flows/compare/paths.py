"""What callers meet now instead of before: the same contacts placed on both sets of flows.

Blocks tell what was edited; this tells what it does to people, as far as the contacts tried reach.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from contact_flows.simulate.trace import Ended, Trace, Verdict


@dataclass(frozen=True, slots=True)
class Run:
    """One contact tried: `title` says which, such as "Main line, closed, key 1"."""

    title: str
    trace: Trace


@dataclass(frozen=True, slots=True)
class PathChange:
    """One difference, met by all contacts in `titles`.

    no_longer_hears, now_hears   sentences, in order; unchanged ones between them are left out
    was, now                     how it ended, in words; equal where only words changed
    """

    titles: tuple[str, ...]
    no_longer_hears: tuple[str, ...]
    now_hears: tuple[str, ...]
    was: str
    now: str

    @property
    def worse(self) -> bool:
        """The contact is stranded now, and was not before."""
        return self.now.startswith(_STRANDED) and not self.was.startswith(_STRANDED)

    def sentence(self) -> str:
        """Such as: After closing the caller now hears "..." and leaves a request, instead of waiting in Billing."""
        now, before = [], []
        if self.now_hears:
            now.append(f'hears "{" ".join(self.now_hears)}"')
        if self.no_longer_hears:
            before.append(f'hearing "{" ".join(self.no_longer_hears)}"')
        if self.was != self.now:
            now.append(self.now)
            before.append(_gerund(self.was))
        elif not now:
            now.append("hears less")
        instead = f", instead of {' and '.join(before)}" if before else ""
        more = f" (and {len(self.titles) - 1} more)" if len(self.titles) > 1 else ""
        return f"{self.titles[0]}{more}: the caller now {' and '.join(now)}{instead}."


def path_changes(before: Mapping[str, Run], after: Mapping[str, Run]) -> tuple[PathChange, ...]:
    """Differences of the contacts in both, equal ones together, in the order of `after`; stranded callers first."""
    grouped: dict[tuple[tuple[str, ...], tuple[str, ...], str, str], list[str]] = {}
    for id_, run in after.items():
        if id_ in before and (difference := _difference(before[id_].trace, run.trace)) is not None:
            grouped.setdefault(difference, []).append(run.title)
    found = [PathChange(tuple(titles), *difference) for difference, titles in grouped.items()]
    return tuple(sorted(found, key=lambda change: not change.worse))


def outcome(trace: Trace) -> str:
    """How a contact ended, as what the caller does: "waits in queue:billing"."""
    if trace.ended is Ended.FAULT or trace.verdict is not Verdict.FINE:
        return f"{_STRANDED} ({trace.verdict})"
    place = f" {trace.queue}" if trace.queue else ""
    return {
        Ended.QUEUE: f"waits in{place}",
        Ended.CALLBACK: f"is called back from{place}" if place else "is called back",
        Ended.VOICEMAIL: "leaves a request",
        Ended.TRANSFER: f"is connected to {', '.join(trace.dialled) or 'another number'}",
        Ended.DISCONNECT: "is let go",
    }[trace.ended]


_STRANDED = "is stranded"

_GERUNDS = {
    "waits": "waiting",
    "is": "being",
    "leaves": "leaving",
}


def _gerund(text: str) -> str:
    verb, _, rest = text.partition(" ")
    return f"{_GERUNDS[verb]} {rest}"


def _difference(before: Trace, after: Trace) -> tuple[tuple[str, ...], tuple[str, ...], str, str] | None:
    old, new = _said(before), _said(after)
    was, now = outcome(before), outcome(after)
    if old == new and was == now:
        return None
    gone: list[str] = []
    come: list[str] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += old[a:b]
            come += new[c:d]
    return tuple(gone), tuple(come), was, now


def _said(trace: Trace) -> list[str]:
    return [said.text for said in trace.said if said.to == "customer"]
