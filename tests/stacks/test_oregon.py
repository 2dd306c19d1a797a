"""Set-up C, fact by fact: a state line, two account managers, and a State Basic Account that one of them operates."""

from __future__ import annotations

import datetime as dt

import pytest

from calendars.holidays import closed_days
from spec.models import ProgramSpec
from spec.models.delivery import DeliveryModel
from spec.models.resilience import Tier
from spec.select import centers_of, environment, resilience_of

DAY = dt.date.fromisoformat
MANAGED = ("northlake", "tamarack")


def test_the_program_is_the_one_of_oregon(oregon: ProgramSpec) -> None:
    program = oregon.program
    assert (program.id, program.name, program.state) == ("or-cascade", "Cascade Per-Mile", "OR")
    assert [(r.name, r.time_zone) for r in program.served_regions] == [("Malheur County", "America/Boise")]
    assert program.enrollment.vehicles_at_launch == 84000
    assert [(p.date, p.adds_vehicles) for p in program.enrollment.phases] == [(DAY("2028-07-01"), 90000)]
    rate = program.rate
    assert (rate.per_mile_usd, rate.fuel_tax_credit, rate.alternative_flat_usd) == (0.023, True, 340)


def test_vendors_deliver(oregon: ProgramSpec) -> None:
    assert oregon.delivery.model is DeliveryModel.VENDOR
    assert not oregon.program.single_number


def test_the_dates_are_those_of_the_set_up(oregon: ProgramSpec) -> None:
    dates = oregon.dates
    assert dates.setup_complete == DAY("2027-02-26")
    assert (dates.e2e.from_, dates.e2e.till) == (DAY("2027-03-01"), DAY("2027-04-02"))
    assert (dates.trial.from_, dates.trial.till) == (DAY("2027-04-12"), DAY("2027-06-18"))
    assert dates.launch == DAY("2027-07-01")


def test_account_managers_come_and_go_on_their_dates(oregon: ProgramSpec) -> None:
    found = {am.id: (am.active_from, am.active_to, am.share) for am in oregon.account_managers}
    assert found == {
        "northlake": (DAY("2027-04-12"), None, 0.55),
        "tamarack": (DAY("2027-04-12"), DAY("2029-06-30"), 0.30),
        "basic": (DAY("2027-04-12"), None, 0.15),
    }


def test_each_account_manager_offers_its_ways_to_report_miles(oregon: ProgramSpec) -> None:
    assert {am.id: [str(way) for way in am.mileage_reporting] for am in oregon.account_managers} == {
        "northlake": ["obd_gps", "obd_no_gps", "app"],
        "tamarack": ["oem_telematics", "obd_no_gps"],
        "basic": ["odometer_photo", "dmv_reading"],
    }


def test_northlake_operates_the_state_basic_account_on_the_states_number(oregon: ProgramSpec) -> None:
    [basic] = [am for am in oregon.account_managers if am.id == "basic"]
    assert (basic.kind.value, basic.operated_by, basic.line) == ("state_basic", "northlake", "state_line")
    owners = {queue.id: queue.owner for queue in oregon.infrastructure.queues}
    assert {owners[topic.queue] for topic in oregon.topics if topic.account_manager == "basic"} == {"northlake"}


@pytest.mark.parametrize(
    ("line", "number", "kind", "weekly"),
    [
        ("state_line", "+15035550120", "did", {"mon-fri": ("08:00-17:00",)}),
        ("northlake", "+18005550131", "toll_free", {"mon-fri": ("06:00-20:00",), "sat": ("08:00-16:00",)}),
        ("tamarack", "+18005550132", "toll_free", {"mon-fri": ("07:00-19:00",)}),
    ],
)
def test_a_line_has_its_number_and_hours(
    oregon: ProgramSpec, line: str, number: str, kind: str, weekly: dict[str, tuple[str, ...]]
) -> None:
    [found] = [item for item in oregon.infrastructure.lines if item.id == line]
    [hours] = [item for item in oregon.infrastructure.hours if item.id == found.hours]
    assert [(n.number, n.type.value) for n in found.numbers] == [(number, kind)]
    assert (hours.weekly, hours.holidays) == (weekly, "oregon")


