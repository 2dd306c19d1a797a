"""Records of deployments on this machine, opened with care: one that `up` did not write so is refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from spec.deployed import Deployed, fetch_command

if TYPE_CHECKING:
    from operate.copies.trust import Sealed
    from spec.deployed import Written


def open_record(file: Path) -> Deployed:
    """What is deployed, where nobody changed the record since; what nobody vouches for is said on stderr.

    raises   UsageError (missing, damaged), PlanRefusedError (changed, its seal cut off, another key)
    """
    from operate.copies.trust import opened

    written, sealed = opened(file)
    remark(written, sealed)
    return written.deployed


def remark(written: Written, sealed: Sealed) -> None:
    """One line for a record that is used without a key that vouches for it."""
    from operate.copies.trust import Sealed

    name = f"{written.deployed.program} {written.deployed.stack}"
    if sealed is Sealed.UNSEALED:
        typer.echo(f"the record of {name} has no seal; civicline up PROGRAM gives it one", err=True)
    elif sealed is Sealed.UNPINNED and written.seal is not None:
        key = written.seal.fingerprint
        what = f"the record of {name} is sealed by {key}, which this machine was never told to trust"
        cure = f"; if that is the right key: {fetch_command(written.deployed, key)}" if written.deployed.copies else ""
        typer.echo(f"{what}{cure}", err=True)
