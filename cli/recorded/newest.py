"""The newest record of a deployment: what this machine has, or a newer copy that a region has.

Whoever deployed last may have done so elsewhere. So the copies are read while the command already looks at what its own
record says; a region that stays silent is not waited for longer than for that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, wait
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import typer

from cli.recorded.deployments import Deployment
from spec.errors import CiviclineError

if TYPE_CHECKING:
    from operate.copies.fetch import Copy
    from operate.copies.newest import Found

T = TypeVar("T")
GRACE = 1.0
"""Seconds that copies may take longer than the rest."""


def with_newest(place: Deployment, look: Callable[[Deployment], T], grace: float = GRACE) -> tuple[Deployment, T]:
    """What `look` gives of the newest record, and that record; it is called again where a copy is newer.

    look    changes nothing, and asks nobody
    raises  what `look` raises of the newest record
    """
    asked = begun_for(place)
    try:
        seen = look(place)
    except CiviclineError:  # perhaps only because the record is old
        newer = newer_of(place, asked, grace)
        if newer is None:
            raise
        return newer, look(newer)
    newer = newer_of(place, asked, grace)
    return (place, seen) if newer is None else (newer, look(newer))


def begun_for(place: Deployment) -> dict[str, Future[Copy]]:
    """By region. Nothing where this machine trusts no key: no copy could be believed."""
    from operate.copies.fetch import read_copy, stores_of
    from operate.copies.trust import pinned
    from operate.switches.state import begun

    if pinned(place.file) is None:
        return {}
    return {store.region: begun(read_copy, store) for store in stores_of(place.aws, place.deployed)}


def newer_of(place: Deployment, asked: Mapping[str, Future[Copy]], grace: float) -> Deployment | None:
    """The deployment by the newest copy that is there after `grace` seconds; None where the local one is newer."""
    from operate.copies.newest import newest
    from operate.copies.trust import pinned

    done = wait(asked.values(), timeout=grace).done
    copies = {region: future.result() for region, future in asked.items() if future in done}
    found = newest(place.deployed, pinned(place.file), copies)
    for error in found.refused.values():
        typer.echo(f"{error.where} is left aside: {error.what}", err=True)
    return None if found.newer is None else _taken(place, found)


def _taken(place: Deployment, found: Found) -> Deployment:
    """From now on this machine has it as well."""
    from spec.whole_file import write_whole

    assert found.newer is not None
    newer = found.newer.deployed
    words = f"{newer.program} {newer.stack} was deployed elsewhere at {newer.deployed_at}"
    typer.echo(f"{words}, after what this machine knew; the copy in {found.region} is used", err=True)
    try:
        write_whole(place.file, found.newer.text)
    except OSError as error:
        typer.echo(f"it could not be kept: {place.file}: {error.strerror}", err=True)
    return replace(place, deployed=newer)
