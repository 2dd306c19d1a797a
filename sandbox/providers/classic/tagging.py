"""Tags that changed: put the new ones, remove those that are gone."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def retag(
    old: Mapping[str, str] | None,
    new: Mapping[str, str],
    put: Callable[[dict[str, str]], object],
    remove: Callable[[list[str]], object],
) -> None:
    """Call `put` and `remove` with what differs, each at most once and not at all for nothing."""
    before = old or {}
    removed = sorted(before.keys() - new.keys())
    changed = {key: value for key, value in new.items() if before.get(key) != value}
    if removed:
        remove(removed)
    if changed:
        put(changed)
