"""What the declarations of several states share."""

from __future__ import annotations

import datetime as dt

from calendars.law.rules import DaysAfter, NthWeekday

CHECKED = dt.date(2026, 11, 22)
"""Day on which the verified states were compared with their texts; a state that is read again gets a day of its own."""

JUNETEENTH = "Juneteenth National Independence Day"
"""The package's name, of which it lets most states keep 19 June, whether their law does or not."""

AFTER_THANKSGIVING = DaysAfter(NthWeekday(11, "thu", 4), 1)
