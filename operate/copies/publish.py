"""Putting the record into the bucket of every region, and reading it back there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from operate.copies.store import CopyStore
from operate.switches.state import at_once
from spec.errors import CloudError


class Done(StrEnum):
    """SAME: it was there already, and no version was added."""

    WRITTEN = "written"
    SAME = "same"


def publish(stores: Iterable[CopyStore], text: str) -> Mapping[str, Done | CloudError]:
    """By region what was done there, or why not; all regions at once."""
    asked = list(stores)
    done = at_once(lambda store: _published(store, text), asked)
    return {store.region: what for store, what in zip(asked, done, strict=True)}


def forget(stores: Iterable[CopyStore]) -> Mapping[str, CloudError]:
    """Take the copies away. Regions in which that failed."""

    def forgotten(store: CopyStore) -> CloudError | None:
        try:
            store.forget()
        except CloudError as error:
            return error
        return None

    asked = list(stores)
    told = zip(asked, at_once(forgotten, asked), strict=True)
    return {store.region: error for store, error in told if error is not None}


def _published(store: CopyStore, text: str) -> Done | CloudError:
    body = text.encode()
    try:
        if store.body() == body:
            return Done.SAME
        store.write(text)
        if store.body() == body:
            return Done.WRITTEN
    except CloudError as error:
        return error
    where = f"{store.url} in {store.region}"
    return CloudError(where, "it took the copy, and has another one", "run civicline up again; it does what is missing")
