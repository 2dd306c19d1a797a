"""K: KPIs that can be computed, targets for every channel, and damages that fit them."""

from __future__ import annotations

from typing import NamedTuple

from spec.faults import Path, listed
from spec.models.centers import Center
from spec.models.delivery import DeliveryModel
from spec.models.kpis import Comparison, Definition, Kpi, Period, Unit
from spec.models.program import ProgramSpec
from spec.models.queues import Channel
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import walk

D, U = Definition, Unit
LEAST, MOST = Comparison.AT_LEAST, Comparison.AT_MOST


class Form(NamedTuple):
    """What a definition asks of a KPI."""

    unit: Unit
    comparison: Comparison
    channel: Channel | None = None
    """The one channel it measures; None when it measures any."""
    threshold: str | None = None
    """Field that the formula cannot do without."""


SECONDS, DAYS = "threshold_seconds", "threshold_business_days"
FORMS: dict[Definition, Form] = {
    D.SERVICE_LEVEL_CONTRACT: Form(U.PERCENT, LEAST, Channel.VOICE, SECONDS),
    D.SERVICE_LEVEL_QUEUED: Form(U.PERCENT, LEAST, Channel.VOICE, SECONDS),
    D.SERVICE_LEVEL_SHORT_ABANDON: Form(U.PERCENT, LEAST, Channel.VOICE, SECONDS),
    D.AVERAGE_WAIT: Form(U.SECONDS, MOST),
    D.ABANDONMENT: Form(U.PERCENT, MOST),
    D.ABANDONMENT_AFTER: Form(U.PERCENT, MOST, None, SECONDS),
    D.MAXIMUM_WAIT: Form(U.SECONDS, MOST),
    D.EMAIL_FIRST_RESPONSE: Form(U.PERCENT, LEAST, Channel.EMAIL, DAYS),
    D.EMAIL_TURNAROUND: Form(U.BUSINESS_DAYS, MOST, Channel.EMAIL),
    D.CHAT_SERVICE_LEVEL: Form(U.PERCENT, LEAST, Channel.CHAT, SECONDS),
    D.CASE_ACKNOWLEDGED: Form(U.PERCENT, LEAST, None, DAYS),
    D.CASE_UPDATED: Form(U.PERCENT, LEAST, None, DAYS),
    D.CASE_RESOLVED: Form(U.PERCENT, LEAST, None, DAYS),
    D.FIRST_CONTACT_RESOLUTION: Form(U.PERCENT, LEAST),
    D.CUSTOMER_SATISFACTION: Form(U.PERCENT, LEAST),
    D.QUALITY_SCORE: Form(U.PERCENT, LEAST),
    D.BOUNCED: Form(U.PERCENT, MOST),
    D.POLICY_ANSWERED: Form(U.PERCENT, LEAST, None, DAYS),
    D.POLICY_REFERRAL_ACCURACY: Form(U.PERCENT, LEAST),
    D.CALLBACK_KEPT: Form(U.PERCENT, LEAST),
    D.COMPLAINT_CLOSED: Form(U.PERCENT, LEAST, None, DAYS),
    D.RECONCILIATION: Form(U.PERCENT, LEAST),
    D.REPORT_ON_TIME: Form(U.PERCENT, LEAST),
}
_OF_CHANNEL: dict[Channel, set[Definition]] = {
    Channel.VOICE: {
        D.SERVICE_LEVEL_CONTRACT,
        D.SERVICE_LEVEL_QUEUED,
        D.SERVICE_LEVEL_SHORT_ABANDON,
        D.AVERAGE_WAIT,
    },
    Channel.EMAIL: {D.EMAIL_FIRST_RESPONSE, D.EMAIL_TURNAROUND},
    Channel.CHAT: {D.CHAT_SERVICE_LEVEL},
}


def _kpis(program: ProgramSpec) -> list[tuple[Path, Kpi]]:
    return [(("service_levels", "kpis", i), kpi) for i, kpi in enumerate(program.service_levels.kpis)]


