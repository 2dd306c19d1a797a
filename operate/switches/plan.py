"""What a switch would change, row by row and region by region. Pure: reads and writes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from operate.switches.named import ALL, Named
from operate.switches.ports import Place, Rows, Seen
from operate.switches.state import unsigned
from operate.switches.until import Until
from spec.errors import CloudError, PlanRefusedError
from spec.faults import listed
from spec.switches import Action, Kind, SwitchRow, center_scope

REPEATED = dt.timedelta(minutes=5)
"""`--until 4h` typed again within this time is the same command again: it must not make another closure of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the operator wants.

    zone    of the line: moments are told in it
    until   required for whatever callers will hear
    """

    action: Action
    named: tuple[Named, ...]
    zone: dt.tzinfo
    until: Until | None = None
    message_in: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""

    def __post_init__(self) -> None:
        if (self.until is None) is not (self.action is Action.REOPEN):
            raise ValueError("a switch has an end, and opening again has none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row to change. was: as it was seen, expired or not; then: as it shall be, not yet signed; None: no row."""

    place: Place
    scope: str
    was: SwitchRow | None
    then: SwitchRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """steps: what is to be written; places without any are already so, or dark.

    places  all, in the order in which they were asked
    ends    in the zone of the line
    dark    places that could not be read, which are therefore not written either
    """

    wish: Wish
    now: dt.datetime
    places: tuple[Place, ...]
    ends: dt.datetime | None
    seen: Mapping[Place, Rows]
    steps: tuple[Step, ...]
    dark: Mapping[Place, CloudError]

    def steps_at(self, place: Place) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.place == place)

    def after(self, place: Place) -> Rows:
        """Rows of a place that was read, once its steps are done."""
        rows = dict(self.seen[place])
        for step in self.steps_at(place):
            rows.pop(step.scope, None)
            if step.then is not None:
                rows[step.scope] = step.then
        return rows


def plan_switch(wish: Wish, seen: Seen, now: dt.datetime) -> Plan:
    """Raises PlanRefusedError (an announcement that nobody would hear), CloudError (no region could be read)."""
    read = {place: rows for place, rows in seen.items() if not isinstance(rows, CloudError)}
    dark = {place: rows for place, rows in seen.items() if isinstance(rows, CloudError)}
    if not read:
        raise _all_dark(dark)
    if wish.action is Action.ANNOUNCE:
        _nothing_is_closed(wish, read, now)
    ends = _end(wish, read, now)
    steps = tuple(
        Step(place=place, scope=scope, was=rows.get(scope), then=then)
        for place, rows in read.items()
        for scope in _scopes(wish, place, rows)
        if not _is_so(rows.get(scope), then := _wanted(wish, scope, ends), now)
    )
    return Plan(wish=wish, now=now, places=tuple(seen), ends=ends, seen=read, steps=steps, dark=dark)


def _all_dark(dark: Mapping[Place, CloudError]) -> CloudError:
    regions, first = dict.fromkeys(place.region for place in dark), next(iter(dark.values()))
    what = f"no switchboard can be read, so nothing was changed: {first.where}: {first.what}"
    return CloudError(listed(list(regions), "and"), what, first.hint or "run the command again")


def _scopes(wish: Wish, place: Place, rows: Rows) -> Iterator[str]:
    """Opening all again also ends what was switched for single lines."""
    for named in wish.named:
        if named.center == place.center:
            everything = wish.action is Action.REOPEN and named.line is None
            yield from (scope for scope in named.scopes if scope in rows) if everything else (named.scope,)


def _wanted(wish: Wish, scope: str, ends: dt.datetime | None) -> SwitchRow | None:
    """Words go by language only: who closes without words in Spanish lets the function say its own Spanish sentence.

    It has none to announce, so there whoever has no words of his own hears the first.
    """
    if wish.action is Action.REOPEN:
        return None
    announced = wish.action is Action.ANNOUNCE
    return SwitchRow(
        scope=scope,
        kind=Kind.ANNOUNCE if announced else Kind.CLOSED,
        message=next(iter(wish.message_in.values()), "") if announced else "",
        message_in=wish.message_in,
        expires=ends.astimezone(dt.UTC) if ends else None,
        reason=wish.reason,
    )


def _is_so(was: SwitchRow | None, then: SwitchRow | None, now: dt.datetime) -> bool:
    """Nothing to write: callers hear it already, of whoever signed it; or nothing is in force, as it shall be."""
    if was is None or not was.in_force(now):
        return then is None
    return then is not None and unsigned(was) == then


def _end(wish: Wish, seen: Mapping[Place, Rows], now: dt.datetime) -> dt.datetime | None:
    """When it ends; for the same command a moment later, or in the region that is still missing: when it ended then."""
    if wish.until is None:
        return None
    moment = wish.until.moment
    if not wish.until.relative:
        return moment
    known = [end for rows in seen.values() for row in rows.values() if (end := _repeated(wish, row, moment, now))]
    return max(known).astimezone(moment.tzinfo) if known else moment


def _repeated(wish: Wish, row: SwitchRow, moment: dt.datetime, now: dt.datetime) -> dt.datetime | None:
    """The end of a row that says the same, and was to last as long, a moment ago."""
    if row.scope not in {named.scope for named in wish.named} or row.expires is None or not row.in_force(now):
        return None
    same = unsigned(row) == _wanted(wish, row.scope, row.expires)
    return row.expires if same and dt.timedelta(0) <= moment - row.expires <= REPEATED else None


def _nothing_is_closed(wish: Wish, seen: Mapping[Place, Rows], now: dt.datetime) -> None:
    """Raises PlanRefusedError where callers would hear that it is closed, and nothing else."""
    for place, rows in seen.items():
        for named in wish.named:
            for scope in dict.fromkeys((named.scope, center_scope(named.center))):
                row = rows.get(scope)
                if named.center == place.center and row and row.kind is Kind.CLOSED and row.in_force(now):
                    raise _closed(wish, named, scope, row)


def _closed(wish: Wish, named: Named, scope: str, row: SwitchRow) -> PlanRefusedError:
    whole = scope == center_scope(named.center)
    word = named.whole if whole else scope.partition("#")[2]
    what = f"the center {named.center}" if whole else f"the line {word}"
    by = f" by {row.set_by}" if row.set_by else ""
    end = f"{row.expires.astimezone(wish.zone):%Y-%m-%d %H:%M}" if row.expires else ""
    until = f" until {row.expires.astimezone(wish.zone):%Y-%m-%d %H:%M %Z}" if row.expires else ""
    tag = next(iter(wish.message_in), "en").partition("-")[0]
    again = f'civicline close {word} --until "{end or "4h"}" --reason "..." --message {tag}="..."'
    return PlanRefusedError(
        named.line.id if named.line else ALL,
        f"{what} is closed{until}{by}: callers would hear that, and no announcement",
        f"give the closure these words: {again}; or end it: civicline reopen {word}",
    )
