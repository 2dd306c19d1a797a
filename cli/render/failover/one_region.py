"""Centers in one region, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cli.render.table import Row, table
from operate.failover.one_region import Alone, words
from operate.failover.words import said
from spec.deployed import Deployed


def alone_text(found: Sequence[Alone], deployed: Deployed, width: int) -> str:
    """Empty where there is none."""
    rows: list[Row] = []
    for one in found:
        rows += [(None, f"center {one.center}, in one region"), *words(one, deployed.centers[one.center])]
    return table(rows, width) if rows else ""


def alone_json(found: Sequence[Alone]) -> list[dict[str, Any]]:
    return [
        {
            "center": one.center,
            "region": one.region,
            "answers": one.silence is None,
            "why": said(one.silence) if one.silence else None,
        }
        for one in found
    ]
