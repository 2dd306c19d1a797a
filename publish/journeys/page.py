"""Journeys as one HTML page that needs nothing else: a picture of each flow, and the same steps in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from contact_flows.journey.model import Journey
from publish.journeys.picture import picture

_FOLDER = Path(__file__).parents[2] / "templates" / "journeys"


@dataclass(frozen=True, slots=True)
class _Part:
    anchor: str
    journey: Journey
    svg: Markup


def page(journeys: Sequence[Journey], *, title: str, subtitle: str) -> str:
    """The page, in the order of `journeys`. Same input, same bytes."""
    parts = []
    for journey in journeys:
        anchor = re.sub(r"[^A-Za-z0-9_-]", "-", journey.flow)
        # The picture escapes what it takes from the flow.
        parts.append(_Part(anchor, journey, Markup(picture(journey, anchor))))  # noqa: S704
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
    environment.filters["lower_first"] = lambda text: text[:1].lower() + text[1:]
    return environment.get_template("page.html.j2").render(
        title=title,
        subtitle=subtitle,
        parts=parts,
        anchors={part.journey.flow: part.anchor for part in parts},
        texts={part.anchor: {step.number: step.text for step in part.journey.steps} for part in parts},
    )
