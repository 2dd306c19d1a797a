"""What is deployed beside the function's handler: its parts, and the modules of `spec` that say how rows look."""

from __future__ import annotations

from pathlib import Path

from infra.lambdas import SOURCES

FUNCTION = "automatic"
ROOT = SOURCES.parents[1]
SHARED = ("spec/__init__.py", "spec/automatic.py", "spec/heartbeat.py", "spec/serving.py", "spec/switches.py")
"""Standard library only, as a test makes sure: Lambda has nothing else of ours."""


def package() -> dict[str, str]:
    """Path in the archive -> text."""
    parts = [path.relative_to(ROOT) for path in sorted((SOURCES / FUNCTION / "parts").glob("*.py"))]
    return {path.as_posix(): (ROOT / path).read_text(encoding="utf-8") for path in (*parts, *map(Path, SHARED))}
