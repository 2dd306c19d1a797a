"""Parts of a day, against the minutes in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.service.spans import Span, merged, shared, without

spans = st.lists(st.integers(0, 1440), max_size=8, unique=True).map(
    lambda edges: tuple(Span(a, b) for a, b in zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False))
)


def minutes(found: tuple[Span, ...]) -> set[int]:
    return {minute for span in found for minute in range(span.start, span.end)}


@given(spans, spans)
def test_what_is_left_joined_or_shared_has_the_minutes_that_it_should(
    some: tuple[Span, ...], other: tuple[Span, ...]
) -> None:
    assert minutes(without(some, other)) == minutes(some) - minutes(other)
    assert minutes(merged((*some, *other))) == minutes(some) | minutes(other)
    assert minutes(shared(some, other)) == minutes(some) & minutes(other)
    for found in (without(some, other), merged((*some, *other)), shared(some, other)):
        assert all(span.start < span.end for span in found)
        assert list(found) == sorted(found, key=lambda span: span.start)


@pytest.mark.parametrize(
    "found", [(Span(0, 60), Span(60, 120)), (Span(0, 120), Span(30, 60)), (Span(60, 120), Span(0, 60))]
)
def test_parts_that_touch_or_overlap_are_one(found: tuple[Span, ...]) -> None:
    assert merged(found) == (Span(0, 120),)


def test_what_is_left_has_no_empty_part() -> None:
    assert without((Span(0, 100), Span(200, 300)), (Span(50, 200), Span(250, 260))) == (
        Span(0, 50),
        Span(200, 250),
        Span(260, 300),
    )
