"""Set-up B, fact by fact: outsourced, damages, all-party consent, a policy desk of the state."""

from __future__ import annotations

import datetime as dt

import pytest

from spec.models import ProgramSpec
from spec.models.delivery import DeliveryModel
from spec.models.languages import ConsentMode
from spec.models.resilience import Tier

DAY = dt.date.fromisoformat


def test_the_program_is_the_one_of_washington(washington: ProgramSpec) -> None:
    program = washington.program
    assert (program.id, program.name) == ("wa-evergreen", "Evergreen Mile Contribution")
    assert (program.state, program.time_zone) == ("WA", "America/Los_Angeles")
    assert program.enrollment.vehicles_at_launch == 120000


def test_a_provider_delivers_under_a_contract(washington: ProgramSpec) -> None:
    delivery = washington.delivery
    assert (delivery.model, delivery.provider) == (DeliveryModel.OUTSOURCED, "cedar_harbor")
    assert delivery.sites == ("Spokane WA", "Boise ID", "remote")
    assert delivery.contract is not None
    assert delivery.contract.kpi_exhibit
    assert delivery.contract.damages
    assert (delivery.contract.monthly_credit_cap_percent, delivery.contract.grace_days) == (10, 90)


def test_agents_are_shared_with_a_toll_program(washington: ProgramSpec) -> None:
    shared = washington.delivery.shared_agents
    assert (shared.allowed, shared.services) == (True, ("Toll Program X",))
    assert shared.capability


def test_the_provider_operates_the_one_account_system(washington: ProgramSpec) -> None:
    [manager] = washington.account_managers
    assert (manager.id, manager.operated_by, manager.active_from) == ("wsmp", "cedar_harbor", DAY("2027-10-01"))


def test_the_dates_are_those_of_the_set_up(washington: ProgramSpec) -> None:
    dates = washington.dates
    assert dates.setup_complete == DAY("2027-05-28")
    assert (dates.e2e.from_, dates.e2e.till) == (DAY("2027-06-07"), DAY("2027-07-16"))
    assert (dates.trial.from_, dates.trial.till) == (DAY("2027-08-02"), DAY("2027-09-24"))
    assert dates.launch == DAY("2027-10-01")


def test_the_policy_line_has_no_number_and_closes_an_hour_earlier(washington: ProgramSpec) -> None:
    lines = {line.id: line for line in washington.infrastructure.lines}
    hours = {hours.id: hours for hours in washington.infrastructure.hours}
    assert [number.number for number in lines["main"].numbers] == ["+13605550170", "+18665550171"]
    assert lines["state_policy"].transfer_only
    assert hours["main"].weekly == {"mon-fri": ("07:00-18:00",)}
    assert hours["state_policy"].weekly == {"mon-fri": ("08:00-17:00",)}
    assert lines["state_policy"].voicemail_queue == "policy_state"


def test_hours_are_longer_in_the_launch_weeks(washington: ProgramSpec) -> None:
    [launch] = washington.infrastructure.hours[0].overrides
    assert (launch.from_, launch.till) == (DAY("2027-10-01"), DAY("2027-11-27"))
    assert launch.weekly == {"mon-fri": ("07:00-20:00",), "sat": ("08:00-14:00",)}


def test_the_queues_are_those_of_the_set_up(washington: ProgramSpec) -> None:
    assert {queue.id for queue in washington.infrastructure.queues} == {
        "general", "enrollment", "device_technical", "odometer_photo", "billing", "leave", "dispute", "policy_state",
        "am_complaint_state", "spanish", "supervisor", "sensitive_priority", "callback",
    }  # fmt: skip


def test_state_employees_own_policy_complaints_and_sensitive_contacts(washington: ProgramSpec) -> None:
    owned = {queue.id for queue in washington.infrastructure.queues if queue.owner == "state_office"}
    assert owned == {"policy_state", "am_complaint_state", "sensitive_priority"}


@pytest.mark.parametrize(
    ("kpi", "target", "threshold"),
    [
        ("sl", 80, 30),
        ("asa", 45, None),
        ("abandon_after_60s", 3, 60),
        ("max_wait", 600, None),
        ("email_first_response", 95, 1),
        ("chat_sl", 80, 45),
        ("fcr", 75, None),
        ("csat", 85, None),
        ("qa", 90, None),
        ("policy_misanswer", 98, None),
    ],
)
def test_a_kpi_has_its_target(washington: ProgramSpec, kpi: str, target: float, threshold: float | None) -> None:
    [found] = [item for item in washington.service_levels.kpis if item.id == kpi]
    assert (found.target, found.threshold_seconds or found.threshold_business_days) == (target, threshold)


def test_damages_are_those_of_the_contract(washington: ProgramSpec) -> None:
    damages = {
        d.kpi: (d.period.value, d.usd_per_point_or_part or d.usd_per_event or d.usd_per_day, d.threshold_seconds)
        for d in washington.service_levels.damages
    }
    assert damages == {
        "sl": ("semi_monthly", 500, None),
        "abandon_after_60s": ("daily", 300, None),
        "max_wait": ("event", 100, 600),
        "report_on_time": ("daily", 250, None),
    }


def test_spanish_is_spoken_and_two_hundred_languages_interpreted(washington: ProgramSpec) -> None:
    infra = washington.infrastructure
    assert {language.code: language.voice.value for language in infra.languages} == {
        "en-US": "agents",
        "es-US": "agents",
    }
    assert infra.interpreter_line is not None
    assert infra.interpreter_line.languages == 200


def test_everyone_consents_and_the_announcement_is_recorded(washington: ProgramSpec) -> None:
    consent = washington.infrastructure.consent
    assert consent.mode is ConsentMode.ALL_PARTY
    assert consent.announce
    assert consent.record_announcement
    assert consent.cites == "RCW 9.73.030"


def test_staff_and_volumes_are_planned_for_three_phases(washington: ProgramSpec) -> None:
    [load] = washington.workforce.loads
    assert [(s.agents, s.supervisors) for s in load.staffing] == [(31, 3), (18, 2), (9, 1)]
    assert [(v.calls, v.emails, v.chats, v.handle_time_seconds) for v in load.volumes] == [
        (900, 310, 220, 500),
        (520, 180, 120, 450),
        (240, 85, 60, 400),
    ]
    assert (load.busy_hour_share, load.shrinkage, washington.workforce.remote_share) == (0.13, 0.32, 0.6)


def test_the_state_audits_kpis_and_approves_content(washington: ProgramSpec) -> None:
    roles = {role.id: role.base.value for role in washington.workforce.roles}
    assert (roles["kpi_auditor_read_only"], roles["content_approver"]) == ("auditor", "content_approver")
    held = {agent.role for agent in washington.workforce.agents if agent.agency == "mileage_program_office"}
    assert {"kpi_auditor_read_only", "content_approver"} <= held


def test_raw_data_come_daily_and_are_reconciled_monthly(washington: ProgramSpec) -> None:
    cadences = {report.id: report.cadence.value for report in washington.reporting}
    assert (cadences["raw_data"], cadences["reconciliation"]) == ("daily", "monthly")


def test_the_center_stands_in_two_regions(washington: ProgramSpec) -> None:
    resilience = washington.infrastructure.resilience
    assert resilience.tier is Tier.GLOBAL_RESILIENCY
    assert (resilience.source_region, resilience.replica_region) == ("us-west-2", "us-east-1")
