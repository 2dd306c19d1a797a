"""What `civicline call` was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRequest:
    """Options as they were typed.

    at       local time of the program; None for now
    keys     one item for each question, such as `1` or `4711#`
    say      words, after the keys
    full     queue ids, or `all`
    agents   in each queue; None for one
    dead     functions, or whatever else a world can lose, such as bots or metrics
    region   whose switchboard is heard; None for the center's own
    flows    folder of flow JSON instead of the program's own flows
    flow     id or file name of the flow to start; the line's own where it is left out
    """

    center: str | None = None
    line: str | None = None
    channel: str = "voice"
    address: str | None = None
    at: str | None = None
    keys: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    language: str | None = None
    caller: str | None = None
    region_down: bool = False
    full: tuple[str, ...] = ()
    agents: int | None = None
    wait_seconds: int = 30
    dead: tuple[str, ...] = ()
    closed: str | None = None
    announce: str | None = None
    region: str | None = None
    flows: Path | None = None
    flow: str | None = None

    @property
    def scripted(self) -> bool:
        return bool(self.keys or self.say)
