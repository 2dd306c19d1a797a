"""The move itself: claim the row, ask this region to take everything, read back, write down who serves.

It may be interrupted after each step and run again by the same execution: a row that bears its signature is its own
claim. The row is written in the center's own region first, as `failover shift` does it, so that of two who begin at
once one finds the other's claim and changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from botocore.exceptions import ClientError

from infra.functions.automatic.parts.deciding import ALL, Verdict, decide
from infra.functions.automatic.parts.looking import NO_ANSWER, Look, distribution, entirely_in, look, read_row
from infra.functions.automatic.parts.place import ClientOf, Place
from spec.automatic import signature
from spec.serving import CHANNELS, Serving, newest, next_turn, serving_scope, unchanged
from spec.switches import LOG_CENTER, Action, LogEntry

LOOKS, PAUSE_SECONDS = 5, 0.5
TICK = dt.timedelta(microseconds=1)
"""By which the end is later than its claim, for whoever reads the log."""
TAKEN = frozenset({"ConditionalCheckFailed", "TransactionConflict"})
"""Why DynamoDB cancels a transaction whose row somebody else has written."""


class NotYetError(Exception):
    """It cannot be seen yet, or somebody refused for the moment: the state machine tries again."""


class OvertakenError(Exception):
    """Somebody else has written the row since it was read."""


@dataclass(frozen=True, slots=True)
class Done:
    """moved: whether this execution moved the traffic; told: in words, for whoever is told."""

    moved: bool
    told: str


@dataclass(frozen=True)
class Mover:
    """One execution. execution: name; approved_by: a person, empty for none."""

    place: Place
    client: ClientOf
    execution: str
    approved_by: str
    now: Callable[[], dt.datetime]
    pause: Callable[[float], None]

    @property
    def by(self) -> str:
        return signature(self.place.here, self.execution, self.approved_by)

    def move(self) -> Done:
        """Raises NotYetError, and what the clients raise where this region's own switchboard does not answer."""
        seen = look(self.place, self.client, self.now())
        claim, why = seen.sight.row, "an earlier try of this execution began it"
        if claim is None or claim.by != self.by:
            decision = decide(self.place.rules, seen.sight, approved=bool(self.approved_by))
            if decision.verdict is not Verdict.MOVE:
                if seen.sight.blind:  # for the moment: this is no reason to give up for the night
                    raise NotYetError(decision.why)
                return Done(moved=False, told=f"nothing was moved: {decision.why}")
            claim, why = self._claim(seen), decision.why
        try:
            self._carry_out(claim, seen.rows, why)
        except OvertakenError as error:
            return Done(moved=False, told=f"somebody else moves the center {self.place.center}: {error}")
        here = self.place.here
        return Done(moved=True, told=f"calls, agents, sign-in, chat, e-mail and web are in {here} now: {why}")

    def _claim(self, seen: Look) -> Serving:
        row, place = seen.sight.row, self.place
        return Serving(
            center=place.center,
            regions=row.regions if row else dict.fromkeys(CHANNELS, place.home),
            turn=next_turn(row, seen.sight.changed),
            since=self.now(),
            by=self.by,
            towards=place.here,
        )

    def _carry_out(self, claim: Serving, rows: Mapping[str, Serving | None], why: str) -> None:
        """rows: as they were seen; what an earlier try has written is left as it is."""
        self._write(rows, claim, why)
        if not self._is_here():
            self._update()
            self._wait_until_here()
        rows = self._rows_now()
        _require_newest(claim, rows)
        if claim.towards:
            self._write(rows, self._done(claim), why)

    def _done(self, claim: Serving) -> Serving:
        """Above all that the other region may have counted before this move, as an operator's is (`next_turn`)."""
        told = distribution(self.place, self.client) or {}
        return replace(
            claim,
            regions=dict.fromkeys(CHANNELS, self.place.here),
            turn=next_turn(claim, told.get("LastFailoverTime")),
            towards="",
            since=max(self.now(), claim.since + TICK),
        )

    def _rows_now(self) -> Mapping[str, Serving | None]:
        rows = {}
        for region in self.place.regions:
            try:
                rows[region] = read_row(self.place, self.client, region)
            except NO_ANSWER:
                if region == self.place.here:
                    raise
        return rows

    def _update(self) -> None:
        """One call, in the region that receives. Neither a yes nor a refusal is believed: the group tells."""
        here, there = self.place.here, self.place.there
        shares = [{"Region": here, "Percentage": ALL}, {"Region": there, "Percentage": 0}]
        sign_in = [{"Region": here, "Enabled": True}, {"Region": there, "Enabled": False}]
        try:
            self.client("connect", here).update_traffic_distribution(
                Id=self.place.group,
                TelephonyConfig={"Distributions": shares},
                AgentConfig={"Distributions": shares},
                SignInConfig={"Distributions": sign_in},
            )
        except NO_ANSWER as error:
            if not self._is_here():
                raise NotYetError(f"{here} does not take the traffic: {error}") from error

    def _is_here(self) -> bool:
        told = distribution(self.place, self.client)
        return told is not None and entirely_in(told, self.place.here)

    def _wait_until_here(self) -> None:
        for _ in range(LOOKS):
            if self._is_here():
                return
            self.pause(PAUSE_SECONDS)
        raise NotYetError(f"{self.place.here} took the call, and the group does not show it")

    def _write(self, rows: Mapping[str, Serving | None], then: Serving, why: str) -> None:
        """In each region that could be read, the center's own first; this region's own must take it.

        raises   OvertakenError where a row is not any more what was seen
        """
        entry = self._entry(then, why)
        for region in self.place.regions:
            if region in rows and rows[region] != then:
                try:
                    self._transact(region, rows[region], then, entry)
                except NO_ANSWER:
                    if region == self.place.here:
                        raise

    def _transact(self, region: str, was: Serving | None, then: Serving, entry: LogEntry) -> None:
        row = {"Put": {"TableName": self.place.board, "Item": then.item(), **unchanged(was)}}
        new = f"attribute_not_exists({LOG_CENTER})"
        logged = {"Put": {"TableName": self.place.log, "Item": entry.item(), "ConditionExpression": new}}
        try:
            self.client("dynamodb", region).transact_write_items(TransactItems=[row, logged])
        except ClientError as error:
            if _codes(error) & TAKEN and read_row(self.place, self.client, region) != then:
                raise OvertakenError(f"the row in {region} is not any more what was seen") from error
            if not _codes(error) & TAKEN:
                raise

    def _entry(self, row: Serving, why: str) -> LogEntry:
        """For `civicline switches --log`. The same in both regions, so that it is told once."""
        here = self.place.here
        done = f"calls and agents {ALL} % in {here}; chat, e-mail and web in {here}"
        return LogEntry(
            center=self.place.center,
            at=row.since,
            nonce=f"{self.execution}-{'claim' if row.towards else 'done'}"[-36:],
            who=self.by,
            os_user="automatic",
            action=Action.SHIFT,
            scope=serving_scope(self.place.center),
            reason=why,
            traffic=f"begins to move to {here}" if row.towards else done,
        )


def _require_newest(claim: Serving, rows: Mapping[str, Serving | None]) -> None:
    found = newest(rows)
    if found is not None and found != claim:
        towards = f", towards {found.towards}" if found.towards else ""
        raise OvertakenError(f"the row was written since by {found.by}{towards}")


def _codes(error: ClientError) -> set[Any]:
    reasons: Any = error.response.get("CancellationReasons", ())
    return {reason.get("Code") for reason in reasons}
