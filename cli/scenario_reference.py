"""docs/reference/scenarios.md, written from the models of scenario files themselves."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic_core import PydanticUndefined

from contact_flows.scenarios.model import Given, Scenario, Step, Then
from contact_flows.scenarios.wording import CODES
from spec.models.base import Model
from spec.reference import GENERATED

_ABOUT = (
    "`civicline test PROGRAM` runs the files in `scenarios/` beside the program, the mandatory scenarios that follow",
    "from the spec (every choice of every line, in each language, in every world), and a sweep that makes each block",
    "fail. All are also judged by the truth: nobody may hear what is not so, or come where the spec does not lead.",
)
_EXAMPLE = """\
```yaml
scenarios:
  - id: policy-after-five
    title: The policy desk closes an hour earlier and then takes a message
    given: {line: main, at: "2028-03-08 17:30"}
    when:
      - press: "7"
    then:
      hears: [closed, request]
      opens_case: true
      never_queue: [policy_state]
```"""


def scenario_page() -> str:
    """What a scenario file may say, and the codes of what is wrong with one."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from (GENERATED, "", "# Scenario files", "")
    yield from _ABOUT
    yield from ("", _EXAMPLE)
    for title, model in (
        ("Scenario", Scenario),
        ("`given`: the world when the contact comes", Given),
        ("`when`: what the contact does, one step for each question", Step),
        ("`then`: what must come of it", Then),
    ):
        yield from ("", f"## {title}", "", "| Key | Meaning | Left out |", "|---|---|---|")
        yield from _rows(model)
    yield from ("", "## Codes of faults", "", "| Code | What must hold |", "|---|---|")
    yield from (f"| {code} | {sentence} |" for code, sentence in CODES.items())


def _rows(model: type[Model]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        default = field.get_default(call_default_factory=True) if not field.is_required() else PydanticUndefined
        yield f"| `{name}` | {_cell(field.description or _MEANINGS.get(name, ''))} | {_default(default)} |"


_MEANINGS = {
    "id": "Names it in results; small letters, digits, dashes",
    "given": "The world",
    "when": "The steps",
    "then": "The expectations; at least one",
    "press": "Keys, in quotes",
    "say": "Words spoken or written",
}


def _default(value: object) -> str:
    if value is PydanticUndefined:
        return "must be there"
    return f"`{value}`" if isinstance(value, str | int | float) and not isinstance(value, bool) and value != "" else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
