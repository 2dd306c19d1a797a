"""Ways to reach a center: phone, e-mail, chat, SMS, web form, in person."""

from __future__ import annotations

from pydantic import Field

from spec.models.base import Email, Id, Label, Model, Text, Url, default


class EmailAddress(Model):
    """An address at which the public writes."""

    id: Id
    address: Email
    display_name: Label
    queue: Id = Field(description="Queue in which its messages wait")


class EmailChannel(Model):
    domain: str = Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", description="Domain of the addresses; an SES identity")
    addresses: tuple[EmailAddress, ...] = Field(min_length=1)
    max_size_mb: int = default(40, "Amazon SES hands at most 40 MB to Amazon Connect (ConnectAction)", gt=0, le=40)
    max_attachments: int = default(
        10, "Amazon SES hands at most 10 attachments to Amazon Connect (ConnectAction)", gt=0, le=10
    )
    auto_acknowledge: bool = default(True, "a sender should know at once that the message arrived")


class ChatChannel(Model):
    origins: tuple[Url, ...] = Field(min_length=1, description="Web sites that may open a chat")
    queue: Id = Field(description="Queue in which chats wait when no topic was chosen")


class SmsChannel(Model):
    purpose: Text = Field(description="What messages are sent for")
    status_only: bool = default(True, "status messages need no agents")


class WebForm(Model):
    url: Url
    queue: Id


class Counter(Model):
    name: Label
    address: Text | None = None
    note: Text | None = None


class Channels(Model):
    """Channels of a center; one that is left out is not offered."""

    phone: bool = Field(description="Must be true: traditional channels stay (XC-3)")
    email: EmailChannel | None = None
    chat: ChatChannel | None = None
    sms: SmsChannel | None = None
    web_form: WebForm | None = None
    in_person: tuple[Counter, ...] = ()
