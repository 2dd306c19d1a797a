"""Which e-mail is sensitive, by the spec alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from contact_flows.scenarios.model import Given
from contact_flows.scenarios.truth.letters import is_sensitive
from spec.load import load
from spec.models import ProgramSpec

ROOT = Path(__file__).parents[4]


@cache
def _program() -> ProgramSpec:
    return load(ROOT / "stacks" / "washington-outsourced" / "program.yaml")


@pytest.mark.parametrize(
    ("letter", "sensitive"),
    [
        ({"sender": "aide@governor.example"}, True),
        ({"sender": "aide@office.legislature.example"}, True),
        ({"sender": "driver@notgovernor.example"}, False),
        ({"copies": ("someone@governor.example",)}, True),
        ({"copies": ("someone@mail.example",)}, False),
        ({"subject": "In danger here"}, True),
        ({"subject": "Officials came by"}, True),
        ({"subject": "OFFICIALS came by"}, None),
        ({"subject": "My bill"}, False),
        ({}, False),
    ],
)
def test_an_e_mail_is_sensitive_by_sender_copies_or_subject(letter: dict[str, object], sensitive: bool | None) -> None:
    given = Given.model_validate({"channel": "email", **letter})
    assert is_sensitive(_program(), given) is sensitive
