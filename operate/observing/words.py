"""What watches a center, in words for whoever asks how it stands. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from operate.observing.look import Observed
from operate.switches.until import in_words
from spec.faults import listed
from spec.heartbeat import Heartbeat
from spec.observing import PROBE_SECONDS

SILENT = dt.timedelta(seconds=5 * PROBE_SECONDS)
"""As the alarm about the probe's silence counts."""


def told(observed: Observed, now: dt.datetime, zone: dt.tzinfo) -> Iterator[tuple[str, str]]:
    """Region and what is said there; nothing where nothing rings and no probe has ever looked."""
    for region, beat in observed.beats.items():
        yield region, f"probe: {beat_words(beat, now)}"
    for region, alarm in observed.ringing:
        since = f" (since {alarm.since.astimezone(zone):%a %H:%M %Z})" if alarm.since else ""
        yield region, f"ALARM: {alarm.says}{since}"
    for region, error in observed.unread.items():
        yield region, f"alarms: nobody can tell: {error.where}: {error.what}"
    for region, error in observed.unheard.items():
        yield region, f"probes: nobody can tell: {error.where}: {error.what}"


def beat_words(beat: Heartbeat, now: dt.datetime) -> str:
    """`looked 20 seconds ago: every line can be answered there; in the other region NOT main`."""
    ago = in_words(max(now - beat.at, dt.timedelta(0)))
    if beat.stale(now, SILENT):
        return f"SILENT: it looked {ago} ago for the last time"
    across = f"; seen from there, in the other region {_lines(beat.sees)}" if beat.sees else ""
    return f"looked {ago} ago: {_lines(beat.answers)}{across}"


def _lines(answers: Mapping[str, bool]) -> str:
    """What could not be found out is not among them."""
    away = [line for line, answered in answers.items() if not answered]
    if away:
        return f"NOT answered: {listed(away, 'and')}"
    return "every line can be answered" if answers else "nobody can tell of any line"
