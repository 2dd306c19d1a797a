"""A journey as SVG. What it shows stands also in the list beside it, which the picture names as its description."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from contact_flows.journey.model import Journey, Step, Way
from publish.journeys.layout import Layout, layout

BOX_WIDTH, GAP_ACROSS, GAP_DOWN, MARGIN = 184, 20, 46, 24
LINE_HEIGHT, PADDING = 16, 10
TITLE_CHARACTERS, LINE_CHARACTERS, LABEL_CHARACTERS = 25, 27, 26
TITLE_LINES, WORD_LINES, REFERENCE_LINES = 3, 4, 6


@dataclass(frozen=True, slots=True)
class _Box:
    """A step with its place; `lines` are (style class, text)."""

    step: Step
    x: float
    y: float
    height: int
    lines: tuple[tuple[str, str], ...]


def picture(journey: Journey, id_prefix: str) -> str:
    """One SVG element. Colors come from the page's style sheet, with defaults for a picture that stands alone.

    id_prefix   makes the identifiers in it unique in a page of several pictures
    """
    placed = layout(journey)
    boxes = {box.step.number: box for box in _boxes(journey, placed)}
    width = MARGIN * 2 + placed.columns * (BOX_WIDTH + GAP_ACROSS) - GAP_ACROSS
    height = max((box.y + box.height for box in boxes.values()), default=MARGIN) + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}"',
        f' height="{height:.0f}" role="img" aria-labelledby="{id_prefix}-title" aria-describedby="{id_prefix}-steps">',
        f'<title id="{id_prefix}-title">{escape(journey.name)}: {len(journey.steps)} steps</title>',
        f"<style>{_STYLE}</style>",
        _arrow(id_prefix),
        *(_line(boxes[start], boxes[end], way, id_prefix) for end, (start, way) in placed.drawn.items()),
        *(_drawn(box) for box in boxes.values()),
        "</svg>",
    ]
    return "".join(parts)


_STYLE = (
    ".box{fill:#fff;stroke:#3a4a5c;stroke-width:1.5}"
    ".asks .box{fill:#e9f2fb}.queue .box,.connects .box{fill:#e6f4ea}.ends .box{fill:#f1f1f1}"
    ".decides .box{fill:#fdf6e3}.promises .box{fill:#f3ecfa}"
    ".kind{font:600 11px system-ui,sans-serif;fill:#3a4a5c}.text{font:12px system-ui,sans-serif;fill:#14202c}"
    ".reference{font:11px system-ui,sans-serif;fill:#3a4a5c}"
    ".way{fill:none;stroke:#3a4a5c;stroke-width:1.3}.failure{stroke:#8a5a00;stroke-dasharray:4 3}"
    ".label{font:11px system-ui,sans-serif;fill:#14202c;stroke:#fff;stroke-width:3;paint-order:stroke}"
)


def _arrow(id_prefix: str) -> str:
    return (
        f'<defs><marker id="{id_prefix}-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" fill="#3a4a5c"/></marker></defs>'
    )


def _boxes(journey: Journey, placed: Layout) -> Iterator[_Box]:
    lines = {step.number: tuple(_lines(step, placed)) for step in journey.steps}
    heights = [0] * placed.layers
    for number, found in lines.items():
        layer = placed.places[number].layer
        heights[layer] = max(heights[layer], len(found) * LINE_HEIGHT + 2 * PADDING)
    tops = list(itertools.accumulate((height + GAP_DOWN for height in heights), initial=MARGIN))
    for step in journey.steps:
        place = placed.places[step.number]
        x = MARGIN + place.column * (BOX_WIDTH + GAP_ACROSS)
        height = len(lines[step.number]) * LINE_HEIGHT + 2 * PADDING
        yield _Box(step, x, tops[place.layer], height, lines[step.number])


def _lines(step: Step, placed: Layout) -> Iterator[tuple[str, str]]:
    for line in textwrap.wrap(
        f"{step.number}. {step.text}", TITLE_CHARACTERS, max_lines=TITLE_LINES, placeholder=" ..."
    ):
        yield "kind", line
    for line in textwrap.wrap(step.words, LINE_CHARACTERS, max_lines=WORD_LINES, placeholder=" ..."):
        yield "text", line
    references = [
        f"{'if it fails' if way.failure else way.label or 'then'} \u2192 {way.to}" for way in placed.referred(step)
    ]
    for reference in references[:REFERENCE_LINES]:
        yield "reference", textwrap.shorten(reference, LINE_CHARACTERS + 3, placeholder="...")


def _drawn(box: _Box) -> str:
    x, first = box.x + 9, box.y + PADDING + 12
    rows = "".join(
        f'<text class="{kind}" x="{x:.0f}" y="{first + LINE_HEIGHT * at:.0f}">{escape(line)}</text>'
        for at, (kind, line) in enumerate(box.lines)
    )
    full = f"{box.step.number}. {box.step.text} {box.step.words}".strip()
    return (
        f'<g class="{box.step.kind.replace(" ", "-")}"><title>{escape(full)}</title>'
        f'<rect class="box" x="{box.x:.0f}" y="{box.y:.0f}" width="{BOX_WIDTH}" height="{box.height}" rx="8"/>'
        f"{rows}</g>"
    )


def _line(start: _Box, end: _Box, way: Way, id_prefix: str) -> str:
    x1, y1 = start.x + BOX_WIDTH / 2, start.y + start.height
    x2, y2 = end.x + BOX_WIDTH / 2, end.y
    bend = y2 - GAP_DOWN + 8  # beside taller boxes of its layer the line goes straight down first
    path = f"M{x1:.0f} {y1:.0f}V{bend:.0f}H{x2:.0f}V{y2 - 2:.0f}"
    label = textwrap.shorten("if it fails" if way.failure else way.label, LABEL_CHARACTERS, placeholder="...")
    text = (
        f'<text class="label" text-anchor="middle" x="{x2:.0f}" y="{y2 - 16:.0f}">{escape(label)}</text>'
        if label
        else ""
    )
    failure = " failure" if way.failure else ""
    return f'<path class="way{failure}" d="{path}" marker-end="url(#{id_prefix}-tip)"/>{text}'
