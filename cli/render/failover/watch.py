"""One page about two regions for whoever keeps looking: it fits a terminal of any size, and needs no color."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cli.render.failover.automatic import asked_words
from cli.render.failover.drills import practice_words
from cli.render.moments import at
from cli.render.wrap import wrapped
from operate.failover.aside import Aside
from operate.failover.reading import Seen
from operate.failover.record import NAMES
from operate.failover.watching import WORDS, Checked, Instant, Watch, signer
from operate.failover.words import said
from operate.observing.look import Observed
from operate.observing.words import SILENT
from operate.readiness.verdict import State
from operate.serving.doors import Heard
from spec.errors import CloudError
from spec.faults import listed
from spec.serving import CHANNELS

LABEL = 10
LONGEST = 120
"""Characters of one reason."""
LEAST_CHANGES = 6
"""Lines that changes may have before reasons get any."""
REASONS = 3
"""Of a region that is not ready; `failover check` tells all."""
SLOW_SECONDS = 3
"""A look that takes longer is told of while it lasts."""
MINUTE, HOUR = 60, 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What does not change while one looks. title: program, stack and target."""

    title: str
    zone: dt.tzinfo
    every: int


def page(watch: Watch, about: About, now: Instant, width: int, height: int | None, asking: float = 0.0) -> str:
    """height: of the terminal, None for a file, which is as long as need be; asking: seconds of the look under way."""
    lines = [*_head(watch, about, now, width, asking), *_body(watch, about, now, width)]
    reasons, changes = list(_reasons(watch, width)), _changes(watch, about, width)
    if height is None:
        return "\n".join([*lines, *reasons, *(line for change in changes for line in change)])
    room = height - len(lines)
    told = _fitting(changes, max(LEAST_CHANGES, room - len(reasons)))
    shown = [*lines, *_cut(reasons, room - len(told), "... civicline failover check --in REGION", width), *told]
    return "\n".join(_cut(shown, height, "... a taller window, or --center, shows more", width))


def _cut(lines: list[str], room: int, more: str, width: int) -> list[str]:
    """As many as there is room for; the last one says that there are more."""
    return lines if len(lines) <= room else [*lines[: max(0, room - 1)], more[:width]][: max(0, room)]


def _fitting(groups: Sequence[Sequence[str]], room: int) -> list[str]:
    """The first ones, each of them whole."""
    found: list[str] = []
    for group in groups:
        if len(found) + len(group) > room:
            break
        found += group
    return found


def _head(watch: Watch, about: About, now: Instant, width: int, asking: float) -> Iterator[str]:
    clock = f"{now.at.astimezone(about.zone):%H:%M:%S %Z}"
    if len(about.title) + len(clock) + 2 <= width:
        yield f"{about.title}{clock:>{width - len(about.title)}}"
    else:
        yield from (about.title[:width], clock)
    looked = "looking" if watch.when is None else f"looked {age(now.elapsed - watch.when.elapsed)} ago"
    slow = f", asking again for {age(asking)}" if watch.when and asking >= SLOW_SECONDS else ""
    yield from wrapped(f"{looked}{slow}, every {about.every} s; Ctrl-C ends", width, 0)


def age(seconds: float) -> str:
    """`8 s`, `3 min`, `2 h`."""
    whole = max(0, int(seconds))
    if whole < MINUTE:
        return f"{whole} s"
    return f"{whole // MINUTE} min" if whole < HOUR else f"{whole // HOUR} h"


def _body(watch: Watch, about: About, now: Instant, width: int) -> Iterator[str]:
    for seen in watch.seen:
        yield ""
        heads = [f"{region} (home)" if region == seen.home else region for region in seen.regions]
        yield from _cells(seen.center if len(watch.seen) > 1 else "", heads, width)
        for label, cells in _rows(seen, watch, now):
            yield from _cells(label, cells, width)
        for label, words in _words(seen, watch, about, now):
            yield from wrapped(f"{label:<{LABEL}}{words}", width, LABEL)


