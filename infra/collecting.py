"""Garbage is collected seldom while a program runs."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG, MIDDLE, OLD = 50_000, 20, 50


@contextmanager
def seldom() -> Iterator[None]:
    """Look for cycles of objects less often inside this block.

    A program makes hundreds of thousands of objects that live as long as it does. With Python's own thresholds a
    quarter of a run without changes goes into looking through them again and again (`python -m bench second-up`).
    """
    before = gc.get_threshold()
    gc.freeze()  # what was imported is not garbage
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
