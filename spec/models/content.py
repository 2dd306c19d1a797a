"""Content: FAQs, standard operating procedures, policy statements, prompts. Texts live in files beside the spec."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from spec.models.base import Id, Label, LanguageCode, Model, Text, default
from spec.models.topics import InterestGroup, NeutralChoice

SpokenAnswer = Annotated[str, Field(min_length=1, max_length=1000)]
"""About a minute of speech: nobody listens longer."""


class Approval(Model):
    by: Label
    date: dt.date


class Faq(Model):
    """An answer. `topic` is one of the six minimum topics or the agency's own."""

    id: Id
    topic: Id = Field(description="Topic it belongs to")
    minimum: str | None = Field(
        default=None,
        pattern=r"^(1a|1b|2a|2b|3a|3b|3c|3d|4|5a|5b|5c|5d|6a|6b|6c|6d)$",
        description="Minimum sub-question it answers",
    )
    question: Text
    answer: Text | None = Field(default=None, description="Text, or left out until content is written (stage e2e)")
    authority: Text | None = Field(default=None, description="Statute or rule, for a policy answer")
    approvals: tuple[Approval, ...] = ()
    languages: tuple[LanguageCode, ...] = default(("en-US",), "English unless more is offered")
    spoken: dict[LanguageCode, SpokenAnswer] = default(
        dict,
        "an answer on paper is rarely one for the ear",
        description="By language, the answer as callers of its topic hear it before they wait for a person",
    )


class Sop(Model):
    """A standard operating procedure."""

    id: str = Field(pattern=r"^SOP-[A-Z]+$")
    name: Label
    topics: tuple[Id, ...] = Field(default=(), description="Topics it serves; all when left out")
    steps: tuple[Text, ...] = ()


class PolicyStatement(Model):
    """A statement of the state that vendors may read out (S30-31)."""

    id: Id
    title: Label
    text: Text
    authority: Text | None = None
    approved: dt.date | None = None
    approved_by: Label | None = None
    expires: dt.date | None = None


class Prompt(Model):
    """A recording, such as hold music."""

    id: Id
    name: Label
    file: str = Field(pattern=r"^[A-Za-z0-9_./-]+\.wav$", description="WAV file beside the spec, 8 kHz mu-law mono")
    center: Id | None = None


class Content(Model):
    faqs: tuple[Faq, ...] = Field(min_length=1)
    sops: tuple[Sop, ...] = Field(min_length=1)
    policy_statements: tuple[PolicyStatement, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    interest_groups: tuple[InterestGroup, ...] = ()
    neutral_choice: NeutralChoice | None = None
