"""Choices of case fields: put once, kept, and made inactive when the spec drops them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from operate.case_options import converge_case_options
from spec.case_options import case_options
from spec.load import load

HAWAII = Path(__file__).parents[2] / "stacks" / "hawaii-in-house" / "program.yaml"


class FakeCases:
    """Remembers choices as the Cases API does: a choice is never deleted, only made inactive."""

    def __init__(self) -> None:
        self.options: dict[str, dict[str, dict[str, Any]]] = {}
        self.puts = 0

    def list_field_options(self, **named: str) -> Mapping[str, Any]:
        assert named["domainId"] == "domain"
        return {"options": list(self.options.get(named["fieldId"], {}).values())}

    def batch_put_field_options(self, *, options: list[dict[str, Any]], **named: str) -> Mapping[str, Any]:
        assert named["domainId"] == "domain"
        assert 1 <= len(options) <= 50
        self.puts += 1
        self.options.setdefault(named["fieldId"], {}).update({option["value"]: option for option in options})
        return {}


def converge(cases: FakeCases, *choices: str) -> int:
    return converge_case_options(cases, "domain", {"county": "f1"}, {"county": choices})


def active(cases: FakeCases) -> set[str]:
    return {value for value, option in cases.options["f1"].items() if option["active"]}


def test_the_choices_of_the_spec_are_put() -> None:
    cases = FakeCases()
    assert converge(cases, "Maui", "Kauai") == 2
    assert active(cases) == {"Maui", "Kauai"}


def test_a_second_run_puts_nothing() -> None:
    cases = FakeCases()
    converge(cases, "Maui")
    assert (converge(cases, "Maui"), cases.puts) == (0, 1)


def test_a_dropped_choice_is_made_inactive_and_comes_back_active() -> None:
    cases = FakeCases()
    converge(cases, "Maui", "Kauai")
    converge(cases, "Maui")
    assert active(cases) == {"Maui"}
    converge(cases, "Maui", "Kauai")
    assert active(cases) == {"Maui", "Kauai"}


def test_many_choices_go_in_batches() -> None:
    cases = FakeCases()
    assert converge(cases, *(f"choice {n}" for n in range(120))) == 120
    assert cases.puts == 3


def test_a_field_that_was_not_deployed_is_left_alone() -> None:
    cases = FakeCases()
    assert converge_case_options(cases, "domain", {}, {"county": ("Maui",)}) == 0


def test_departments_and_request_types_are_choices_too() -> None:
    found = case_options(load(HAWAII))
    assert "mileage" in found["department"]
    assert "complaint" in found["request_type"]
