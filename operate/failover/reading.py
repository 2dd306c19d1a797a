"""Where contacts go now, asked in both regions at once; one that answers is enough to know it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from operate.failover.model import Split
from operate.failover.ports import BusyError, Controls, DarkError, Pace, UnknownGroupError
from operate.switches.state import at_once
from spec.deployed import AGAIN
from spec.errors import CloudError, UsageError
from spec.serving import CHANNELS, Serving, newest

T = TypeVar("T")
PAUSES = (0.3, 0.7, 1.5)
"""Seconds between the tries of a region that refuses for the moment."""
_LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Seen:
    """One center. splits, rows: what each region said, or why it said nothing.

    regions   its own and the replica's
    """

    center: str
    regions: tuple[str, str]
    splits: Mapping[str, Split | CloudError]
    rows: Mapping[str, Serving | CloudError | None]

    @property
    def home(self) -> str:
        return self.regions[0]

    @property
    def split(self) -> Split | None:
        """None where no region answers. Where they differ for a moment, what changed last."""
        told = [found for found in self.splits.values() if isinstance(found, Split)]
        return max(told, key=lambda split: split.since or _LONG_AGO, default=None)

    @property
    def dark(self) -> Mapping[str, CloudError]:
        """Regions in which Amazon Connect does not answer."""
        return {region: found for region, found in self.splits.items() if isinstance(found, CloudError)}

    @property
    def read_rows(self) -> dict[str, Serving | None]:
        return {region: row for region, row in self.rows.items() if not isinstance(row, CloudError)}

    @property
    def unread_rows(self) -> dict[str, CloudError]:
        return {region: row for region, row in self.rows.items() if isinstance(row, CloudError)}

    @property
    def serving(self) -> Serving | None:
        """The row that counts; None where none was ever written, or no region could be read."""
        return newest(self.read_rows)

    @property
    def agrees(self) -> bool:
        """Whether every region that could be read says the same of chat, e-mail and web."""
        usual = dict.fromkeys(CHANNELS, self.home)
        told = [dict(row.regions) if row else usual for row in self.read_rows.values()]
        return all(regions == told[0] for regions in told)

    @property
    def served(self) -> Mapping[str, str]:
        """The region of each channel that follows the row."""
        row = self.serving
        return row.regions if row else dict.fromkeys(CHANNELS, self.home)

    def across(self, region: str) -> str:
        home, replica = self.regions
        return replica if region == home else home


def look(controls: Sequence[Controls], pace: Pace) -> tuple[Seen, ...]:
    """One for each center, in order; all regions of all centers are asked at once.

    A region that refuses for the moment is asked again for some seconds; one that is silent is not.

    raises   UsageError where AWS knows no such group: what was recorded is older than what is deployed
    """
    seen = tuple(at_once(partial(_look, pace=pace), controls))
    for one in seen:
        _require_known(one)
    return seen


def _look(one: Controls, pace: Pace) -> Seen:
    with ThreadPoolExecutor(max_workers=len(one.regions) + len(one.flags)) as pool:
        splits = {region: pool.submit(tried, partial(one.group.read, region), pace) for region in one.regions}
        rows = {flags.place.region: pool.submit(tried, flags.read, pace) for flags in one.flags}
        return Seen(
            one.center,
            one.regions,
            {region: asked.result() for region, asked in splits.items()},
            {region: asked.result() for region, asked in rows.items()},
        )


def tried(ask: Callable[[], T], pace: Pace) -> T | CloudError:
    """What a region said, or why it did not. One that refuses for the moment is asked again."""
    for seconds in PAUSES:
        try:
            return ask()
        except DarkError as error:
            return error
        except BusyError:
            pace.pause(seconds)
        except CloudError as error:
            return error
    try:
        return ask()
    except CloudError as error:
        return error


def _require_known(seen: Seen) -> None:
    unknown = [region for region, error in seen.dark.items() if isinstance(error, UnknownGroupError)]
    if unknown and seen.split is None:
        what = f"{unknown[0]} knows no such traffic distribution group: what this machine recorded is out of date"
        hint = f"{AGAIN}; or civicline deployments fetch, which gets the newest copy"
        raise UsageError(f"center {seen.center}", what, hint)
