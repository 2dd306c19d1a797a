"""All that a runbook is made from: the record of one deployment, and what is known about the record."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field

from spec.deployed import Deployed, DeployedCenter

SANDBOX = "sandbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """made_at  with a zone
    digest   SHA-256 of the record as it was read
    key      fingerprint of the key that sealed it; empty where it has no seal
    endpoint the sandbox's address; empty on AWS
    checked  by region, what a check said a moment before; empty where none was asked for
    """

    deployed: Deployed
    made_at: dt.datetime
    digest: str
    key: str = ""
    endpoint: str = ""
    checked: Mapping[str, str] = field(default_factory=dict)

    @property
    def movable(self) -> dict[str, DeployedCenter]:
        """Centers whose calls can be moved to a second region."""
        return {
            id_: center
            for id_, center in self.deployed.centers.items()
            if center.traffic_group is not None and center.replica is not None
        }

    @property
    def standbys(self) -> dict[str, DeployedCenter]:
        """Centers with a cold standby: nothing moves to it but by the carrier."""
        return {id_: center for id_, center in self.deployed.centers.items() if center.standby is not None}

    @property
    def asking(self) -> dict[str, DeployedCenter]:
        """Centers whose regions ask a person before they take the traffic by themselves."""
        return {
            id_: center
            for id_, center in self.movable.items()
            if center.resilience and center.resilience.automatic and center.resilience.automatic.approval
        }

    def civicline(self, *words: str, center: str | None = None) -> str:
        """One command line. The first words name the command; the program comes after `failover shift` and the like.

        center   where a program has several that can move, and one is meant
        """
        command, rest = _split(words)
        stack = ["--stack", self.deployed.stack]
        named = ["--center", center] if center else []
        return shlex.join(["civicline", *command, self.deployed.program, *rest, *named, *stack, *self._target])

    def fetching(self, region: str, bucket: str) -> str:
        """The command line by which another computer gets the record."""
        place = [f"s3://{bucket}", "--region", region, "--key", self.key]
        return shlex.join(["civicline", "deployments", "fetch", *place, *self._target])

    @property
    def _target(self) -> list[str]:
        return [] if self.deployed.target == SANDBOX else ["--target", self.deployed.target]

    def one_of_several(self, center: str) -> str | None:
        """The center's id where it must be said which one is meant."""
        return center if len(self.movable) > 1 else None


def _split(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(`failover shift`, the rest): a group has its command in the second word."""
    at = 2 if words[0] == "failover" else 1
    return words[:at], words[at:]
