"""After `up`: what whoever keeps the DNS of the e-mail domains has to set."""

from __future__ import annotations

from spec.deployed import RECEIVE, Deployed
from spec.faults import listed


def to_set(deployed: Deployed) -> str | None:
    """One sentence; None where there is nothing to set, or Route 53 keeps it, or DNS does not matter (the sandbox)."""
    records = [one for center in deployed.centers.values() for one in center.dns if not one.kept]
    if deployed.target == "sandbox" or not records:
        return None
    domains = list(dict.fromkeys(one.name for one in records if one.use == RECEIVE))
    needs = f"e-mail of {listed(domains, 'and')} needs {len(records)} DNS records"
    return f"{needs}, set once by whoever keeps the zone: civicline outputs PROGRAM lists them"
