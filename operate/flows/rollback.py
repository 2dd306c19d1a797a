"""Back to an earlier version of a flow: one call that moves an alias, planned before and read back after.

Nothing here needs Pulumi, its state or the spec: on a bad morning `deployed.json` is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contact_flows.compare.blocks import FlowChange, flow_change
from contact_flows.language.document import FlowDocument
from contact_flows.language.reading import NotAFlowError
from operate.aws import Target, call
from operate.flows.reading import ALIAS, References, found_flow
from operate.flows.versions import Alias, FlowPlace, Version, live_alias, versions
from spec.deployed import DeployedCenter
from spec.errors import CloudError, PlanRefusedError, UsageError
from spec.faults import did_you_mean


@dataclass(frozen=True, slots=True)
class Rollback:
    """What a rollback would do.

    flow     id in the spec
    name     what the service calls it
    now      the version that callers reach
    then     the version that they would reach
    change   the difference in blocks; None when both say the same
    """

    flow: str
    name: str
    place: FlowPlace
    alias: Alias
    now: Version
    then: Version
    change: FlowChange | None

    @property
    def done(self) -> bool:
        """Callers reach that version already."""
        return self.now.number == self.then.number

    @property
    def back(self) -> bool:
        """To an earlier version than the one that callers reach."""
        return self.then.number < self.now.number


def plan_rollback(target: Target, center: DeployedCenter, flow: str, to: int | None = None) -> Rollback:
    """Reads; changes nothing.

    flow     id in the spec, of a flow that a number or a quick connect starts
    to       version; by default the one before the newest, so that asking twice is asking once
    raises   UsageError (no such flow or version), PlanRefusedError (nothing to go back to), CloudError
    """
    place = _place(center, flow)
    connect = target.client("connect", center.region)
    alias = live_alias(connect, place)
    if alias is None:
        raise PlanRefusedError(flow, "the alias that callers reach was deleted", "civicline up PROGRAM --refresh")
    known = {version.number: version for version in versions(connect, place)}
    now = known.get(alias.version) or Version(alias.version, None, "")
    then = known[_wanted(flow, alias, known, to)]
    before, after = (_document(connect, place, center, flow, version) for version in (now, then))
    if now != then:
        _nothing_is_missing(flow, then, before, after)
    return Rollback(flow, after.name, place, alias, now, then, flow_change(before, after))


def roll_back(target: Target, center: DeployedCenter, plan: Rollback) -> None:
    """Move the alias, and read it back. Raises CloudError, also when the service shows another version afterwards."""
    if plan.done:
        return
    connect = target.client("connect", center.region)
    moved = {"AliasId": plan.alias.id, "ContactFlowVersion": plan.then.number}
    call(connect, "update_contact_flow_alias", **plan.place.named, **moved)
    found = live_alias(connect, plan.place)
    if found is None or found.version != plan.then.number:
        shown = "no alias" if found is None else f"version {found.version}"
        what = f"AWS took the change to version {plan.then.number}, and shows {shown}"
        raise CloudError(plan.flow, what, "run the command again")


def _place(center: DeployedCenter, flow: str) -> FlowPlace:
    ids = {row.id: row.aws_id for row in center.resources if row.kind == "flow"}
    entries = [row.id for row in center.resources if row.kind == ALIAS]
    if flow in entries:
        return FlowPlace(center.instance.id, ids[flow])
    if flow in ids:
        what = "it has no versions: only flows that numbers and quick connects start have an alias to move"
        raise UsageError(flow, what, f"roll back one of {', '.join(entries)}; or change the spec and run civicline up")
    near = did_you_mean(flow, entries)
    raise UsageError(
        flow, "no such flow is deployed", f"did you mean {near}?" if near else f"one of {', '.join(entries)}"
    )


def _wanted(flow: str, alias: Alias, known: Mapping[int, Version], to: int | None) -> int:
    if to is not None:
        if to not in known:
            there = ", ".join(str(number) for number in sorted(known))
            raise UsageError(f"--to {to}", f"{flow} has no such version", f"one of {there}")
        return to
    earlier = sorted(known)[:-1]
    if not earlier:
        what = f"version {alias.version} is its first: there is none to go back to"
        raise PlanRefusedError(flow, what, "change the spec, and run civicline up PROGRAM")
    if alias.version < earlier[-1]:
        what = f"callers reach version {alias.version} already, which is older than version {earlier[-1]}"
        raise PlanRefusedError(flow, what, "say which one with --to VERSION")
    return earlier[-1]


def _document(connect: Any, place: FlowPlace, center: DeployedCenter, flow: str, version: Version) -> FlowDocument:
    found = found_flow(connect, place.instance, f"{place.flow}:{version.number}")
    try:
        return found.document(flow, References(center.references()))
    except NotAFlowError as error:
        raise CloudError(f"{flow}, version {version.number}", f"its content is no flow: {error}") from error


def _nothing_is_missing(flow: str, then: Version, before: FlowDocument, after: FlowDocument) -> None:
    """An old version that names what was deleted since would lead callers nowhere. Raises PlanRefusedError."""
    gone = sorted(set(_unknown(after)) - set(_unknown(before)))
    if gone:
        what = f"version {then.number} names what is not deployed any more: {', '.join(gone)}"
        raise PlanRefusedError(flow, what, "choose a later version with --to VERSION, or change the spec and run up")


def _unknown(document: FlowDocument) -> Iterator[str]:
    """ARNs for which deployed.json has no name."""
    for action in document.actions:
        yield from _arns(action.parameters)


def _arns(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.startswith("arn:"):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _arns(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _arns(part)
