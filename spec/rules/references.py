"""R: every name in the spec means something that the spec declares."""

from __future__ import annotations

from collections.abc import Collection

from spec.faults import Path, did_you_mean
from spec.fields import field_at, fields_by_key, model_at
from spec.models.program import ProgramSpec
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import no_such, walk

_QUEUES = (
    "infrastructure.centers[].channels.email.addresses[].queue",
    "infrastructure.centers[].channels.chat.queue",
    "infrastructure.centers[].channels.web_form.queue",
    "infrastructure.lines[].queue",
    "infrastructure.lines[].voicemail_queue",
    "infrastructure.lines[].menu[].queue",
    "infrastructure.queues[].overflow",
    "infrastructure.routing_profiles[].queues[].queue",
    "infrastructure.routing_profiles[].default_outbound_queue",
    "infrastructure.quick_connects[].queue",
    "infrastructure.quick_connects[].offered_in[]",
    "infrastructure.routing.policy",
    "infrastructure.routing.general",
    "infrastructure.routing.am_complaint",
    "infrastructure.routing.sensitive",
    "infrastructure.routing.supervisor",
    "infrastructure.routing.unknown_account_manager",
    "topics[].queue",
    "topics[].backup_queue",
)
_LINES = (
    "infrastructure.state_line.line",
    "infrastructure.lines[].menu[].line",
    "infrastructure.queues[].outbound_line",
    "account_managers[].line",
)
_CENTERS = (
    "infrastructure.environments[].centers[]",
    "infrastructure.hours[].center",
    "infrastructure.lines[].center",
    "infrastructure.queues[].center",
    "infrastructure.routing_profiles[].center",
    "infrastructure.quick_connects[].center",
    "account_managers[].center",
    "workforce.roles[].center",
    "workforce.agents[].center",
    "workforce.statuses[].center",
    "workforce.loads[].center",
    "content.prompts[].center",
)
_PARTIES = (
    "infrastructure.centers[].operated_by",
    "infrastructure.queues[].owner",
    "infrastructure.quick_connects[].party",
    "account_managers[].operated_by",
    "delivery.provider",
    "delivery.selection.provider",
)


def _ids(program: ProgramSpec, pattern: str) -> set[str]:
    return {str(value) for _, value in walk(program, pattern)}


def _unknown(program: ProgramSpec, kind: str, known: Collection[str], *patterns: str) -> Findings:
    for pattern in patterns:
        for path, name in walk(program, pattern):
            if name not in known:
                yield Finding(path, *no_such(kind, name, known))


@rule()
def unknown_queue(program: ProgramSpec) -> Findings:
    """R201: wherever a queue is named, the spec declares it (S30-9)."""
    yield from _unknown(program, "queue", _ids(program, "infrastructure.queues[].id"), *_QUEUES)


@rule()
def unknown_hours(program: ProgramSpec) -> Findings:
    """R202: the hours that a queue or a line follows are declared (S29-8)."""
    known = _ids(program, "infrastructure.hours[].id")
    yield from _unknown(program, "hours", known, "infrastructure.queues[].hours", "infrastructure.lines[].hours")


@rule()
def unknown_line(program: ProgramSpec) -> Findings:
    """R203: wherever a line is named, the spec declares it (S29-3)."""
    yield from _unknown(program, "line", _ids(program, "infrastructure.lines[].id"), *_LINES)


@rule()
def unknown_center(program: ProgramSpec) -> Findings:
    """R204: wherever a center is named, the spec declares it (S31-3)."""
    yield from _unknown(program, "center", _ids(program, "infrastructure.centers[].id"), *_CENTERS)


@rule()
def unknown_party(program: ProgramSpec) -> Findings:
    """R205: whoever operates, answers or is reached is a declared party, so each task has a responsible one (S29-6)."""
    yield from _unknown(program, "party", _ids(program, "parties[].id"), *_PARTIES)


@rule()
def unknown_agency(program: ProgramSpec) -> Findings:
    """R206: the owner of the spec and of each integration is a declared agency (S29-28, S29-11)."""
    known = _ids(program, "agencies[].id")
    yield from _unknown(program, "agency", known, "program.owner", "infrastructure.integrations[].agency")


@rule()
def unknown_agency_or_party(program: ProgramSpec) -> Findings:
    """R207: whoever chose the provider, and whoever an agent belongs to, is a declared agency or party (S31-8)."""
    known = _ids(program, "agencies[].id") | _ids(program, "parties[].id")
    yield from _unknown(program, "agency or party", known, "delivery.selection.chosen_by", "workforce.agents[].agency")


@rule()
def unknown_topic(program: ProgramSpec) -> Findings:
    """R208: menus, FAQs and procedures use the one list of topics (XC-11, XC-30)."""
    used = ("infrastructure.lines[].menu[].topic", "content.faqs[].topic", "content.sops[].topics[]")
    yield from _unknown(program, "topic", _ids(program, "topics[].id"), *used)


