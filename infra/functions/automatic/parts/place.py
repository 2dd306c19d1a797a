"""Where the function works: its settings, and the clients of both regions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from infra.functions.automatic.parts.deciding import Rules

ClientOf = Callable[[str, str], Any]
"""(service, region) -> a boto3 client."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One center in the region that would receive.

    home         the center's own region
    group        ARN of the traffic distribution group, in full: only the region where it was made knows it by its id
    board, log   tables, of one name in both regions
    alarm        that no line of the other region has answered for `after_minutes`
    topic        ARN; who is told
    named        program, stack and target as the command line takes them
    """

    center: str
    here: str
    there: str
    home: str
    group: str
    board: str
    log: str
    alarm: str
    topic: str
    approval: bool
    cooldown_minutes: int
    named: str

    @property
    def rules(self) -> Rules:
        return Rules(
            here=self.here,
            there=self.there,
            home=self.here == self.home,
            approval=self.approval,
            cooldown=dt.timedelta(minutes=self.cooldown_minutes),
        )

    @property
    def regions(self) -> tuple[str, str]:
        """The center's own first: who writes there first, moves first (ADR 16)."""
        return (self.here, self.there) if self.here == self.home else (self.there, self.here)


def place_of(settings: Mapping[str, str]) -> Place:
    """From the environment of the function."""
    return Place(
        center=settings["CENTER"],
        here=settings["HERE"],
        there=settings["THERE"],
        home=settings["HOME"],
        group=settings["GROUP"],
        board=settings["TABLE"],
        log=settings["LOG"],
        alarm=settings["ALARM"],
        topic=settings["TOPIC"],
        approval=settings["APPROVAL"] == "yes",
        cooldown_minutes=int(settings["COOLDOWN_MINUTES"]),
        named=settings["NAMED"],
    )
