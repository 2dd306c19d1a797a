"""The status page as HTML that needs nothing else: no script, no picture, no network."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from publish.status_page.model import SYMBOLS, StatusPage
from publish.telephones import dialable

_FOLDER = Path(__file__).parents[2] / "templates" / "status"


def render(page: StatusPage) -> str:
    """Same page, same bytes."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["dialable"] = dialable
    return environment.get_template("page.html.j2").render(page=page, symbols=SYMBOLS)
