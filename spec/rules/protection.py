"""X: security, retention, integrations and reports."""

from __future__ import annotations

from spec.faults import Path, listed
from spec.models.account_managers import MileageReporting
from spec.models.centers import IdentityManagement
from spec.models.program import ProgramSpec
from spec.models.security import Cadence
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import repeated, walk

_SAFE = {
    "customer_managed_keys": True,
    "single_sign_on": True,
    "mfa": True,
    "pii_redaction": True,
    "cards_by_agent": False,
}
# CloudWatch Logs API reference, PutRetentionPolicy, from the shortest that the spec allows.
LOG_DAYS = (30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)
_LOCATING = (MileageReporting.OBD_GPS, MileageReporting.OEM_TELEMATICS)
_PLACEHOLDERS = ("tbd", "todo", "required", "unknown", "n/a", "none", "?", "xxx", "tba")
LOCATION_DAYS_OREGON = 30


@rule()
def protection_lowered(program: ProgramSpec) -> Findings:
    """X201: a protection is given up only by a recorded decision with its reason (S29-21, BP-38)."""
    decided = {decision.path for decision in program.decisions}
    for key, safe in _SAFE.items():
        path = ("infrastructure", "security", key)
        if getattr(program.infrastructure.security, key) is not safe and ".".join(path) not in decided:
            message = f"{key} is {str(not safe).lower()}, which gives up a protection"
            hint = f"write {key}: {str(safe).lower()}, or add an entry to 'decisions' with path: {'.'.join(path)}"
            yield Finding(path, message, hint)


@rule()
def sign_in_contradicts(program: ProgramSpec) -> Findings:
    """X202: with single sign-on, every environment signs agents in by SAML (S29-21)."""
    if not program.infrastructure.security.single_sign_on:
        return
    for path, identity in walk(program, "infrastructure.environments[].identity"):
        if identity is not IdentityManagement.SAML:
            message = f"security asks for single sign-on, but this environment has {identity}"
            yield Finding(path, message, "write identity: SAML")


@rule()
def log_retention_odd(program: ProgramSpec) -> Findings:
    """X203: logs are kept for a number of days that CloudWatch Logs knows (S29-21)."""
    days = program.infrastructure.security.log_retention_days
    if days not in LOG_DAYS:
        nearest = min((d for d in LOG_DAYS if d >= days), default=LOG_DAYS[-1])
        path = ("infrastructure", "security", "log_retention_days")
        yield Finding(path, f"CloudWatch Logs cannot keep logs for exactly {days} days", f"write {nearest}")


@rule()
def retention_missing(program: ProgramSpec) -> Findings:
    """X204: whatever is recorded has a retention class with its schedule (S29-21, S29-22)."""
    infra = program.infrastructure
    needed = {"contact_records", "cases"}
    needed |= {"call_recordings"} if infra.consent.record_calls else set()
    for center in infra.centers:
        needed |= {"email_messages", "attachments"} if center.channels.email else set()
        needed |= {"chat_transcripts"} if center.channels.chat else set()
    missing = sorted(needed - {entry.record for entry in infra.retention})
    if missing:
        message = f"no retention class for {listed(missing, 'and')}"
        yield Finding(("infrastructure", "retention"), message, "add an entry with days and schedule_ref for each")


@rule()
def schedule_placeholder(program: ProgramSpec) -> Findings:
    """X205: a retention class names a real records schedule; nobody guesses it (S29-21)."""
    for path, reference in walk(program, "infrastructure.retention[].schedule_ref"):
        if reference.strip(" .").casefold() in _PLACEHOLDERS:
            yield Finding(
                path, f"'{reference}' is not a records schedule", "name the schedule and its item, or the statute"
            )


@rule()
def location_kept(program: ProgramSpec) -> Findings:
    """X206: where miles are reported with location, location data have a retention class; in Oregon of 30 days at most
    (S29-21).
    """
    locating = [m for m in program.account_managers if set(m.mileage_reporting).intersection(_LOCATING)]
    kept = [(i, r) for i, r in enumerate(program.infrastructure.retention) if r.record == "location_and_daily_use"]
    if locating and not kept:
        message = f"'{locating[0].id}' reports miles with location, but no retention class covers it"
        hint = "add 'record: location_and_daily_use'"
        yield Finding(("infrastructure", "retention"), message, hint)
    for i, entry in kept:
        if program.program.state == "OR" and entry.days > LOCATION_DAYS_OREGON:
            path: Path = ("infrastructure", "retention", i, "days")
            message = f"Oregon destroys location data within {LOCATION_DAYS_OREGON} days (ORS 319.915(4))"
            yield Finding(path, message, f"write {LOCATION_DAYS_OREGON} or less")


@rule()
def integration_unstated(program: ProgramSpec) -> Findings:
    """X207: each agency states how deep its systems are integrated, also when they are not, and once a system
    (S29-11).
    """
    stated = {integration.agency for integration in program.infrastructure.integrations}
    for path, agency in walk(program, "agencies[].id"):
        if agency not in stated:
            hint = "add an integration with its system and 'level: none', link, lookup or transact"
            yield Finding(path, f"agency '{agency}' does not state any integration", hint)
    pairs = [(path, (i.agency, i.system.casefold())) for path, i in walk(program, "infrastructure.integrations[]")]
    for path, (agency, _), _ in repeated(pairs):
        yield Finding((*path, "system"), f"agency '{agency}' has this system twice", "keep one level for each system")


@rule(severity="warning")
def no_monthly_report(program: ProgramSpec) -> Findings:
    """X208: metrics are reviewed at least monthly, so some report comes at least monthly (S29-22, N53-9)."""
    if all(report.cadence is Cadence.QUARTERLY for report in program.reporting):
        yield Finding(("reporting",), "no report comes at least once a month", "add a monthly report")
