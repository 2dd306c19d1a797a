"""There and home again, as a drill does it: each part with its moment, what fails kept for the evidence."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from operate.drills.score import Marks
from operate.failover.ending import require_moved
from operate.failover.gate import held, require_answering, unready
from operate.failover.plan import CAREFUL, Plan, Wish, plan_shift
from operate.failover.ports import Controls, Gate, Pace
from operate.failover.reading import Seen, look
from operate.failover.record import follows
from operate.failover.shift import Between, Outcome, State, carry_out
from operate.failover.words import split_words, where_now
from operate.readiness.verdict import Readiness, Subject
from operate.switches.apply import Signature
from spec.errors import CloudError, PlanRefusedError, UsageError
from spec.faults import listed
from spec.switches import Action

Say = Callable[[str], None]
Follow = Callable[[Sequence[Outcome]], None]


def require_drillable(seen: Sequence[Seen], to: str) -> None:
    """A drill begins where all is as usual: both regions answer, traffic is at home, nobody moves it.

    raises   PlanRefusedError, since this is no moment to practice; and what `require_region` raises
    """
    require_region(seen, to)
    for one in seen:
        if one.dark or one.unread_rows:
            silent = listed(list({**one.dark, **one.unread_rows}), "and")
            what = f"{silent} does not answer: this is no moment to practice; nothing was changed"
            raise PlanRefusedError(one.center, what, "civicline failover status; civicline failover shift, if need be")
        if one.serving is not None and one.serving.towards:
            what = f"a move to {one.serving.towards} is under way; nothing was changed"
            raise PlanRefusedError(one.center, what, "run it to its end, or civicline failover restore; then practice")
        if one.split is None or not one.split.entirely_in(one.home) or set(one.served.values()) != {one.home}:
            written = f"; {follows(one.serving)}" if one.serving is not None else ""
            what = f"its traffic is not at home: {where_now(one)}{written}; nothing was changed"
            raise PlanRefusedError(one.center, what, "civicline failover restore; then practice")


def require_region(seen: Sequence[Seen], to: str) -> None:
    """Raises UsageError for a region that a center does not have, or where it is at home."""
    for one in seen:
        hint = f"practice the move to {one.regions[1]}"
        if to == one.home:
            raise UsageError(f"--to {to}", f"that is where traffic of {one.center} is at home", hint)
        if to not in one.regions:
            what = f"the center {one.center} has {listed(list(one.regions), 'and')}"
            raise UsageError(f"--to {to}", what, hint)


def _follows(_: Sequence[Outcome]) -> None:
    """For a world without front doors."""


@dataclass
class Journey:
    """One drill on its way. marks, notes: what it has met so far.

    known       what is not ready in either region, and was accepted before the drill
    follow      asked after all has moved, either way: raises CloudError where chat, e-mail and web do not follow
    unheard     asked after each step on the way there: why callers find nobody; empty as long as all are answered
    overtaken   somebody else moves traffic since: a drill stays out of the way, also of the way home
    clock    seconds; the one by which simulated contacts are placed
    fresh    gives ids that nobody has yet
    say      tells whoever waits how far it is
    """

    controls: Sequence[Controls]
    gate: Gate
    pace: Pace
    signature: Signature
    fresh: Callable[[], str]
    say: Say
    clock: Callable[[], float] = time.monotonic
    marks: Marks = field(default_factory=Marks)
    notes: list[str] = field(default_factory=list)
    known: frozenset[Subject] = frozenset()
    follow: Follow = _follows
    unheard: Callable[[], str] = str
    overtaken: bool = False

    def mark(self, name: str, at: float | None = None) -> None:
        self.marks = replace(self.marks, **{name: self.clock() if at is None else at})

    def look(self) -> tuple[Seen, ...]:
        return look(self.controls, self.pace)

    def there(self, plan: Plan, readiness: Sequence[Readiness], hold: float) -> None:
        """Raises PlanRefusedError or CloudError where not all is there, or where less is answered than before."""
        known = self.known | unready(readiness)
        self._carry_out(plan, known, hold, self.unheard)
        self.mark("moved")
        self.pace.pause(hold)
        require_answering([self.gate(region) for region in plan.regions], known)

    def home(self, reason: str, hold: float) -> None:
        """In held steps. Raises PlanRefusedError or CloudError where not all is home."""
        self.mark("homeward")
        wish = Wish(action=Action.RESTORE, to=None, steps=CAREFUL, reason=reason)
        plan = plan_shift(wish, self.look(), self.pace.now())
        readiness = [self.gate(region) for region in plan.regions]
        if refused := [one for one in readiness if not one.verdicts or not unready([one]) <= self.known]:
            what = f"{refused[0].region} is not ready to take the traffic back: {self.where()}"
            hint = f"civicline failover check --in {refused[0].region}; then civicline failover restore"
            raise PlanRefusedError(refused[0].region, what, hint)
        self._carry_out(plan, self.known, hold, str)  # callers who find nobody there are no reason to stay there
        self.mark("home")
        require_answering([self.gate(region) for region in plan.regions], self.known)

    def where(self) -> str:
        """Where traffic is now, as far as anybody can tell."""
        try:
            return "; ".join(f"{one.center}: {where_now(one)}" for one in self.look())
        except CloudError as error:
            return f"nobody can tell where traffic is ({error.where}: {error.what})"

    def _carry_out(self, plan: Plan, known: frozenset[Subject], hold: float, unheard: Callable[[], str]) -> None:
        between = self._between(held(self.gate, self.pace, plan.regions, hold, known), unheard)
        outcomes = carry_out(plan, self.controls, self.signature, self.fresh, self.pace, between)
        self.notes += [f"{one.move.center}: {one.why}" for one in outcomes if one.why]
        self.overtaken = any(one.state is State.OVERTAKEN for one in outcomes)
        require_moved(outcomes)
        self.follow(outcomes)

    def _between(self, checked: Between, unheard: Callable[[], str]) -> Between:
        def between(percent: int, outcomes: tuple[Outcome, ...]) -> str:
            told = "; ".join(
                f"{one.move.center}: {split_words(one.split) if one.split else one.why}" for one in outcomes
            )
            self.say(f"{percent} % done: {told}; checking")
            return checked(percent, outcomes) or unheard()

        return between
