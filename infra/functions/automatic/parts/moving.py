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
TAKEN = frozenset({"ConditionalCheckFailed", "TransactionConflict"})
"""Why DynamoDB cancels a transaction whose row somebody else has written."""


class NotYetError(Exception):
    """It was asked for and cannot be seen yet, or a region refused for the moment: the state machine tries again."""


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
        claim = self._own(seen)
        why = "an earlier try of this execution began it"
        try:
            if claim is not None:
                _require_newest(claim, seen.rows)
            else:
                decision = decide(self.place.rules, seen.sight, approved=bool(self.approved_by))
                if decision.verdict is not Verdict.MOVE:
                    return Done(moved=False, told=f"nothing was moved: {decision.why}")
                why = decision.why
                claim = self._next(seen, towards=self.place.here)
                self._write(seen.rows, claim, why, f"begins to move to {self.place.here}")
            return self._carry_out(claim, why)
        except OvertakenError as error:
            return Done(moved=False, told=f"somebody else moves the center {self.place.center}: {error}")

    def _own(self, seen: Look) -> Serving | None:
        row = seen.rows[self.place.here]
        return row if row is not None and row.by == self.by else None

    def _next(self, seen: Look, towards: str) -> Serving:
        row, center = seen.sight.row, self.place.center
        regions = row.regions if row else dict.fromkeys(CHANNELS, self.place.home)
        turn = next_turn(row, seen.sight.changed)
        return Serving(center=center, regions=regions, turn=turn, since=self.now(), by=self.by, towards=towards)

    def _carry_out(self, claim: Serving, why: str) -> Done:
        if not self._is_here():
            self._update()
            self._wait_until_here()
        place = self.place
        rows = self._rows_now()
        _require_newest(claim, rows)
        if claim.towards:
            there = dict.fromkeys(CHANNELS, place.here)
            final = replace(claim, regions=there, towards="", since=self.now())
            traffic_now = f"calls and agents {ALL} % in {place.here}; chat, e-mail and web in {place.here}"
            self._write({region: row for region, row in rows.items() if row == claim}, final, why, traffic_now)
        return Done(moved=True, told=f"calls, agents, sign-in, chat, e-mail and web are in {place.here} now: {why}")

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

    def _write(self, rows: Mapping[str, Serving | None], then: Serving, why: str, traffic_now: str) -> None:
        """In each region that could be read, the center's own first; this region's own must take it.

        raises   OvertakenError where a row is not any more what was seen
        """
        entry = self._entry(then, why, traffic_now)
        for region in self.place.regions:
            if region in rows:
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

    def _entry(self, row: Serving, why: str, traffic_now: str) -> LogEntry:
        """For `civicline switches --log`. The same in both regions, so that it is told once."""
        return LogEntry(
            center=self.place.center,
            at=row.since,
            nonce=f"{self.execution}-{'claim' if row.towards else 'done'}"[-36:],
            who=self.by,
            os_user="automatic",
            action=Action.SHIFT,
            scope=serving_scope(self.place.center),
            reason=why,
            traffic=traffic_now,
        )


def _require_newest(claim: Serving, rows: Mapping[str, Serving | None]) -> None:
    found = newest(rows)
    if found is not None and found != claim:
        towards = f", towards {found.towards}" if found.towards else ""
        raise OvertakenError(f"the row was written since by {found.by}{towards}")


def _codes(error: ClientError) -> set[Any]:
    reasons: Any = error.response.get("CancellationReasons", ())
    return {reason.get("Code") for reason in reasons}
