"""Languages, accessibility and consent to recording."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from spec.models.base import Label, LanguageCode, Model, Phone, Text, default


class Spoken(StrEnum):
    AGENTS = "agents"
    INTERPRETER = "interpreter"
    NONE = "none"


class Language(Model):
    code: LanguageCode
    name: Label
    voice: Spoken = Field(description="Who speaks it on the telephone")
    prompts: bool = default(
        False, "recorded and spoken prompts exist only where the agency says so", description="Menus are spoken in it"
    )
    translated_content: bool = default(
        False, "translations are listed when they exist", description="Vital documents are translated (HRS 321C-3)"
    )


class InterpreterLine(Model):
    name: Label
    phone: Phone
    languages: int | None = Field(default=None, gt=0, description="How many languages it offers")


class Accessibility(Model):
    """Equal access: relay, escape to a person, time to press keys (28 CFR 35.160-161; ADA Title II)."""

    relay_711: bool = default(True, "relay calls may not be refused (28 CFR 35.161)")
    tty: Phone | None = None
    ivr_agent_escape: bool = default(True, "relay users fail in menus without a way to a person")
    dtmf_timeout_seconds: int = default(10, "short time-outs shut out relay and motor-impaired callers", ge=1, le=20)
    wcag: Label = default("2.1 AA", "ADA Title II rule for web content, compliance date 26 April 2027 (91 FR 20902)")
    alternative_formats: tuple[Label, ...] = default(
        ("large print", "plain text"), "effective communication (28 CFR 35.160)"
    )


class ConsentMode(StrEnum):
    ALL_PARTY = "all_party"
    ONE_PARTY = "one_party"


class Consent(Model):
    """Recording. The caller's place is unknown, so the strictest habit is the default."""

    mode: ConsentMode
    record_calls: bool = default(True, "contracts are judged by recordings")
    announce: bool = default(True, "the caller's location is unknown, so recording is always announced")
    record_announcement: bool = default(True, "the announcement itself must be recorded (RCW 9.73.030(3))")
    unrecorded_path: bool = default(True, "a caller who refuses recording is still served")
    cites: Text | None = None
