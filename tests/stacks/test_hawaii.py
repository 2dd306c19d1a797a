"""Set-up A, fact by fact: in-house, no account manager, two agencies, four counties."""

from __future__ import annotations

import datetime as dt

import pytest

from spec.models import ProgramSpec
from spec.models.delivery import DeliveryModel
from spec.models.resilience import Tier

DAY = dt.date.fromisoformat


def test_the_program_is_the_one_of_hawaii(hawaii: ProgramSpec) -> None:
    program = hawaii.program
    assert (program.id, program.name) == ("hi-kalamiles", "Ke Ala Kulike Road Mileage Program")
    assert (program.state, program.time_zone) == ("HI", "Pacific/Honolulu")
    assert (program.enrollment.vehicles_at_launch, program.enrollment.growth_per_year) == (40000, 0.12)
    rate = program.rate
    assert (rate.per_mile_usd, rate.annual_cap_usd, rate.alternative_flat_usd) == (0.008, 50, 50)


def test_state_staff_delivers_without_an_account_manager(hawaii: ProgramSpec) -> None:
    assert hawaii.delivery.model is DeliveryModel.IN_HOUSE
    assert hawaii.account_managers == ()
    assert "choose_am" not in {topic.id for topic in hawaii.topics}


def test_two_agencies_share_the_vehicles(hawaii: ProgramSpec) -> None:
    assert {agency.id: [str(c) for c in agency.vehicle_classes] for agency in hawaii.agencies} == {
        "mileage_office": ["light_ev"],
        "highways_motor_carrier_branch": ["commercial"],
    }


@pytest.mark.parametrize("county", ["honolulu", "maui", "hawaii", "kauai"])
def test_a_county_is_reached_by_quick_connect(hawaii: ProgramSpec, county: str) -> None:
    parties = {party.id: party for party in hawaii.parties}
    connects = {connect.party: connect.phone for connect in hawaii.infrastructure.quick_connects if connect.phone}
    assert connects[f"county_dmv_{county}"] == parties[f"county_dmv_{county}"].phone


def test_the_dates_are_those_of_the_set_up(hawaii: ProgramSpec) -> None:
    dates = hawaii.dates
    assert dates.setup_complete == DAY("2027-03-01")
    assert (dates.e2e.from_, dates.e2e.till) == (DAY("2027-03-08"), DAY("2027-04-09"))
    assert (dates.trial.from_, dates.trial.till) == (DAY("2027-04-19"), DAY("2027-06-11"))
    assert dates.launch == DAY("2027-07-01")
    [postcard] = dates.outreach
    assert (postcard.when, postcard.multiplier, postcard.business_days) == ("first Monday of the month", 1.6, 4)


def test_one_line_has_a_local_and_a_toll_free_number(hawaii: ProgramSpec) -> None:
    [line] = hawaii.infrastructure.lines
    assert [(n.number, n.type.value) for n in line.numbers] == [("+18085550140", "did"), ("+18885550141", "toll_free")]
    assert line.languages == ("en-US", "haw", "ja-JP", "ilo", "tl")


def test_the_menu_is_the_one_of_the_set_up(hawaii: ProgramSpec) -> None:
    [line] = hawaii.infrastructure.lines
    queues = {topic.id: topic.queue for topic in hawaii.topics}
    reached = {choice.key: choice.queue or queues[choice.topic or ""] for choice in line.menu}
    assert reached == {
        "1": "policy",
        "2": "odometer_inspection",
        "3": "billing_payment",
        "4": "leave_transfer",
        "5": "commercial",
        "9": "eligibility_enrollment",
    }


def test_hours_are_longer_in_the_launch_weeks(hawaii: ProgramSpec) -> None:
    [hours] = hawaii.infrastructure.hours
    assert hours.weekly == {"mon-fri": ("07:45-16:30",)}
    [launch] = hours.overrides
    assert (launch.from_, launch.till) == (DAY("2027-07-01"), DAY("2027-08-27"))
    assert launch.weekly == {"mon-fri": ("07:00-18:00",), "sat": ("08:00-12:00",)}
    assert hours.holidays == "hawaii"


def test_the_queues_are_those_of_the_set_up(hawaii: ProgramSpec) -> None:
    assert {queue.id for queue in hawaii.infrastructure.queues} == {
        "policy", "eligibility_enrollment", "odometer_inspection", "billing_payment", "leave_transfer", "commercial",
        "sensitive_priority", "supervisor", "callback", "voicemail",
    }  # fmt: skip


def test_all_channels_are_on_and_sms_is_for_status(hawaii: ProgramSpec) -> None:
    [center] = hawaii.infrastructure.centers
    channels = center.channels
    assert channels.phone
    assert channels.chat
    assert channels.email
    assert channels.web_form
    assert channels.sms
    assert channels.sms.status_only
    assert [address.address for address in channels.email.addresses] == ["help@kalamiles.example"]
    assert [counter.name for counter in channels.in_person] == ["Honolulu counter", "County counters"]


@pytest.mark.parametrize(
    ("kpi", "target", "threshold"),
    [
        ("asa", 60, None),
        ("sl", 80, 60),
        ("abandon_after_60s", 4, 60),
        ("email_first_response", 95, 1),
        ("case_ack", 100, 1),
        ("update_every", 100, 3),
        ("fcr", 78, None),
        ("csat", 88, None),
    ],
)
def test_a_kpi_has_its_target(hawaii: ProgramSpec, kpi: str, target: float, threshold: float | None) -> None:
    [found] = [item for item in hawaii.service_levels.kpis if item.id == kpi]
    assert (found.target, found.threshold_seconds or found.threshold_business_days) == (target, threshold)


def test_voices_are_agents_or_interpreters(hawaii: ProgramSpec) -> None:
    assert {language.code: language.voice.value for language in hawaii.infrastructure.languages} == {
        "en-US": "agents", "haw": "agents", "ja-JP": "agents", "ilo": "interpreter", "tl": "interpreter",
    }  # fmt: skip


def test_staff_and_volumes_are_planned_for_three_phases(hawaii: ProgramSpec) -> None:
    [load] = hawaii.workforce.loads
    assert [(s.phase, s.agents, s.supervisors) for s in load.staffing] == [
        ("weeks_1_4", 12, 2),
        ("weeks_5_12", 9, 2),
        ("steady", 6, 2),
    ]
    assert [(v.calls, v.emails, v.chats, v.handle_time_seconds) for v in load.volumes] == [
        (260, 95, 70, 510),
        (170, 55, 40, 460),
        (86, 30, 18, 420),
    ]
    assert (load.busy_hour_share, load.shrinkage, hawaii.workforce.remote_share) == (0.15, 0.30, 0.4)


def test_calls_are_announced_as_recorded_and_cards_never_taken(hawaii: ProgramSpec) -> None:
    infra = hawaii.infrastructure
    assert infra.consent.record_calls
    assert infra.consent.announce
    assert not infra.security.cards_by_agent
    assert all(record.schedule_ref for record in infra.retention)


def test_the_center_stands_in_two_regions(hawaii: ProgramSpec) -> None:
    resilience = hawaii.infrastructure.resilience
    assert resilience.tier is Tier.GLOBAL_RESILIENCY
    assert (resilience.source_region, resilience.replica_region) == ("us-west-2", "us-east-1")
