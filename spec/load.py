"""Path to program: the only way a spec enters. Nothing is raised for a faulty spec until `load` does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from spec import faults as fault
from spec.compose import compose
from spec.errors import SpecFaultsError
from spec.faults import Fault, in_file_order
from spec.models.dates import Stage
from spec.models.program import ProgramSpec
from spec.nodes import Node, locate, locate_key
from spec.read_file import read_text, unprintable
from spec.rules import broken_rules
from spec.shape import shape


@dataclass(frozen=True, slots=True)
class Source:
    """The file as written, for whoever must point at a line of it later: conformity, drift, provenance."""

    file: str
    root: Node

    def locate(self, path: fault.Path) -> fault.Mark:
        """Line and column of the deepest part of `path` that the file has."""
        return locate(self.root, path)

    def locate_key(self, path: fault.Path) -> fault.Mark:
        """Line and column of the key itself."""
        return locate_key(self.root, path)


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a spec. `program` is None when the shape is wrong; rules may still complain when it is not."""

    program: ProgramSpec | None
    faults: tuple[Fault, ...]
    source: Source | None = None

    @property
    def errors(self) -> tuple[Fault, ...]:
        return tuple(found for found in self.faults if found.severity == "error")

    @property
    def warnings(self) -> tuple[Fault, ...]:
        return tuple(found for found in self.faults if found.severity == "warning")


def check(path: Path, stage: Stage | None = None) -> Checked:
    """Every fault of a spec, in file order.

    stage   judge it as of this stage; as of the spec's own `dates.stage` when left out
    """
    text = read_text(path)
    if isinstance(text, Fault):
        return Checked(None, (text,))
    return check_text(text, str(path), stage)


def check_text(text: str, file: str, stage: Stage | None = None) -> Checked:
    """As `check`, for a text that is already in hand; `file` is only quoted."""
    if strange := unprintable(text, file):
        return Checked(None, (strange,))
    composed = compose(text, file)
    if composed.root is None:
        return Checked(None, in_file_order(composed.faults))
    source = Source(file, composed.root)
    shaped = shape(composed.root, file)
    if isinstance(shaped, tuple):
        trapped = {(f.line, f.column) for f in composed.faults}  # a trap's value is also of the wrong kind
        found = [f for f in shaped if (f.line, f.column) not in trapped]
        return Checked(None, in_file_order([*composed.faults, *found]), source)
    if composed.faults:
        return Checked(None, in_file_order(composed.faults), source)
    broken = broken_rules(shaped, stage or shaped.dates.stage)
    return Checked(shaped, in_file_order(f.at(file, source.locate(f.path)) for f in broken), source)


def load(path: Path, stage: Stage | None = None) -> ProgramSpec:
    """The program, ready to use. Raises SpecFaultsError with every fault; warnings do not count."""
    checked = check(path, stage)
    if checked.program is None or checked.errors:
        raise SpecFaultsError(str(path), checked.faults)
    return checked.program
