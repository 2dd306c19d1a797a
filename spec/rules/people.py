"""P: parties and agencies, delivery, and the people who answer."""

from __future__ import annotations

from collections import Counter

from spec.faults import listed
from spec.models.agencies import Answers, PartyRole, PrimaryFunction, QuestionKind, VehicleClass
from spec.models.delivery import DeliveryModel
from spec.models.people import RoleBase
from spec.models.program import ProgramSpec
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import parties_by_id, walk

PROVIDERS = (PartyRole.OPERATOR, PartyRole.ACCOUNT_MANAGER)


@rule()
def state_and_provider(program: ProgramSpec) -> Findings:
    """P401: requirements are set for the state and for a provider; one party may stand for both if the program says so
    (S29-6).
    """
    roles = {party.role for party in program.parties}
    if PartyRole.STATE not in roles and not program.program.single_party_represents_state:
        hint = "add a party with role: state, or write program.single_party_represents_state: true"
        yield Finding(("parties",), "no party represents the state", hint)
    if not roles.intersection(PROVIDERS):
        hint = "add a party with role: operator or account_manager; in-house, that is the state's own customer service"
        yield Finding(("parties",), "no party provides the customer service", hint)


@rule()
def nobody_answers(program: ProgramSpec) -> Findings:
    """P402: each kind of question has a party that answers it (S29-6, S29-25)."""
    answered = {str(kind) for party in program.parties for kind in party.answers}
    for kind in QuestionKind:
        if kind.value not in answered:
            hint = f"add {kind.value} to the answers of the responsible party"
            yield Finding(("parties",), f"nobody answers {kind.value} questions", hint)


@rule()
def policy_by_vendor(program: ProgramSpec) -> Findings:
    """P403: the state answers policy questions, because the state sets policy (S29-25)."""
    if program.program.single_party_represents_state:
        return
    for i, party in enumerate(program.parties):
        if Answers.POLICY in party.answers and party.role is not PartyRole.STATE:
            message = f"party '{party.id}' answers policy questions, but its role is {party.role}"
            hint = "let a party with role: state answer them; others refer them or read an approved statement"
            yield Finding(("parties", i, "answers"), message, hint)


@rule()
def complaint_by_account_manager(program: ProgramSpec) -> Findings:
    """P404: complaints about an account manager are answered by someone else (S30-2)."""
    for i, party in enumerate(program.parties):
        if Answers.AM_ESCALATION in party.answers and party.role is PartyRole.ACCOUNT_MANAGER:
            message = f"party '{party.id}' is an account manager and would judge complaints about itself"
            yield Finding(("parties", i, "answers"), message, "move am_escalation to a party of the state")


@rule()
def vehicle_class_shared(program: ProgramSpec) -> Findings:
    """P405: each vehicle class has exactly one responsible agency (S29-10)."""
    owner: dict[VehicleClass, str] = {}
    for path, kind in walk(program, "agencies[].vehicle_classes[]"):
        agency = program.agencies[int(path[1])].id
        if kind in owner:
            yield Finding(
                path, f"{kind} vehicles already belong to agency '{owner[kind]}'", "leave them with one agency"
            )
        owner.setdefault(kind, agency)
    for path, kind in walk(program, "topics[].vehicle_class"):
        if kind not in owner:
            yield Finding(path, f"no agency is responsible for {kind} vehicles", "add the class to an agency")


@rule()
def function_removed(program: ProgramSpec) -> Findings:
    """P406: every agency performs all primary functions; an override may not remove one (S29-12)."""
    for i, agency in enumerate(program.agencies):
        missing = [function.value for function in PrimaryFunction if function not in agency.functions]
        if missing:
            message = f"agency '{agency.id}' does not {listed(missing)}"
            yield Finding(("agencies", i, "functions"), message, "delete 'functions'; all of them is the default")


@rule()
def unreachable_party(program: ProgramSpec) -> Findings:
    """P407: a party that answers nothing is a hand-off target and needs a phone or an e-mail address (S30-9)."""
    for i, party in enumerate(program.parties):
        if not party.answers and party.phone is None and party.email is None:
            message = f"party '{party.id}' answers nothing and cannot be reached"
            yield Finding(("parties", i), message, "add phone or email, or say what it answers")


@rule()
def operated_by_outsider(program: ProgramSpec) -> Findings:
    """P408: a center is run by the state, an operator or an account manager (S31-22)."""
    parties = parties_by_id(program)
    for path, name in walk(program, "infrastructure.centers[].operated_by"):
        party = parties.get(name)
        if party and party.role not in (PartyRole.STATE, *PROVIDERS):
            yield Finding(path, f"party '{name}' is a {party.role} and runs no center", "name the state or a provider")


