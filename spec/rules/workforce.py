"""P: training, absences, and whether there are enough people."""

from __future__ import annotations

from collections.abc import Iterator

from spec.erlang import Waiting, scheduled_to_phones, waiting
from spec.faults import Path, listed
from spec.models.kpis import Definition, Kpi
from spec.models.people import Absence, Agent, CenterLoad, Role, RoleBase
from spec.models.program import ProgramSpec
from spec.models.queues import RoutingProfile
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import center_of, walk

PHASES = ("weeks_1_4", "weeks_5_12", "steady")
LIVE = (RoleBase.AGENT, RoleBase.SUPERVISOR)
VARIABLES = ("{return_date}", "{backup_name}", "{backup_phone}", "{backup_email}")


def _staffed(program: ProgramSpec) -> Iterator[tuple[int, Agent, Role, RoutingProfile]]:
    """Agents whose role and routing profile are known, with their position."""
    roles = {role.id: role for role in program.workforce.roles}
    profiles = {profile.id: profile for profile in program.infrastructure.routing_profiles}
    for i, agent in enumerate(program.workforce.agents):
        if agent.role in roles and agent.routing_profile in profiles:
            yield i, agent, roles[agent.role], profiles[agent.routing_profile]


@rule()
def untrained(program: ProgramSpec) -> Findings:
    """P431: whoever answers customers has passed every required module; others are trainees (S31-2, S31-4, S31-10)."""
    required = [module.id for module in program.workforce.training if module.required]
    for i, agent, role, _ in _staffed(program):
        missing = [module for module in required if module not in agent.trained]
        if role.base in LIVE and missing:
            message = f"agent '{agent.username}' has not passed {listed(missing, 'and')}"
            hint = "add it to 'trained' once it is passed; until then give the agent a trainee's role"
            yield Finding(("workforce", "agents", i, "role"), message, hint)


@rule()
def trainee_live(program: ProgramSpec) -> Findings:
    """P432: a trainee gets no live contacts (S31-10)."""
    for i, agent, role, profile in _staffed(program):
        slots = profile.concurrency
        if role.base is RoleBase.TRAINEE and (slots.voice or slots.chat or slots.email):
            message = f"trainee '{agent.username}' would get live contacts by the routing profile '{profile.id}'"
            hint = "give the trainee a routing profile with 'concurrency: {voice: 0, chat: 0, email: 0, task: 1}'"
            yield Finding(("workforce", "agents", i, "routing_profile"), message, hint)


@rule()
def training_incomplete(program: ProgramSpec) -> Findings:
    """P433: required training covers both procedures and answers (S31-10)."""
    covered = {module.covers for module in program.workforce.training if module.required}
    for part, name in (("sop", "procedures"), ("faq", "answers")):
        if not covered & {part, "both"}:
            hint = f"add a required module with 'covers: {part}'"
            yield Finding(("workforce", "training"), f"no required training covers the {name}", hint)


@rule()
def queue_without_agent(program: ProgramSpec) -> Findings:
    """P434: every queue is served by a routing profile that has an agent (S29-18)."""
    staffed = {agent.routing_profile for agent in program.workforce.agents}
    serving = [profile for profile in program.infrastructure.routing_profiles if profile.id in staffed]
    served = {entry.queue for profile in serving for entry in profile.queues}
    for i, queue in enumerate(program.infrastructure.queues):
        if queue.id not in served:
            message = f"nobody serves queue '{queue.id}'"
            yield Finding(("infrastructure", "queues", i), message, "add it to a routing profile that has agents")


@rule()
def calls_and_emails(program: ProgramSpec) -> Findings:
    """P435: whoever answers customers takes calls and, where the center offers e-mail, e-mails (S29-18, S29-19)."""
    email = {center.id for center in program.infrastructure.centers if center.channels.email}
    flagged: set[str] = set()
    for _, agent, role, profile in _staffed(program):
        if role.base not in LIVE or profile.id in flagged:
            continue
        lacks = [] if profile.concurrency.voice else ["calls"]
        lacks += ["e-mails"] if center_of(program, agent) in email and not profile.concurrency.email else []
        if lacks:
            flagged.add(profile.id)
            path = ("infrastructure", "routing_profiles", program.infrastructure.routing_profiles.index(profile))
            message = f"agents with the routing profile '{profile.id}' take no {listed(lacks)}"
            yield Finding((*path, "concurrency"), message, "raise voice and email in 'concurrency' to 1 or more")


@rule()
def away_without_message(program: ProgramSpec) -> Findings:
    """P441: an absence of a day or more has an out-of-office message and a backup (BP-52, BP-54)."""
    hours = program.workforce.out_of_office.required_after_hours
    for i, absence in enumerate(program.workforce.absences):
        if ((absence.till - absence.from_).days + 1) * 24 >= hours and not (absence.out_of_office and absence.backup):
            message = f"'{absence.username}' is away from {absence.from_} without message or backup"
            yield Finding(("workforce", "absences", i), message, "add 'out_of_office: true' and 'backup: <username>'")


