"""Scenario files to scenarios. Every fault of every file at once, each with its place, as the program spec's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from contact_flows.scenarios.known import unknown_names
from contact_flows.scenarios.model import Scenario, ScenarioFile
from contact_flows.scenarios.wording import shape_faults
from spec.compose import compose
from spec.errors import SpecError
from spec.faults import Fault, Mark, in_file_order
from spec.models import ProgramSpec
from spec.nodes import Keyed, Node, Scalar, Sequence, child, locate, to_data
from spec.read_file import read_text, unprintable

FOLDER = "scenarios"


@dataclass(frozen=True, slots=True)
class Written:
    """Scenarios as found in files. With faults there may be fewer scenarios than were meant."""

    scenarios: tuple[Scenario, ...]
    faults: tuple[Fault, ...]
    places: dict[str, str]
    """Scenario id to `file:line:column`."""


class ScenarioFaultsError(SpecError):
    """Scenario files that cannot be used; `faults` has every fault."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        first, more = faults[0], len(faults) - 1
        where = f"{first.file}:{first.line}:{first.column}" if first.line is not None else first.file
        others = f" (and {more} more)" if more else ""
        super().__init__(where, f"{first.code} {first.message}{others}", first.hint)
        self.faults = faults

    def __reduce__(self) -> tuple[type[ScenarioFaultsError], tuple[tuple[Fault, ...]]]:
        return ScenarioFaultsError, (self.faults,)


def scenario_files(program_file: Path) -> tuple[Path, ...]:
    """The files beside a program, by name; none where it has no such folder."""
    return tuple(sorted((program_file.parent / FOLDER).glob("*.yaml")))


def check_files(paths: tuple[Path, ...], program: ProgramSpec) -> Written:
    """Read files; a faulty one adds its faults and takes nothing from the others."""
    scenarios: list[Scenario] = []
    faults: list[Fault] = []
    places: dict[str, str] = {}
    for path in paths:
        text = read_text(path)
        if isinstance(text, Fault):
            faults.append(text)
            continue
        found = check_text(text, str(path), program)
        twice = [one for one in found.scenarios if one.id in places]
        faults += found.faults
        faults += [_repeated(one.id, found.places[one.id], str(path)) for one in twice]
        scenarios += [one for one in found.scenarios if one.id not in places]
        places = found.places | places
    return Written(tuple(scenarios), tuple(faults), places)


def check_text(text: str, file: str, program: ProgramSpec) -> Written:
    """As `check_files`, for one text that is already in hand."""
    if strange := unprintable(text, file):
        return Written((), (strange,), {})
    composed = compose(text, file)
    if composed.root is None or composed.faults:
        return Written((), in_file_order(composed.faults), {})
    root = composed.root
    try:
        # Through JSON for its strictness: a number is no text, and a list is a tuple.
        made = ScenarioFile.model_validate_json(json.dumps(to_data(root)), strict=True)
    except ValidationError as error:
        wrong = shape_faults(error.errors(include_url=False), root, file, ScenarioFile)
        return Written((), in_file_order(wrong), {})
    faults = [*_own_repeats(root, file), *unknown_names(made.scenarios, program, root, file)]
    places = {one.id: _place(root, file, number) for number, one in enumerate(made.scenarios)}
    return Written(made.scenarios, in_file_order(faults), places)


def load_scenarios(program_file: Path, program: ProgramSpec) -> Written:
    """The scenarios beside a program. Raises ScenarioFaultsError with every fault."""
    found = check_files(scenario_files(program_file), program)
    if found.faults:
        raise ScenarioFaultsError(found.faults)
    return found


def _place(root: Node, file: str, number: int) -> str:
    mark = locate(root, ("scenarios", number))
    return f"{file}:{mark.line}:{mark.column}"


def _own_repeats(root: Node, file: str) -> Iterator[Fault]:
    items = child(root, "scenarios")
    assert isinstance(items, Sequence)
    seen: dict[object, int] = {}
    for number, item in enumerate(items.items):
        id_ = child(item, "id") if isinstance(item, Keyed) else None
        if not isinstance(id_, Scalar):
            continue
        if id_.value in seen:
            path = ("scenarios", number, "id")
            message = f"the scenario id '{id_.value}' is taken by line {seen[id_.value]}"
            yield _fault("T201", path, message, "give each scenario an id of its own").at(file, id_.mark)
        seen.setdefault(id_.value, id_.mark.line)


def _repeated(id_: str, place: str, file: str) -> Fault:
    line, column = (int(part) for part in place.removeprefix(f"{file}:").split(":"))
    fault = _fault("T201", (), f"the scenario id '{id_}' is taken in another file", "give each an id of its own")
    return fault.at(file, Mark(line, column))


def _fault(code: str, path: tuple[str | int, ...], message: str, hint: str) -> Fault:
    return Fault(code=code, severity="error", path=path, message=message, hint=hint)
