"""A: account managers, and the state's line beside them."""

from __future__ import annotations

from spec.faults import Path, listed, spelled
from spec.models.account_managers import AccountManager, AccountManagerKind
from spec.models.agencies import QuestionKind
from spec.models.dates import Stage
from spec.models.program import ProgramSpec
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import is_state, owners_by_queue, parties_by_id, repeated, walk

TASKS = ("policy", "general", "am_escalation")


def active_at_launch(program: ProgramSpec) -> list[AccountManager]:
    return [manager for manager in program.account_managers if manager.active_on(program.dates.launch)]


def numbers_of(program: ProgramSpec, manager: AccountManager) -> set[str]:
    """Numbers under which the public reaches an account manager."""
    lines = {line.id: line for line in program.infrastructure.lines}
    own = {manager.phone} if manager.phone else set()
    line = lines.get(manager.line or "")
    return own | {number.number for number in line.numbers} if line else own


def numbers_of_state(program: ProgramSpec) -> set[str]:
    state_line = program.infrastructure.state_line
    if not state_line or not state_line.enabled:
        return set()
    lines = [line for line in program.infrastructure.lines if line.id == state_line.line]
    return {number.number for line in lines for number in line.numbers}


@rule()
def ends_before_start(program: ProgramSpec) -> Findings:
    """A501: an account manager's last day is not before its first (S30-5)."""
    for i, manager in enumerate(program.account_managers):
        if manager.active_to and manager.active_to < manager.active_from:
            path = ("account_managers", i, "active_to")
            yield Finding(
                path, f"'{manager.id}' would end on {manager.active_to}, before it starts", "correct one of the dates"
            )


@rule()
def address_shared(program: ProgramSpec) -> Findings:
    """A502: account managers do not share a telephone number or an e-mail address (S30-6)."""
    for key in ("phone", "email"):
        for path, value, first in repeated(walk(program, f"account_managers[].{key}")):
            message = f"{value} is also the {key} of {spelled(first[:-1])}"
            yield Finding(path, message, "give each account manager its own")


@rule()
def single_number_refused(program: ProgramSpec) -> Findings:
    """A503: the whole program has a single number only while there is exactly one account manager (S30-3)."""
    count = len(program.account_managers)
    if program.program.single_number and count != 1:
        message = f"a single number needs exactly one account manager, and there are {count or 'none'}"
        yield Finding(("program", "single_number"), message, "write single_number: false, and give the state a line")


@rule()
def state_number_borrowed(program: ProgramSpec) -> Findings:
    """A504: with two or more account managers, the state's number is not that of a commercial one (S30-3)."""
    if len(program.account_managers) < 2:  # noqa: PLR2004 - "two or more", as the requirement says
        return
    state = numbers_of_state(program)
    for i, manager in enumerate(program.account_managers):
        shared = state & numbers_of(program, manager)
        if shared and manager.kind is AccountManagerKind.COMMERCIAL:
            path: Path = ("account_managers", i, "phone" if manager.phone in shared else "line")
            message = f"{min(shared)} is the state's number and that of '{manager.id}'"
            yield Finding(path, message, "give the account manager a number of its own")


@rule()
def several_numbers(program: ProgramSpec) -> Findings:
    """A505: a program with a single number has one public line, and the line names who represents the state (S30-3,
    S30-4).
    """
    if not program.program.single_number:
        return
    public = [i for i, line in enumerate(program.infrastructure.lines) if not line.transfer_only]
    for i in public[1:]:
        message = f"the program has a single number, but line '{program.infrastructure.lines[i].id}' is public too"
        yield Finding(("infrastructure", "lines", i), message, "make it transfer_only, or write single_number: false")


@rule(since=Stage.E2E)
def state_without_statement(program: ProgramSpec) -> Findings:
    """A515: a provider that also represents the state has statements of the state to read out (S30-4, S30-31)."""
    if program.program.single_party_represents_state and not program.content.policy_statements:
        path = ("program", "single_party_represents_state")
        message = "the provider represents the state, but has no statement to read out"
        yield Finding(path, message, "add content.policy_statements that the state approved")


@rule()
def shares_exceed_all(program: ProgramSpec) -> Findings:
    """A506: the account managers' shares add up to one, where each has a share (S30-5)."""
    shares = [manager.share for manager in program.account_managers]
    given = [share for share in shares if share is not None]
    total = sum(given)
    if total > 1.0001 or (given and len(given) == len(shares) and total < 0.9999):  # noqa: PLR2004 - rounding of decimals
        hint = "correct the shares, as fractions of 1"
        yield Finding(("account_managers",), f"the shares of the account managers add up to {total:g}, not to 1", hint)


@rule()
def nobody_at_launch(program: ProgramSpec) -> Findings:
    """A507: where there are account managers, one serves customers on the day of launch (S31-1, S31-12)."""
    if program.account_managers and not active_at_launch(program):
        message = f"no account manager is active on {program.dates.launch}, the day of launch"
        yield Finding(("account_managers", 0, "active_from"), message, "correct active_from, active_to or dates.launch")


