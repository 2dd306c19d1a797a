"""Switchboards kept by hand: they remember, refuse what DynamoDB would refuse, and go dark or quiet when told to."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from operate.switches.ports import Change, OvertakenError, Place, Rows
from spec.deployed import Deployed, DeployedCenter, DeployedLine, DeployedResource, Instance
from spec.errors import CloudError
from spec.switches import LogEntry, SwitchRow

NOW = dt.datetime(2027, 1, 14, 18, 30, tzinfo=dt.UTC)
ZONE = "Pacific/Honolulu"
WEST, EAST = Place("office", "us-west-2"), Place("office", "us-east-1")


@dataclass
class FakeBoard:
    """dark: nothing answers. quiet: a change happens, and its answer is lost. before: runs when a change arrives."""

    place: Place
    kept: dict[str, SwitchRow] = field(default_factory=dict)
    log: list[LogEntry] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    dark: bool = False
    quiet: bool = False
    refuses: bool = False
    before: Callable[[FakeBoard], None] | None = None
    after: Callable[[FakeBoard], None] | None = None

    def rows(self, scopes: Sequence[str]) -> Rows:
        self._answer()
        return {scope: self.kept[scope] for scope in scopes if scope in self.kept}

    def change(self, changes: Sequence[Change], token: str) -> None:
        self._answer()
        if self.refuses:
            raise CloudError(f"dynamodb in {self.place.region}", "AccessDeniedException: no")
        if self.before is not None:
            self.before(self)
        if token not in self.tokens:
            if not all(self._is_still(change) for change in changes):
                raise OvertakenError(f"dynamodb in {self.place.region}", "the row is not any more what was shown")
            for change in changes:
                self._apply(change)
            self.tokens.add(token)
        if self.after is not None:
            self.after(self)
        if self.quiet:
            raise CloudError(f"dynamodb in {self.place.region}", "Read timeout on endpoint URL")

    def _is_still(self, change: Change) -> bool:
        """As it was seen; or gone, where it was over."""
        found, was = self.kept.get(change.scope), change.was
        return found == was or (found is None and was is not None and not was.in_force(change.entry.at))

    def _apply(self, change: Change) -> None:
        assert change.entry.key not in {entry.key for entry in self.log}, "the log is append-only"
        self.log.append(change.entry)
        self.kept.pop(change.scope, None)
        if change.then is not None:
            assert change.then.expires is not None, "a row without an end"
            self.kept[change.scope] = change.then

    def entries(self) -> Iterator[LogEntry]:
        self._answer()
        yield from sorted(self.log, key=lambda entry: entry.key, reverse=True)

    def _answer(self) -> None:
        if self.dark:
            raise CloudError(f"dynamodb in {self.place.region}", "Connection was closed before we received a response")


def ids() -> Callable[[], str]:
    """Gives 1, 2, 3, ..."""
    count = itertools.count(1)
    return lambda: f"{next(count):024}"


def line(id_: str, name: str, *languages: str, center: str = "office") -> DeployedLine:
    return DeployedLine(id=id_, name=name, center=center, languages=languages or ("en-US",), time_zone=ZONE)


def center(*flows: str, regions: tuple[str, ...] = ("us-west-2", "us-east-1")) -> DeployedCenter:
    return DeployedCenter(
        region=regions[0] if regions else "us-west-2",
        account="000000000101",
        alias="office",
        instance=Instance(id="i", arn="arn:aws:connect:us-west-2:000000000101:instance/i"),
        switchboard="switchboard",
        switch_log="switch-log" if regions else None,
        switch_regions=regions,
        resources=tuple(DeployedResource(kind="flow", id=flow, name=flow) for flow in flows),
    )


def deployed(*lines: DeployedLine, **centers: DeployedCenter) -> Deployed:
    return Deployed(
        version=1,
        program="p",
        stack="dev",
        target="sandbox",
        spec_digest="",
        deployed_at="",
        time_zone=ZONE,
        lines=lines,
        centers=centers or {"office": center("line-main", "chat", "email-help")},
    )


MAIN = line("main", "Main line", "en-US", "es-US")
DESK = line("desk", "Policy desk")
PROGRAM = deployed(MAIN, DESK)
