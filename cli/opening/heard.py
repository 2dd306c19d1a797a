"""Whether a line is open at a moment, and what callers hear of it: the answer of the function `opening` itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from calendars.table.ways import Served
from contact_flows.compile.phrases import phrases
from contact_flows.compile.scope import Scope
from contact_flows.scenarios.worlds import Backing
from contact_flows.simulate.world import Function
from infra.local_functions import local_functions
from spec.models import ProgramSpec

NONE = "none"


@dataclass(frozen=True, slots=True)
class Heard:
    """said: by language, what is said of a closed line, its first language first; empty while it is open"""

    is_open: bool
    said: dict[str, str]


def heard(program: ProgramSpec, served: Served, now: dt.datetime) -> Heard:
    """Of a line. What the operator's switches add is not in the spec, and not in this."""
    center = next(one for one in program.infrastructure.centers if one.id == served.center)
    line = next(one for one in program.infrastructure.lines if one.id == served.line)
    functions = local_functions(program, center, Backing(now=now, region="us-west-2", caller=""))
    opening = functions["function:opening"]
    languages = Scope(program, center).languages_of(line)
    answers = {language: _answer(opening, line.hours, language, now) for language in languages}
    is_open = any(answer["open"] == "yes" for answer in answers.values())
    return Heard(is_open, {} if is_open else {code: _sentences(code, answer) for code, answer in answers.items()})


def _answer(opening: Function, hours: str, language: str, now: dt.datetime) -> dict[str, str]:
    event = {"Details": {"Parameters": {"hours": hours, "language": language}}}
    return {key: str(value) for key, value in opening(event, now).items()}


def _sentences(language: str, answer: dict[str, str]) -> str:
    """In the order of the line's flow; what is not known is left unsaid."""
    say = phrases(language)
    reason, reopens = answer["reason"], answer["reopens"]
    why = say("closed") if reason == NONE else say("closed_for", reason=reason)
    return why if reopens == NONE else f"{why} {say('reopens', reopens=reopens)}"
