"""Events of one UID: versions, of which the newest counts, and instances that were moved or cancelled. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from calendars.official.events import Read
from calendars.official.found import Desk, Remark

Series = tuple[Read, ...]
"""An event, then instances that replace some of its own; instances alone where the event is missing."""


def series_of(reads: Iterable[Read], desk: Desk) -> Iterator[Series]:
    by_uid: dict[str, list[Read]] = {}
    for read in reads:
        by_uid.setdefault(read.uid, []).append(read)
    for group in by_uid.values():
        mains = _newest([read for read in group if not read.replaces_instance], desk)
        instances = _newest_instances([read for read in group if read.replaces_instance], desk)
        if mains and mains[-1].is_cancelled:
            desk.skipped += [Remark(read.line, read.name, "is cancelled") for read in (*mains, *instances)]
            continue
        for main in mains[:-1]:
            yield (main,)
        yield (*mains[-1:], *instances)


def _newest(mains: list[Read], desk: Desk) -> list[Read]:
    """Those of the highest sequence. Events that only share a UID by mistake all count: none is lost."""
    newest = max((read.sequence for read in mains), default=0)
    kept: dict[tuple[str, str], Read] = {}
    for read in mains:
        last = mains[-1] if read.sequence == newest else next(one for one in mains if one.sequence == newest)
        if read.sequence < newest:
            desk.skipped.append(Remark(read.line, read.name, f"is an older version of line {last.line}"))
            continue
        same = kept.setdefault((str(read.start), read.name), read)
        if same is not read:
            desk.skipped.append(Remark(read.line, read.name, f"repeats line {same.line}"))
        elif len(kept) > 1:
            other = next(iter(kept.values()))
            desk.notes.append(Remark(read.line, read.name, f"has the UID of line {other.line}; both count"))
    return list(kept.values())


def _newest_instances(instances: list[Read], desk: Desk) -> list[Read]:
    kept: dict[str, Read] = {}
    for read in instances:
        which = str(read.parsed["RECURRENCE-ID"].dt)
        other = kept.get(which)
        if other is not None:
            older, read = sorted((other, read), key=lambda one: (one.sequence, one.line))  # noqa: PLW2901 - the newer
            desk.skipped.append(Remark(older.line, older.name, f"is an older version of line {read.line}"))
        kept[which] = read
    return list(kept.values())
