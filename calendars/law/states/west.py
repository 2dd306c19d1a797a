"""Pacific and mountain states."""

from __future__ import annotations

from calendars.law.rules import FixedDate, FromEaster, Rule
from calendars.law.shifts import SUNDAY_ONLY, Shift
from calendars.law.state import StateLaw
from calendars.law.states.common import CHECKED, JUNETEENTH

ON_A_MONDAY = Shift((("tue", -1), ("wed", -2), ("thu", -3), ("fri", -4), ("sat", 2), ("sun", 1)), instead=True)
"""The Monday before, or after it at a weekend, in place of the day itself."""

LAWS = (
    StateLaw(
        state="AK",
        citation="AS 44.12.010",
        source="https://www.akleg.gov/basis/statutes.asp#44.12.010",
        remarks=(
            "Indigenous Peoples Day: AS 44.12.010 does not close offices on it; it is counted as closed.",
            "Juneteenth became a state holiday by a law of 2024: check AS 44.12.010 and its first year.",
            "Saturday: check that AS 44.12.025 adds the Friday before, as AS 44.12.020 adds the Monday after a Sunday.",
            "The yearly calendars of the Division of Finance (doa.alaska.gov/dof/payroll) show what is observed.",
        ),
    ),
    StateLaw(
        state="AZ",
        citation="A.R.S. 1-301",
        source="https://www.azleg.gov/ars/1/00301.htm",
        remarks=(
            (
                "Juneteenth is not in 1-301 as read: A.R.S. 1-315 is said to make it a day of observance. Check,"
                " it is counted as closed."
            ),
            (
                "National Navajo Code Talkers Day, 14 August, is in 1-301 while 1-313 says that it is no legal"
                " holiday: check that offices stay open."
            ),
            (
                "Weekends: 1-301(B) moves Sunday to Monday and (C) moves 1 January, 4 July, 11 November and 25"
                " December from Saturday to Friday; check the letters, and the yearly list on hr.az.gov."
            ),
        ),
    ),
    StateLaw(
        state="CA",
        citation="Cal. Gov. Code 19853",
        source="https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=GOV&sectionNum=19853",
        not_law=frozenset({"Diwali", JUNETEENTH, "Susan B. Anthony Day", "Veterans Day"}),
        missing=(Rule(name="Veterans Day", on=FixedDate(11, 11)),),
        renamed=(("Cesar Chavez Day", "Farmworkers Day"),),
        shift=SUNDAY_ONLY,
        remarks=(
            (
                "Acts of 2026 change 19853 and 6700, it seems from 1 January 2027: AB 1841, AB 2017 (ch. 571), AB 2294"
                " (ch. 596) and SB 1394 (ch. 708). Check that no day of theirs closes offices: the fourth Friday of"
                " September, 14 April, Eid al-Fitr, Eid al-Adha."
            ),
            (
                "Saturday holidays: 19853(b) moves 11 November to Friday and no other; check that the amended text says"
                " so still."
            ),
            (
                "Juneteenth and Native American Day are days that staff may choose (19853(e)); offices stay open, and"
                " neither is counted as closed."
            ),
        ),
    ),
    StateLaw(
        state="CO",
        citation="C.R.S. 24-11-101",
        source="https://dhr.colorado.gov/state-employees/time-off-leave",
        checked=CHECKED,
        not_law=frozenset({"Cesar Chavez Day"}),
        remarks=(
            (
                "The section moves Sunday to Monday; the Division of Human Resources keeps Saturday on Friday in"
                " each yearly schedule, such as 24 December 2021 and 10 November 2023."
            ),
            "Cesar Chavez Day may be taken in place of another holiday (C.R.S. 24-11-112): offices stay open on both.",
            (
                "The Governor gives a day of leave each year, often the day after Thanksgiving: an agency adds it"
                " once named."
            ),
        ),
    ),
    StateLaw(
        state="HI",
        citation="HRS 8-1",
        source="https://www.capitol.hawaii.gov/hrscurrent/Vol01_Ch0001-0042F/HRS0008/HRS_0008-0001.htm",
        checked=CHECKED,
        not_law=frozenset({JUNETEENTH}),
        missing=(Rule(name="Good Friday", on=FromEaster(-2)),),
        renamed=(("Election Day", "General Election Day"),),
        remarks=(
            "Saturday is kept on Friday and Sunday on Monday (HRS 8-2); staff who work on Saturdays keep the Saturday.",
            "Two holidays on one day close it once, unless the governor names another day (HRS 8-2): 26 March 2027.",
            "Primary and special election days are no holidays; a general election is one in the county that holds it.",
            (
                "Juneteenth is a day of observance. Bills for La Kuokoa (SB 614, 2025) and La Hoihoi Ea (HB 2045,"
                " 2026) would change the section: neither is in the text that was read; look again after each"
                " session."
            ),
        ),
    ),
    StateLaw(
        state="ID",
        citation="Idaho Code 73-108",
        source="https://legislature.idaho.gov/statutesrules/idstat/Title73/T73CH1/SECT73-108/",
        checked=CHECKED,
        renamed=(("Presidents' Day", "Washington's Birthday"),),
        remarks=(
            (
                "Juneteenth is not enumerated: it stands on the days that President or Governor appoint, by the"
                " Governor's proclamation of 17 June 2021; the Secretary of State lists it for 2026."
            ),
            "That list prints 4 July 2026 without its Friday; the section adds the Friday before a Saturday.",
        ),
    ),
    StateLaw(
        state="MT",
        citation="MCA 1-1-216",
        source="https://self-law.org/code/mt/title-1/chapter-1/part-2/1-1-216",
        checked=CHECKED,
        not_law=frozenset({JUNETEENTH}),
        renamed=(
            ("Lincoln's and Washington's Birthdays", "Presidents' Day"),
            ("Columbus Day", "Indigenous Peoples' Day and Columbus Day"),
            ("Election Day", "State General Election Day"),
        ),
        remarks=(
            "Juneteenth, the third Saturday of June, is a day of observance (MCA 1-1-224 and following).",
            "Offices are open from 8 to 5 on every other weekday (MCA 2-16-117).",
        ),
    ),
    StateLaw(
        state="NV",
        citation="NRS 236.015",
        source="https://www.leg.state.nv.us/NRS/NRS-236.html",
        checked=CHECKED,
        remarks=(
            "State, county and city offices must close on these days; Juneteenth since 2023 (A.B. 140).",
            (
                "Columbus Day and Indigenous Peoples Day are periods of observance (NRS 236.025 and 236.037), not"
                " holidays."
            ),
        ),
    ),
    StateLaw(
        state="NM",
        citation="NMSA 1978 12-5-2",
        source="https://nmonesource.com/nmos/nmsa/en/nav_date.do",
        remarks=(
            (
                "Presidents' Day is kept on the Friday after Thanksgiving, as counted here: check the"
                " personnel board's list of each year; the courts' memorandum for 2026 agrees."
            ),
            (
                "Saturday holidays: 12-5-3 moves Sunday ones only, yet the courts kept 4 July 2026 on Friday: check"
                " the personnel board's list for 18 June, 24 and 31 December 2027."
            ),
        ),
    ),
    StateLaw(
        state="OR",
        citation="ORS 187.010",
        source="https://www.oregonlegislature.gov/bills_laws/ors/ors187.html",
        checked=CHECKED,
        remarks=(
            (
                "The day after Thanksgiving is no legal holiday: State HR policy 60.010.01 closes it under ORS"
                " 240.551, so an agency adds it."
            ),
            (
                "The Governor may appoint further days (ORS 187.020); a day of the President counts only if the"
                " Governor appoints it too."
            ),
        ),
    ),
    StateLaw(
        state="UT",
        citation="Utah Code 63G-1-301",
        source="https://le.utah.gov/xcode/Title63G/Chapter1/63G-1-S301.html",
        not_law=frozenset({JUNETEENTH}),
        missing=(
            Rule(
                name="Juneteenth National Freedom Day",
                on=FixedDate(6, 19),
                citation="Utah Code 63G-1-301(2)(c) and (d), until 2026",
                shift=ON_A_MONDAY,
                until_year=2026,
            ),
            Rule(
                name="Juneteenth National Freedom Day",
                on=FixedDate(6, 19),
                citation="Utah Code 63G-1-301(1)(a), Laws 2026, ch. 126",
                from_year=2027,
            ),
            Rule(
                name="Good Friday",
                on=FromEaster(-2),
                citation="Utah Code 63G-1-301(1)(b), Laws 2026, ch. 124",
                from_year=2027,
            ),
        ),
        renamed=(("Washington and Lincoln Day", "Presidents' Day"),),
        remarks=(
            (
                "Good Friday is a holiday since 6 May 2026 (Laws 2026, ch. 124), subject to subsection (6): read what"
                " (6) says of state offices, for 26 March 2027."
            ),
            (
                "Juneteenth is 19 June from 1 January 2027, moved at a weekend as other fixed dates (Laws 2026, ch."
                " 126): check the text in force."
            ),
            "Every Sunday is a legal holiday too, Easter by name: a line with Sunday hours says so in its own week.",
        ),
    ),
    StateLaw(
        state="WA",
        citation="RCW 1.16.050",
        source="https://app.leg.wa.gov/RCW/default.aspx?cite=1.16.050",
        checked=CHECKED,
        remarks=(
            "Saturday is kept on Friday and Sunday on Monday (subsection (5)); WAC 357-31-005 repeats the list.",
            "Columbus Day is a legislatively recognized day, which the section says is no legal holiday.",
        ),
    ),
    StateLaw(
        state="WY",
        citation="Wyo. Stat. 8-4-101",
        source="https://ai.wyo.gov/about-us/state-holidays-and-office-closures",
        remarks=(
            (
                "Juneteenth: Wyo. Stat. 8-4-107 keeps it on the third Saturday of June and closes no office; 19"
                " June is counted as closed. Check that no order of the governor closes offices."
            ),
            (
                "Saturday holidays: 8-4-101(b) moves Sunday ones only; check the personnel rules, 006-6 Wyo. Code"
                " R. 6-4(c), for the Friday before."
            ),
        ),
    ),
)
