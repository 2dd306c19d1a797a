"""What the YAML parser complains of, in plain words. Both of PyYAML's parsers (C and Python) are covered."""

from __future__ import annotations

import re

import yaml

_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "a colon is not expected here",
        "put text that has ': ' in it in quotes, or check the indentation of this line",
    ),
    ("could not find expected ':'", "this line has no colon after its key", "write 'key: value', or indent it as text"),
    ("did not find expected key", "this line does not line up with the keys above it", "indent it as its neighbors"),
    ("expected <block end>", "this line does not line up with the block above it", "indent it as its neighbors"),
    (
        "did not find expected '-' indicator",
        "this line does not line up with the list above it",
        "indent it as the list",
    ),
    ("unexpected end of stream", "a quote is opened and never closed", "close the quote where the text ends"),
    ("unexpected document separator", "a quote is opened and never closed", "close the quote where the text ends"),
    (
        "expected ',' or ']'",
        "a list that starts with '[' is not closed here",
        "write ',' between items and ']' at the end",
    ),
    ("expected ',' or '}'", "braces are not closed here", "write ',' between keys and '}' at the end"),
    ("unknown escape", "this backslash sequence has no meaning in double quotes", "use single quotes, or write \\\\"),
    ("found duplicate anchor", "this anchor is defined twice", "give each anchor (&name) its own name"),
    ("cannot start any token", "text may not start with this character", "put the text in quotes"),
    (
        "block sequence entries are not allowed",
        "a list may not start on this line",
        "start the list on a line of its own",
    ),
    ("incompatible YAML document", "this version of YAML is not known", "delete the %YAML line"),
)


def plain_words(error: yaml.YAMLError) -> tuple[str, str]:
    """Message and hint for a parser's error."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable")
    for part, message, hint in _WORDS:
        if part in problem:
            return message, hint
    cleaned = re.sub(r"[<>]", "", problem)
    return f"this is not YAML: {cleaned}", "compare this line and the one above it with an example in stacks/"