def _cells(label: str, cells: Sequence[str], width: int) -> Iterator[str]:
    """One column a region; what is too long goes on below."""
    room = (width - LABEL) // len(cells)
    columns = [textwrap.wrap(cell, room - 1) or [""] for cell in cells]
    for number in range(max(map(len, columns))):
        parts = [column[number] if number < len(column) else "" for column in columns]
        lead = label[: LABEL - 1] if number == 0 else ""
        yield f"{lead:<{LABEL}}{''.join(f'{part:<{room}}' for part in parts)}".rstrip()


def _rows(seen: Seen, watch: Watch, now: Instant) -> Iterator[tuple[str, list[str]]]:
    regions = seen.regions
    yield "answers", [_answers(seen, region, watch, now) for region in regions]
    split = seen.split
    if split is None:
        yield "calls", ["nobody can tell"] * len(regions)
    else:
        yield "calls", [f"{split.voice.get(region, 0)} %" for region in regions]
        yield "agents", [f"{split.agents.get(region, 0)} %" for region in regions]
        nowhere = "NOWHERE" if not any(split.sign_in.values()) else "closed"
        yield "sign-in", ["open" if split.sign_in.get(region) else nowhere for region in regions]
    if seen.read_rows:
        for channel, serving in seen.served.items():
            yield NAMES[channel], ["here" if region == serving else "-" for region in regions]
    yield "check", [_checked(watch.checks.get(region), seen.center, now) for region in regions]
    yield from _aside_rows(seen, watch.aside or Aside(), now)


def _aside_rows(seen: Seen, aside: Aside, now: Instant) -> Iterator[tuple[str, list[str]]]:
    observed = next((one for one in aside.observed if one.center == seen.center), None)
    if observed is not None and observed.told:
        yield "alarms", [_alarms(observed, region) for region in seen.regions]
        if observed.beats:
            yield "probe", [_probe(observed, region, now) for region in seen.regions]
    doors = {one.region: one for one in aside.doors if one.center == seen.center}
    if doors:
        yield "door", [_door(doors.get(region)) for region in seen.regions]


def _answers(seen: Seen, region: str, watch: Watch, now: Instant) -> str:
    if region in seen.dark:
        return f"NO ANSWER for {age(now.elapsed - watch.silent[seen.center, region].elapsed)}"
    return "yes, but NOT the switchboard" if region in seen.unread_rows else "yes"


def _checked(found: Checked | None, center: str, now: Instant) -> str:
    if found is None:
        return "under way"
    state = _of_center(found, center)
    return f"{WORDS[state]}, {age(now.elapsed - found.when.elapsed)} ago"


def _of_center(found: Checked, center: str) -> State:
    if found.readiness is None:
        return State.NOT_READY
    mine = [verdict for verdict in found.readiness.verdicts if verdict.subject.center == center]
    states = {verdict.state for verdict in mine} or {State.NOT_READY}
    return next(state for state in (State.NOT_READY, State.DEGRADED, State.READY) if state in states)


def _alarms(observed: Observed, region: str) -> str:
    if region in observed.unread or all(one.region != region for one in observed.told):
        return "nobody can tell"
    count = sum(where == region for where, _ in observed.ringing)
    known = any(one.alarms for one in observed.told if one.region == region)
    return f"{count} RING" if count else "none rings" if known else "there is none"


def _probe(observed: Observed, region: str, now: Instant) -> str:
    """What the region's own probe says of its lines."""
    beat = observed.beats.get(region)
    if beat is None:
        return "-"
    if beat.stale(now.at, SILENT):
        return "SILENT"
    away = [line for line, answered in beat.answers.items() if not answered]
    return f"NOT answered: {listed(away, 'and')}" if away else "every line"


def _door(found: Heard | None) -> str:
    """found: None of a region that is dark."""
    if found is None:
        return "NO ANSWER"
    if found.told is None:
        return "not asked: sandbox"
    if isinstance(found.told, CloudError):
        return "NO ANSWER"
    regions = list(dict.fromkeys(found.told.serving[channel] for channel in CHANNELS))
    return f"says {listed(regions, 'and')}"


