"""`stack export|import|change-secrets-provider`: the state as a document, and its seal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.engine.arguments import Arguments
from sandbox.engine.backend.configuration import resealed
from sandbox.engine.backend.files import read_text, replace_text
from sandbox.engine.backend.locks import locked
from sandbox.engine.backend.passphrase import Passphrase
from sandbox.engine.backend.stack import OpenStack
from sandbox.engine.session import Session
from sandbox.engine.state.checkpoint import CHECKPOINT_VERSION, Serializer, load_deployment, refuse_newer
from sandbox.engine.state.model import Deployment
from sandbox.engine.values.crypter import Crypter, reveal
from spec.errors import UsageError


def export(session: Session, args: Arguments, _operands: Sequence[str]) -> None:
    stack = session.stack(args)
    deployment = dict(stack.files.deployment())
    if args.on("--show-secrets"):
        crypter = Crypter(stack.secrets)
        for part in ("resources", "pending_operations"):
            deployment[part] = reveal(crypter.open(deployment.get(part) or []))
    document = {"version": CHECKPOINT_VERSION, "deployment": deployment}
    if args.text("--file"):
        replace_text(session.cwd / args.text("--file"), json.dumps(document, indent=4, ensure_ascii=False))
    else:
        session.print_json(document)


def import_(session: Session, args: Arguments, _operands: Sequence[str]) -> None:
    stack = session.stack(args)
    where, document = _document(session, args)
    refuse_newer(document, where)
    if not isinstance(document.get("deployment"), dict):
        raise UsageError(where, "there is no `deployment` in it", "import what `pulumi stack export` printed")
    crypter = Crypter(_secrets_for(document["deployment"], stack))
    deployment = load_deployment(document["deployment"], crypter, where)
    if not args.on("--force"):
        _refuse_foreign(deployment, stack, where)
    with locked(stack.files):
        stack.write(Serializer(stack.name, stack.project, Crypter(stack.secrets)).checkpoint(deployment))
    session.out("Import complete.")


def _document(session: Session, args: Arguments) -> tuple[str, Mapping[str, Any]]:
    """The document to import, and how messages call it."""
    name = args.text("--file")
    text = read_text(session.cwd / name) if name else session.read_input()
    where = str(session.cwd / name) if name else "standard input"
    if text is None:
        raise UsageError("", f"could not open {where}: no such file", "give the file that `stack export` wrote")
    try:
        document = json.loads(text)
    except ValueError as error:
        raise UsageError(where, f"not JSON ({error})", "import what `pulumi stack export` printed") from error
    if not isinstance(document, dict):
        raise UsageError(where, "not a deployment", "import what `pulumi stack export` printed")
    return where, document


def _secrets_for(deployment: Mapping[str, Any], stack: OpenStack) -> Passphrase:
    """What opens the document's secrets: the salt it carries may be another than the stack's."""
    provider = deployment.get("secrets_providers")
    state = provider.get("state") if isinstance(provider, dict) else None
    salt = str(state.get("salt") or "") if isinstance(state, dict) else ""
    return stack.secrets if salt in ("", stack.secrets.state) else stack.secrets.with_state(salt)


def _refuse_foreign(deployment: Deployment, stack: OpenStack, where: str) -> None:
    prefix = f"urn:pulumi:{stack.name}::{stack.project}::"
    held = [*deployment.resources, *(operation.resource for operation in deployment.pending)]
    for resource in held:
        if not resource.urn.startswith(prefix):
            raise UsageError(
                where,
                f"resource '{resource.urn}' is not of stack '{stack.name}' of project '{stack.project}'",
                "import it into its own stack, or say --force",
            )


def change_secrets_provider(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    if tuple(operands) != ("passphrase",):
        raise UsageError(
            "", f"unsupported secrets provider '{' '.join(operands)}'", "this engine knows passphrase only"
        )
    stack = session.stack(args)
    phrase = session.read_input().strip("\r\n")
    if not phrase:
        raise UsageError("", "no new passphrase on standard input", "pipe the new passphrase into this command")
    renewed = Passphrase(phrase, "")
    renewed.ensure()
    with locked(stack.files):
        config = resealed(stack.settings.config, stack.config_secrets.decrypt, renewed.encrypt)
        found = stack.files.deployment()
        if found:
            deployment = load_deployment(found, Crypter(stack.secrets), stack.where)
            stack.write(Serializer(stack.name, stack.project, Crypter(renewed)).checkpoint(deployment))
        stack.settings.save(config=config, salt=renewed.state)
    session.out(f"Secrets of stack '{stack.name}' are sealed with the new passphrase.")
