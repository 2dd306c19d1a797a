"""Where contacts go and what callers hear, as a status page: for the office with all of it, for the public with little.

On a page for the public there is no id, no region, no ARN, no person and no reason: lines, and what callers hear.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from cli.render.failover.automatic import asked_words
from cli.render.failover.drills import practice_words
from cli.render.failover.facts import About, Now
from cli.render.failover.lines import for_callers, lines_of, told_once
from cli.render.moments import at
from operate.drills.age import Practice
from operate.failover.reading import Seen
from operate.failover.record import NAMES
from operate.failover.standby import standbys, words
from operate.failover.watching import WORDS, Checked, signer
from operate.failover.words import shares
from operate.observing.look import Observed
from operate.observing.words import SILENT, beat_words
from operate.readiness.verdict import State
from publish.status_page.model import CenterPart, Fact, Mark, StatusPage
from spec.deployed import DeployedCenter
from spec.faults import listed

LONGEST = 90
"""Characters of a reason: `failover status` tells it whole."""
CHECKED = {State.READY: Mark.GOOD, State.DEGRADED: Mark.WARNING, State.NOT_READY: Mark.BAD}


def office_page(about: About, now: Now) -> StatusPage:
    deployed, lines = about.deployed, tuple(lines_of(about, now))
    return StatusPage(
        title=about.title or f"{deployed.program} {deployed.stack}, {deployed.target}",
        made_at=now.at.astimezone(about.zone),
        headline=_headline(now.seen) if now.seen else for_callers(lines),
        **told_once(lines),
        centers=(
            *(_center(seen, about, now) for seen in now.seen),
            *(_standby(id_, center) for id_, center in standbys(deployed).items()),
        ),
        refresh=about.refresh,
    )


def public_page(about: About, now: Now) -> StatusPage:
    """It never loads itself again: who reads it slowly must not lose the place (WCAG 2.2, 2.2.1 and 3.2.5)."""
    lines = tuple(line for line in lines_of(about, now) if line.numbers)
    return StatusPage(
        title=about.title or "Telephone lines",
        made_at=now.at.astimezone(about.zone),
        headline=for_callers(lines),
        **told_once(lines),
    )


def _headline(seen: Sequence[Seen]) -> Fact:
    """The worst that any center has."""
    found = [_of_center(one) for one in seen]
    for mark in (Mark.BAD, Mark.UNKNOWN, Mark.WARNING):
        if words := [fact.words for fact in found if fact.mark is mark]:
            return Fact(mark, "; ".join(words))
    return Fact(Mark.GOOD, "; ".join(fact.words for fact in found))


def _of_center(seen: Seen) -> Fact:
    name, split = seen.center, seen.split
    if split is None:
        return Fact(Mark.BAD, f"{name}: no region answers")
    row = seen.serving
    if row and row.towards:
        return Fact(Mark.WARNING, f"{name}: a move to {row.towards} is under way")
    receiving = [region for region, share in split.voice.items() if share]
    silent = [region for region in receiving if region in seen.dark]
    if silent:
        return Fact(Mark.BAD, f"{name}: calls go to {listed(silent, 'and')}, which does not answer")
    at_home = split.entirely_in(seen.home) and not seen.dark and seen.agrees
    return Fact(Mark.GOOD if at_home else Mark.WARNING, f"{name}: calls {shares(split.voice)}")


def _center(seen: Seen, about: About, now: Now) -> CenterPart:
    heads = tuple(f"{region} (home)" if region == seen.home else region for region in seen.regions)
    return CenterPart(
        name=seen.center, regions=heads, rows=tuple(_rows(seen, now)), notes=tuple(_notes(seen, about, now))
    )


def _standby(id_: str, center: DeployedCenter) -> CenterPart:
    """A center to whose second instance no command moves anything."""
    assert center.standby is not None
    calls = (Fact(Mark.PLAIN, "here"), Fact(Mark.PLAIN, "only by the carrier"))
    return CenterPart(
        name=id_,
        regions=(center.region, f"{center.standby.region} (cold standby)"),
        rows=(("Calls", calls),),
        notes=tuple(Fact(Mark.PLAIN, f"{label.capitalize()}: {told}.") for label, told in words(id_, center)),
    )


def _rows(seen: Seen, now: Now) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    yield "Answers", tuple(_answers(seen, region) for region in seen.regions)
    split = seen.split
    if split is not None:
        yield "Calls", tuple(Fact(Mark.PLAIN, f"{split.voice.get(region, 0)} %") for region in seen.regions)
        yield "Agents", tuple(Fact(Mark.PLAIN, f"{split.agents.get(region, 0)} %") for region in seen.regions)
        yield "Sign-in", tuple(_sign_in(split.sign_in, region) for region in seen.regions)
    if seen.read_rows:
        for channel, serving in seen.served.items():
            here = tuple(Fact(Mark.PLAIN, "here" if region == serving else "no") for region in seen.regions)
            yield NAMES[channel].capitalize(), here
    if now.checks:
        yield "Check", tuple(_checked(now.checks.get(region), now.at) for region in seen.regions)


def _answers(seen: Seen, region: str) -> Fact:
    if region in seen.dark:
        return Fact(Mark.BAD, "no answer")
    return Fact(Mark.WARNING, "yes, but not the switchboard") if region in seen.unread_rows else Fact(Mark.GOOD, "yes")


def _sign_in(enabled: Mapping[str, bool], region: str) -> Fact:
    if not any(enabled.values()):
        return Fact(Mark.BAD, "nowhere")
    return Fact(Mark.PLAIN, "open" if enabled.get(region) else "closed")


def _checked(found: Checked | None, now: dt.datetime) -> Fact:
    if found is None:
        return Fact(Mark.UNKNOWN, "not checked yet")
    minutes = max(0, int((now - found.when.at).total_seconds())) // 60  # it may be younger than the look
    return Fact(CHECKED[found.state], f"{WORDS[found.state]}, {minutes} min ago" if minutes else WORDS[found.state])


def _notes(seen: Seen, about: About, now: Now) -> Iterator[Fact]:
    row, split, zone = seen.serving, seen.split, about.zone
    for approval in now.aside.waiting:
        if approval.center == seen.center:
            yield Fact(Mark.WARNING, f"WAITS for an answer: {asked_words(approval, zone)}.")
    if row and row.towards:
        yield Fact(Mark.WARNING, f"A move to {row.towards} has not ended: run it again, or back.")
    if not seen.agrees:
        names = listed(list(NAMES.values()), "and")
        yield Fact(Mark.WARNING, f"The regions disagree about {names}; the same move again ends that.")
    if split is not None and split.since:
        yield Fact(Mark.PLAIN, f"Moved {at(split.since.astimezone(zone))}.")
    if row:
        yield Fact(Mark.PLAIN, f"Written {at(row.since.astimezone(zone))} by {signer(row)}.")
    for region, error in {**seen.unread_rows, **seen.dark}.items():
        yield Fact(
            Mark.BAD if region in seen.dark else Mark.WARNING,
            f"{region}: {textwrap.shorten(error.what, LONGEST, placeholder=' ...')}",
        )
    for observed in now.aside.observed:
        if observed.center == seen.center:
            yield from _watched(observed, now.at)
    practice = now.aside.practices.get(seen.center)
    if isinstance(practice, Practice) and practice.overdue(now.at):
        yield Fact(Mark.WARNING, f"Drill {practice_words(practice, now.at)}.")


def _watched(observed: Observed, now: dt.datetime) -> Iterator[Fact]:
    """Alarms that ring, and what the probes saw last."""
    for region, alarm in observed.ringing:
        yield Fact(Mark.WARNING, f"{region}: alarm: {alarm.says}")
    for region, beat in observed.beats.items():
        well = not beat.stale(now, SILENT) and all(beat.answers.values())
        yield Fact(Mark.PLAIN if well else Mark.WARNING, f"{region}: the probe {beat_words(beat, now)}")
