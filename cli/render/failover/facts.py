"""What a status page is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from operate.failover.aside import Aside
from operate.failover.reading import Seen
from operate.failover.watching import Checked
from operate.switches.ports import Seen as Switched
from spec.deployed import Deployed


@dataclass(frozen=True, slots=True)
class About:
    """What is shown. title: empty for the program's id. refresh: None where nobody renews the page."""

    deployed: Deployed
    zone: dt.tzinfo
    title: str = ""
    refresh: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What was found. at: in UTC. seen: of centers that can move. checks: by region."""

    at: dt.datetime
    seen: Sequence[Seen]
    switched: Switched
    checks: Mapping[str, Checked] = field(default_factory=dict)
    aside: Aside = field(default_factory=Aside)
