"""Rules: what must hold between the parts of a spec. One module a family; the table is in `table`."""

from spec.rules.table import RULES, broken_rules

__all__ = ["RULES", "broken_rules"]
