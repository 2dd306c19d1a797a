"""Where a holiday moves when it falls on a weekend: each rule has its own shift, since states differ. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from spec.models.hours import DAYS


@dataclass(frozen=True, slots=True)
class Shift:
    """Days to add, by the weekday on which the holiday falls.

    days      (weekday, days), such as ("sat", -1); a weekday that is not named stays
    instead   the day moves and leaves its own date open; otherwise both are holidays, which matters on Saturdays
    """

    days: tuple[tuple[str, int], ...] = ()
    instead: bool = False

    def observed(self, day: dt.date) -> dt.date | None:
        """The other date on which the holiday of `day` is kept; None when it stays."""
        days = dict(self.days).get(DAYS[day.weekday()], 0)
        return day + dt.timedelta(days=days) if days else None


STAYS = Shift()
NEAREST_WEEKDAY = Shift((("sat", -1), ("sun", 1)))
"""Saturday is kept on Friday, Sunday on Monday: the commonest form."""
SUNDAY_ONLY = Shift((("sun", 1),))
"""Sunday is kept on Monday; a Saturday is not made good."""
