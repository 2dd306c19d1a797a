"""Contacts that begin amid: what agents and functions start, and callers of a line or queue that is left over.

A contact comes to a flow by another center, by an agent's transfer or by what a full queue made of it, with attributes
that say so. Each world here is one that ordinary callers meet too seldom for a scenario of their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from contact_flows.language.document import Action, FlowDocument, FlowSet, FlowType
from contact_flows.scenarios.coverage import QUEUED, Branch
from contact_flows.scenarios.model import LOCAL_FORMS, Given, Scenario, Step, Then
from contact_flows.scenarios.moments import Clocks
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.queues import Channel, Queue
from spec.select import belongs_to

ANY_END = ("queue", "callback", "voicemail", "transfer", "disconnect")
CHOSEN = "$.Attributes.chosen"
ACTIVE = "$.External.active_"
LEAVE_AFTER = 80.0
"""Agents are still there when the first words of the queue end, and gone at the next interruption."""
CLOSES_AFTER = 100
LONG_WAIT = 600
LONGEST_WAIT = 4_000
STUBBORN = 8
NUMBER = (Step(press="2065550123"), Step(press="1"))
AFTER_AGENTS = frozenset({"survey"})
"""Run only for whom an agent has talked to."""


class Entries:
    """Scenarios of one center for branches that are left."""

    def __init__(self, program: ProgramSpec, center: Center, flows: FlowSet, clocks: Clocks) -> None:
        self._program, self._center, self._flows, self._clocks = program, center, flows, clocks
        infra = program.infrastructure
        self._queues = {queue.id: queue for queue in belongs_to(program, center, infra.queues)}
        self._lines = [line.id for line in belongs_to(program, center, infra.lines)]
        self._codes = [language.code for language in infra.languages]
        self._enough = str(infra.routing.max_transfers)

    def others(self) -> Iterator[Scenario]:
        """Flows that no caller begins in: agents' transfers, our own calls, what agents hear, what a hold plays."""
        for flow in ("outbound", "transfer", "whisper", "on-hold"):
            if flow not in self._flows:
                continue
            for code in self._codes:
                for answer in ("yes", "no"):
                    told = {"language": code, "interpreter": answer, "recorded": answer, "sensitive": "yes"}
                    yield self._entering(flow, attributes=told, leaves_after_seconds=60)

    def staged(self, left: Sequence[Branch]) -> Iterator[Scenario]:
        """Made for the very branch."""
        for flow in dict.fromkeys(branch.flow for branch in left):
            if self._flows[flow].type is FlowType.CUSTOMER_QUEUE:
                yield from self._gone_home(self._flows[flow])
                yield from self._in_line(self._flows[flow])
        for branch in left:
            action = self._flows[branch.flow].by_id[branch.block]
            value, operand = str(action.given("ComparisonValue")), branch.name.removeprefix("=")
            if value == CHOSEN:
                yield from self._chosen(self._flows[branch.flow], action, operand)
            elif value.startswith(ACTIVE) and operand == "no":
                yield from self._retired(branch.flow, value.removeprefix(ACTIVE))
            elif branch == Branch("transfer", action.id, QUEUED):
                yield from self._passed_on()

    def direct(self, left: Sequence[Branch]) -> Iterator[Scenario]:
        """Straight into a flow: as from another line, or when it closes at that very second."""
        for flow in sorted({branch.flow for branch in left}):
            if self._flows[flow].type is not FlowType.CONTACT_FLOW or flow in AFTER_AGENTS:
                continue
            hidden = self._entering(flow, caller="withheld", attributes={"recorded": "yes"})
            yield hidden.model_copy(update={"when": NUMBER})
            full = self._entering(flow, full="all", attributes={"recorded": "yes", "hops": self._enough})
            yield full.model_copy(update={"when": (Step(press="0"),) * STUBBORN})
            for at in ("open", "closed", "holiday"):
                for recorded in ("yes", "no"):
                    yield self._entering(flow, at=at, attributes={"recorded": recorded})
                for line in self._lines:
                    yield self._entering(flow, at=at, attributes={"recorded": "yes", "line": line})

    def letters(self, left: Sequence[Branch]) -> Iterator[Scenario]:
        """E-mails whose sender, subject or copies are what a flow compares with."""
        for branch in left:
            if not branch.flow.startswith("email-") or " " not in branch.name:
                continue
            operand = branch.name.partition(" ")[2]
            given = {"center": self._center.id, "channel": "email", "address": branch.flow[len("email-") :]}
            address = f"someone{operand if '@' in operand else f'@desk{operand}'}"
            if "." in operand:
                yield _letter({**given, "sender": address})
                yield _letter({**given, "copies": (address,)})
            yield _letter({**given, "subject": operand[:120]})

    def _gone_home(self, waiting: FlowDocument) -> Iterator[Scenario]:
        """Whoever waits when it closes, and nobody works any more: by line, and without a number to call back."""
        queue = next(self._spoken_queues(waiting.language), None)
        closing = self._clocks.moment(queue.hours, "one second before closing") if queue is not None else None
        if queue is None or closing is None:
            return
        zone = ZoneInfo(self._program.program.time_zone)
        local = (closing - dt.timedelta(seconds=CLOSES_AFTER)).astimezone(zone).replace(tzinfo=None, microsecond=0)
        given: dict[str, Any] = {"at": local.strftime(LOCAL_FORMS[1]), "agents_leave_after_seconds": LEAVE_AFTER}
        flow = self._queue_flow(queue.id, waiting.language)
        assert flow is not None
        yield self._entering(flow, **given, attributes={"recorded": "yes"})
        yield self._entering(flow, **given, attributes={"recorded": "yes"}, caller="withheld")
        for line in self._lines:
            yield self._entering(flow, **given, attributes={"recorded": "yes", "line": line})

    def _in_line(self, waiting: FlowDocument) -> Iterator[Scenario]:
        """The next one, and one of the last."""
        queue = next(self._spoken_queues(waiting.language), None)
        if queue is not None and (flow := self._queue_flow(queue.id, waiting.language)) is not None:
            yield self._entering(flow, agents_answer=False, wait_seconds=0)
            yield self._entering(flow, wait_seconds=LONGEST_WAIT)

    def _chosen(self, flow: FlowDocument, action: Action, chosen: str) -> Iterator[Scenario]:
        """Callers of a queue that another one helps out: that one cannot serve them, or they take a callback in it."""
        told = {"recorded": "yes", "chosen": chosen}
        if flow.type is FlowType.CUSTOMER_QUEUE:
            for queue in self._spoken_queues(flow.language):
                if (
                    queue.callback
                    and queue.id != chosen
                    and (helper := self._queue_flow(queue.id, flow.language)) is not None
                ):
                    waits = self._entering(helper, attributes=told, wait_seconds=LONG_WAIT)
                    yield waits.model_copy(update={"when": (Step(press="1"),)})
                    return
        elif action.id.startswith("ask-reopening"):
            yield self._entering(flow.id, attributes=told, at="closed")
        else:
            yield self._entering(flow.id, attributes=told, unstaffed="all")
            yield self._entering(flow.id, attributes={**told, "hops": self._enough}, full="all")

    def _retired(self, flow: str, manager: str) -> Iterator[Scenario]:
        """One account manager serves nobody any more, as its row in the table says; the others do."""
        for one in self._program.account_managers:
            if one.id.replace("-", "_") == manager:
                yield self._entering(flow, retired=(one.id,))

    def _passed_on(self) -> Iterator[Scenario]:
        """By an agent, to another queue, in each language."""
        queues = [queue.id for queue in self._queues.values() if Channel.VOICE in queue.channels]
        for code in self._codes:
            flow = self._queue_flow(queues[0], code) or self._queue_flow(queues[0])
            if flow is not None:
                told = {"recorded": "yes", "language": code}
                yield self._entering(flow, attributes=told, passed_on_to=queues[-1])

    def _spoken_queues(self, language: str) -> Iterator[Queue]:
        for queue in self._queues.values():
            if Channel.VOICE in queue.channels and self._queue_flow(queue.id, language) is not None:
                yield queue

    def _queue_flow(self, queue: str, language: str | None = None) -> str | None:
        """The queue's flow in a language; None where nobody hears it in that one."""
        path = f"infrastructure.queues[{queue}]"
        own = (flow for flow in self._flows.flows if flow.spec_path == path and flow.type is FlowType.CONTACT_FLOW)
        return next((flow.id for flow in own if language in (None, flow.language)), None)

    def _entering(self, flow: str, **given: Any) -> Scenario:
        made = Given.model_validate({"center": self._center.id, "enters": flow, **given})
        return Scenario(id=flow, title=flow, given=made, then=any_end())


def _letter(given: dict[str, Any]) -> Scenario:
    return Scenario(id="letter", title="letter", given=Given.model_validate(given), then=any_end())


def any_end() -> Then:
    """All that a rare turn may expect: that it is not stranded."""
    return Then.model_validate({"ends": ANY_END})
