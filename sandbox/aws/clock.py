"""The one source of time of the emulated contact center, so that a replayed journal gives the same times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

_sources: list[Callable[[], datetime]] = []


def now() -> datetime:
    """The current moment in UTC, or what the source set by `use` says."""
    return _sources[-1]() if _sources else datetime.now(UTC)


def use(source: Callable[[], datetime] | None) -> None:
    """Take the time from `source` (a replayed journal, a test); None goes back to the machine's clock."""
    _sources[:] = [source] if source else []


def epoch() -> float:
    return now().timestamp()
