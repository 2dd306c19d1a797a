"""Getting a record from the copies of a deployment, and deciding whether to believe it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cli.options import TargetName
from cli.recorded.deployments import aws_of, folder_of
from spec.deployed import ELSEWHERE, Deployed, Written, parse, read_written
from spec.errors import CloudError, PlanRefusedError, UsageError
from spec.seal import fingerprint, read_fingerprint
from spec.whole_file import write_whole

if TYPE_CHECKING:
    from operate.copies.newest import Found

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
"""Of a program and of an environment, as part of a file name."""
COMPARE = "compare it with what `civicline deployments` or the runbook says elsewhere; then add --key"


@dataclass(frozen=True, slots=True)
class Taken:
    """A record of this machine, as it is now. region: of the copy. changed: whether it was another one before."""

    deployed: Deployed
    file: Path
    region: str
    changed: bool

    @property
    def words(self) -> str:
        what = f"{self.deployed.program} {self.deployed.stack}, deployed at {self.deployed.deployed_at}"
        if self.changed:
            return f"{what}: from {self.region}, its seal holds; this machine can act on it now\n  {self.file}"
        return f"{what}: this machine has the newest already"

    def as_json(self) -> dict[str, object]:
        named = {"program": self.deployed.program, "stack": self.deployed.stack, "target": self.deployed.target}
        where = {"file": str(self.file), "region": self.region or None}
        return {**named, "deployed_at": self.deployed.deployed_at, "changed": self.changed, **where}


def fetch_from(bucket: str, region: str | None, key: str | None, target: TargetName) -> Taken:
    """A deployment that this machine need not know.

    raises   UsageError (no such thing), PlanRefusedError (not to be believed), CloudError (no answer)
    """
    from operate.copies.store import CopyStore
    from operate.copies.trust import pin

    name = bucket.removeprefix("s3://").rstrip("/")
    if not name or "/" in name or not bucket.startswith("s3://"):
        raise UsageError(bucket, "it is no bucket", "write s3:// and its name, such as s3://civicline-...")
    if region is None:
        raise UsageError("--region", "where is the bucket?", "its name ends with the region")
    store = CopyStore(aws_of(target), region, name)
    where = f"{store.url} in {region}"
    text = store.read()
    if text is None:
        raise UsageError(where, "no record is there", "look whether bucket, region and account are the right ones")
    written = parse(text, where)
    file = _file(written, target, where)
    trusted = _believed(written, file, key, where)
    local = _local(file, trusted)
    has_newest = local is not None and local.deployed.moment >= written.deployed.moment
    kept = local if local is not None and has_newest else written
    write_whole(file, kept.text)
    pin(file, trusted)
    return Taken(kept.deployed, file, region, changed=not has_newest)


def fetch_known(target: TargetName, program: str | None, stack: str | None) -> list[Taken]:
    """The newest copy of every deployment that this machine knows, also of those whose record it refuses.

    raises   UsageError (none is known), PlanRefusedError or CloudError where a record stays unusable
    """
    files = {file: _readable(file) for file in sorted(folder_of(target).glob("*.json"))}
    meant = {
        file: one.deployed
        for file, one in files.items()
        if one is not None and program in (None, one.deployed.program) and stack in (None, one.deployed.stack)
    }
    if not meant:
        for file in files:
            read_written(file)  # says what keeps it from being read, where that is so
        raise UsageError(str(folder_of(target)), "no record here says where its copies are", ELSEWHERE)
    return [_refreshed(file, deployed, target) for file, deployed in meant.items()]


def _refreshed(file: Path, named: Deployed, target: TargetName) -> Taken:
    """named: as the file says, believed only so far as to ask its buckets."""
    from operate.copies.fetch import fetch, stores_of
    from operate.copies.newest import newest
    from operate.copies.trust import pinned

    trusted = pinned(file)
    if trusted is None:
        what = "this machine trusts no key for it, so no copy can be believed"
        raise PlanRefusedError(str(file), what, "name the bucket, and the fingerprint with --key")
    local = _local(file, trusted)
    known = named.model_copy(update={"deployed_at": ""}) if local is None else local.deployed
    found = newest(known, trusted, fetch(stores_of(aws_of(target), named)))
    if found.newer is not None:
        write_whole(file, found.newer.text)
        return Taken(found.newer.deployed, file, found.region or "", changed=True)
    if local is None:
        raise _unusable(file, found)
    return Taken(local.deployed, file, "", changed=False)


def _unusable(file: Path, found: Found) -> CloudError:
    """The record of this machine is refused, and nothing is there to replace it."""
    whys = [f"{error.where}: {error.what}" for error in (*found.unread.values(), *found.refused.values())]
    whys += [f"{region} has none" for region in found.missing]
    what = "it is not what civicline up wrote, and no copy could take its place"
    return CloudError(str(file), f"{what} ({'; '.join(whys) or 'it names no bucket'})", "civicline up PROGRAM")


def _file(written: Written, target: TargetName, where: str) -> Path:
    """Where this machine keeps it. Raises UsageError for a record of another target."""
    deployed = written.deployed
    if deployed.target != target.value:
        raise UsageError(where, f"it is a record of --target {deployed.target}", f"add --target {deployed.target}")
    if not NAME.fullmatch(deployed.program) or not NAME.fullmatch(deployed.stack):
        raise PlanRefusedError(where, "its program has a name that none can have", "look who wrote it")
    return folder_of(target) / f"{deployed.program}-{deployed.stack}.json"


def _believed(written: Written, file: Path, typed: str | None, where: str) -> bytes:
    """The key, DER, that is to be trusted for it. Raises UsageError, PlanRefusedError."""
    from operate.copies.trust import judged, pinned

    known = pinned(file)
    if written.seal is None:
        raise PlanRefusedError(where, "it has no seal: civicline up did not write it so", "look who wrote it")
    if typed is None and known is None:
        raise UsageError("--key", f"it is sealed by {written.seal.fingerprint}: is that the right key?", COMPARE)
    if typed is not None:
        wanted = read_fingerprint(typed)
        if wanted is None:
            raise UsageError(f"--key {typed}", "it is no fingerprint", "write SHA256: and 64 digits and letters a to f")
        if wanted != fingerprint(written.seal.der):
            what = f"it is sealed by {written.seal.fingerprint}, not by the key that you named"
            raise PlanRefusedError(where, what, "do not use it; try the bucket of another region")
        known = written.seal.der
    assert known is not None
    judged(written, known, where)
    return known


def _local(file: Path, trusted: bytes) -> Written | None:
    """The record that is there, where this key sealed it."""
    from operate.copies.trust import Sealed, judged

    written = _readable(file)
    try:
        return written if written is not None and judged(written, trusted, "") is Sealed.VERIFIED else None
    except PlanRefusedError:
        return None


def _readable(file: Path) -> Written | None:
    try:
        return read_written(file)
    except UsageError:
        return None
