"""Closed days by statute, for the fifty states and the District of Columbia.

To add or correct a state, edit its entry in `states/`; one declaration is the whole of a state's law:

1. Read the statute (not a list of dates) and compare it with what the package has:
   `civicline hours` shows the dates, `state.package_names` the names.
2. What the package has and the law does not: its name into `not_law`. What the law has and the package lacks: a `Rule`
   into `missing`. Another weekend rule for all of them: `shift`; for one: drop it and write it as a `Rule`.
3. Work out the closed dates of 2026 to 2030 by hand from the text, into tests/calendars/law/tables/<STATE>.yaml.
4. Only then set `checked` to the day on which you did, and let `remarks` say what a reader should still know. A clause
   that decides a closure and that you could not read ("subject to subsection (6)") leaves the state unverified.
"""

from __future__ import annotations

from calendars.law.state import StateLaw
from calendars.law.states import LAWS
from spec.errors import SpecError

_BY_STATE = {law.state: law for law in LAWS}

STATES = tuple(sorted(_BY_STATE))


def law_of(state: str) -> StateLaw:
    """The law of one state. SpecError for a code that is neither a state nor DC."""
    if found := _BY_STATE.get(state):
        return found
    hint = "write the postal code of one of the 50 states, or DC"
    raise SpecError("infrastructure.holidays", f"no holidays are known for '{state}'", hint)
