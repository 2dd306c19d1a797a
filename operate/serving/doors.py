"""What every door says now, asked at once; one that does not answer costs its own time-out and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from operate.serving.door import ReadPage, Told, ask_door
from operate.serving.followed import url_in
from operate.switches.state import at_once
from spec.deployed import Deployed
from spec.errors import CloudError


@dataclass(frozen=True, slots=True)
class Heard:
    """One door. told: None where doors cannot be asked, as in the sandbox."""

    center: str
    region: str
    url: str
    told: Told | CloudError | None


def hear(deployed: Deployed, regions: Mapping[str, Iterable[str]], read: ReadPage) -> tuple[Heard, ...]:
    """regions: by center, of those that are not known to be dark; those without a door are left out."""
    wanted = [
        (center, region, url)
        for center, names in regions.items()
        for region in names
        if (url := url_in(deployed.centers[center], region)) is not None
    ]
    return tuple(at_once(lambda one: Heard(*one, _told(read, one[2])), wanted))


def _told(read: ReadPage, url: str) -> Told | CloudError | None:
    try:
        return ask_door(read, url)
    except CloudError as error:
        return error


def by_center(heard: Iterable[Heard]) -> Iterator[tuple[str, list[Heard]]]:
    found: dict[str, list[Heard]] = {}
    for one in heard:
        found.setdefault(one.center, []).append(one)
    yield from found.items()
