"""Rules that need a calendar: what must hold of a spec as it stands on a day, with holidays counted."""

from calendars.rules.outlook import Horizon, Outlook
from calendars.rules.table import ALL_RULES, RULES, broken_rules

__all__ = ["ALL_RULES", "RULES", "Horizon", "Outlook", "broken_rules"]
