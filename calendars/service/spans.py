"""Parts of a day in minutes after midnight: joined, cut, and what two have in common. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes after midnight, half-open."""

    start: int
    end: int


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In order, those that overlap or touch made one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        elif span.start < span.end:
            found.append(span)
    return tuple(found)


def without(spans: tuple[Span, ...], closed: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of `spans`."""
    for gap in closed:
        spans = tuple(
            part
            for span in spans
            for part in (Span(span.start, min(span.end, gap.start)), Span(max(span.start, gap.end), span.end))
            if part.start < part.end
        )
    return spans


def shared(some: tuple[Span, ...], others: tuple[Span, ...]) -> tuple[Span, ...]:
    """What both have in common."""
    return tuple(
        Span(max(a.start, b.start), min(a.end, b.end))
        for a in some
        for b in others
        if max(a.start, b.start) < min(a.end, b.end)
    )
