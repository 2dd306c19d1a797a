"""Lets time pass for what happens by itself in the emulated AWS: the mirroring of a center between its two regions.

Before a request is carried out, the dispatcher asks whether something is due, and if so writes the moment and the dark
regions into the journal before it lets it happen. A replay reads them there: it needs neither the reads that once came
first nor the faults, which are not in the journal.
"""

from collections.abc import Callable

from sandbox.aws.replication import settling
from sandbox.server.moment import moment

_SEED = 0  # nothing is drawn


class Mirror:
    """dark  the regions that are dark now"""

    def __init__(self, dark: Callable[[], frozenset[str]] = frozenset) -> None:
        self._dark = dark

    def due(self, at: float) -> frozenset[str] | None:
        """The dark regions, where something is due between the others; else None."""
        if not settling.is_any():
            return None
        dark = self._dark()
        return dark if settling.is_due(at, dark) else None

    def let_pass(self, at: float, dark: frozenset[str]) -> None:
        with moment(at, _SEED):
            settling.settle(at, dark)
