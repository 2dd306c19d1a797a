"""Everything that one center consists of, decided from the spec alone. Pure: no Pulumi, no clock, no AWS."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from contact_flows.compile import compile_flows
from contact_flows.compile.bot import BotDocument, menu_bot
from contact_flows.entries import entry_flows
from contact_flows.language.document import FlowSet
from infra.attributes import SkillArgs, StatusArgs, skill_args, status_args
from infra.business_calendar import business_calendar, spoken_words
from infra.cases import FieldArgs, TemplateArgs, field_args, template_args
from infra.email import AddressArgs, address_args
from infra.hierarchy import GroupArgs, group_args
from infra.hours import HoursArgs, hours_args
from infra.lines import operated_lines
from infra.numbers import NumberArgs, number_args
from infra.opening_calendar import opening_calendar
from infra.people import SecurityProfileArgs, security_profile_args
from infra.prompts import PromptArgs, prompt_args
from infra.queues import QueueArgs, queue_args
from infra.quick_connects import QuickConnectArgs, quick_connect_args
from infra.records import Media, media_args
from infra.retention import days, log_days
from infra.routing import RoutingProfileArgs, routing_profile_args
from infra.rules import resolve_minutes
from infra.scope import Scope, scope_of
from infra.tables import account_manager_items
from infra.users import UserArgs, user_args
from spec.deployed import DeployedLine
from spec.models import ProgramSpec
from spec.models.centers import Center, Environment, Restriction
from spec.models.resilience import Resilience
from spec.select import is_resilient, resilience_of, second_region


@dataclass(frozen=True, slots=True, kw_only=True)
class CenterArgs:
    """domain         of mail; None where there is no e-mail
    dns_zone       hosted zone of the domain; None where somebody else keeps its DNS
    entries        ids of the flows that an alias starts
    second_region  where its switchboard is as well
    resilient      whether Amazon Connect mirrors it there (Global Resiliency)
    resilience     as the spec has it
    standby        the same center as a cold standby in its second region, of the tier that has one
    lines          as an operator names them
    form_queue     in which requests of the web form wait; empty where there is no form
    pages          origins of web pages that may open a chat or send the form
    """

    scope: Scope
    second_region: str | None
    resilient: bool
    resilience: Resilience
    lines: tuple[DeployedLine, ...]
    identity: str
    outbound_calls: bool
    contact_lens: bool
    origins: tuple[str, ...]
    hours: tuple[HoursArgs, ...]
    queues: tuple[QueueArgs, ...]
    numbers: tuple[NumberArgs, ...]
    flows: FlowSet
    entries: tuple[str, ...]
    bots: tuple[BotDocument, ...]
    prompts: tuple[PromptArgs, ...]
    quick_connects: tuple[QuickConnectArgs, ...]
    routing_profiles: tuple[RoutingProfileArgs, ...]
    security_profiles: tuple[SecurityProfileArgs, ...]
    groups: tuple[GroupArgs, ...]
    users: tuple[UserArgs, ...]
    statuses: tuple[StatusArgs, ...]
    skills: tuple[SkillArgs, ...]
    media: tuple[Media, ...]
    contact_record_days: int
    profile_days: int
    log_days: int
    domain: str | None
    dns_zone: str | None
    addresses: tuple[AddressArgs, ...]
    case_fields: tuple[FieldArgs, ...]
    case_templates: tuple[TemplateArgs, ...]
    resolve_minutes: int
    acknowledge_days: float
    calendar: str
    openings: str
    words: str
    managers: tuple[tuple[str, str], ...]
    incident_email: str
    chat: bool
    form_queue: str
    pages: tuple[str, ...]
    customer_store: bool
    """Whether the region has cases and customer profiles; GovCloud has neither, nor e-mail."""
    standby: CenterArgs | None = None


def center_args(program: ProgramSpec, env: Environment, center: Center, *, folder: Path, today: dt.date) -> CenterArgs:
    """Decide one center. `folder` holds the program file and its recordings; `today` says which years are dated."""
    scope = scope_of(program, env, center)
    store = not program.infrastructure.security.govcloud
    email = center.channels.email if store else None
    hours = hours_args(program, center, today)
    numbers = number_args(program, env, center) if store else ()
    chat, form = center.channels.chat, center.channels.web_form
    return CenterArgs(
        scope=scope,
        second_region=second_region(program, env, center),
        resilient=is_resilient(program, center),
        resilience=resilience_of(program, center),
        lines=operated_lines(program, center),
        identity=env.identity.value,
        outbound_calls=Restriction.NO_OUTBOUND not in env.restrictions,
        contact_lens=program.infrastructure.security.pii_redaction,
        origins=tuple(dict.fromkeys(chat.origins)) if chat else (),
        hours=hours,
        queues=queue_args(program, center, frozenset(number.number for number in numbers)),
        numbers=numbers,
        flows=compile_flows(program, center, test_banner=Restriction.TEST_BANNER in env.restrictions),
        entries=entry_flows(program, center),
        bots=(bot,) if (bot := menu_bot(program, center)) else (),
        prompts=prompt_args(program, center, folder),
        quick_connects=quick_connect_args(program, center),
        routing_profiles=routing_profile_args(program, center),
        security_profiles=security_profile_args(program, center),
        groups=group_args(program, center),
        users=user_args(program, center),
        statuses=status_args(program, center),
        skills=skill_args(program),
        media=media_args(program, email=email is not None),
        contact_record_days=days(program, "contact_records"),
        profile_days=days(program, "cases"),
        log_days=log_days(program),
        domain=email.domain if email else None,
        dns_zone=env.dns_zone,
        addresses=address_args(center) if email else (),
        case_fields=field_args(program),
        case_templates=template_args(program),
        resolve_minutes=resolve_minutes(program),
        acknowledge_days=min(sla.acknowledge_business_days for sla in program.cases.slas),
        calendar=business_calendar(program, center, hours),
        openings=opening_calendar(program, center, today),
        words=spoken_words(),
        managers=account_manager_items(program),
        chat=chat is not None,
        form_queue=form.queue if form else "",
        pages=_pages(center),
        incident_email=program.infrastructure.security.incident_contact.email,
        customer_store=store,
    )


def _pages(center: Center) -> tuple[str, ...]:
    chat, form = center.channels.chat, center.channels.web_form
    urls = (*(chat.origins if chat else ()), *((form.url,) if form else ()))
    parts = (urlsplit(str(url)) for url in urls)
    return tuple(dict.fromkeys(f"{part.scheme}://{part.netloc}".lower() for part in parts))