def kpis_of(program: ProgramSpec, center: Center) -> list[Kpi]:
    """KPIs that judge a center, by its own id or by an account manager that it serves."""
    names = {center.id, *(m.id for m in program.account_managers if center.id == m.center)}
    names |= {m.id for m in program.account_managers if m.center is None and m.operated_by == center.operated_by}
    return [kpi for kpi in program.service_levels.kpis if not kpi.scope or names.intersection(kpi.scope)]


def _channels(center: Center) -> list[Channel]:
    offered = {
        Channel.VOICE: center.channels.phone,
        Channel.EMAIL: center.channels.email,
        Channel.CHAT: center.channels.chat,
    }
    return [channel for channel, there in offered.items() if there]


@rule()
def no_average_wait(program: ProgramSpec) -> Findings:
    """K701: each center is judged by its average wait (S29-9)."""
    for center in program.infrastructure.centers:
        if not any(kpi.definition is D.AVERAGE_WAIT for kpi in kpis_of(program, center)):
            message = f"no KPI with definition: average_wait applies to center '{center.id}'"
            yield Finding(("service_levels", "kpis"), message, "add one with target, unit and period")


@rule()
def channel_without_level(program: ProgramSpec) -> Findings:
    """K702: every channel that a center offers has a service level, not only the telephone (XC-28)."""
    for center in program.infrastructure.centers:
        judged = {kpi.definition for kpi in kpis_of(program, center)}
        for channel in _channels(center):
            if not judged & _OF_CHANNEL[channel]:
                names = listed(sorted(_OF_CHANNEL[channel]))
                message = f"center '{center.id}' offers {channel}, but no KPI sets a level for it"
                yield Finding(("service_levels", "kpis"), message, f"add a KPI with definition: {names}")


@rule()
def wrong_unit(program: ProgramSpec) -> Findings:
    """K703: the unit of a KPI is the one that its definition yields (S29-9)."""
    for path, kpi in _kpis(program):
        if kpi.unit is not FORMS[kpi.definition].unit:
            wanted = FORMS[kpi.definition].unit
            message = f"KPI '{kpi.id}' is in {kpi.unit}, but {kpi.definition} yields {wanted}"
            yield Finding((*path, "unit"), message, f"write unit: {wanted}, and the target in it")


@rule()
def wrong_direction(program: ProgramSpec) -> Findings:
    """K704: a level must be reached and a wait must not be exceeded (S29-9)."""
    for path, kpi in _kpis(program):
        if kpi.comparison is not FORMS[kpi.definition].comparison:
            wanted = FORMS[kpi.definition].comparison
            message = f"KPI '{kpi.id}' is met when {kpi.definition} is {kpi.comparison} the target"
            yield Finding((*path, "comparison"), message, f"write comparison: {wanted}")


@rule()
def over_hundred(program: ProgramSpec) -> Findings:
    """K705: a share is 100 percent at most (S29-9)."""
    for path, kpi in _kpis(program):
        if kpi.unit is U.PERCENT and kpi.target > 100:  # noqa: PLR2004 - percent
            yield Finding(
                (*path, "target"), f"KPI '{kpi.id}' asks for {kpi.target:g} percent", "write a target up to 100"
            )


@rule()
def no_threshold(program: ProgramSpec) -> Findings:
    """K706: a KPI states the threshold that its definition counts by (S29-9)."""
    for path, kpi in _kpis(program):
        key = FORMS[kpi.definition].threshold
        if key and getattr(kpi, key) is None:
            message = f"KPI '{kpi.id}' has no {key}, so {kpi.definition} cannot be computed"
            yield Finding(path, message, f"add '{key}:'")


@rule()
def wrong_channel(program: ProgramSpec) -> Findings:
    """K707: a KPI is about the channel that its definition measures (S29-9)."""
    for path, kpi in _kpis(program):
        wanted = FORMS[kpi.definition].channel
        if wanted and kpi.channel not in (None, wanted):
            message = f"KPI '{kpi.id}' is about {kpi.channel}, but {kpi.definition} measures {wanted}"
            yield Finding((*path, "channel"), message, f"write channel: {wanted}")


