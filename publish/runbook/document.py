"""What a runbook consists of. Templates draw each kind of block; nothing here knows HTML."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Form(StrEnum):
    """As what a book is written."""

    HTML = "html"
    MD = "md"


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str
    kind: ClassVar[str] = "words"


@dataclass(frozen=True, slots=True)
class Command:
    """Lines to type or to paste into a shell. note: what it is for; without the period."""

    note: str
    text: str
    kind: ClassVar[str] = "command"


@dataclass(frozen=True, slots=True)
class Steps:
    """To be done in this order, and ticked."""

    items: tuple[str, ...]
    kind: ClassVar[str] = "steps"


@dataclass(frozen=True, slots=True)
class Speech:
    """Words to be read aloud to somebody."""

    text: str
    kind: ClassVar[str] = "speech"


@dataclass(frozen=True, slots=True)
class Table:
    """caption: for who cannot see that these are rows. An empty cell is there to be filled in by hand."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: ClassVar[str] = "table"


Block = Words | Command | Steps | Speech | Table


@dataclass(frozen=True, slots=True)
class Section:
    """anchor: how other sections and the address of the page name it."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """about: one line each, on what it was made from."""

    title: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
