"""The log as one story: what every region kept of the same change is told once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from operate.switches.ports import Place
from spec.errors import CloudError
from spec.switches import LogEntry


@dataclass(frozen=True, slots=True)
class Told:
    """One change, and the regions whose logs have it."""

    entry: LogEntry
    regions: tuple[str, ...]


def story(logs: Mapping[Place, tuple[LogEntry, ...] | CloudError]) -> tuple[Told, ...]:
    """Newest first. What could not be read is left out here: the caller tells of it."""
    found: dict[tuple[str, str], tuple[LogEntry, list[str]]] = {}
    for place, entries in logs.items():
        if not isinstance(entries, CloudError):
            for entry in entries:
                found.setdefault((place.center, entry.key), (entry, []))[1].append(place.region)
    newest = sorted(found.values(), key=lambda told: told[0].key, reverse=True)
    return tuple(Told(entry, tuple(regions)) for entry, regions in newest)
