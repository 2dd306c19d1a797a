"""Automatic failover in one region of a center: a state machine asks this function to weigh, to ask, to move.

Runs in AWS Lambda; beside it lie `parts`, and the modules of `spec` that say how rows look. Its rights end at this
center: it reads the alarm and both switchboards, changes the one traffic distribution group, writes the serving row
with its log entry, and tells the topic. Acts, in `act` of the event:

    weigh  -> {verdict, why, seconds}   stay, wait (so many seconds), ask, move
    ask    -> nothing: the state machine waits until a person answers with `token`
    refuse -> {subject, words}          nobody said yes
    move   -> {moved, subject, words}   it weighs once more, on the very rows that it claims
"""

from __future__ import annotations

import datetime as dt
import functools
import logging
import os
import time
from collections.abc import Callable, Mapping
from typing import Any

from infra.functions.automatic.parts.asking import SUBJECT_MOST, ask, forget
from infra.functions.automatic.parts.deciding import Decision, Verdict, decide
from infra.functions.automatic.parts.looking import NO_ANSWER, look
from infra.functions.automatic.parts.moving import Mover, NotYetError
from infra.functions.automatic.parts.place import ClientOf, Place, place_of

GIVE_UP = dt.timedelta(hours=24)
"""After that an execution ends; the next alarm begins another one."""
CONNECT_SECONDS, READ_SECONDS, TRIES = 2, 5, 2

Now = Callable[[], dt.datetime]
Pause = Callable[[float], None]

log = logging.getLogger()
log.setLevel(logging.INFO)


def handle(event: Mapping[str, Any], _context: object) -> dict[str, Any]:
    """Entry point."""
    found = act(place_of(os.environ), _client, event, lambda: dt.datetime.now(dt.UTC))
    log.info("%s: %s", event["act"], {name: told for name, told in found.items() if name != "subject"})
    return found


def act(
    place: Place, client: ClientOf, event: Mapping[str, Any], now: Now, pause: Pause = time.sleep
) -> dict[str, Any]:
    """Raises NotYetError and what AWS raises: the state machine tries again, or tells that it failed."""
    execution = str(event["execution"])
    match event["act"]:
        case "weigh":
            return _weigh(place, client, dt.datetime.fromisoformat(event["started"]), now())
        case "ask":
            try:
                ask(place, client, execution=execution, token=event["token"], why=event["why"], now=now())
            except NO_ANSWER as error:  # by whatever name: the state machine knows this one
                raise NotYetError(f"the question could not be sent: {error}") from error
            return {}
        case "refuse":
            forget(place, client, execution)
            return _refused(place, event.get("answer") or {})
        case "move":
            approved_by = _approved_by(event.get("answer") or {})
            mover = Mover(place, client, execution.rpartition(":")[2], approved_by, now, pause)
            return _moved(mover, execution)
        case other:
            raise ValueError(f"no such act: {other}")


def _weigh(place: Place, client: ClientOf, started: dt.datetime, now: dt.datetime) -> dict[str, Any]:
    decision = decide(place.rules, look(place, client, now).sight)
    if decision.verdict is Verdict.WAIT and now - started > GIVE_UP:
        decision = Decision(Verdict.STAY, f"given up after {GIVE_UP}: {decision.why}")
    return {"verdict": decision.verdict.value, "why": decision.why, "seconds": decision.seconds}


def _refused(place: Place, answer: Mapping[str, Any]) -> dict[str, Any]:
    who = f"{answer['by']} declined" if answer.get("by") else "nobody has answered"
    by_hand = f"civicline failover shift {place.named} --to {place.here} --now"
    words = f"Center {place.center}: {who}, so nothing was moved to {place.here}. To move it by hand: {by_hand}"
    return {"subject": _subject(f"{place.center} stays where it is"), "words": words}


def _approved_by(answer: Mapping[str, Any]) -> str:
    return str(answer.get("by") or "somebody") if answer.get("approved") is True else ""


def _moved(mover: Mover, execution: str) -> dict[str, Any]:
    place, done = mover.place, mover.move()
    forget(place, mover.client, execution)
    did = f"{place.center} was moved to {place.here}" if done.moved else f"{place.center} was NOT moved"
    words = f"Center {place.center}: {done.told}. Look: civicline failover status {place.named}"
    return {"moved": done.moved, "subject": _subject(did), "words": words}


def _subject(text: str) -> str:
    return text[:SUBJECT_MOST]


@functools.cache
def _client(service: str, region: str) -> Any:
    """Short time-outs: the other region may be silent."""
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": TRIES, "mode": "standard"},
    )
    return boto3.client(service, region_name=region, config=config)
