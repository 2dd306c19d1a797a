"""Reading the copies of a record in all of its regions at once: one that is dark costs its own time-out and no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from operate.aws import URGENT, Patience, Target
from operate.copies.store import CopyStore
from operate.switches.state import at_once
from spec.deployed import Deployed, Written, parse
from spec.errors import CiviclineError

Copy = Written | CiviclineError | None
"""What is there, why it cannot be used, or None: there is nothing."""
Copies = Mapping[str, Copy]
"""By region."""


def stores_of(target: Target, deployed: Deployed, patience: Patience = URGENT) -> tuple[CopyStore, ...]:
    """One for each region that has copies."""
    return tuple(CopyStore(target, region, bucket, patience) for region, bucket in deployed.copies.items())


def fetch(stores: Iterable[CopyStore]) -> Copies:
    """Nothing of it is checked yet."""
    asked = list(stores)
    return dict(zip([store.region for store in asked], at_once(read_copy, asked), strict=True))


def read_copy(store: CopyStore) -> Copy:
    """Raises nothing on purpose."""
    try:
        text = store.read()
        return None if text is None else parse(text, f"{store.url} in {store.region}")
    except CiviclineError as error:
        return error
