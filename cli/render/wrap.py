"""Lines that fit a terminal; names, numbers and addresses are never broken."""

from __future__ import annotations

import textwrap

from cli.terminal import WIDTH_OF_FILES

WIDTH = WIDTH_OF_FILES


def wrapped(text: str, width: int, indent: int) -> list[str]:
    """Lines of at most `width`; those after the first are indented. A longer word keeps a line of its own."""
    return textwrap.wrap(text, width, subsequent_indent=" " * indent, break_on_hyphens=False, break_long_words=False)
