"""What `flows lint` judges: the flows of specs, and flow files; each finding with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cli.programs import check
from contact_flows.compile import compile_flows
from contact_flows.language.document import FlowType
from contact_flows.language.parsing import READABLE_CHARACTERS, Complaint, NotAFlowError
from contact_flows.lint import Context, Finding, lint
from contact_flows.lint.foreign import Foreign, read_foreign
from spec.errors import SpecFaultsError, UsageError
from spec.load import Checked
from spec.named_paths import path_of

UNREADABLE = "FE001"
UNREADABLE_TITLE = "the file is a flow: JSON with actions"
_IDENTIFIER = re.compile(r'"Identifier"\s*:\s*"((?:[^"\\]|\\.)*)"')
_SPECS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding in a file."""

    finding: Finding
    file: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """files: how many flows were judged, files that are no flows included."""

    files: int
    problems: tuple[Placed, ...]

    @property
    def errors(self) -> int:
        return sum(placed.finding.severity == "error" for placed in self.problems)

    @property
    def unreadable(self) -> bool:
        return any(placed.finding.code == UNREADABLE for placed in self.problems)


def gathered(paths: Sequence[Path], type_: FlowType | None = None) -> Report:
    """Judge everything.

    type_    of flows whose files do not tell it
    raises   UsageError for a path that is not there, SpecFaultsError for a spec with faults
    """
    specs = [path for path in paths if path.suffix in _SPECS]
    files = [file for path in paths if path.suffix not in _SPECS for file in _flow_files(path)]
    judged = [_of_spec(path) for path in specs] + ([_of_files(files, type_)] if files else [])
    return Report(sum(one.files for one in judged), tuple(placed for one in judged for placed in one.problems))


def _flow_files(path: Path) -> list[Path]:
    if not path.is_dir():
        if not path.exists():
            raise UsageError(str(path), "there is no such file", "name a program spec, a flow JSON file or a folder")
        return [path]
    found = sorted(path.rglob("*.json"))
    if not found:
        raise UsageError(str(path), "no JSON file is in this folder", "name a folder of flows, or a program spec")
    return found


def _of_spec(path: Path) -> Report:
    """Flows of all centers."""
    checked = check(path)
    if checked.program is None or checked.errors:
        raise SpecFaultsError(str(path), checked.faults)
    context = Context.of(checked.program)
    problems: list[Placed] = []
    count = 0
    for center in checked.program.infrastructure.centers:
        flows = compile_flows(checked.program, center).flows
        count += len(flows)
        problems += (_in_spec(path, checked, finding) for finding in lint(flows, context=context))
    return Report(count, tuple(dict.fromkeys(problems)))


def _in_spec(path: Path, checked: Checked, finding: Finding) -> Placed:
    if checked.source is None or not finding.spec_path:
        return Placed(finding, str(path))
    mark = checked.source.locate(path_of(checked.source.root, finding.spec_path))
    return Placed(finding, str(path), mark.line, mark.column)


def _of_files(files: Sequence[Path], type_: FlowType | None) -> Report:
    """Files that are given together are judged together: they may name one another."""
    found: list[Foreign] = []
    problems: list[Placed] = []
    places: dict[str, dict[str, tuple[int, int]]] = {}
    for file in dict.fromkeys(files):
        try:
            text = _text(file)
            found.append(read_foreign(text, id=str(file), type=_named_type(file) or type_))
            places[str(file)] = _places(text)
        except NotAFlowError as error:
            problems += _complaints(file, error)
    aliases = {name: one.document.id for one in found for name in (*one.names, Path(one.document.id).stem)}
    documents = [one.document for one in found]
    problems += (_in_file(finding, places) for finding in lint(documents, context=Context(aliases=aliases)))
    return Report(len(dict.fromkeys(files)), tuple(problems))


def _named_type(file: Path) -> FlowType | None:
    """`hold.CUSTOMER_HOLD.json` tells the type of its flow."""
    word = Path(file.stem).suffix.removeprefix(".")
    return FlowType(word) if word in set(FlowType) else None


_LINE = re.compile(r"line (\d+), column (\d+)")


def _complaints(file: Path, error: NotAFlowError) -> Iterator[Placed]:
    """Why a file is no flow, each at its line where that is known."""
    for complaint in error.complaints:
        at = _LINE.fullmatch(complaint.where)
        where = f"{complaint.where}: " if complaint.where and not at else ""
        finding = Finding(
            code=UNREADABLE,
            severity="error",
            message=f"{where}{complaint.message}",
            flow=str(file),
            hint="export the flow from the console, or take the Content that DescribeContactFlow gives",
        )
        yield Placed(finding, str(file), *(map(int, at.groups()) if at else (None, None)))


def _text(file: Path) -> str:
    """Raises   NotAFlowError when the bytes are no text"""
    try:
        with file.open("rb") as opened:
            raw = opened.read(4 * READABLE_CHARACTERS + 1)
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAFlowError((Complaint("", f"the file is not UTF-8 (byte {error.start + 1})"),)) from None
    except (OSError, ValueError) as error:
        raise UsageError(str(file), getattr(error, "strerror", None) or str(error), "check the path") from None


def _places(text: str) -> dict[str, tuple[int, int]]:
    """Line and column of each block's identifier."""
    found: dict[str, tuple[int, int]] = {}
    line, first, seen = 1, 0, 0  # the line, where it starts, and how far newlines are counted
    for match in _IDENTIFIER.finditer(text):
        newlines = text.count("\n", seen, match.start())
        if newlines:
            line += newlines
            first = text.rindex("\n", seen, match.start()) + 1
        seen = match.start()
        found.setdefault(match.group(1), (line, seen - first + 1))
    return found


def _in_file(finding: Finding, places: dict[str, dict[str, tuple[int, int]]]) -> Placed:
    line, column = places[finding.flow].get(finding.block, (None, None))
    return Placed(finding, finding.flow, line, column)
