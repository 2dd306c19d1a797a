"""Where contacts go, in words."""

from __future__ import annotations

from collections.abc import Mapping

from operate.failover.model import ALL, Split
from operate.failover.reading import Seen
from spec.errors import CloudError
from spec.faults import listed


def split_words(split: Split) -> str:
    """`calls and agents 100 % in us-west-2, sign-in there`."""
    regions = [region for region, enabled in split.sign_in.items() if enabled]
    sign_in = f"sign-in in {listed(regions, 'and')}" if regions else "sign-in NOWHERE"
    if split.voice == split.agents:
        return f"calls and agents {shares(split.voice)}, {sign_in}"
    return f"calls {shares(split.voice)}, agents {shares(split.agents)}, {sign_in}"


def shares(by_region: Mapping[str, int]) -> str:
    """`100 % in us-east-1`, `90 % in us-east-1 and 10 % in us-west-2`."""
    if ALL in by_region.values():
        return next(f"{ALL} % in {region}" for region, share in by_region.items() if share == ALL)
    return " and ".join(f"{share} % in {region}" for region, share in by_region.items())


def where_now(seen: Seen) -> str:
    """Of one center, as far as anybody can tell."""
    return "where its traffic goes is not known" if seen.split is None else split_words(seen.split)


def said(error: CloudError) -> str:
    """Where and what, on one line."""
    return f"{error.where}: {error.what}"