@rule()
def delivery_without_provider(program: ProgramSpec) -> Findings:
    """P409: outsourced delivery names its provider, and vendor delivery has account managers (S31-7)."""
    model = program.delivery.model
    if model is DeliveryModel.OUTSOURCED and program.delivery.provider is None:
        message = "delivery is outsourced, but no provider is named"
        yield Finding(("delivery", "model"), message, "add delivery.provider with the party that runs the center")
    if model is DeliveryModel.VENDOR and not program.account_managers:
        message = "delivery is through vendors, but there is no account manager"
        yield Finding(("delivery", "model"), message, "add account_managers, or choose in_house or outsourced")


@rule()
def two_providers(program: ProgramSpec) -> Findings:
    """P410: the provider that was selected is the one that delivers (S31-7, S31-8)."""
    delivery = program.delivery
    if delivery.provider and delivery.provider != delivery.selection.provider:
        message = f"'{delivery.provider}' delivers, but '{delivery.selection.provider}' was selected"
        yield Finding(("delivery", "provider"), message, "make the two agree")


@rule()
def no_contract(program: ProgramSpec) -> Findings:
    """P411: an outside provider is bound by a contract with the KPIs as an exhibit (S29-13, N53-1)."""
    contract = program.delivery.contract
    if program.delivery.model is DeliveryModel.IN_HOUSE:
        return
    if contract is None:
        message = f"delivery is {program.delivery.model}, but there is no contract"
        yield Finding(("delivery",), message, "add delivery.contract")
    elif not contract.kpi_exhibit:
        message = "the contract has no KPI exhibit, so the service levels bind nobody"
        yield Finding(("delivery", "contract", "kpi_exhibit"), message, "write kpi_exhibit: true")


@rule()
def shared_agents_undeclared(program: ProgramSpec) -> Findings:
    """P412: agents serve other services only where the provider can keep them apart, and says how (S31-16, S31-17)."""
    shared = program.delivery.shared_agents
    if shared.allowed and not (shared.services and shared.capability):
        message = "agents are shared, but the services or the provider's capability are not stated"
        yield Finding(("delivery", "shared_agents"), message, "add services and capability, or write allowed: false")
    if not shared.allowed and shared.services:
        message = "other services are listed, but agents may not be shared"
        yield Finding(("delivery", "shared_agents", "services"), message, "delete them, or write allowed: true")


@rule()
def no_budget(program: ProgramSpec) -> Findings:
    """P413: the resource constraint is stated (XC-15)."""
    if program.delivery.budget is None:
        yield Finding(("delivery",), "the budget is missing", "add 'budget: {yearly_usd: ...}'")


@rule()
def remote_needs_no_pbx(program: ProgramSpec) -> Findings:
    """P414: agents who may work from home do not depend on an on-premises telephone system (S29-17)."""
    if program.workforce.remote_allowed and program.workforce.on_premises_pbx:
        message = "agents may work from home, but calls need the telephone system of the building"
        yield Finding(("workforce", "on_premises_pbx"), message, "write on_premises_pbx: false")


@rule()
def remote_forbidden(program: ProgramSpec) -> Findings:
    """P415: nobody is planned to work from home where that is not allowed (S29-17)."""
    workforce = program.workforce
    if workforce.remote_allowed:
        return
    hint = "write workforce.remote_allowed: true, or plan them at a site"
    if workforce.remote_share > 0:
        yield Finding(("workforce", "remote_share"), "a share works from home, but that is not allowed", hint)
    for i, agent in enumerate(workforce.agents):
        if agent.remote:
            message = f"agent '{agent.username}' works from home, but that is not allowed"
            yield Finding(("workforce", "agents", i, "remote"), message, hint)


@rule()
def goals_missing(program: ProgramSpec) -> Findings:
    """P416: agents and supervisors are given goals (BP-20)."""
    for i, role in enumerate(program.workforce.roles):
        if role.base in (RoleBase.AGENT, RoleBase.SUPERVISOR) and not role.goals:
            yield Finding(("workforce", "roles", i), f"role '{role.id}' has no goals", "add 'goals: [...]'")


@rule()
def sensitive_for_nobody(program: ProgramSpec) -> Findings:
    """P417: where sensitive cases are tracked, some role may see them (BP-27, BP-47)."""
    sensitive = any(t.sensitive for t in program.topics) or any(t.sensitive for t in program.cases.templates)
    if sensitive and not any(role.may_see_sensitive for role in program.workforce.roles):
        message = "sensitive cases exist, but no role may see them"
        yield Finding(("workforce", "roles"), message, "add 'may_see_sensitive: true' to a role")


@rule()
def email_shared(program: ProgramSpec) -> Findings:
    """P418: each person on the roster has an e-mail address of their own, because sign-in goes by it (S29-21)."""
    counts = Counter(agent.email for agent in program.workforce.agents)
    for path, address in walk(program, "workforce.agents[].email"):
        if counts[address] > 1:
            counts[address] = 0
            yield Finding(path, f"several agents have the address {address}", "give each agent their own")
