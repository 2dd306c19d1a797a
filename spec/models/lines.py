"""Lines: the numbers that callers dial, what they hear first, and the menu."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from spec.models.base import Id, Label, LanguageCode, Model, Phone, Text, default


class NumberType(StrEnum):
    DID = "did"
    TOLL_FREE = "toll_free"


class LineNumber(Model):
    number: Phone
    type: NumberType = Field(description="did (local) or toll_free")


class MenuChoice(Model):
    """One key of the menu. 0 always reaches a person and needs no entry."""

    key: str = Field(pattern=r"^[1-9]$")
    label: Label = Field(description="What the menu says")
    topic: Id | None = Field(default=None, description="Topic chosen")
    queue: Id | None = Field(default=None, description="Queue, where the choice is not a topic (languages)")
    line: Id | None = Field(default=None, description="Another line to which the caller is sent")
    label_in: dict[LanguageCode, Label] = default(
        {}, "a menu is spoken in other languages only where the agency translated it", description="`label` translated"
    )
    interpreter: bool = default(
        False, "agents speak the caller's language", description="Callers who choose it need an interpreter"
    )


class Line(Model):
    """A public line. `numbers` may be empty for a line that is reached by transfer only."""

    id: Id
    name: Label
    center: Id | None = None
    numbers: tuple[LineNumber, ...] = ()
    transfer_only: bool = default(False, "a line has a number of its own")
    hours: Id
    languages: tuple[LanguageCode, ...] = default(("en-US",), "English unless more is offered")
    greeting: Text = Field(description="Names the program and the agency")
    greeting_in: dict[LanguageCode, Text] = default(
        {}, "a line is spoken in its first language only", description="`greeting` translated"
    )
    menu: tuple[MenuChoice, ...] = ()
    queue: Id = Field(description="Queue for whoever makes no choice")
    voicemail_queue: Id | None = Field(
        default=None, description="Queue that receives messages left while closed; `queue` when left out"
    )
    fallback_phone: Phone | None = Field(default=None, description="Number outside Amazon Connect as a last resort")
    account_manager: Id | None = None
