"""Language variants: which language a flow of a center speaks, and what the variant is called."""

from __future__ import annotations

from contact_flows.compile.phrases import spoken
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.select import belongs_to

LAST_RESORT = "en-US"
"""Spoken where a center has no language with phrases."""


def first_language(program: ProgramSpec, center: Center) -> str:
    """What a center speaks unless something else was chosen: the first language of its first line that is spoken."""
    lines = belongs_to(program, center, program.infrastructure.lines)
    written = (language.code for language in program.infrastructure.languages)
    offered = (*(code for line in lines[:1] for code in line.languages), *written)
    return next((code for code in offered if spoken(code)), LAST_RESORT)


def voice_language(program: ProgramSpec, center: Center, language: str) -> str:
    """`language` where flows can speak it, else the center's first."""
    return language if spoken(language) else first_language(program, center)


def variant(flow: str, program: ProgramSpec, center: Center, language: str) -> str:
    """Id of a flow in a language: no suffix for the center's first one, nor for one that is not spoken."""
    chosen = voice_language(program, center, language)
    return flow if chosen == first_language(program, center) else f"{flow}-{chosen}"


def other_languages(program: ProgramSpec, center: Center) -> tuple[str, ...]:
    """Languages besides the first in which callers of a center may be spoken to: of its lines and queues."""
    infra, first = program.infrastructure, first_language(program, center)
    lines, queues = belongs_to(program, center, infra.lines), belongs_to(program, center, infra.queues)
    offered = {code for line in lines for code in line.languages}
    offered |= {code for queue in queues for code in queue.languages}
    return tuple(lang.code for lang in infra.languages if lang.code in offered - {first} and spoken(lang.code))
