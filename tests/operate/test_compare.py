"""Expectation against reading."""

from operate.conformity.compare import Conformity, compare
from operate.conformity.rows import Expected, Kind, State

QUEUE = Expected(
    ("infrastructure", "queues", 0),
    Kind.QUEUE,
    "Billing",
    {"max contacts": 50, "status": "ENABLED"},
    {"max contacts": ("infrastructure", "queues", 0, "max_contacts")},
)


def test_what_agrees_is_verified() -> None:
    [row] = compare("office", [QUEUE], {Kind.QUEUE: {"Billing": {"max contacts": 50, "status": "ENABLED"}}})
    assert row.state is State.VERIFIED


def test_a_changed_number_names_its_own_line_of_the_spec() -> None:
    [row] = compare("office", [QUEUE], {Kind.QUEUE: {"Billing": {"max contacts": 5, "status": "ENABLED"}}})
    [difference] = row.differences
    assert (difference.wanted, difference.found, difference.path[-1]) == (50, 5, "max_contacts")


def test_a_property_without_a_line_of_its_own_names_its_owner() -> None:
    [row] = compare("office", [QUEUE], {Kind.QUEUE: {"Billing": {"max contacts": 50, "status": "DISABLED"}}})
    assert row.differences[0].path == ("infrastructure", "queues", 0)


def test_what_was_not_found_is_missing() -> None:
    rows = compare("office", [QUEUE], {})
    assert (rows[0].state, Conformity(rows).holds) == (State.MISSING, False)


def test_what_the_service_has_beyond_the_spec_is_not_judged() -> None:
    found = {Kind.QUEUE: {"Billing": {"max contacts": 50, "status": "ENABLED"}, "BasicQueue": {}}}
    assert Conformity(compare("office", [QUEUE], found)).holds


def test_of_two_tables_only_the_entries_that_differ_are_told() -> None:
    table = {"2027-12-23": "08:00-17:00", "2027-12-24": "closed", "2027-12-25": "closed"}
    want = Expected(("infrastructure", "hours", 0), Kind.HOURS, "Office", {"effective hours": table})
    have = {"2027-12-23": "08:00-17:00", "2027-12-24": "08:00-17:00"}
    [row] = compare("office", [want], {Kind.HOURS: {"Office": {"effective hours": have}}})
    [difference] = row.differences
    assert difference.wanted == {"2027-12-24": "closed", "2027-12-25": "closed"}
    assert difference.found == {"2027-12-24": "08:00-17:00", "2027-12-25": None}