def _words(seen: Seen, watch: Watch, about: About, now: Instant) -> Iterator[tuple[str, str]]:
    """What no column holds."""
    aside = watch.aside or Aside()
    yield from _asked(seen, aside, about)
    row = seen.serving
    if row and row.towards:
        yield "UNDER WAY", f"a move to {row.towards} has not ended: run it again, or back"
    if not seen.agrees:
        yield "BUT", f"regions disagree about {listed(list(NAMES.values()), 'and')}; the same move again ends that"
    if seen.split is not None and seen.split.since:
        yield "moved", _then(seen.split.since, about, now)
    if row:
        yield "written", f"{_then(row.since, about, now)} by {signer(row)}"
    practice = aside.practices.get(seen.center)
    if practice is not None:
        yield (
            "drill",
            f"nobody can tell: {said(practice)}"
            if isinstance(practice, CloudError)
            else practice_words(practice, now.at),
        )


def _asked(seen: Seen, aside: Aside, about: About) -> Iterator[tuple[str, str]]:
    """Of a center that moves by itself: which region waits for an answer, and of which nobody can tell."""
    for one in aside.automatic:
        if one.center == seen.center:
            for approval in one.waiting:
                yield "WAITS", f"{asked_words(approval, about.zone)}; answer it: civicline failover approve"
            for region, error in one.asked.items():
                if isinstance(error, CloudError):
                    yield "automatic", f"nobody can tell whether {region} asks: {said(error)}"


def _then(moment: dt.datetime, about: About, now: Instant) -> str:
    return f"{at(moment.astimezone(about.zone))} ({age((now.at - moment).total_seconds())} ago)"


def _reasons(watch: Watch, width: int) -> Iterator[str]:
    """Why a region does not answer, or is not fit to; what rings comes first."""
    for observed in (watch.aside or Aside()).observed:
        for region, alarm in observed.ringing:
            yield from wrapped(
                f"{region}: ALARM: {textwrap.shorten(alarm.says, LONGEST, placeholder=' ...')}", width, 2
            )
    for seen in watch.seen:
        silent = {**seen.unread_rows, **seen.dark}
        for region in seen.regions:
            if error := silent.get(region):
                yield from wrapped(f"{region}: {textwrap.shorten(error.what, LONGEST, placeholder=' ...')}", width, 2)
            elif found := watch.checks.get(region):
                yield from _unready(found, region, seen.center, width)


def _unready(found: Checked, region: str, center: str, width: int) -> Iterator[str]:
    if found.readiness is None:
        yield from wrapped(f"{region}: the check came to nothing: {found.failure}", width, 2)
        return
    mine = [verdict for verdict in found.readiness.verdicts if verdict.subject.center == center]
    if worse := [verdict for verdict in mine if verdict.state is not State.READY]:
        names = listed([f"{verdict.subject.scope} {verdict.subject.id}" for verdict in worse], "and")
        yield from wrapped(f"{region}: {textwrap.shorten(names, LONGEST, placeholder=' ...')}", width, 2)
        reasons = list(dict.fromkeys(why for verdict in worse for why in verdict.why))
        for why in reasons[:REASONS]:
            yield from wrapped(f"- {textwrap.shorten(why, LONGEST, placeholder=' ...')}", width, 2)
        if len(reasons) > REASONS:
            yield from wrapped(f"- {len(reasons) - REASONS} more: civicline failover check --in {region}", width, 2)


def _changes(watch: Watch, about: About, width: int) -> list[list[str]]:
    """The lines of each, the latest first; before them what they are."""
    told = [
        wrapped(f"{change.at.astimezone(about.zone):%H:%M:%S}  {change.words}", width, len("12:00:00  "))
        for change in reversed(watch.changes)
    ]
    return [["", "changed"], *told] if told else []