@rule()
def message_incomplete(program: ProgramSpec) -> Findings:
    """P442: the out-of-office message says when the person returns and whom to ask until then (BP-53, BP-54)."""
    template = program.workforce.out_of_office.template
    missing = [variable for variable in VARIABLES if variable not in template]
    if missing:
        message = f"the message lacks {listed(missing, 'and')}"
        yield Finding(("workforce", "out_of_office", "template"), message, "use all four variables in the text")


@rule()
def backup_away(program: ProgramSpec) -> Findings:
    """P443: a backup is somebody else, and is there (BP-54)."""
    absences = program.workforce.absences
    for i, absence in enumerate(absences):
        path = ("workforce", "absences", i, "backup")
        if absence.backup == absence.username:
            yield Finding(path, f"'{absence.username}' cannot be their own backup", "name a colleague")
        for other in absences:
            if other.username == absence.backup and other is not absence and _overlap(absence, other):
                message = f"the backup '{absence.backup}' is away too, from {other.from_} to {other.till}"
                yield Finding(path, message, "name a colleague who is there")


def _overlap(a: Absence, b: Absence) -> bool:
    return a.from_ <= b.till and b.from_ <= a.till


@rule()
def load_of_center(program: ProgramSpec) -> Findings:
    """P451: each center has one plan of staff and volumes (S31-21)."""
    planned = [center_of(program, load) for load in program.workforce.loads]
    for center in program.infrastructure.centers:
        if planned.count(center.id) != 1:
            count = planned.count(center.id)
            message = f"center '{center.id}' has {count or 'no'} plan{'s' if count > 1 else ''} of staff and volumes"
            yield Finding(("workforce", "loads"), message, "give each center one entry")


@rule()
def load_of_phase(program: ProgramSpec) -> Findings:
    """P452: staff and volumes are planned for weeks 1 to 4, weeks 5 to 12 and the steady state, once each (S31-21)."""
    for i, load in enumerate(program.workforce.loads):
        for key, steps in (("staffing", load.staffing), ("volumes", load.volumes)):
            phases = sorted(step.phase for step in steps)
            if phases != sorted(PHASES):
                message = f"{key} gives {listed(phases, 'and')} instead of {listed(PHASES, 'and')}"
                yield Finding(("workforce", "loads", i, key), message, "give each of the three phases once")


@rule()
def too_few_agents(program: ProgramSpec) -> Findings:
    """P453: by the Erlang C model the planned agents meet every wait KPI in every phase, launch included (S31-21)."""
    kpis = program.service_levels.kpis
    for i, load in enumerate(program.workforce.loads):
        center = center_of(program, load)
        known = {manager.id for manager in program.account_managers if manager.center == center}
        judged = [k for k in kpis if not k.scope or center in k.scope or known.intersection(k.scope)]
        for j, staff in enumerate(load.staffing):
            model = _model(load, staff.phase, staff.agents)
            missed = [said for kpi in judged if (said := _missed(kpi, model))] if model else []
            if missed:
                path: Path = ("workforce", "loads", i, "staffing", j, "agents")
                message = f"{staff.agents} agents in {staff.phase} are too few: {listed(missed, 'and')}"
                yield Finding(path, message, f"plan {_enough(load, staff.phase, judged)} agents, or change the target")


def _model(load: CenterLoad, phase: str, agents: int) -> Waiting | None:
    volume = next((step for step in load.volumes if step.phase == phase), None)
    if volume is None or not volume.calls:
        return None
    phones = scheduled_to_phones(agents, load.shrinkage)
    return waiting(volume.calls * load.busy_hour_share, volume.handle_time_seconds, phones)


def _missed(kpi: Kpi, model: Waiting) -> str:
    """What the model says against a KPI; empty when it is met or is not about waiting on the telephone."""
    if kpi.definition is Definition.AVERAGE_WAIT and kpi.channel in (None, "voice"):
        return f"the modeled wait is {model.average_wait:.0f} s" if model.average_wait > kpi.target else ""
    levels = (
        Definition.SERVICE_LEVEL_CONTRACT,
        Definition.SERVICE_LEVEL_QUEUED,
        Definition.SERVICE_LEVEL_SHORT_ABANDON,
    )
    if kpi.definition in levels and kpi.threshold_seconds:
        level = model.service_level(kpi.threshold_seconds) * 100
        return f"the modeled service level is {level:.0f} percent" if level < kpi.target else ""
    return ""


def _enough(load: CenterLoad, phase: str, judged: list[Kpi]) -> int | str:
    for agents in range(1, 2000):
        model = _model(load, phase, agents)
        if model and not any(_missed(kpi, model) for kpi in judged):
            return agents
    return "more"


@rule(severity="warning")
def supervisor_missing(program: ProgramSpec) -> Findings:
    """P454: each center has a supervisor to escalate to (N48-3)."""
    present = {center_of(program, agent) for _, agent, role, _ in _staffed(program) if role.base is RoleBase.SUPERVISOR}
    for path, center in walk(program, "infrastructure.centers[].id"):
        if center not in present:
            yield Finding(
                path, f"center '{center}' has no supervisor on the roster", "add an agent with a supervisor's role"
            )
