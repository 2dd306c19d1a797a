"""Writing down what is deployed: sealed, on this machine; what is unchanged keeps its seal and its moment.

The moment of a record decides which of two is newer. So it is never before that of the record that it follows, even
where the clocks of two machines disagree.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from operate.aws import Target
from operate.copies.fetch import fetch, stores_of
from operate.copies.sign import SealingKey
from operate.copies.store import STEADY
from operate.copies.trust import Sealed, judged, pin
from spec.deployed import Deployed, Written, parse, read_written
from spec.errors import CiviclineError, PlanRefusedError
from spec.whole_file import write_whole

STEP = dt.timedelta(seconds=1)


def record(file: Path, deployed: Deployed, target: Target, by: Callable[[], str]) -> Written:
    """deployed: as of now, with a `seal_key`. by: ARN of who signs, asked where something is signed.

    raises   CloudError: the key did not sign; nothing was written then
    """
    assert deployed.seal_key is not None
    key = SealingKey(target, deployed.seal_key)
    known = _holding([_local(file), *fetch(stores_of(target, deployed, STEADY)).values()], key.public, deployed)
    last = max(known, key=lambda one: one.deployed.moment, default=None)
    if last is not None and _content(last.deployed) == _content(deployed):
        written = last
    else:
        fresh = deployed if last is None else _after(deployed, last.deployed)
        document = key.seal(fresh.model_dump(mode="json"), by())
        written = parse(json.dumps(document, indent=2, ensure_ascii=False) + "\n", str(file))
    write_whole(file, written.text)
    pin(file, key.public)  # after the record: one that is not pinned yet can be used
    return written


def _local(file: Path) -> Written | None:
    try:
        return read_written(file)
    except CiviclineError:  # missing, or damaged: it is written anew
        return None


def _holding(found: Iterable[Written | CiviclineError | None], key: bytes, deployed: Deployed) -> list[Written]:
    """Those that this key sealed, of the same environment."""
    return [one for one in found if isinstance(one, Written) and _holds(one, key) and _same_place(one, deployed)]


def _holds(written: Written, key: bytes) -> bool:
    try:
        return judged(written, key, "") is Sealed.VERIFIED
    except PlanRefusedError:
        return False


def _same_place(written: Written, deployed: Deployed) -> bool:
    one = written.deployed
    return (one.program, one.stack, one.target) == (deployed.program, deployed.stack, deployed.target)


def _content(deployed: Deployed) -> Deployed:
    return deployed.model_copy(update={"deployed_at": ""})


def _after(deployed: Deployed, last: Deployed) -> Deployed:
    moment = max(deployed.moment, last.moment + STEP)
    return deployed.model_copy(update={"deployed_at": moment.isoformat(timespec="seconds")})
