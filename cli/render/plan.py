"""A plan for a person, and for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from cli.planning.changes import Change
from cli.planning.plan import Plan
from cli.render.kinds import kind_of
from cli.render.wrap import WIDTH, wrapped

SIGNS = {"create": "+", "update": "~", "replace": "±", "delete": "-"}
SHOWN_OPERATIONS = 8
SHOWN_NEW = 5


def as_text(plan: Plan, width: int = WIDTH) -> str:
    """All of it: people, resources by name, API calls by operation, quotas."""
    return "\n".join((*_people(plan, width), *_resources(plan, width), *_calls(plan), *_quotas(plan, width)))


def as_question(plan: Plan, width: int = WIDTH) -> str:
    """What one must know to say yes, short enough to be seen at once: new resources are counted, not named."""
    lines = [*_people(plan, width), _counts(plan), *_changed(plan.changes, width)]
    new = tuple(_new(plan.changes, width))
    lines += new if len(new) <= SHOWN_NEW else [f"  + {len(new)} kinds of new resources; `civicline plan` names each"]
    if not plan.changes:
        return "\n".join(lines)
    return "\n".join((*lines, _least(plan), *_quotas(plan, width)))


def _people(plan: Plan, width: int) -> Iterator[str]:
    yield "What people will notice"
    for sentence in plan.callers:
        yield from wrapped(f"  {sentence}", width, 4)
    yield ""


def _resources(plan: Plan, width: int) -> Iterator[str]:
    """A change, a replacement or a deletion on a line of its own; new resources together by type."""
    yield _counts(plan)
    yield from _changed(plan.changes, width)
    yield from _new(plan.changes, width)


def _new(changes: Iterable[Change], width: int) -> Iterator[str]:
    """A paragraph for each type."""
    new: dict[str, list[str]] = {}
    for change in changes:
        if change.op == "create":
            new.setdefault(kind_of(change.type), []).append(change.name)
    for kind in sorted(new, key=str.casefold):
        yield "\n".join(wrapped(f"  + {len(new[kind]):3} {kind}: {', '.join(sorted(new[kind]))}", width, 8))


def _counts(plan: Plan) -> str:
    acting = ", ".join(f"{count} to {kind}" for kind, count in plan.counts.items() if kind != "same" and count)
    return f"Resources: {acting or 'nothing to do'}; {plan.counts['same']} unchanged"


def _changed(changes: Iterable[Change], width: int) -> Iterator[str]:
    lines = ((change, f"  {SIGNS[change.op]} {kind_of(change.type)} {change.name}") for change in changes)
    for change, line in lines:
        if change.op != "create":
            yield from wrapped(f"{line}{_fields(change)}", width, 8)


def _calls(plan: Plan) -> Iterator[str]:
    if plan.calls:
        yield ""
        yield _least(plan)
        yield from (f"  {row.calls:5}  {row.seconds:5.0f} s  {row.operation}" for row in plan.calls[:SHOWN_OPERATIONS])
        if len(plan.calls) > SHOWN_OPERATIONS:
            yield f"  and {len(plan.calls) - SHOWN_OPERATIONS} operations more; --json lists them"


def _least(plan: Plan) -> str:
    return f"API calls: {sum(row.calls for row in plan.calls)}; AWS's limits imply at least {plan.seconds:.0f} s"


def _quotas(plan: Plan, width: int) -> Iterator[str]:
    yield ""
    if not plan.exceeded:
        yield "Quotas: everything fits the defaults of a new account"
        return
    yield "Quotas to raise before `up` on AWS (the sandbox does not need it)"
    for use in plan.exceeded:
        name, default = use.quota.name, use.quota.default
        yield from wrapped(f"  {use.where}: {name}: {use.needed} needed, {default} by default", width, 4)


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
