"""A runbook as a page that prints, or as Markdown. Neither needs anything else: no script, no picture, no network."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from publish.runbook.document import Book, Form
from publish.telephones import dialable

LONGEST = 60
_FOLDER = Path(__file__).parents[2] / "templates" / "runbook"


def render(book: Book, form: Form) -> str:
    """Same book, same text."""
    return _environment().get_template(f"page.{form}.j2").render(book=book)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(("html.j2",)),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["unbroken"] = _unbroken
    environment.filters["dialable"] = dialable
    # In Markdown a bar ends the cell of a table.
    environment.filters["cell"] = lambda text: text.replace("|", "\\|") or " "
    return environment


def _unbroken(command: str) -> Markup:
    """No line of print ends within a word, where a hyphen at the end could be one or none. Longer words must break."""
    words = re.split(r"(\s+)", command)
    return Markup("").join(
        Markup('<span class="word">{}</span>').format(word) if "-" in word and len(word) <= LONGEST else escape(word)
        for word in words
    )
