"""Whether a record is the one that `up` wrote: its seal, checked against the key that this machine has pinned.

The pin is beside the records, in `trusted/<target>/<program>-<stack>.pem`: it is written by `up` and by
`civicline deployments fetch`, and read without the network.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from spec.deployed import Written, read_written
from spec.errors import PlanRefusedError
from spec.seal import der_of, fingerprint, holds, pem_of
from spec.whole_file import write_whole

FETCH = "civicline deployments fetch brings back a copy that holds; or civicline up PROGRAM writes it again"
REPLACED = (
    "only where the key was replaced on purpose: civicline deployments fetch s3://BUCKET --region REGION --key, "
    "with the fingerprint that whoever deployed tells you"
)


class Sealed(StrEnum):
    """What is known of a record that may be used.

    VERIFIED  by the key that is pinned
    UNPINNED  it has a seal that holds, and this machine has pinned no key for it
    UNSEALED  it has none, and this machine expects none: an older Civicline wrote it
    """

    VERIFIED = "verified"
    UNPINNED = "unpinned"
    UNSEALED = "unsealed"


def pin_of(record: Path) -> Path:
    """The file of the pinned key that belongs to a record in `deployed/<target>/`."""
    return record.parents[2] / "trusted" / record.parent.name / f"{record.stem}.pem"


def pinned(record: Path) -> bytes | None:
    """The pinned key, DER; None where none is. A pin that cannot be read is one that no seal fits: it is no key."""
    file = pin_of(record)
    try:
        return der_of(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return b""


def pin(record: Path, der: bytes) -> None:
    """Trust this key for this record from now on. Raises OSError."""
    write_whole(pin_of(record), pem_of(der))


def unpin(record: Path) -> None:
    pin_of(record).unlink(missing_ok=True)


def opened(record: Path) -> tuple[Written, Sealed]:
    """A record that may be used.

    raises   UsageError (missing, damaged), PlanRefusedError (not what `up` wrote)
    """
    written = read_written(record)
    return written, judged(written, pinned(record), str(record))


def judged(written: Written, key: bytes | None, where: str) -> Sealed:
    """key: the pinned one. Raises PlanRefusedError for what is not to be used."""
    seal = written.seal
    if seal is None:
        if key is None:
            return Sealed.UNSEALED
        raise PlanRefusedError(where, "its seal was cut off: somebody else than civicline up wrote it", FETCH)
    if key is not None and seal.der != key:
        what = f"it is sealed by {seal.fingerprint}, and this machine trusts {fingerprint(key)}"
        raise PlanRefusedError(where, what, f"{FETCH}; {REPLACED}")
    if not holds(written.document, seal, seal.der):
        raise PlanRefusedError(where, "its seal does not hold: it was changed after civicline up wrote it", FETCH)
    return Sealed.UNPINNED if key is None else Sealed.VERIFIED
