"""The status page: words beside every mark, nothing from elsewhere, and nothing that moves for callers."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from publish.status_page.model import SYMBOLS, CenterPart, Fact, LinePart, Mark, StatusPage, Told
from publish.status_page.page import render

AT = dt.datetime(2027, 1, 14, 18, 30, 5, tzinfo=dt.UTC)
LINES = tuple(
    LinePart(name=f"Line {mark}", numbers=("+1 808-555-0140",), fact=Fact(mark, f"Words of {mark}")) for mark in Mark
)
CENTER = CenterPart(
    name="office",
    regions=("us-west-2 (home)", "us-east-1"),
    rows=(("Calls", (Fact(Mark.PLAIN, "100 %"), Fact(Mark.PLAIN, "0 %"))),),
    notes=(Fact(Mark.WARNING, "The regions disagree."),),
)
PAGE = StatusPage(
    title="wa-program prod", made_at=AT, headline=Fact(Mark.GOOD, "office: calls 100 % in us-west-2"), lines=LINES
)


def test_every_mark_is_told_by_a_symbol_and_by_words_and_never_by_color_alone() -> None:
    text = re.sub(r"<[^>]+>", "", render(PAGE))
    for mark in Mark:
        assert f"{SYMBOLS[mark]} Words of {mark}".strip() in text
    told = [SYMBOLS[mark] for mark in Mark if mark is not Mark.PLAIN]
    assert all(told)
    assert len(set(told)) == len(told)


def test_symbols_are_not_read_aloud_because_the_words_are() -> None:
    shown = render(PAGE)
    assert shown.count('class="symbol"') == shown.count('class="symbol" aria-hidden="true"') > 0


def test_colors_are_dark_enough_for_small_text() -> None:
    style = render(PAGE)
    for name in ("good", "warning", "bad", "unknown"):
        (color,) = re.findall(rf"\.{name} {{ color: #([0-9a-f]{{6}})", style)
        assert _contrast_with_white(color) >= 4.5


def _contrast_with_white(color: str) -> float:
    """WCAG 2.2, relative luminance and contrast ratio."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)) + 0.05)


def test_it_needs_nothing_but_itself() -> None:
    shown = render(replace(PAGE, centers=(CENTER,), refresh=30))
    assert not re.search(r"<script|<link|<img|@import|url\(|\ssrc=", shown)
    assert set(re.findall(r'href="([a-z]+:)', shown)) == {"tel:"}


def test_it_says_when_it_was_made_and_what_it_means_if_that_does_not_change() -> None:
    shown = render(replace(PAGE, refresh=30))
    assert '<time datetime="2027-01-14T18:30:05+00:00">Thu 2027-01-14 18:30:05 UTC</time>' in shown
    assert '<meta http-equiv="refresh" content="30">' in shown
    assert "nobody makes newer ones any more" in shown


def test_a_page_that_nobody_renews_does_not_load_itself_again() -> None:
    assert "http-equiv" not in render(PAGE)
    assert "Load it again" in render(PAGE)


def test_words_that_callers_hear_are_marked_with_their_language_and_are_no_markup() -> None:
    told = (Told("en-US", "Closed <b>today</b>"), Told("es-US", "Cerrado hoy"))
    shown = render(replace(PAGE, lines=(replace(LINES[0], told=told),)))
    assert '<blockquote lang="es-US"><p>Cerrado hoy</p></blockquote>' in shown
    assert "Closed &lt;b&gt;today&lt;/b&gt;" in shown


def test_regions_stand_in_a_table_with_heads_and_headings_are_in_order() -> None:
    shown = render(replace(PAGE, centers=(CENTER,)))
    assert shown.count('<th scope="col">') == 3
    assert '<th scope="row">Calls</th>' in shown
    assert re.findall(r"<h(\d)", shown) == ["1", "2", "2"]
    ids = re.findall(r'\sid="([^"]+)"', shown)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:aria-labelledby="|href="#)([^"]+)"', shown)) <= set(ids)


def test_same_page_same_bytes() -> None:
    assert render(PAGE) == render(PAGE)
