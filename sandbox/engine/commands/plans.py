"""Update plans: `preview --save-plan FILE` writes what would be done, `up --plan FILE` does that and nothing else.

The check is a preview of its own before the update: it is refused when any step differs from the plan.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sandbox.engine.arguments import Arguments
from sandbox.engine.backend.files import read_text
from sandbox.engine.commands.perform import options, perform
from sandbox.engine.session import Session
from sandbox.engine.state.checkpoint import manifest
from sandbox.engine.steps.options import Kind, Options, Outcome
from spec.errors import CloudError, PlanRefusedError, UsageError

Steps = Mapping[str, Sequence[str]]
"""URN -> step names, in the order planned."""


def write_plan(session: Session, args: Arguments) -> int:
    """Preview, and write the plan; returns the exit code."""
    outcome = _preview(session, args, options(session, args, Kind.UP, dry=True))
    if outcome.failed:
        return 1
    path = session.cwd / args.text("--save-plan")
    plan = {"manifest": manifest(), "resourcePlans": {urn: {"steps": ops} for urn, ops in outcome.steps.items()}}
    try:
        path.write_text(json.dumps(plan, indent=2), encoding="utf-8")  # in place: a caller may hold the file open
    except OSError as error:
        raise CloudError(f"saving {path}", error.strerror or str(error), "allow writing there") from error
    session.out(f"Update plan written to '{path}'")
    return 0


def refuse_unplanned(session: Session, args: Arguments) -> None:
    """Raise PlanRefusedError unless a preview, made now, shows the steps of the plan."""
    planned = _read(session.cwd / args.text("--plan"))
    # Listeners wait for one summary, that of the update; the check is not theirs to hear.
    outcome = _preview(session, args, replace(options(session, args, Kind.UP, dry=True), event_log=""))
    if outcome.failed:
        raise PlanRefusedError("", "the preview that checks the plan failed", "correct the program, plan again")
    for urn in sorted({*planned, *outcome.steps}):
        was, now = planned.get(urn, ["same"]), outcome.steps.get(urn, ["same"])
        if list(was) != list(now):
            what = f"resource {urn} violates plan: planned {', '.join(was)}, now {', '.join(now)}"
            raise PlanRefusedError("", what, "look at a new preview, plan again")


def _preview(session: Session, args: Arguments, chosen: Options) -> Outcome:
    return perform(session, session.stack(args), Kind.UP, chosen, args)


def _read(path: Path) -> Steps:
    text = read_text(path)
    if text is None:
        raise UsageError("", f"could not open plan {path}: no such file", "make it: pulumi preview --save-plan <file>")
    try:
        return {urn: list(entry["steps"]) for urn, entry in json.loads(text)["resourcePlans"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            str(path), f"not an update plan ({error})", "make it: pulumi preview --save-plan <file>"
        ) from error
