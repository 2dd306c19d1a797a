"""A plan for a person, and for a program."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator

from cli.planning.changes import Change
from cli.planning.plan import Plan
from cli.render.kinds import kind_of

SIGNS = {"create": "+", "update": "~", "replace": "±", "delete": "-"}
SHOWN_OPERATIONS = 8
WIDTH = 118


def as_text(plan: Plan) -> str:
    return "\n".join(_lines(plan))


def _lines(plan: Plan) -> Iterator[str]:
    yield "What people will notice"
    for sentence in plan.callers:
        yield from textwrap.wrap(f"  {sentence}", WIDTH, subsequent_indent="    ")
    yield ""
    yield (
        "Resources: "
        + ", ".join(f"{count} to {kind}" for kind, count in plan.counts.items() if kind != "same")
        + (f", {plan.counts['same']} unchanged")
    )
    yield from _resources(plan.changes)
    if plan.calls:
        yield ""
        yield f"API calls: {sum(row.calls for row in plan.calls)}; AWS's limits imply at least {plan.seconds:.0f} s"
        yield from (f"  {row.calls:5}  {row.seconds:5.0f} s  {row.operation}" for row in plan.calls[:SHOWN_OPERATIONS])
        if len(plan.calls) > SHOWN_OPERATIONS:
            yield f"  and {len(plan.calls) - SHOWN_OPERATIONS} operations more; --json lists them"
    yield ""
    if not plan.exceeded:
        yield "Quotas: everything fits the defaults of a new account"
    else:
        yield "Quotas to raise before `up` on AWS (the sandbox does not need it)"
        yield from (
            f"  {use.where}: {use.quota.name}: {use.needed} needed, {use.quota.default} by default"
            for use in plan.exceeded
        )


def _resources(changes: Iterable[Change]) -> Iterator[str]:
    """New resources together by type; a change, a replacement or a deletion on a line of its own."""
    fresh: dict[str, list[str]] = {}
    for change in changes:
        if change.op == "create":
            fresh.setdefault(kind_of(change.type), []).append(change.name)
        else:
            yield f"  {SIGNS[change.op]} {kind_of(change.type)} {change.name}{_fields(change)}"
    for kind in sorted(fresh, key=str.casefold):
        text = f"  + {len(fresh[kind]):3} {kind}: {', '.join(fresh[kind])}"
        yield from textwrap.wrap(text, WIDTH, subsequent_indent=" " * 8, break_on_hyphens=False)


def _fields(change: Change) -> str:
    return f" ({', '.join(change.fields)})" if change.fields and change.op != "create" else ""


def as_json(plan: Plan) -> str:
    body = {
        "callers": list(plan.callers),
        "changes": plan.counts,
        "resources": [
            {"op": change.op, "type": change.type, "name": change.name, "fields": list(change.fields)}
            for change in plan.changes
        ],
        "calls": [{"operation": row.operation, "calls": row.calls, "seconds": row.seconds} for row in plan.calls],
        "seconds": plan.seconds,
        "quotas_exceeded": [
            {
                "where": use.where,
                "quota": use.quota.name,
                "needed": use.needed,
                "default": use.quota.default,
                "adjustable": use.quota.adjustable,
            }
            for use in plan.exceeded
        ],
    }
    return json.dumps(body, indent=2, ensure_ascii=False)
