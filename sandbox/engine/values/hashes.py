"""The hash of whichever of the two an incoming signature map is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sandbox.engine.values.hashing import archive_hash, asset_hash
from sandbox.engine.values.model import ASSET, SIGNATURE


def content_hash(value: Mapping[str, Any], base: str) -> str:
    """An asset's or archive's hash; relative paths start at `base`."""
    compute = asset_hash if value[SIGNATURE] == ASSET else archive_hash
    return compute(value, Path(base))
