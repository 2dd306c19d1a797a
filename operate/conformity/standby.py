"""What a cold standby must show: all that its center must, but the telephone numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from operate.conformity.rows import Expected, Kind


def of_standby(expected: Iterable[Expected], alias: str) -> Iterator[Expected]:
    """expected: of the center. alias: of the standby, which alone is not the spec's own word."""
    for one in expected:
        if one.kind is Kind.INSTANCE:
            yield replace(one, name=alias)
        elif one.kind is not Kind.PHONE_NUMBER:
            yield one
