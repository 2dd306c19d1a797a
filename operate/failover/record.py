"""What the log keeps of a move: who began it, why, and where contacts went."""

from __future__ import annotations

import datetime as dt

from operate.failover.model import Split
from operate.failover.plan import Move, Wish
from operate.failover.words import split_words
from operate.switches.apply import Signature
from spec.faults import listed
from spec.serving import CHANNELS, Serving, serving_scope
from spec.switches import LogEntry

NAMES = {"chat": "chat", "email": "e-mail", "web": "web"}


def entry(wish: Wish, move: Move, signature: Signature, at: dt.datetime, nonce: str, traffic: str) -> LogEntry:
    return LogEntry(
        center=move.center,
        at=at,
        nonce=nonce,
        who=signature.who,
        os_user=signature.os_user,
        action=wish.action,
        scope=serving_scope(move.center),
        reason=wish.why,
        traffic=traffic,
    )


def begins(wish: Wish, move: Move) -> str:
    steps = ", ".join(f"{stage.percent} %" for stage in move.stages)
    return f"begins to move to {move.to}: {steps}" if len(wish.steps) > 1 else f"begins to move to {move.to}"


def ended(split: Split | None, row: Serving, why: str) -> str:
    traffic = "nobody can tell where calls and agents are" if split is None else split_words(split)
    return f"{traffic}; {follows(row)}" + (f"; stopped: {why}" if why else "")


def follows(row: Serving) -> str:
    """`chat, e-mail and web in us-west-2`."""
    by_region = {
        region: [NAMES[channel] for channel in CHANNELS if row.regions[channel] == region]
        for region in dict.fromkeys(row.regions[channel] for channel in CHANNELS)
    }
    return "; ".join(f"{listed(names, 'and')} in {region}" for region, names in by_region.items())