def test_only_tamarack_has_no_chat(oregon: ProgramSpec) -> None:
    assert {center.id: center.channels.chat is not None for center in oregon.infrastructure.centers} == {
        "state": True,
        "northlake": True,
        "tamarack": False,
    }
    assert all(center.channels.phone and center.channels.email for center in oregon.infrastructure.centers)


def test_the_state_handles_policy_choice_and_complaints(oregon: ProgramSpec) -> None:
    line = oregon.infrastructure.state_line
    assert line is not None
    assert line.enabled
    assert line.handles == ("policy", "general", "help_me_choose", "am_escalation")
    states = {queue.id for queue in oregon.infrastructure.queues if queue.center == "state"}
    assert states == {"policy", "general", "choose", "am_escalation", "sensitive_priority"}


@pytest.mark.parametrize("manager", MANAGED)
def test_each_account_manager_has_its_queues(oregon: ProgramSpec, manager: str) -> None:
    own = {queue.id for queue in oregon.infrastructure.queues if queue.center == manager}
    kinds = ("enroll", "device", "mileage_dispute", "billing", "leave", "supervisor", "callback")
    assert own == {f"{manager}_{kind}" for kind in kinds}


@pytest.mark.parametrize("manager", ["northlake", "tamarack", "basic"])
def test_every_account_manager_answers_five_subjects(oregon: ProgramSpec, manager: str) -> None:
    topics = [topic for topic in oregon.topics if topic.account_manager == manager]
    assert len(topics) == 5
    assert {topic.kind.value for topic in topics} == {"technical", "operational"}


def test_the_routing_rules_are_those_of_the_set_up(oregon: ProgramSpec) -> None:
    routing = oregon.infrastructure.routing
    assert (routing.policy, routing.am_complaint, routing.unknown_account_manager) == (
        "policy",
        "am_escalation",
        "general",
    )
    assert routing.max_transfers == 2


@pytest.mark.parametrize("manager", MANAGED)
def test_the_state_and_an_account_manager_hand_over_by_telephone(oregon: ProgramSpec, manager: str) -> None:
    connects = {(c.center, c.party): c.phone for c in oregon.infrastructure.quick_connects if c.phone}
    phones = {party.id: party.phone for party in oregon.parties}
    assert connects["state", manager] == phones[manager]
    assert connects[manager, "state_unit"] == phones["state_unit"]


def test_account_managers_are_compared_without_favor(oregon: ProgramSpec) -> None:
    choice = oregon.content.neutral_choice
    assert choice is not None
    assert choice.order == "alphabetical"
    assert choice.compare == ("mileage reporting", "location tracking", "fees", "hours", "languages", "channels")


@pytest.mark.parametrize(
    ("statement", "approved", "expires"),
    [("ps-01", "2027-03-15", "2028-03-14"), ("ps-03", "2027-03-15", "2028-03-14")],
)
def test_a_statement_is_dated(oregon: ProgramSpec, statement: str, approved: str, expires: str) -> None:
    [found] = [item for item in oregon.content.policy_statements if item.id == statement]
    assert (found.approved, found.expires) == (DAY(approved), DAY(expires))


def test_the_statement_on_location_cites_the_statute(oregon: ProgramSpec) -> None:
    assert [s.authority for s in oregon.content.policy_statements if s.id == "ps-02"] == ["ORS 319.915"]


