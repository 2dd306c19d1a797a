"""Which record counts: the one on this machine, or a newer copy of it. Pure.

A copy counts where its seal holds by the key that this machine trusts, and where it is of the same environment: whoever
can write to a bucket can neither invent a deployment nor bring back an old one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from operate.copies.fetch import Copies
from operate.copies.trust import judged
from spec.deployed import Deployed, Written
from spec.errors import CiviclineError, PlanRefusedError


@dataclass(frozen=True, slots=True)
class Found:
    """newer: than the local one; None where that is the newest. region: where it was found.

    older     regions whose copy is older than the newest record
    refused   regions with a copy that is not to be used, and why
    unread    regions that did not answer
    missing   regions that have no copy
    """

    newer: Written | None
    region: str | None
    older: tuple[str, ...]
    refused: Mapping[str, CiviclineError]
    unread: Mapping[str, CiviclineError]
    missing: tuple[str, ...]


def newest(local: Deployed, key: bytes | None, copies: Copies) -> Found:
    """key: the pinned one; without it nothing that comes from outside counts."""
    good: dict[str, Written] = {}
    refused: dict[str, CiviclineError] = {}
    for region, copy in copies.items():
        if isinstance(copy, Written):
            error = _refusal(local, key, copy, region)
            if error is None:
                good[region] = copy
            else:
                refused[region] = error
    last = max(good, key=lambda region: good[region].deployed.moment, default=None)
    newer = last if last is not None and good[last].deployed.moment > local.moment else None
    top = local if newer is None else good[newer].deployed
    return Found(
        None if newer is None else good[newer],
        newer,
        tuple(region for region, copy in good.items() if copy.deployed.moment < top.moment),
        refused,
        {region: copy for region, copy in copies.items() if isinstance(copy, CiviclineError)},
        tuple(region for region, copy in copies.items() if copy is None),
    )


def _refusal(local: Deployed, key: bytes | None, copy: Written, region: str) -> CiviclineError | None:
    where = f"the copy in {region}"
    if key is None or copy.seal is None:
        return PlanRefusedError(where, "nothing vouches for it: this machine has pinned no key, or it has no seal")
    if _named(copy.deployed) != _named(local):
        return PlanRefusedError(where, f"it is of {' '.join(_named(copy.deployed))}")
    try:
        judged(copy, key, where)
    except PlanRefusedError as error:
        return error
    return None


def _named(deployed: Deployed) -> tuple[str, str, str]:
    return deployed.program, deployed.stack, deployed.target
