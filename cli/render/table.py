"""Labels with words beside them, as remarks of several lines are set."""

from __future__ import annotations

from collections.abc import Iterable

from cli.render.wrap import wrapped

INDENT = 14
Row = tuple[str | None, str]
"""Label and words. Without a label, words begin at the left margin (None), or below those of the row before ("")."""


def table(rows: Iterable[Row], width: int) -> str:
    """Words are wrapped beside their label."""
    found: list[str] = []
    for label, words in rows:
        lead = "" if label is None else f"  {label:<{INDENT - 3}} "
        found += wrapped(f"{lead}{words}", width, 2 if label is None else INDENT)
    return "\n".join(found)
