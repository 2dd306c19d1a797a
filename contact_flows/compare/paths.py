"""What callers meet now instead of before: the same contacts placed on both sets of flows.

Blocks tell what was edited; this tells what it does to people, as far as the contacts tried reach. Sentences that only
got other words are told once, for all who hear them; contacts that end elsewhere are told by how they end.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contact_flows.simulate.trace import Ended, Trace, Verdict

TOLD_SENTENCES = 3
"""Of what is heard at the fork; the rest follows from how it ends."""


@dataclass(frozen=True, slots=True)
class Run:
    """One contact tried: `title` says which, such as "Main line, closed, key 1"."""

    title: str
    trace: Trace


@dataclass(frozen=True, slots=True)
class WordChange:
    """Sentences that were replaced (or came, or went) where the contact still ends as before."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    titles: tuple[str, ...]

    def sentence(self) -> str:
        heard = f'now "{_told(self.after)}"' if self.after else "no longer"
        instead = f' {"instead of " if self.after else ""}"{_told(self.before)}"' if self.before else ""
        return f"{heard}{instead} ({_contacts(self.titles)}, such as: {self.titles[0]})"


@dataclass(frozen=True, slots=True)
class PathChange:
    """Contacts that end elsewhere now. was, now: as what the caller does, such as "waits in the queue billing"."""

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
        """Such as: ...: the caller now hears "We are closed." and leaves a request, instead of waiting in ..."""
        hears = f'hears "{_told(self.now_hears)}" and ' if self.now_hears else ""
        more = f" (and {len(self.titles) - 1} more)" if len(self.titles) > 1 else ""
        return f"{self.titles[0]}{more}: the caller now {hears}{self.now}, instead of {_gerund(self.was)}."


@dataclass(frozen=True, slots=True)
class PathChanges:
    """contacts: how many were placed on both sides. Both lists in the order in which they were first met."""

    contacts: int
    words: tuple[WordChange, ...]
    ends: tuple[PathChange, ...]

    def __bool__(self) -> bool:
        return bool(self.words or self.ends)


Chunk = tuple[tuple[str, ...], tuple[str, ...]]


def path_changes(before: Mapping[str, Run], after: Mapping[str, Run]) -> PathChanges:
    """Differences of the contacts on both sides, equal ones together; stranded callers first."""
    both = [id_ for id_ in after if id_ in before]
    words: dict[Chunk, list[str]] = {}
    for id_ in both:
        old, new = before[id_].trace, after[id_].trace
        if outcome(old) == outcome(new):
            for chunk in dict.fromkeys(_chunks(_sentences(old), _sentences(new))):
                words.setdefault(chunk, []).append(after[id_].title)
    ends: dict[tuple[str, str, tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for id_ in both:
        old, new = before[id_].trace, after[id_].trace
        if outcome(old) != outcome(new):
            gone, come = _fork(_reworded(_sentences(old), words), _sentences(new))
            ends.setdefault((outcome(old), outcome(new), gone, come), []).append(after[id_].title)
    found = [PathChange(tuple(titles), gone, come, was, now) for (was, now, gone, come), titles in ends.items()]
    return PathChanges(
        len(both),
        tuple(WordChange(old, new, tuple(titles)) for (old, new), titles in words.items()),
        tuple(sorted(found, key=lambda change: not change.worse)),
    )


def outcome(trace: Trace) -> str:
    """How a contact ended, as what the caller does."""
    if trace.ended is Ended.FAULT or trace.verdict is not Verdict.FINE:
        return f"{_STRANDED} ({trace.verdict})"
    queue = (trace.queue or "").removeprefix("queue:")
    return {
        Ended.QUEUE: f"waits in the queue {queue}",
        Ended.CALLBACK: f"is called back from the queue {queue}" if queue else "is called back",
        Ended.VOICEMAIL: "leaves a request",
        Ended.TRANSFER: f"is connected to {', '.join(trace.dialled) or 'another number'}",
        Ended.DISCONNECT: "is let go",
    }[trace.ended]


_STRANDED = "is stranded"
_GERUNDS = {"waits": "waiting", "is": "being", "leaves": "leaving"}
_AFTER_A_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def _gerund(text: str) -> str:
    verb, _, rest = text.partition(" ")
    return f"{_GERUNDS[verb]} {rest}"


def _told(sentences: Sequence[str]) -> str:
    more = " ..." if len(sentences) > TOLD_SENTENCES else ""
    return " ".join(sentences[:TOLD_SENTENCES]) + more


def _contacts(titles: Sequence[str]) -> str:
    return "1 contact" if len(titles) == 1 else f"{len(titles)} contacts"


def _sentences(trace: Trace) -> list[str]:
    return [
        sentence
        for said in trace.said
        if said.to == "customer"
        for sentence in _AFTER_A_SENTENCE.split(said.text.strip())
        if sentence
    ]


def _chunks(old: list[str], new: list[str]) -> Iterator[Chunk]:
    for kind, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield tuple(old[a:b]), tuple(new[c:d])


def _reworded(sentences: list[str], words: Mapping[Chunk, object]) -> list[str]:
    """Sentences with the words of today, so that a fork does not tell again what is told for all."""
    single = {old[0]: new[0] for old, new in words if len(old) == len(new) == 1}
    return [single.get(sentence, sentence) for sentence in sentences]


def _fork(old: list[str], new: list[str]) -> Chunk:
    """What each side hears from where they part."""
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    at = min(len(old), len(new)) if same is None else same
    return tuple(old[at:]), tuple(new[at:])
