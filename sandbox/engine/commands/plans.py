"""Update plans: `preview --save-plan FILE` writes what would be done, `up --plan FILE` does that and nothing else.

The check is a preview of its own before the update: it is refused when any step differs from the plan.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sandbox.engine.arguments import Arguments
from sandbox.engine.checkpoint import manifest
from sandbox.engine.files import read_text
from sandbox.engine.options import Kind, Outcome
from sandbox.engine.session import Session
from spec.errors import CloudError, PlanRefusedError, UsageError

Steps = Mapping[str, list[str]]
"""URN -> step names, in the order planned."""


def write_plan(session: Session, args: Arguments) -> int:
    """Preview, and write the plan; returns the exit code."""
    outcome, steps = _previewed(session, args)
    if outcome.failed:
        return 1
    path = session.cwd / args.text("--save-plan")
    plan = {"manifest": manifest(), "resourcePlans": {urn: {"steps": ops} for urn, ops in steps.items()}}
    try:
        path.write_text(json.dumps(plan, indent=2), encoding="utf-8")  # in place: a caller may hold the file open
    except OSError as error:
        raise CloudError(f"saving {path}", error.strerror or str(error), "allow writing there") from error
    session.out(f"Update plan written to '{path}'")
    return 0


def refuse_unplanned(session: Session, args: Arguments) -> None:
    """Raise PlanRefusedError unless a preview, made now, shows the steps of the plan."""
    planned = _read(session.cwd / args.text("--plan"))
    outcome, steps = _previewed(session, args)
    if outcome.failed:
        raise PlanRefusedError("", "the preview that checks the plan failed", "correct the program, plan again")
    for urn in sorted({*planned, *steps}):
        if planned.get(urn, ["same"]) != steps.get(urn, ["same"]):
            was, now = ", ".join(planned.get(urn, ["nothing"])), ", ".join(steps.get(urn, ["nothing"]))
            raise PlanRefusedError(
                "", f"resource {urn} violates plan: planned {was}, now {now}", "look at a new preview, plan again"
            )


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


def _previewed(session: Session, args: Arguments) -> tuple[Outcome, Steps]:
    """A preview, and the steps that its events tell of."""
    from sandbox.engine.commands.operations import options, perform

    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "events.jsonl"
        chosen = replace(options(session, args, Kind.UP, dry=True), event_log=str(log))
        outcome = perform(session, session.stack(args), Kind.UP, chosen, args)
        events = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
    steps: dict[str, list[str]] = {}
    for line in events:
        step = json.loads(line).get("resourcePreEvent")
        if step:
            steps.setdefault(step["metadata"]["urn"], []).append(step["metadata"]["op"])
    return outcome, steps
