"""ARNs as a running contact sees them."""

from __future__ import annotations

from contact_flows.simulate.session import Session


def instance_arn(s: Session) -> str:
    world = s.world
    return f"arn:aws:connect:{world.region}:{world.account}:instance/{world.instance}"


def in_dark_region(s: Session, key: str) -> bool:
    """Whether a key is an ARN that names a region which does not answer."""
    return bool(s.world.down) and any(f":{region}:" in key for region in s.world.down)
