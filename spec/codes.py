"""Every code that a fault can have. A code is never reused for another meaning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spec.rules.rule import Rule

FAMILIES: dict[str, str] = {
    "S": "The file, YAML and the shape of the spec",
    "R": "References, ids and names",
    "G": "Regions, resilience and environments",
    "P": "Parties, delivery and people",
    "A": "Account managers and the state's line",
    "H": "Hours and holidays",
    "D": "Dates",
    "Q": "Queues and routing",
    "F": "Lines and menus",
    "M": "Media: telephone, e-mail, chat",
    "K": "KPIs and damages",
    "C": "Cases and content",
    "L": "Languages, accessibility and recording",
    "X": "Security, retention, integrations and reports",
}

READING: dict[str, str] = {
    "S001": "the file exists and can be read",
    "S002": "a link leads to a file",
    "S003": "a spec is a file, not a folder",
    "S004": "the file may be read",
    "S005": "a spec is a plain file, not a device or a pipe",
    "S006": "a spec is not larger than 2 MB",
    "S007": "the file is UTF-8",
    "S008": "the file has no byte order mark",
    "S009": "the file has no invisible control characters",
    "S010": "the file is not empty",
    "S011": "the file is YAML",
    "S012": "lines are indented with spaces, not with tabs",
    "S013": "the file has one document",
    "S014": "the document starts with keys",
    "S015": "values have no tags",
    "S016": "aliases and merges do not explode",
    "S017": "values are not nested without end",
    "S018": "an alias has an anchor above it",
    "S019": "a key is given once",
    "S020": "times of day are in quotes",
    "S021": "yes, no, on and off are written as true or false, or in quotes",
    "S022": "numbers with leading zeros, or in another base, are in quotes",
    "S023": "a key is one word",
    "S024": "a merge (<<) takes a mapping",
    "S025": "a spec does not have hundreds of thousands of values",
    "S101": "a required key is present",
    "S102": "every key is known",
    "S103": "a value is of the right kind",
    "S104": "a word is one of those allowed",
    "S105": "a value has the form it must have",
    "S106": "a number is within its limits",
    "S107": "a text or a list has a possible length",
    "S109": "a key that is given has a value",
}


def sentences(rules: Mapping[str, Rule[Any]]) -> dict[str, str]:
    """Code to the sentence that must hold. `rules` are those of this room, or of this one and `calendars`."""
    return READING | {code: rule.sentence for code, rule in rules.items()}
