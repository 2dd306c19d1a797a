"""What a spec left to defaults, and why they are what they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from spec.faults import Path, spelled
from spec.provenance import Origin


def as_text(origins: Iterable[Origin]) -> str:
    """Defaults in effect, each once with the places it applies to; then departures for which a reason is given."""
    return "\n".join(_lines(tuple(origins)))


def _lines(origins: tuple[Origin, ...]) -> Iterator[str]:
    left = sorted((o for o in origins if o.origin == "default"), key=lambda o: (_general(o.path), str(o.value)))
    yield "Not decided by this spec:"
    for (field, value), group in groupby(left, key=lambda o: (_general(o.path), str(o.value))):
        same = list(group)
        many = f" ({len(same)} places)" if len(same) > 1 else ""
        yield f"  {field} = {value}{many}: {same[0].why}"
    departures = [o for o in origins if o.departs]
    if departures:
        yield "Decided otherwise than the default, with a reason:"
        yield from (f"  {spelled(o.path)} = {o.value}: {o.reason}" for o in departures)


def _general(path: Path) -> str:
    """The path without positions, so that the same field of many queues is one line."""
    return ".".join(part for part in path if isinstance(part, str))
