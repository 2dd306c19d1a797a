"""How long ago the move was practiced: what nobody has practiced for long does not work at night."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from operate.drills.log import Told, practice_from, read
from operate.readiness.evidence import MISSING, Unread, code_of
from operate.readiness.flaw import Area, Flaw
from operate.readiness.region import Place, Region
from spec.errors import CloudError


def read_practice(region: Region, center: str) -> Told | None:
    """None where there is no log: what else is wrong with the table is told with storage. Raises CloudError."""
    log = region.center.switch_log
    if log is None:
        return None
    try:
        return read(region.client("dynamodb"), log, center)
    except CloudError as error:
        if code_of(error) in MISSING:
            return None
        raise


def judge_practice(
    mine: Told | Unread | None, theirs: Told | Unread | None, place: Place, now: dt.datetime
) -> Iterator[Flaw]:
    """One finding at most, of the people; never one that keeps traffic away: the night comes, practiced or not."""
    told = [one for one in (mine, theirs) if isinstance(one, Told)]
    if not told:
        unread = next((one for one in (mine, theirs) if isinstance(one, Unread)), None)
        if unread is not None:
            what = f"{unread.what} could not be read, so nobody can tell when it was ({unread.why})"
            yield Flaw((Area.AGENTS,), False, what, "let your role read the log of switches; then check again")
        return
    practice = practice_from(place.id, place.here.center, told)
    if practice.overdue(now):
        replica = place.there.name if place.source else place.here.name
        todo = f"civicline failover drill --kind tabletop --to {replica}; better simulated, best real"
        yield Flaw((Area.AGENTS,), False, f"the move to the other region was {practice.words(now)}", todo)
