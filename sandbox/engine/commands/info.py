"""`version`, `about`, `whoami`, `org`, `cancel`."""

from __future__ import annotations

import getpass
import platform
from collections.abc import Sequence

from sandbox.engine import VERSION
from sandbox.engine.arguments import Arguments
from sandbox.engine.backend.locks import release_all
from sandbox.engine.backend.stack_files import ORGANIZATION
from sandbox.engine.session import Session
from spec.errors import UsageError


def version(session: Session, _args: Arguments, _operands: Sequence[str]) -> None:
    session.out(f"v{VERSION}")


def about(session: Session, args: Arguments, _operands: Sequence[str]) -> None:
    facts = {
        "cliAbout": {"version": VERSION, "engine": "embedded", "python": platform.python_version()},
        "backend": {"url": session.backend.url, "user": getpass.getuser()},
    }
    if args.on("--json"):
        session.print_json(facts)
        return
    session.out(f"Embedded engine that answers as Pulumi {VERSION} (Python {platform.python_version()})")
    session.out(f"Backend {session.backend.url}: {session.backend.root}")


def whoami(session: Session, args: Arguments, _operands: Sequence[str]) -> None:
    user = getpass.getuser()
    if args.on("--json"):
        session.print_json({"user": user, "organizations": [ORGANIZATION], "url": session.backend.url})
    else:
        session.out(user)


def org_get_default(session: Session, _args: Arguments, _operands: Sequence[str]) -> None:
    session.out(ORGANIZATION)


def org_set_default(session: Session, _args: Arguments, _operands: Sequence[str]) -> None:
    raise UsageError("", f"unable to set a default organization for backend {session.backend.url}", "leave it out")


def cancel(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    args.require_yes()
    stack = session.stack(args, operands[0] if operands else "")
    count = release_all(stack.files)
    session.out(f"The currently running update for '{stack.name}' has been canceled! ({count} lock(s) removed)")
