"""Did what happened come up to what was expected? The first expectation that did not, and what came instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contact_flows.scenarios.model import Channel, Heard, Scenario, Then
from contact_flows.scenarios.script import Script
from contact_flows.simulate.trace import Ended, Said, Trace, Verdict

QUOTED = 160


@dataclass(frozen=True, slots=True)
class Unmet:
    """expectation: as the file says it, `queue: billing`; instead: what happened."""

    expectation: str
    instead: str

    def __str__(self) -> str:
        return f"expected {self.expectation}; instead {self.instead}"


def first_unmet(scenario: Scenario, trace: Trace, script: Script) -> Unmet | None:
    """In the order in which a caller would notice.

    Whatever was expected: nobody is stranded, and nobody is hung up on without a word.
    """
    if trace.verdict is not Verdict.FINE:
        return Unmet("a flow that leads somewhere", f"{trace.verdict.value} at {trace.verdict_at}")
    dropped = _dropped(scenario, trace, script)
    return dropped or next(_unmet(scenario.then, trace), None)


def _dropped(scenario: Scenario, trace: Trace, script: Script) -> Unmet | None:
    """The flow hung up after a question, or after a block that was made to fail, and said nothing more."""
    hears = scenario.given.channel in (Channel.VOICE, Channel.CHAT)
    if script.mute or not hears or trace.ended is not Ended.DISCONNECT or trace.by != "flow":
        return None
    if script.left_after_a_question:
        last = script.questions[-1]
        return Unmet("a word before it ends", f"it hung up after the question of {last.flow}/{last.block}")
    failed = [
        (moment, step)
        for moment, step in zip(trace.moments, trace.steps, strict=True)
        if f"{step.flow}/{step.block}" in scenario.given.faults
    ]
    spoken = max((said.at_seconds for said in trace.said if said.to == "customer"), default=-1.0)
    if failed and spoken < failed[-1][0]:
        step = failed[-1][1]
        return Unmet("a word before it ends", f"it hung up in silence when {step.flow}/{step.block} failed")
    return None


def _unmet(then: Then, trace: Trace) -> Iterator[Unmet]:
    heard = [said for said in trace.said if said.to == "customer"]
    yield from _hears(then, heard)
    yield from _never(then, heard)
    yield from _ending(then, trace)
    yield from _queues(then, trace)
    if then.opens_case is not None and then.opens_case != bool(trace.cases):
        yield Unmet(f"opens_case: {str(then.opens_case).lower()}", f"cases opened: {len(trace.cases)}")
    for name, wanted in then.attributes.items():
        if trace.attributes.get(name) != wanted:
            yield Unmet(f"attribute {name}: {wanted}", f"it is {trace.attributes.get(name, 'not set')!r}")
    missing = [number for number in then.calls if number not in trace.dialled]
    if missing:
        yield Unmet(f"a call to {missing[0]}", f"dialed: {', '.join(trace.dialled) or 'nothing'}")
    yield from _measures(then, trace, heard)


def folded(text: str) -> str:
    """Case and spacing do not matter to a listener."""
    return " ".join(text.casefold().split())


def _hears(then: Then, heard: Sequence[Said]) -> Iterator[Unmet]:
    position, offset = 0, 0
    for wanted in then.hears:
        text, language = (wanted.text, wanted.language) if isinstance(wanted, Heard) else (wanted, None)
        found = _find(heard, folded(text), language, position, offset)
        if found is None:
            tongue = f" in {language}" if language else ""
            yield Unmet(f'to hear "{text}"{tongue}', _rest(heard, position))
            return
        position, offset = found


def _find(heard: Sequence[Said], text: str, language: str | None, position: int, offset: int) -> tuple[int, int] | None:
    for number in range(position, len(heard)):
        said = heard[number]
        if language is not None and said.language != language:
            continue
        at = folded(said.text).find(text, offset if number == position else 0)
        if at >= 0:
            return number, at + len(text)
    return None


def _rest(heard: Sequence[Said], position: int) -> str:
    texts = [f"[{said.language}] {said.text}" for said in heard[position:]]
    if not texts:
        return "nothing more was heard"
    told = " | ".join(text if len(text) <= QUOTED else f"{text[:QUOTED]}..." for text in texts[:4])
    return f"heard {told}"


def _never(then: Then, heard: Sequence[Said]) -> Iterator[Unmet]:
    for text in then.never_hears:
        said = next((said for said in heard if folded(text) in folded(said.text)), None)
        if said is not None:
            yield Unmet(f'never to hear "{text}"', f'heard "{said.text[:QUOTED]}" in {said.flow}/{said.block}')


def _ending(then: Then, trace: Trace) -> Iterator[Unmet]:
    wanted = _words(then.ends)
    if wanted and trace.ended.value not in wanted:
        where = f" {_id(trace.queue)}" if trace.queue else ""
        last = trace.steps[-1] if trace.steps else None
        at = f" at {last.flow}/{last.block}" if last else ""
        yield Unmet(f"ends: {' or '.join(wanted)}", f"it ended in {trace.ended.value}{where}, by the {trace.by}{at}")


def _queues(then: Then, trace: Trace) -> Iterator[Unmet]:
    wanted, reached = _words(then.queue), _id(trace.queue)
    if wanted and reached not in wanted:
        yield Unmet(f"queue: {' or '.join(wanted)}", f"queue {reached or 'none'} ({trace.ended.value})")
    wrong = [_id(key) for key in trace.queues if _id(key) in then.never_queue]
    if wrong:
        yield Unmet(f"never queue: {wrong[0]}", f"it waited in {wrong[0]}")


def _measures(then: Then, trace: Trace, heard: Sequence[Said]) -> Iterator[Unmet]:
    if then.language is not None and (not heard or heard[-1].language != then.language):
        yield Unmet(f"language: {then.language}", f"last heard in {heard[-1].language if heard else 'none'}")
    if then.within_seconds is not None and trace.elapsed_seconds > then.within_seconds:
        yield Unmet(f"within_seconds: {then.within_seconds:g}", f"it took {trace.elapsed_seconds:.0f} seconds")
    hops = trace.attributes.get("hops", "0")
    if then.hops is not None and hops.isdigit() and int(hops) > then.hops:
        yield Unmet(f"hops: {then.hops}", f"it was passed on {hops} times")


def _words(value: Sequence[str] | str | None) -> tuple[str, ...]:
    """One word or several, as plain text."""
    found = (value,) if isinstance(value, str) else tuple(value or ())
    return tuple(str(word) for word in found)


def _id(key: str | None) -> str:
    return (key or "").removeprefix("queue:")