@rule()
def operated_by_nobody(program: ProgramSpec) -> Findings:
    """A508: an account manager is operated by a party that answers technical and operational questions (S30-6,
    S30-30).
    """
    parties = parties_by_id(program)
    for i, manager in enumerate(program.account_managers):
        party = parties.get(manager.operated_by)
        if party is None:
            continue
        lacks = [kind for kind in (QuestionKind.TECHNICAL, QuestionKind.OPERATIONAL) if kind.value not in party.answers]
        if lacks:
            message = f"'{manager.id}' is operated by '{party.id}', which does not answer {listed(lacks)} questions"
            yield Finding(("account_managers", i, "operated_by"), message, "add them to the party's answers")


@rule()
def topic_missing(program: ProgramSpec) -> Findings:
    """A509: each account manager has a technical and an operational topic that ends in a queue of its operator
    (S30-6).
    """
    owners = owners_by_queue(program)
    for i, manager in enumerate(program.account_managers):
        for kind in (QuestionKind.TECHNICAL, QuestionKind.OPERATIONAL):
            topics = [t for t in program.topics if t.kind is kind and t.account_manager in (None, manager.id)]
            if not any(manager.operated_by == owners[t.queue].id for t in topics if t.queue in owners):
                message = (
                    f"no {kind.value} topic leads to a queue of '{manager.operated_by}', which operates '{manager.id}'"
                )
                yield Finding(("account_managers", i), message, f"add a topic with kind: {kind.value} and such a queue")


@rule()
def find_my_account_manager(program: ProgramSpec) -> Findings:
    """A510: with several account managers, someone finds out whose customer a caller is (S30-6)."""
    routing = program.infrastructure.routing
    if len(program.account_managers) > 1 and routing.unknown_account_manager is None:
        message = "there are several account managers, but nobody finds the customer's"
        yield Finding(("infrastructure", "routing"), message, "add 'unknown_account_manager:' with a queue")


@rule()
def state_line_incomplete(program: ProgramSpec) -> Findings:
    """A511: a state line has a line, and each of its possible tasks is handled or excluded, not both (S30-2)."""
    state_line = program.infrastructure.state_line
    if state_line is None or not state_line.enabled:
        return
    path: Path = ("infrastructure", "state_line")
    if state_line.line is None:
        yield Finding(path, "the state line is enabled, but no line is named", "add 'line:' with the id of a line")
    for task in TASKS:
        if task not in (*state_line.handles, *state_line.excluded):
            hint = f"add {task} to 'handles' or to 'excluded'"
            yield Finding(path, f"the state line neither handles nor excludes {task}", hint)
    for task in state_line.handles:
        if task in state_line.excluded:
            yield Finding((*path, "excluded"), f"the state line both handles and excludes {task}", "name it once")


@rule()
def help_to_choose(program: ProgramSpec) -> Findings:
    """A512: the state helps to choose among account managers exactly where there are several (S30-5, S30-24)."""
    state_line = program.infrastructure.state_line
    if state_line is None or not state_line.enabled:
        return
    path: Path = ("infrastructure", "state_line", "handles")
    several = len(program.account_managers) > 1
    if "help_me_choose" in state_line.handles and not several:
        message = "the state line helps to choose, but there are not two account managers to choose from"
        yield Finding(path, message, "move help_me_choose to 'excluded'")
    if several and "help_me_choose" not in (*state_line.handles, *state_line.excluded):
        message = "there are several account managers, but the state line does not say whether it helps to choose"
        yield Finding(path, message, "add help_me_choose to 'handles' or to 'excluded'")


@rule()
def complaint_desk_missing(program: ProgramSpec) -> Findings:
    """A513: a state line that takes complaints about an account manager has a queue of the state and a case template
    for them (S30-2).
    """
    state_line, routing = program.infrastructure.state_line, program.infrastructure.routing
    if state_line and state_line.enabled and "am_escalation" in state_line.handles:
        path = ("infrastructure", "state_line", "handles")
        if routing.am_complaint is None:
            hint = "add infrastructure.routing.am_complaint with a queue of the state"
            yield Finding(path, "am_escalation is handled, but no queue takes the complaints", hint)
        if not any(template.account_manager_complaint for template in program.cases.templates):
            hint = "add 'account_manager_complaint: true' to a case template"
            yield Finding(path, "am_escalation is handled, but no case template is for such complaints", hint)
    owner = owners_by_queue(program).get(routing.am_complaint or "")
    if owner is not None and not is_state(owner):
        message = f"complaints about an account manager end at '{owner.id}', which is not the state"
        yield Finding(("infrastructure", "routing", "am_complaint"), message, "name a queue that the state owns")


@rule()
def account_manager_unreachable(program: ProgramSpec) -> Findings:
    """A514: each account manager offers phone and (e-mail or chat) to its customers (S30-34)."""
    centers = {center.id: center for center in program.infrastructure.centers}
    lines = {line.id: line for line in program.infrastructure.lines}
    for i, manager in enumerate(program.account_managers):
        line = lines.get(manager.line or "")
        operated = [c for c in centers.values() if c.operated_by == manager.operated_by]
        center = centers.get(manager.center or (line.center if line else None) or "")
        homes = [center] if center else operated
        writes = manager.email or any(home.channels.email or home.channels.chat for home in homes)
        lacks = [] if manager.phone or line else ["phone"]
        lacks += [] if writes else ["email"]
        if lacks:
            message = f"account manager '{manager.id}' offers no {listed(lacks, 'and no')}"
            yield Finding(("account_managers", i), message, "phone and (e-mail or chat) are the minimum")
