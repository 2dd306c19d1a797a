"""Declarations of the states: complete, citable, and true to what the package has today."""

import datetime as dt

import pytest

from calendars.law import STATES, law_of
from calendars.law.rules import FixedDate, OneDay, Rule
from calendars.law.shifts import SUNDAY_ONLY, Shift
from calendars.law.state import StateLaw, package_names
from spec.errors import SpecError

YEARS = range(2026, 2031)
DAY = dt.date.fromisoformat


def closed(law: StateLaw, year: int) -> dict[str, str]:
    return {day.date.isoformat(): day.name for day in law.days(year)}


def made(**changes: object) -> StateLaw:
    return StateLaw(**{"state": "OR", "citation": "State Code 1", "source": "https://code.example", **changes})  # type: ignore[arg-type]  # the fields under test


def test_the_fifty_states_and_the_district_have_a_law() -> None:
    assert len(STATES) == 51
    assert all(law_of(state).state == state for state in STATES)


def test_a_code_that_is_no_state_is_refused() -> None:
    with pytest.raises(SpecError, match="no holidays are known for 'PR'") as refused:
        law_of("PR")
    assert "50 states" in refused.value.hint


@pytest.mark.parametrize("state", STATES)
def test_each_law_names_a_citation_and_a_page(state: str) -> None:
    law = law_of(state)
    assert law.citation
    assert law.source.startswith(("https://", "http://"))


@pytest.mark.parametrize("state", [state for state in STATES if not law_of(state).verified])
def test_an_unverified_law_says_what_to_check_without_speaking_of_our_data(state: str) -> None:
    assert law_of(state).remarks
    assert not any("package" in remark for remark in law_of(state).remarks)


@pytest.mark.parametrize("state", STATES)
def test_a_correction_names_holidays_that_the_package_has(state: str) -> None:
    law = law_of(state)
    known = {name for year in YEARS for name in package_names(state, year)}
    assert {*law.not_law, *(name for name, _ in law.renamed)} - known == set()


@pytest.mark.parametrize("state", STATES)
def test_no_rule_repeats_what_the_package_has(state: str) -> None:
    """A package that learned a rule meanwhile makes ours a needless copy."""
    law = law_of(state)
    kept = {day.date for year in YEARS for day in law.days(year) if day.name not in {rule.name for rule in law.missing}}
    repeated = [
        rule.name
        for rule in law.missing
        if (falls := {day.date for year in YEARS for day in rule.days(year) if day.date == day.falls}) and falls <= kept
    ]
    assert repeated == []


@pytest.mark.parametrize("state", STATES)
def test_each_observed_day_stands_within_a_few_days_of_its_holiday(state: str) -> None:
    found = [day for year in YEARS for day in law_of(state).days(year)]
    assert all(abs((day.date - day.falls).days) <= 4 for day in found)
    assert all(day.date.year in YEARS for day in found)


@pytest.mark.parametrize("state", STATES)
def test_every_state_closes_on_the_six_great_holidays(state: str) -> None:
    """A correction that drops a name too many shows here, whatever the state."""
    dates = {day.date.isoformat() for day in law_of(state).days(2030)}
    assert {"2030-01-01", "2030-05-27", "2030-07-04", "2030-09-02", "2030-11-28", "2030-12-25"} <= dates


def test_a_state_can_shift_otherwise_than_the_package() -> None:
    found = closed(made(shift=SUNDAY_ONLY), 2026) | closed(made(shift=SUNDAY_ONLY), 2027)
    assert "2026-07-03" not in found
    assert found["2027-07-05"] == "Independence Day (observed)"


def test_a_shift_that_moves_instead_leaves_the_date_itself_open() -> None:
    found = closed(made(shift=Shift((("sat", -1),), instead=True)), 2026)
    assert "2026-07-04" not in found
    assert found["2026-07-03"] == "Independence Day (observed)"


def test_a_dropped_holiday_takes_its_observed_day_along() -> None:
    found = closed(made(not_law=frozenset({"Juneteenth National Independence Day"})), 2027)
    assert {"2027-06-18", "2027-06-19"} & set(found) == set()


def test_a_renamed_holiday_is_renamed_where_it_is_observed_too() -> None:
    found = closed(made(renamed=(("Veterans Day", "Armistice Day"),)), 2028)
    assert (found["2028-11-10"], found["2028-11-11"]) == ("Armistice Day (observed)", "Armistice Day")


def test_a_missing_rule_and_a_proclamation_join_the_year_in_order() -> None:
    mourning = Rule(name="Day of Mourning", on=OneDay(DAY("2027-03-10")), citation="Executive Order 27-01")
    law = made(missing=(mourning, Rule(name="Founders' Day", on=FixedDate(3, 1))))
    march = [(day.date.day, day.citation) for day in law.days(2027) if day.date.month == 3]
    assert march == [(1, "State Code 1"), (10, "Executive Order 27-01")]
    assert not any(day.name == "Day of Mourning" for day in law.days(2028))
