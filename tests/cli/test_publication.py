"""What a person reads when the service does not publish a flow."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.options import TargetName
from cli.publication import unpublished
from cli.session import Session
from contact_flows.compile import compile_flows
from contact_flows.language.document import FlowDocument
from spec.load import check
from spec.select import environment

FILE = Path(__file__).parents[2] / "stacks" / "hawaii-in-house" / "program.yaml"


@pytest.fixture(scope="module")
def session() -> Session:
    checked = check(FILE)
    assert checked.program is not None
    env = environment(checked.program, None)
    return Session(FILE, checked, checked.program, env, TargetName.SANDBOX, None, FILE.parent)


@pytest.fixture(scope="module")
def line(session: Session) -> FlowDocument:
    infra = session.program.infrastructure
    return compile_flows(session.program, infra.centers[0])[f"line-{infra.lines[0].id}"]


def told(session: Session, line: FlowDocument, *problems: str) -> list[str]:
    message = f"Invalid request provided: the flow is not valid. problems: [{'; '.join(problems)}]"
    center = session.program.infrastructure.centers[0].id
    found = unpublished(session, f"{center}-{line.id}", message)
    assert found is not None
    return found.splitlines()


def test_every_problem_has_its_block_and_the_line_of_the_spec(session: Session, line: FlowDocument) -> None:
    first, _, third = line.actions[:3]
    missing = "Action is missing required error. Error: NoMatchingError, Path: Actions[0]"
    head, *rows = told(session, line, missing, "Invalid branch. Path: 2.Evaluate")
    assert head == f'the service does not publish the flow "{line.name}"'
    assert f'block "{first.id}" ({first.type}): {missing}' in rows[0]
    assert f'block "{third.id}" ({third.type}): Invalid branch. Path: 2.Evaluate' in rows[1]
    for row in rows:
        place = row.strip().removeprefix(f"{FILE}:")
        assert int(place.split(":")[0]) > 1


def test_a_problem_of_the_whole_flow_points_to_its_part_of_the_spec(session: Session, line: FlowDocument) -> None:
    _, row = told(session, line, "Invalid JSON")
    number = int(row.strip().removeprefix(f"{FILE}:").split(":")[0])
    written = FILE.read_text(encoding="utf-8").splitlines()[number - 1]
    assert f"id: {session.program.infrastructure.lines[0].id}" in written


@pytest.mark.parametrize(
    ("resource", "message"),
    [
        ("office-line-main", "AccessDeniedException: no"),
        ("office-billing", "problems: [Invalid JSON]"),
        ("elsewhere-line-main", "problems: [Invalid JSON]"),
    ],
)
def test_other_failures_are_left_as_they_are(session: Session, resource: str, message: str) -> None:
    assert unpublished(session, resource, message) is None