@pytest.mark.parametrize(
    ("kpi", "scope", "target", "threshold"),
    [
        ("am_sl", MANAGED, 80, 30),
        ("am_asa", MANAGED, 40, None),
        ("am_abandon", MANAGED, 4, None),
        ("am_email_first_response", MANAGED, 95, 1),
        ("am_fcr", MANAGED, 75, None),
        ("am_csat", MANAGED, 85, None),
        ("state_sl", ("state",), 80, 60),
        ("policy_answer", ("state",), 90, 2),
        ("am_complaint_close", ("state",), 90, 10),
    ],
)
def test_a_kpi_has_its_scope_and_target(
    oregon: ProgramSpec, kpi: str, scope: tuple[str, ...], target: float, threshold: float | None
) -> None:
    [found] = [item for item in oregon.service_levels.kpis if item.id == kpi]
    assert (found.scope, found.target) == (scope, target)
    assert (found.threshold_seconds or found.threshold_business_days) == threshold


def test_short_abandons_are_not_counted(oregon: ProgramSpec) -> None:
    short = {kpi.id: kpi.short_abandon_seconds for kpi in oregon.service_levels.kpis if kpi.short_abandon_seconds}
    assert short == {"am_sl": 10, "am_abandon": 10}


def test_account_managers_report_with_raw_rows(oregon: ProgramSpec) -> None:
    reporting = oregon.service_levels.self_reporting
    assert reporting is not None
    assert (reporting.due_business_day, reporting.raw_data) == (5, "contact_level_csv")
    assert (reporting.tolerance_points, reporting.tolerance_counts) == (0.5, 0)


@pytest.mark.parametrize(
    ("center", "launch", "steady", "handle_time"),
    [
        ("state", (300, 12), (60, 5), (420, 360)),
        ("northlake", (620, 23), (150, 8), (520, 430)),
        ("tamarack", (340, 14), (85, 5), (520, 430)),
    ],
)
def test_a_center_is_staffed_for_its_calls(
    oregon: ProgramSpec, center: str, launch: tuple[int, int], steady: tuple[int, int], handle_time: tuple[int, int]
) -> None:
    [load] = [item for item in oregon.workforce.loads if item.center == center]
    volumes = {step.phase: step for step in load.volumes}
    agents = {step.phase: step.agents for step in load.staffing}
    assert (volumes["weeks_1_4"].calls, agents["weeks_1_4"]) == launch
    assert (volumes["steady"].calls, agents["steady"]) == steady
    assert (volumes["weeks_1_4"].handle_time_seconds, volumes["steady"].handle_time_seconds) == handle_time


def test_location_is_destroyed_after_thirty_days(oregon: ProgramSpec) -> None:
    kept = {record.record: (record.days, record.schedule_ref) for record in oregon.infrastructure.retention}
    assert kept["location_and_daily_use"] == (30, "ORS 319.915(4)")
    assert kept["call_recordings"][0] == 365


def test_the_day_after_thanksgiving_is_the_agencys_choice(oregon: ProgramSpec) -> None:
    [calendar] = oregon.infrastructure.holidays
    closed = {day.date: day.basis for day in closed_days(calendar, DAY("2026-01-01"), DAY("2028-12-31"))}
    friday = [closed[DAY(day)] for day in ("2026-11-27", "2027-11-26", "2028-11-24")]
    assert friday == ["State HR policy 60.010.01"] * 3


def test_only_the_states_center_stands_in_two_regions(oregon: ProgramSpec) -> None:
    tiers = {center.id: resilience_of(oregon, center).tier for center in oregon.infrastructure.centers}
    assert tiers == {"state": Tier.GLOBAL_RESILIENCY, "northlake": Tier.MULTI_AZ, "tamarack": Tier.MULTI_AZ}


@pytest.mark.parametrize(
    ("stack", "centers"),
    [
        ("dev", ["state", "northlake", "tamarack"]),
        ("test", ["state", "northlake", "tamarack"]),
        ("prod", ["state"]),
        ("northlake-prod", ["northlake"]),
        ("tamarack-prod", ["tamarack"]),
    ],
)
def test_everyone_deploys_its_own_production(oregon: ProgramSpec, stack: str, centers: list[str]) -> None:
    assert [center.id for center in centers_of(oregon, environment(oregon, stack))] == centers
