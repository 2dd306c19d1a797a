"""Where Civicline keeps what is neither spec nor cloud: the sandbox, local state, deployed.json."""

from collections.abc import Mapping
from pathlib import Path


def civicline_home(env: Mapping[str, str]) -> Path:
    """`$CIVICLINE_HOME`, else `.civicline` in the user's home folder. Nothing is created."""
    chosen = env.get("CIVICLINE_HOME")
    return Path(chosen).expanduser() if chosen else Path.home() / ".civicline"