@rule()
def no_benchmark(program: ProgramSpec) -> Findings:
    """K708: each KPI has a benchmark in numbers: what is due, and what would be excellent (BP-34, XC-41)."""
    for path, kpi in _kpis(program):
        if kpi.benchmark is None:
            yield Finding(path, f"KPI '{kpi.id}' has no benchmark", "add 'benchmark: {target: ..., stretch: ...}'")


@rule()
def benchmark_contradicts(program: ProgramSpec) -> Findings:
    """K709: the benchmark has the KPI's target, and a stretch that is no worse (BP-34)."""
    for path, kpi in _kpis(program):
        mark = kpi.benchmark
        if mark is None:
            continue
        if mark.target != kpi.target:
            message = f"the benchmark of '{kpi.id}' aims at {mark.target:g}, but the target is {kpi.target:g}"
            yield Finding((*path, "benchmark", "target"), message, f"write target: {kpi.target:g}")
        elif (mark.stretch - mark.target) * (1 if kpi.comparison is LEAST else -1) < 0:
            message = f"the stretch of '{kpi.id}' is worse than its target"
            yield Finding((*path, "benchmark", "stretch"), message, "write a better value, or the target again")


@rule()
def no_improvement(program: ProgramSpec) -> Findings:
    """K710: response times are to improve: at least one KPI says how (BP-16)."""
    if not any(kpi.improvement for kpi in program.service_levels.kpis):
        message = "no KPI has a target of improvement"
        yield Finding(("service_levels", "kpis"), message, "add 'improvement:' to a KPI about response times")


@rule()
def damage_without_amount(program: ProgramSpec) -> Findings:
    """K711: damages state an amount, and events the wait that makes one (N53-1)."""
    for path, damage in walk(program, "service_levels.damages[]"):
        if not (damage.usd_per_point_or_part or damage.usd_per_event or damage.usd_per_day):
            hint = "add usd_per_point_or_part, usd_per_event or usd_per_day"
            yield Finding(path, f"the damages for '{damage.kpi}' state no amount", hint)
        if damage.usd_per_event and damage.threshold_seconds is None:
            message = f"the damages for '{damage.kpi}' are per event, but no threshold says what an event is"
            yield Finding(path, message, "add 'threshold_seconds:'")


@rule()
def damages_and_contract(program: ProgramSpec) -> Findings:
    """K712: damages stand in the spec exactly where the contract allows them (N53-1)."""
    contract = program.delivery.contract
    allowed = contract is not None and contract.damages
    if program.service_levels.damages and not allowed:
        message = "damages are listed, but no contract allows them"
        yield Finding(("service_levels", "damages"), message, "write delivery.contract.damages: true, or delete them")
    if allowed and not program.service_levels.damages:
        message = "the contract allows damages, but none are listed"
        yield Finding(
            ("delivery", "contract", "damages"), message, "add service_levels.damages, or write damages: false"
        )


@rule()
def damage_per_event(program: ProgramSpec) -> Findings:
    """K713: damages per event go with the period event, and other amounts with a span of time (N53-1)."""
    for path, damage in walk(program, "service_levels.damages[]"):
        event = damage.period is Period.EVENT
        if (damage.usd_per_event and not event) or (damage.usd_per_point_or_part and event):
            message = f"the damages for '{damage.kpi}' do not fit the period {damage.period}"
            yield Finding((*path, "period"), message, "write period: event for amounts per event, and a span otherwise")


@rule()
def no_self_reporting(program: ProgramSpec) -> Findings:
    """K714: a vendor reports its own KPIs, with raw data (S29-14, S29-15)."""
    if program.delivery.model is not DeliveryModel.IN_HOUSE and program.service_levels.self_reporting is None:
        message = f"delivery is {program.delivery.model}, but no self-reporting is agreed"
        yield Finding(("service_levels",), message, "add 'self_reporting: {due_business_day: 5}'")
