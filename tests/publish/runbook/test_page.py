"""The page: it needs nothing but itself, says the same as the book, and can be read without seeing it."""

from __future__ import annotations

import re
from html import unescape

from publish.runbook.book import book
from publish.runbook.document import Book, Command, Form, Section, Table
from publish.runbook.page import render
from tests.publish.runbook.recorded import facts

PAGE = render(book(facts()), Form.HTML)


def small(*blocks: Command | Table) -> Book:
    return Book("<b>", ("a & b",), (Section("one", "One", blocks),))


def test_same_facts_same_bytes() -> None:
    assert render(book(facts()), Form.HTML) == PAGE


def test_it_needs_nothing_but_itself() -> None:
    assert not re.search(r"<script|<link|<img|@import|url\(|\ssrc=", PAGE)
    assert set(re.findall(r'href="([a-z]+:)', PAGE)) <= {"tel:"}


def test_commands_can_be_copied_as_they_are() -> None:
    shown = [unescape(re.sub(r"<[^>]+>", "", text)) for text in re.findall(r"<pre>(.*?)</pre>", PAGE, re.DOTALL)]
    written = [
        block.text for section in book(facts()).sections for block in section.blocks if isinstance(block, Command)
    ]
    assert shown == written


def test_words_are_no_markup() -> None:
    shown = render(small(Command("<i>", "echo '<u>' | cat")), Form.HTML)
    assert "<title>&lt;b&gt;</title>" in shown
    assert "a &amp; b" in shown
    assert not re.search(r"<[biu]>", shown)


def test_anchors_are_unique_and_every_link_within_the_page_leads_to_one() -> None:
    ids = re.findall(r'\sid="([^"]+)"', PAGE)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', PAGE)) <= set(ids)
    assert set(re.findall(r'aria-labelledby="([^"]+)"', PAGE)) <= set(ids)


def test_who_cannot_see_it_is_told_the_language_the_headings_and_the_cells() -> None:
    assert '<html lang="en">' in PAGE
    assert PAGE.count("<h1>") == 1
    assert PAGE.count("<main>") == 1
    assert PAGE.count("<table>") == PAGE.count("<caption>") == PAGE.count('role="region"')
    assert '<th scope="col">' in PAGE
    assert '<th scope="row">' in PAGE


def test_a_number_can_be_touched_to_call_it() -> None:
    assert '<a class="word" href="tel:+13605550175">+1 360-555-0175</a>' in PAGE


def test_it_prints_on_the_paper_that_is_there() -> None:
    assert "@page { margin" in PAGE
    assert not re.search(r"size:\s*(A4|letter)", PAGE, re.IGNORECASE)


def test_in_markdown_a_bar_ends_no_cell() -> None:
    table = Table("t", ("a", "b"), (("one | two", ""),))
    assert "| one \\| two |   |" in render(small(table), Form.MD)
    assert render(small(Command("Run", "a | b")), Form.MD).endswith("Run:\n```\na | b\n```\n\n")
