"""What this machine knows to be deployed, and whether it is the newest that there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cli.render.table import Row, table
from spec.errors import CiviclineError
from spec.faults import listed

if TYPE_CHECKING:
    from operate.copies.newest import Found
    from operate.copies.trust import Sealed
    from spec.deployed import Written

WORDS = {
    "verified": "sealed, and the seal holds",
    "unpinned": "sealed by a key that this machine was never told to trust",
    "unsealed": "not sealed: an older Civicline wrote it",
}


@dataclass(frozen=True, slots=True)
class Known:
    """One file. found: its copies; None where none is expected, or nothing could be asked.

    refused   why it is not used; the rest is empty then
    """

    file: Path
    target: str
    written: Written | None = None
    sealed: Sealed | None = None
    found: Found | None = None
    refused: CiviclineError | None = None
    copies: Mapping[str, str] = field(default_factory=dict)


def as_text(known: list[Known], width: int) -> str:
    return table([row for one in known for row in _rows(one)], width)


def _rows(one: Known) -> Iterator[Row]:
    if one.written is None or one.sealed is None:
        yield None, f"{one.file.stem} on {one.target}"
        assert one.refused is not None
        yield ("record", f"NOT USED: {one.refused.what}")
        yield ("try", one.refused.hint)
        return
    deployed, seal = one.written.deployed, one.written.seal
    yield None, f"{deployed.program} {deployed.stack} on {deployed.target}"
    yield "deployed", deployed.deployed_at
    yield "regions", listed(list(_regions(one)), "and")
    yield "record", WORDS[one.sealed]
    if seal is not None:
        yield "key", seal.fingerprint
    yield from _copies(one)


def _copies(one: Known) -> Iterator[Row]:
    if one.found is None:
        yield "copies", "in no region: civicline up PROGRAM puts them there"
        return
    states = _states(one)
    for region, bucket in one.copies.items():
        yield region, f"{states[region]}; s3://{bucket}"
    if one.found.newer is not None:
        yield "newer", f"{one.found.newer.deployed.deployed_at}: civicline deployments fetch takes it"


def as_json(known: list[Known]) -> list[dict[str, object]]:
    return [_json(one) for one in known]


def _json(one: Known) -> dict[str, object]:
    deployed = one.written.deployed if one.written else None
    seal = one.written.seal if one.written else None
    return {
        "file": str(one.file),
        "target": one.target,
        "program": deployed.program if deployed else None,
        "stack": deployed.stack if deployed else None,
        "regions": list(_regions(one)),
        "deployed_at": deployed.deployed_at if deployed else None,
        "seal": one.sealed.value if one.sealed else "refused",
        "why": one.refused.what if one.refused else None,
        "fingerprint": seal.fingerprint if seal else None,
        "copies": {region: {"bucket": one.copies[region], "state": state} for region, state in _states(one).items()},
        "newer": one.found.newer.deployed.deployed_at if one.found and one.found.newer else None,
    }


def _states(one: Known) -> dict[str, str]:
    """By region, in one or two words first."""
    if one.found is None:
        return {}
    found = one.found
    states: dict[str, str] = {}
    for region in one.copies:
        if region in found.unread:
            states[region] = f"cannot be read ({found.unread[region].what})"
        elif region in found.refused:
            states[region] = f"NOT TO BE USED ({found.refused[region].what})"
        elif region in found.missing:
            states[region] = "missing"
        else:
            states[region] = "older" if region in found.older else "newer" if found.newer else "same"
    return states


def _regions(one: Known) -> tuple[str, ...]:
    if one.written is None:
        return ()
    centers = one.written.deployed.centers.values()
    places = [place for center in centers for place in (center.region, *center.switch_regions)]
    return tuple(dict.fromkeys((*places, *one.copies)))
