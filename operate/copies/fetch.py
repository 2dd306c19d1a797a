"""Reading the copies of a record in all of its regions at once: one that is dark costs its own time-out and no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from operate.aws import URGENT, Patience, Target
from operate.copies.store import CopyStore
from operate.switches.state import at_once
from spec.deployed import Deployed, Written, parse
from spec.errors import CiviclineError

Copies = Mapping[str, Written | CiviclineError | None]
"""By region what is there, why it cannot be used, or None: there is nothing."""


def stores_of(target: Target, deployed: Deployed, patience: Patience = URGENT) -> tuple[CopyStore, ...]:
    """One for each region that has copies."""
    return tuple(CopyStore(target, region, bucket, patience) for region, bucket in deployed.copies.items())


def fetch(stores: Iterable[CopyStore]) -> Copies:
    """Nothing of it is checked yet."""
    asked = list(stores)
    return dict(zip([store.region for store in asked], at_once(_read, asked), strict=True))


def _read(store: CopyStore) -> Written | CiviclineError | None:
    try:
        text = store.read()
        return None if text is None else parse(text, f"{store.url} in {store.region}")
    except CiviclineError as error:
        return error
