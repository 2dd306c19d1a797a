"""L: what the law asks of languages, accessibility and recording."""

from __future__ import annotations

from spec.faults import Path, listed
from spec.models.languages import ConsentMode, Spoken
from spec.models.program import ProgramSpec
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import walk

# RCW 9.73.030 (Washington); Penal Code section 632 (California).
ALL_PARTY = ("CA", "WA")


@rule()
def relay_refused(program: ProgramSpec) -> Findings:
    """L101: relay calls are taken, and every menu has a way to a person (S29-4, S30-11)."""
    access = program.infrastructure.accessibility
    path: Path = ("infrastructure", "accessibility")
    if not access.relay_711:
        yield Finding((*path, "relay_711"), "relay calls may not be refused (28 CFR 35.161)", "write relay_711: true")
    if not access.ivr_agent_escape:
        message = "a menu without a way to a person shuts out relay users"
        yield Finding((*path, "ivr_agent_escape"), message, "write ivr_agent_escape: true")


@rule()
def recorded_unannounced(program: ProgramSpec) -> Findings:
    """L102: a recording is announced, and the announcement is in the recording (S30-8)."""
    consent = program.infrastructure.consent
    path: Path = ("infrastructure", "consent")
    if not consent.record_calls:
        return
    if not consent.announce:
        message = "calls are recorded without saying so; the caller may be where all parties must agree"
        yield Finding((*path, "announce"), message, "write announce: true")
    if not consent.record_announcement and consent.mode is ConsentMode.ALL_PARTY:
        message = "where all parties must agree, the announcement itself must be recorded (RCW 9.73.030(3))"
        yield Finding((*path, "record_announcement"), message, "write record_announcement: true")


@rule()
def consent_of_state(program: ProgramSpec) -> Findings:
    """L103: where the state's law asks all parties to agree to a recording, the spec does too (S30-8)."""
    consent = program.infrastructure.consent
    if program.program.state in ALL_PARTY and consent.record_calls and consent.mode is not ConsentMode.ALL_PARTY:
        message = f"{program.program.state} asks all parties to agree to a recording"
        yield Finding(("infrastructure", "consent", "mode"), message, "write mode: all_party")


@rule()
def no_interpreter(program: ProgramSpec) -> Findings:
    """L104: a language that an interpreter speaks has an interpreter line (S30-11)."""
    infra = program.infrastructure
    for i, language in enumerate(infra.languages):
        if language.voice is Spoken.INTERPRETER and infra.interpreter_line is None:
            path = ("infrastructure", "languages", i, "voice")
            yield Finding(
                path,
                f"an interpreter speaks {language.name}, but there is no interpreter line",
                "add 'interpreter_line:'",
            )


@rule()
def nobody_speaks(program: ProgramSpec) -> Findings:
    """L105: a language that agents speak is spoken by an agent on the roster (S29-18)."""
    spoken = {language for agent in program.workforce.agents for language in agent.languages}
    for i, language in enumerate(program.infrastructure.languages):
        if language.voice is Spoken.AGENTS and language.code not in spoken:
            path = ("infrastructure", "languages", i, "voice")
            message = f"agents are said to speak {language.name}, but none on the roster does"
            yield Finding(path, message, "add it to an agent's languages, or write voice: interpreter")


@rule()
def line_speaks_nothing(program: ProgramSpec) -> Findings:
    """L106: a line offers only languages in which somebody answers (S30-11)."""
    silent = {language.code for language in program.infrastructure.languages if language.voice is Spoken.NONE}
    for path, code in walk(program, "infrastructure.lines[].languages[]"):
        if code in silent:
            known = listed(sorted({lang.code for lang in program.infrastructure.languages} - silent), "and")
            yield Finding(path, f"nobody speaks {code} on the telephone", f"delete it here; spoken are {known}")


@rule()
def greeting_untranslated(program: ProgramSpec) -> Findings:
    """L107: a line greets in every language that it offers and in which menus are spoken (S30-11)."""
    prompted = {language.code for language in program.infrastructure.languages if language.prompts}
    for i, line in enumerate(program.infrastructure.lines):
        for j, code in enumerate(line.languages[1:], start=1):
            if code in prompted and code not in line.greeting_in:
                message = f"menus are spoken in {code}, but line '{line.id}' has no greeting in it"
                path: Path = ("infrastructure", "lines", i, "languages", j)
                yield Finding(path, message, f"add it to 'greeting_in:', or write prompts: false for {code}")


@rule()
def label_untranslated(program: ProgramSpec) -> Findings:
    """L108: a line that greets in a language has each choice of its menu in it (S30-11)."""
    for i, line in enumerate(program.infrastructure.lines):
        for j, choice in enumerate(line.menu):
            lacks = [code for code in line.greeting_in if code not in choice.label_in]
            if lacks:
                message = f"line '{line.id}' greets in {listed(lacks, 'and')}, but key {choice.key} is not said in it"
                yield Finding(("infrastructure", "lines", i, "menu", j), message, "add it to 'label_in:'")


@rule()
def translated_for_nobody(program: ProgramSpec) -> Findings:
    """L109: a greeting is translated only into a language that the line offers and in which menus are spoken
    (S30-11).
    """
    prompted = {language.code for language in program.infrastructure.languages if language.prompts}
    for i, line in enumerate(program.infrastructure.lines):
        for code in line.greeting_in:
            path: Path = ("infrastructure", "lines", i, "greeting_in", code)
            if code not in line.languages:
                yield Finding(path, f"line '{line.id}' does not offer {code}", "add it to the line's 'languages:'")
            elif code not in prompted:
                yield Finding(path, f"menus are not spoken in {code}", f"write prompts: true for {code}")
