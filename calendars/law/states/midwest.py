"""Great Lakes and plains states."""

from __future__ import annotations

from calendars.law.rules import FixedDate, FromEaster, OnWeekdays, Rule
from calendars.law.shifts import STAYS
from calendars.law.state import StateLaw
from calendars.law.states.common import AFTER_THANKSGIVING, CHECKED, JUNETEENTH

LAWS = (
    StateLaw(
        state="IL",
        citation="5 ILCS 490 and 80 Ill. Adm. Code 303.270",
        source="https://cms.illinois.gov/personnel/employeeresources/stateholidays.html",
        remarks=(
            (
                "Casimir Pulaski Day closes schools and some counties, not state offices (list of the Department of"
                " Central Management Services): check, it is counted as closed."
            ),
            "Day after Thanksgiving: state offices close; it is not counted as closed.",
            (
                "Weekends: 4 July 2020 was kept on Friday 3 July, but 5 ILCS 490/63 gives a Juneteenth at a weekend"
                " neither Friday nor Monday: check 18 June 2027."
            ),
            "General election day: a holiday by an act for each of 2020 and 2022; check the act for later even years.",
        ),
    ),
    StateLaw(
        state="IN",
        citation="IC 1-1-9-1",
        source="https://www.in.gov/spd/benefits/state-holidays/",
        remarks=(
            (
                "Lincoln's and Washington's Birthdays are kept on the day after Thanksgiving and beside Christmas,"
                " by the governor's order: check it for each year."
            ),
            "Primary and general election days: the list of 2019 had both in an odd year; check.",
            "Juneteenth: check the governor's order; IC 1-1-9-1 may lack it.",
        ),
    ),
    StateLaw(
        state="IA",
        citation="Iowa Code 1C.2",
        source="https://lawserver.com/law/state/iowa/ia-code/iowa_code_1c-2",
        checked=CHECKED,
        not_law=frozenset({JUNETEENTH, "Lincoln's Birthday", "Washington's Birthday"}),
        missing=(Rule(name="Friday after Thanksgiving", on=AFTER_THANKSGIVING),),
        remarks=(
            (
                "Lincoln's and Washington's Birthdays are legal holidays (Iowa Code 1C.1) on which state offices"
                " stay open."
            ),
            "The executive council may name further days off (1C.2(2)).",
        ),
    ),
    StateLaw(
        state="KS",
        citation="K.A.R. 1-9-2 and K.S.A. 35-107",
        source="https://www.law.cornell.edu/regulations/kansas/K-A-R-1-9-2",
        remarks=(
            (
                "K.A.R. 1-9-2 closes offices on New Year, Memorial, Independence, Labor, Veterans, Thanksgiving and"
                " Christmas Day, Saturday kept on Friday and Sunday on Monday; the governor names every other day by"
                " the year."
            ),
            (
                "Check Martin Luther King, Jr. Day, Presidents' Day, Juneteenth, the day after Thanksgiving and"
                " Christmas Eve in the governor's list of each year."
            ),
        ),
    ),
    StateLaw(
        state="MI",
        citation="MCL 435.101 and Civil Service Regulation 5.08",
        source="https://www.michigan.gov/som/government/state-holidays",
        remarks=(
            "Christmas Eve and New Year's Eve at a weekend: check to which day Regulation 5.08 moves them.",
            "Election day comes in even years only: check.",
        ),
    ),
    StateLaw(
        state="MN",
        citation="Minn. Stat. 645.44, subd. 5",
        source="https://www.revisor.mn.gov/statutes/cite/645.44",
        checked=CHECKED,
        missing=(Rule(name="Friday after Thanksgiving", on=AFTER_THANKSGIVING),),
        remarks=(
            (
                "The executive branch keeps the Friday after Thanksgiving and not Indigenous Peoples Day; other"
                " branches, cities and counties choose."
            ),
        ),
    ),
    StateLaw(
        state="MO",
        citation="RSMo 9.010; Office of Administration, State Holidays",
        source="https://oa.mo.gov/commissioner/state-holidays",
        checked=CHECKED,
        missing=(Rule(name="Lincoln Day", on=FixedDate(2, 12)),),
        remarks=(
            (
                "RSMo 9.010 moves Sunday to Monday. Saturday is kept on Friday by the Office of Administration's"
                " list of each year, such as 31 December 2021 and 3 July 2026."
            ),
            "The Governor may close the day after Thanksgiving by order: an agency adds it once named.",
        ),
    ),
    StateLaw(
        state="NE",
        citation="Neb. Rev. Stat. 84-1001 and 25-2221",
        source="https://nebraskalegislature.gov/laws/statutes.php?statute=84-1001",
        checked=CHECKED,
        missing=(Rule(name="Day After Thanksgiving", on=AFTER_THANKSGIVING),),
        renamed=(
            ("Washington's Birthday", "President's Day"),
            ("Indigenous Peoples' Day", "Indigenous Peoples' Day and Columbus Day"),
        ),
        remarks=(
            (
                "84-1001 takes the days of 25-2221 and those that President or Governor declare: a day off that the"
                " President gives federal staff, as 24 December 2020, closes state offices too."
            ),
        ),
    ),
    StateLaw(
        state="ND",
        citation="N.D.C.C. 1-03-01 to 1-03-02.1",
        source="https://www.nd.gov/omb/agency/state-government-human-resource-management/state-hr-policies-rules-and-laws/holidays",
        checked=CHECKED,
        not_law=frozenset({JUNETEENTH}),
        missing=(
            Rule(name="Good Friday", on=FromEaster(-2)),
            Rule(
                name="Christmas Eve",
                on=OnWeekdays(FixedDate(12, 24)),
                citation="N.D.C.C. 1-03-01.1",
                shift=STAYS,
                closes=((12 * 60, 24 * 60),),
            ),
        ),
        remarks=(
            "State offices close at noon on 24 December unless it is a weekend, or the holiday itself, as in 2027.",
            "Juneteenth (1-03-18) is a day of observance; ten days close offices (Office of Management and Budget).",
        ),
    ),
    StateLaw(
        state="OH",
        citation="R.C. 1.14 and 124.19",
        source="https://codes.ohio.gov/ohio-revised-code/section-124.19",
        remarks=(
            "Juneteenth is in R.C. 1.14 and was kept on Friday 18 June 2021 by the governor's order: check 124.19.",
            "Saturday holidays: check that R.C. 124.18 keeps them on Friday; 1.14 moves Sunday ones to Monday.",
        ),
    ),
    StateLaw(
        state="SD",
        citation="SDCL 1-5-1",
        source="https://sdlegislature.gov/Statutes/1-5",
        checked=CHECKED,
        remarks=(
            (
                "The Governor may appoint further days, often beside Thanksgiving and Christmas: an agency adds"
                " them once named."
            ),
            "Statehood Day, 2 November, is a working holiday (SDCL 1-5-1.3).",
        ),
    ),
    StateLaw(
        state="WI",
        citation="Wis. Stat. 230.35(4)",
        source="https://docs.legis.wisconsin.gov/statutes/statutes/230/ii/35/4",
        not_law=frozenset({"Susan B. Anthony Day"}),
        remarks=(
            (
                "Nine days close state offices by 230.35(4)(a): New Year, Martin Luther King, Jr., Memorial,"
                " Independence, Labor and Thanksgiving Day, 24, 25 and 31 December; check the wording. Washington's"
                " Birthday, Juneteenth and Veterans Day (Wis. Stat. 995.20), which are counted as closed, do not."
            ),
            (
                "Weekends: 230.35(4)(a)10 adds the Monday where 1 January, 4 July or 25 December is a Sunday, and"
                " nothing for a Saturday: check that Friday stays open."
            ),
        ),
    ),
)
