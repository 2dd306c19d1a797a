"""What an operator may name: a line by its id, or `all`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spec.deployed import AGAIN, Deployed, DeployedCenter, DeployedLine
from spec.errors import UsageError
from spec.faults import did_you_mean
from spec.switches import center_scope, line_scope

ALL = "all"
USUAL_LANGUAGE = "en-US"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A line, or all lines of a center.

    line    None for the whole center
    lines   all of the center
    whole   how the whole center is named on the command line
    """

    center: str
    line: DeployedLine | None
    lines: tuple[DeployedLine, ...]
    whole: str = ALL

    @property
    def scope(self) -> str:
        return center_scope(self.center) if self.line is None else line_scope(self.line.id)

    @property
    def scopes(self) -> tuple[str, ...]:
        """Every row of the center that can matter to its callers."""
        return (center_scope(self.center), *(line_scope(line.id) for line in self.lines))

    @property
    def concerned(self) -> tuple[DeployedLine, ...]:
        """Lines whose callers hear of it."""
        return self.lines if self.line is None else (self.line,)


def named(deployed: Deployed, word: str, center: str | None = None) -> tuple[Named, ...]:
    """One for a line; for `all` one for each center, or for the one that is said.

    raises   UsageError: no such line or center, or a deployment that an older Civicline recorded
    """
    require_switchboards(deployed)
    if center is not None and center not in deployed.centers:
        raise UsageError(f"--center {center}", "no such center is deployed", f"one of {', '.join(deployed.centers)}")
    if word == ALL:
        return tuple(_named(deployed, id_, None) for id_ in deployed.centers if center in (None, id_))
    line = _line(deployed, word)
    if center not in (None, line.center):
        raise UsageError(f"--center {center}", f"{word} belongs to {line.center}", "leave --center out")
    return (_named(deployed, line.center, line),)


def languages_of(named: tuple[Named, ...]) -> tuple[str, ...]:
    """Those that any caller concerned hears, in the order of the lines."""
    spoken = (language for one in named for line in one.concerned for language in line.languages)
    return tuple(dict.fromkeys(spoken)) or (USUAL_LANGUAGE,)


def zone_of(deployed: Deployed, named: tuple[Named, ...]) -> str:
    """Of the line; of the program where all are meant."""
    line = named[0].line
    return deployed.time_zone if line is None else line.time_zone


def stays_open(deployed: Deployed, named: tuple[Named, ...]) -> tuple[str, ...]:
    """What people still reach while all that is named is closed: other lines, and channels that it leaves alone."""
    closed = {line.id for one in named for line in one.concerned}
    dialed = _dialed(deployed)
    lines = [
        f"{line.name} ({line.id}{', by transfer' if dialed and line.id not in dialed else ''})"
        for line in deployed.lines
        if line.id not in closed
    ]
    whole = {one.center for one in named if one.line is None}
    written = dict.fromkeys(
        kind for id_, center in deployed.centers.items() for kind in _written(center, closed=id_ in whole)
    )
    return (*lines, *written)


def _dialed(deployed: Deployed) -> frozenset[str]:
    """Lines that have a number of their own; empty where a deployment has no numbers at all."""
    paths = (row.path for center in deployed.centers.values() for row in center.resources if row.kind == "number")
    return frozenset(line.id for path in paths for line in deployed.lines if path.startswith(_numbers(line)))


def _numbers(line: DeployedLine) -> str:
    return f"infrastructure.lines[{line.id}]."


def require_switchboards(deployed: Deployed) -> None:
    """Raises UsageError for what an older Civicline deployed, which had neither a log nor a second region."""
    for id_, center in deployed.centers.items():
        if not center.switchboard or not center.switch_log or not center.switch_regions:
            where = f"{deployed.program} {deployed.stack}, center {id_}"
            raise UsageError(where, "an older Civicline deployed it, without switches that operators can reach", AGAIN)


def _named(deployed: Deployed, center: str, line: DeployedLine | None) -> Named:
    lines = tuple(found for found in deployed.lines if found.center == center)
    whole = ALL if len(deployed.centers) == 1 else f"{ALL} --center {center}"
    return Named(center=center, line=line, lines=lines, whole=whole)


def _line(deployed: Deployed, word: str) -> DeployedLine:
    for line in deployed.lines:
        if line.id == word:
            return line
    ids = [*(line.id for line in deployed.lines), ALL]
    by_name = [line.id for line in deployed.lines if line.name.casefold() == word.casefold()]
    near = by_name[0] if len(by_name) == 1 else did_you_mean(word, ids)
    where = word or '""'
    raise UsageError(where, "no such line is deployed", f"did you mean {near}?" if near else f"one of {', '.join(ids)}")


def _written(center: DeployedCenter, *, closed: bool) -> Iterator[str]:
    """Closing a center closes its chat; e-mail is received at any time, as outside opening hours."""
    flows = [row.id for row in center.resources if row.kind == "flow"]
    if "chat" in flows and not closed:
        yield "chat"
    if any(id_.startswith("email-") for id_ in flows):
        yield "e-mail"