@rule()
def unknown_account_manager(program: ProgramSpec) -> Findings:
    """R209: wherever an account manager is named, the spec declares it (S30-6)."""
    used = ("infrastructure.queues[].account_manager", "infrastructure.lines[].account_manager")
    known = _ids(program, "account_managers[].id")
    yield from _unknown(program, "account manager", known, *used, "topics[].account_manager")


@rule()
def unknown_routing_profile(program: ProgramSpec) -> Findings:
    """R210: each agent has a declared routing profile (S29-18)."""
    known = _ids(program, "infrastructure.routing_profiles[].id")
    yield from _unknown(program, "routing profile", known, "workforce.agents[].routing_profile")


@rule()
def unknown_role(program: ProgramSpec) -> Findings:
    """R211: each agent has a declared role, which decides what it may see (BP-27)."""
    yield from _unknown(program, "role", _ids(program, "workforce.roles[].id"), "workforce.agents[].role")


@rule()
def unknown_skill(program: ProgramSpec) -> Findings:
    """R212: an agent's skills and their values are declared (S30-29)."""
    skills = {skill.id: skill.values for skill in program.infrastructure.skills}
    for i, agent in enumerate(program.workforce.agents):
        for name, value in agent.skills.items():
            path = ("workforce", "agents", i, "skills", name)
            if name not in skills:
                yield Finding(path, *no_such("skill", name, skills))
            elif value not in skills[name]:
                yield Finding(path, *no_such(f"value of the skill {name}", value, skills[name]))


@rule()
def unknown_department(program: ProgramSpec) -> Findings:
    """R213: a case template and an agency name declared departments (BP-13)."""
    known = set(program.cases.departments)
    yield from _unknown(program, "department", known, "agencies[].department", "cases.templates[].department")


@rule()
def unknown_training(program: ProgramSpec) -> Findings:
    """R214: what an agent was trained in is a declared training module (S31-2)."""
    known = _ids(program, "workforce.training[].id")
    yield from _unknown(program, "training module", known, "workforce.agents[].trained[]")


@rule()
def unknown_holidays(program: ProgramSpec) -> Findings:
    """R215: the holidays that close some hours are a declared calendar (S30-33)."""
    known = _ids(program, "infrastructure.holidays[].id")
    yield from _unknown(program, "holiday calendar", known, "infrastructure.hours[].holidays")


@rule()
def unknown_sender(program: ProgramSpec) -> Findings:
    """R216: the sender of a queue's messages is a declared e-mail address (S29-19)."""
    known = _ids(program, "infrastructure.centers[].channels.email.addresses[].id")
    yield from _unknown(program, "e-mail address", known, "infrastructure.queues[].outbound_email")


@rule()
def unknown_kpi(program: ProgramSpec) -> Findings:
    """R217: damages refer to a declared KPI (S29-20, N53-1)."""
    yield from _unknown(program, "KPI", _ids(program, "service_levels.kpis[].id"), "service_levels.damages[].kpi")


@rule()
def unknown_scope(program: ProgramSpec) -> Findings:
    """R218: a KPI applies to declared centers or account managers (S29-9)."""
    known = _ids(program, "infrastructure.centers[].id") | _ids(program, "account_managers[].id")
    yield from _unknown(program, "center or account manager", known, "service_levels.kpis[].scope[]")


@rule()
def unknown_person(program: ProgramSpec) -> Findings:
    """R219: an absence and its backup name people on the roster (BP-52, BP-54)."""
    known = _ids(program, "workforce.agents[].username")
    absences = ("workforce.absences[].username", "workforce.absences[].backup")
    yield from _unknown(program, "person with the username", known, *absences)


@rule()
def unknown_language(program: ProgramSpec) -> Findings:
    """R220: lines, queues, agents and FAQs use declared languages (S30-11)."""
    known = _ids(program, "infrastructure.languages[].code")
    used = ("infrastructure.lines[].languages[]", "infrastructure.queues[].languages[]")
    yield from _unknown(
        program, "language", known, *used, "workforce.agents[].languages[]", "content.faqs[].languages[]"
    )


@rule()
def unknown_decision(program: ProgramSpec) -> Findings:
    """R221: a recorded decision is about a key that the format has (BP-38)."""
    for i, decision in enumerate(program.decisions):
        path: Path = tuple(decision.path.replace("[", ".").replace("]", "").split("."))
        if field_at(path) is None:
            above = model_at(path[:-1])
            close = did_you_mean(str(path[-1]), fields_by_key(above)) if above else None
            hint = "write a path such as infrastructure.accessibility.dtmf_timeout_seconds"
            message = f"the spec has no key '{decision.path}'"
            yield Finding(("decisions", i, "path"), message, f"did you mean '{close}'?" if close else hint)


@rule()
def unknown_environment(program: ProgramSpec) -> Findings:
    """R222: a freeze names environments that the spec declares (S31-21)."""
    known = _ids(program, "infrastructure.environments[].name")
    yield from _unknown(program, "environment", known, "dates.freezes[].environments[]")
