"""`state delete|unprotect`: corrections of the state by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.engine.arguments import Arguments
from sandbox.engine.backend.locks import locked
from sandbox.engine.session import Session
from sandbox.engine.state.urns import provider_urn
from spec.errors import PlanRefusedError, UsageError

Record = Mapping[str, Any]


def delete(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    urn = _one_urn(operands, "delete")
    stack = session.stack(args)
    with locked(stack.files):
        deployment = stack.files.deployment()
        records = deployment.get("resources") or []
        doomed = _with_dependents(records, _existing(records, urn))
        if len(doomed) > 1 and not args.on("--target-dependents"):
            others = "\n".join(f" * {other}" for other in doomed if other != urn)
            raise PlanRefusedError(
                "", f"{urn} can't be safely deleted because the following resources depend on it:\n{others}"
            )
        kept_by_guard = [r["urn"] for r in records if r["urn"] in doomed and r.get("protect")]
        if kept_by_guard and not args.on("--force"):
            raise PlanRefusedError("", f"{kept_by_guard[0]} is protected", "unprotect it first, or say --force")
        remaining = [record for record in records if record["urn"] not in doomed]
        stack.files.write_deployment({**deployment, "resources": remaining})
    session.out("Resource deleted")


def unprotect(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    stack = session.stack(args)
    with locked(stack.files):
        deployment = stack.files.deployment()
        records = deployment.get("resources") or []
        chosen = (
            {r["urn"] for r in records} if args.on("--all") else {_existing(records, _one_urn(operands, "unprotect"))}
        )
        changed = [
            {key: value for key, value in record.items() if key != "protect" or record["urn"] not in chosen}
            for record in records
        ]
        stack.files.write_deployment({**deployment, "resources": changed})
    session.out("All resources unprotected" if args.on("--all") else "Resource unprotected")


def _one_urn(operands: Sequence[str], command: str) -> str:
    if len(operands) != 1:
        raise UsageError("", f"accepts 1 arg(s), received {len(operands)}", f"pulumi state {command} <urn>")
    return operands[0]


def _existing(records: Sequence[Record], urn: str) -> str:
    if not any(record["urn"] == urn for record in records):
        raise UsageError("", f"No such resource {urn!r} exists in the current state", "see `pulumi stack --show-urns`")
    return urn


def _with_dependents(records: Sequence[Record], urn: str) -> set[str]:
    """The URN and, as the state is in dependency order, in one pass all that hangs on it."""
    doomed = {urn}
    for record in records:
        if doomed & _references(record):
            doomed.add(record["urn"])
    return doomed


def _references(record: Record) -> set[str]:
    found = {record.get("parent", ""), record.get("deletedWith", ""), *(record.get("dependencies") or [])}
    if record.get("provider"):
        found.add(provider_urn(record["provider"]))
    return found
