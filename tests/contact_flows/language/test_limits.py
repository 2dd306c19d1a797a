"""Limits of a document, and names that an action may have."""

import pytest

from contact_flows.language import limits


@pytest.mark.parametrize("identifier", ["menu", "Begrüßung 1", "x" * 50, "queue-billing", "a.b", "toStrin g", "#*"])
def test_a_right_identifier_is_taken(identifier: str) -> None:
    assert limits.identifier_fault(identifier) == ""


@pytest.mark.parametrize(
    ("identifier", "reason"),
    [
        ("", "must not be empty"),
        ("x" * 51, "at most 50 characters, this has 51"),
        ("a:b", "must not have :"),
        ("a(b)=", "must not have ( ) ="),
        ("my__proto__", "must not have the word __proto__"),
        ("toString", "must not have the word toString"),
    ],
)
def test_a_wrong_identifier_is_refused_with_the_reason(identifier: str, reason: str) -> None:
    assert reason in limits.identifier_fault(identifier)
