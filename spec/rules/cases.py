"""C: what is tracked as a case, and how fast it must move."""

from __future__ import annotations

import re

from spec.faults import Path, listed
from spec.models.program import ProgramSpec
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import repeated, walk

_ALWAYS = {
    "track_unresolved": "whatever is not resolved at once must become a case",
    "track_sensitive": "sensitive requests must become cases even when they are resolved",
    "disposition_required": "every contact must say what it was about",
    "single_store": "all channels must share one case store",
}


@rule()
def no_sla(program: ProgramSpec) -> Findings:
    """C101: every request type has targets to respond and to resolve (BP-5, BP-6, BP-37)."""
    covered = {sla.request_type for sla in program.cases.slas}
    missing = [kind.value for kind in program.cases.request_types if kind not in covered]
    if missing:
        message = f"no targets for {listed(missing, 'and')}"
        yield Finding(("cases", "slas"), message, "add an entry with respond_business_days and resolve_business_days")


@rule()
def sla_twice(program: ProgramSpec) -> Findings:
    """C102: a request type has its targets once (BP-5)."""
    for path, kind, _ in repeated(walk(program, "cases.slas[].request_type")):
        yield Finding(path, f"{kind} has targets twice", "delete one of the two")


@rule()
def resolved_before_response(program: ProgramSpec) -> Findings:
    """C103: a request is acknowledged before it is answered, and answered before it is resolved (BP-5)."""
    for path, sla in walk(program, "cases.slas[]"):
        if not sla.acknowledge_business_days <= sla.respond_business_days <= sla.resolve_business_days:
            message = f"the targets of {sla.request_type} are not in the order acknowledge, respond, resolve"
            yield Finding(path, message, "make each as long as the one before, or longer")


@rule()
def late_acknowledgement(program: ProgramSpec) -> Findings:
    """C104: the requester hears within one business day that a case has been opened (BP-44)."""
    for path, days in walk(program, "cases.slas[].acknowledge_business_days"):
        if days > 1:
            yield Finding(path, f"acknowledging takes {days:g} business days", "write 1 or less")


@rule()
def untracked(program: ProgramSpec) -> Findings:
    """C105: unresolved and sensitive requests are tracked, with a disposition, in one store (BP-24, BP-46, BP-47,
    XC-16, XC-30).
    """
    for key, reason in _ALWAYS.items():
        if not getattr(program.cases, key):
            yield Finding(("cases", key), reason, "delete this line; true is the default")


@rule()
def department_without_template(program: ProgramSpec) -> Findings:
    """C106: each department has a case template, because reports group by template (BP-13)."""
    used = {template.department for template in program.cases.templates}
    for path, department in walk(program, "cases.departments[]"):
        if department not in used:
            message = f"department '{department}' has no case template"
            yield Finding(path, message, "add a template for it, or delete the department")


@rule()
def field_options(program: ProgramSpec) -> Findings:
    """C107: a case field has options exactly when one of them is to be chosen (BP-25)."""
    for path, field in walk(program, "cases.fields[]"):
        chosen = field.type == "SingleSelect"
        if chosen != bool(field.options):
            message = (
                f"field '{field.id}' is {field.type}, {'but has no options' if chosen else 'so options have no effect'}"
            )
            where: Path = path if chosen else (*path, "options")
            yield Finding(where, message, "add 'options:'" if chosen else "delete them, or write type: SingleSelect")


@rule()
def no_vip_list(program: ProgramSpec) -> Findings:
    """C108: senders whose requests are sensitive are listed: officials and press (BP-67)."""
    if not program.cases.vip_lists:
        hint = "add 'vip_lists:' with the domains of officials and press"
        yield Finding(("cases",), "no list says whose requests are sensitive", hint)


@rule()
def vip_domain(program: ProgramSpec) -> Findings:
    """C109: a list of senders holds domains, each once (BP-67)."""
    domains = list(walk(program, "cases.vip_lists[].domains[]"))
    for path, domain in domains:
        if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain):
            yield Finding(path, f"'{domain}' is not a domain", "write a domain such as legislature.example")
    for path, domain, _ in repeated(domains):
        yield Finding(path, f"{domain} is listed twice", "delete one of the two")


@rule()
def sensitive_template_missing(program: ProgramSpec) -> Findings:
    """C110: where a topic is sensitive, a case template with restricted access exists (BP-27, BP-47)."""
    sensitive = [i for i, topic in enumerate(program.topics) if topic.sensitive]
    if sensitive and not any(template.sensitive for template in program.cases.templates):
        message = f"the topic '{program.topics[sensitive[0]].id}' is sensitive, but no case template is"
        yield Finding(("cases", "templates"), message, "add a template with 'sensitive: true'")
