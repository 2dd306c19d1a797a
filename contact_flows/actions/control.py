"""The way through a flow: branches, loops, other flows and modules, the end."""

from __future__ import annotations

from collections.abc import Mapping

from contact_flows.actions.branches import NO_CONDITION, cases, on_error
from contact_flows.language.document import Action, Condition, ErrorBranch, Ref

ALL_PERCENT = 100


def log_flow(id_: str, then: str) -> Action:
    return Action(id=id_, type="UpdateFlowLoggingBehavior", parameters={"FlowLoggingBehavior": "Enabled"}, next=then)


def compare(id_: str, value: str, targets: Mapping[str, str], otherwise: str) -> Action:
    """Branch on one value; `otherwise` also where it is missing, as nothing compares with a blank."""
    return Action(
        id=id_,
        type="Compare",
        parameters={"ComparisonValue": value},
        next=otherwise,
        conditions=cases(targets),
        errors=(ErrorBranch(NO_CONDITION, otherwise),),
    )


def distribute(id_: str, targets: tuple[str, ...]) -> Action:
    """Each of at least two targets with equal chance. A threshold is one more than the cumulative percentage."""
    share = ALL_PERCENT / len(targets)
    return Action(
        id=id_,
        type="DistributeByPercentage",
        next=targets[-1],
        conditions=tuple(
            Condition(target, (str(1 + round(share * number)),), "NumberLessThan")
            for number, target in enumerate(targets[:-1], start=1)
        ),
        errors=(ErrorBranch(NO_CONDITION, targets[-1]),),
    )


def repeat(id_: str, times: int, again: str, done: str) -> Action:
    """`again` this many times, then `done` once."""
    return Action(
        id=id_,
        type="Loop",
        parameters={"LoopCount": str(times)},
        next=done,
        conditions=cases({"ContinueLooping": again, "DoneLooping": done}),
    )


def check_hours(id_: str, hours: str | None, is_open: str, closed: str) -> Action:
    """An hours service that fails counts as open: a caller too many is better than one turned away.

    hours   None: those of the contact's queue
    """
    return Action(
        id=id_,
        type="CheckHoursOfOperation",
        parameters={} if hours is None else {"HoursOfOperationId": Ref("hours", hours)},
        next=closed,
        conditions=cases({"True": is_open, "False": closed}),
        errors=on_error(is_open),
    )


def go_to_flow(id_: str, flow: str, on_fault: str) -> Action:
    """Start another flow at its beginning; there is no way back."""
    return Action(
        id=id_,
        type="TransferToFlow",
        parameters={"ContactFlowId": Ref("flow", flow)},
        next=on_fault,
        errors=on_error(on_fault),
    )


def run_module(
    id_: str, module: str, then: str, *, results: Mapping[str, str] | None = None, on_fault: str | None = None
) -> Action:
    """Run a module and come back.

    results    where each branch that the module declares leads; any other leads to `then`
    on_fault   `then` when left out
    """
    return Action(
        id=id_,
        type="InvokeFlowModule",
        parameters={"FlowModuleId": Ref("module", module)},
        next=then,
        conditions=cases(results or {}),
        errors=(*on_error(on_fault or then), *((ErrorBranch(NO_CONDITION, then),) if results else ())),
    )


def returns(id_: str, result: str | None = None) -> Action:
    """The end of a module, with one of the branches that it declares."""
    return Action(id=id_, type="EndFlowModuleExecution", parameters={} if result is None else {"Result": result})


def end_flow(id_: str) -> Action:
    """Ends a whisper or queue flow; the contact goes on."""
    return Action(id=id_, type="EndFlowExecution")


def hang_up(id_: str) -> Action:
    return Action(id=id_, type="DisconnectParticipant")
