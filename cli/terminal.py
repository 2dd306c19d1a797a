"""How wide a line may be: as wide as the terminal; of one length where the text goes to a file or a program."""

from __future__ import annotations

import shutil
from typing import TextIO

WIDTH_OF_FILES = 100
NARROWEST = 40


def columns(stream: TextIO) -> int:
    """Characters in a line of the stream."""
    return max(NARROWEST, shutil.get_terminal_size().columns) if stream.isatty() else WIDTH_OF_FILES
