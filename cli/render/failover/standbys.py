"""Cold standbys of a deployment, for people and for programs: what they are, and what they are not."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from cli.render.table import Row, table
from operate.failover.standby import UNSUPPORTED, standbys, words
from spec.deployed import Deployed, DeployedCenter


def standbys_text(deployed: Deployed, centers: Collection[str], width: int) -> str:
    """Empty where there is none."""
    rows: list[Row] = []
    for id_, one in standbys(deployed, centers).items():
        rows.append((None, f"center {id_}"))
        rows += words(id_, one)
    return table(rows, width)


def standbys_json(deployed: Deployed, centers: Collection[str]) -> list[dict[str, Any]]:
    return [_one(id_, one) for id_, one in standbys(deployed, centers).items()]


def _one(id_: str, center: DeployedCenter) -> dict[str, Any]:
    there, resilience = center.standby, center.resilience
    assert there is not None
    waiver = resilience.waiver if resilience is not None else None
    return {
        "center": id_,
        "serving": center.region,
        "region": there.region,
        "alias": there.alias,
        "aws": UNSUPPORTED,
        "waiver": waiver.model_dump(mode="json") if waiver is not None else None,
    }
