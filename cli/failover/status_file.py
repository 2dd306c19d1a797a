"""`failover status --html`: the status page as a file, written once, or again and again while somebody watches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cli.render.failover.facts import About, Now
from cli.render.failover.page import office_page, public_page
from cli.saving import save
from operate.failover.aside import Aside, aside
from operate.switches.dynamo import boards_of
from operate.switches.named import ALL, named
from operate.switches.state import begun, look
from publish.status_page.page import render
from spec.errors import UsageError

if TYPE_CHECKING:
    from cli.failover.opened import Opened
    from cli.failover.watching import Watcher
    from cli.recorded.deployments import Deployment
    from operate.failover.reading import Seen
    from operate.failover.watching import Checked, Watch
    from operate.switches.ports import Seen as Switched

LEAST_REFRESH = 5
"""Seconds; a browser that asks more often shows nothing that changed."""


@dataclass
class StatusFile:
    """public: for callers, who learn of their lines alone."""

    file: Path
    place: Deployment
    about: About
    public: bool
    _switched: Switched = field(default_factory=dict)

    def looking(self, looks: Callable[[], Sequence[Seen]]) -> Callable[[], Sequence[Seen]]:
        """The same look, with one at what callers hear beside it. A silent region raises nothing here."""

        def both() -> Sequence[Seen]:
            switched = begun(StatusFile._heard, self)
            seen = looks()
            self._switched = switched.result()
            return seen

        return both

    def _heard(self) -> Switched:
        deployed = self.place.deployed
        scopes = {one.center: one.scopes for one in named(deployed, ALL)}
        return look(boards_of(self.place.aws, deployed, deployed.centers), scopes)

    def write_once(self, seen: Sequence[Seen] = ()) -> None:
        """Of one look that was just made. Raises UsageError."""
        self.looking(lambda: seen)()
        now = dt.datetime.now(dt.UTC)
        beside = Aside() if self.public else aside(self.place.aws, self.place.deployed, seen, now)
        self.write(seen, {}, beside, now)

    def each_of(self, watcher: Watcher) -> Callable[[Watch], None]:
        """To be called after each look and each check. A page that cannot be written any more ends the watch: it would
        tell old news.
        """

        def written(state: Watch) -> None:
            if state.when is None:
                return
            try:
                self.write(state.seen, state.checks, state.aside or Aside(), state.when.at)
            except UsageError as error:
                watcher.failed = error

        return written

    def write(self, seen: Sequence[Seen], checks: Mapping[str, Checked], beside: Aside, now: dt.datetime) -> None:
        """Whole or not at all. Raises UsageError where it cannot be written."""
        found = Now(at=now, seen=seen, switched=self._switched, checks=checks, aside=beside)
        page = public_page(self.about, found) if self.public else office_page(self.about, found)
        save(self.file, render(page))


def page_file(found: Opened, file: Path, title: str, *, public: bool, refresh: int | None = None) -> StatusFile:
    """refresh: seconds after which there is a newer one; None: never."""
    again = None if refresh is None else max(refresh, LEAST_REFRESH)
    return StatusFile(file, found.place, About(found.place.deployed, found.zone, title, again), public)
