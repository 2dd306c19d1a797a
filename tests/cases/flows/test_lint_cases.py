"""Each rule of lint against a flow that breaks it, and against the nearest flow that does not.

The code stands in the name of the folder. `bad` and `good` are one flow, or a folder of flows that name one another.
"""

from pathlib import Path

import pytest

from cli.linting import Placed, gathered
from contact_flows.language.document import FlowType
from contact_flows.lint import RULES

HERE = Path(__file__).parent
CASES = sorted((HERE / "lint").iterdir())
IN_CONTEXT = {"FE190", "FC111", "FC142", "FD113", "FD144", "FD150", "FD151", "FD152", "FG107", "FG120"}
"""Rules that need more than files; tests/contact_flows/lint has them."""
WITH_TWO = {"wait-with-the-documented-name", "loop-prompts-in-an-inbound-flow"}
"""A wrong name is also a missing one; what waits in a queue goes round for ever elsewhere."""
GOOD = sorted((HERE / "good").glob("*.json"))
BAD = sorted((HERE / "bad").glob("*.json"))


def found(case: Path, kind: str) -> tuple[Placed, ...]:
    file = case / f"{kind}.json"
    return gathered([file if file.exists() else case / kind]).problems


def codes(problems: tuple[Placed, ...]) -> set[str]:
    return {placed.finding.code for placed in problems}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_bad_flow_has_its_one_fault(case: Path) -> None:
    code = case.name[:5]
    problems = found(case, "bad")
    assert codes(problems) - codes(found(case, "good")) == {code}
    own = [placed.finding for placed in problems if placed.finding.code == code]
    assert all(finding.severity == RULES[code].severity for finding in own)
    assert all(finding.message and finding.hint for finding in own)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_nearest_good_flow_has_no_error(case: Path) -> None:
    problems = found(case, "good")
    assert case.name[:5] not in codes(problems)
    assert [placed for placed in problems if placed.finding.severity == "error"] == []


def test_every_rule_has_a_bad_and_a_good_flow() -> None:
    assert {case.name[:5] for case in CASES} | IN_CONTEXT == set(RULES)


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_a_flow_that_the_service_publishes_has_no_error(file: Path) -> None:
    assert [
        placed for placed in gathered([file], FlowType.CONTACT_FLOW).problems if placed.finding.severity == "error"
    ] == []


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_flow_that_the_service_refuses_has_an_error(file: Path) -> None:
    errors = [
        placed.finding
        for placed in gathered([file], FlowType.CONTACT_FLOW).problems
        if placed.finding.severity == "error"
    ]
    assert errors
    assert len({finding.code for finding in errors}) == 1 or file.stem in WITH_TWO
