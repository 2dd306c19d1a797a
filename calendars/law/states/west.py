"""Pacific and mountain states."""

from __future__ import annotations

import datetime as dt

from calendars.law.rules import FromEaster, Rule
from calendars.law.state import StateLaw

CHECKED = dt.date(2026, 11, 22)

LAWS = (
    StateLaw(
        state="AK",
        citation="AS 44.12.010",
        source="https://www.akleg.gov/basis/statutes.asp#44.12.010",
        remarks=(
            "Indigenous Peoples Day: AS 44.12.010 does not close offices on it; the package lists it.",
            "Juneteenth became a state holiday by a law of 2024: check its first year.",
        ),
    ),
    StateLaw(
        state="AZ",
        citation="A.R.S. 1-301",
        source="https://www.azleg.gov/ars/1/00301.htm",
        remarks=(
            "Juneteenth: check whether A.R.S. 1-301 has it, or only Columbus Day.",
            "Saturday holidays: check whether A.R.S. 1-301 moves them to Friday, or Sunday ones only.",
        ),
    ),
    StateLaw(
        state="CA",
        citation="Cal. Gov. Code 6700 and 19853",
        source="https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=GOV&sectionNum=19853",
        remarks=(
            (
                "Section 6700 lists more days than close state offices (section 19853): check Susan B. Anthony Day,"
                " Diwali, Juneteenth and Columbus Day, which an employee may elect instead of being closed."
            ),
            "Saturday holidays: section 19853 gives a day of leave; check that offices stay open on Friday.",
            "Good Friday from noon and Admission Day: check whether offices close.",
        ),
    ),
    StateLaw(
        state="CO",
        citation="C.R.S. 24-11-101",
        source="https://leg.colorado.gov/colorado-revised-statutes",
        remarks=(
            "Cesar Chavez Day (C.R.S. 24-11-112) may be taken for another holiday: check that offices stay open.",
            "General election days: check C.R.S. 24-11-101 and its list of legal holidays.",
        ),
    ),
    StateLaw(
        state="HI",
        citation="HRS 8-1",
        source="https://www.capitol.hawaii.gov/hrscurrent/Vol01_Ch0001-0042F/HRS0008/HRS_0008-0001.htm",
        checked=CHECKED,
        not_law=frozenset({"Juneteenth National Independence Day"}),
        missing=(Rule(name="Good Friday", on=FromEaster(-2)),),
        renamed=(("Election Day", "General Election Day"),),
        remarks=(
            "Saturday is kept on Friday and Sunday on Monday (HRS 8-2); staff who work on Saturdays keep the Saturday.",
            "Two holidays on one day close it once, unless the governor names another day (HRS 8-2): 26 March 2027.",
            "Primary and special election days are no holidays; a general election is one in the county that holds it.",
            (
                "Juneteenth is a day of observance. Bills for La Kuokoa (SB 614, 2025) and La Hoihoi Ea (HB 2045, 2026)"
                " would change the section: neither is in the text that was read; look again after each session."
            ),
        ),
    ),
    StateLaw(
        state="ID",
        citation="Idaho Code 73-108",
        source="https://legislature.idaho.gov/statutesrules/idstat/Title73/T73CH1/SECT73-108/",
        remarks=("Saturday holidays: check that Idaho Code 73-108 moves them to Friday.",),
    ),
    StateLaw(
        state="MT",
        citation="MCA 1-1-216",
        source="https://archive.legmt.gov/bills/mca/title_0010/chapter_0010/part_0020/section_0160/0010-0010-0020-0160.html",
        remarks=(
            "Juneteenth: check that MCA 1-1-216 has it; it may be a day of observance only.",
            "Saturday holidays: check MCA 1-1-216 and 2-18-603; the section may move Sunday ones only.",
        ),
    ),
    StateLaw(
        state="NV",
        citation="NRS 236.015",
        source="https://www.leg.state.nv.us/nrs/nrs-236.html",
        remarks=("Juneteenth: check its first year in NRS 236.015.",),
    ),
    StateLaw(
        state="NM",
        citation="NMSA 1978 12-5-2",
        source="https://nmonesource.com/nmos/nmsa/en/nav_date.do",
        remarks=(
            "Presidents' Day is kept on the Friday after Thanksgiving by order of the personnel board: check the year.",
            "Saturday holidays: check whether NMSA 12-5-2 moves Sunday ones only.",
        ),
    ),
    StateLaw(
        state="OR",
        citation="ORS 187.010",
        source="https://www.oregonlegislature.gov/bills_laws/ors/ors187.html",
        checked=CHECKED,
        remarks=(
            (
                "The day after Thanksgiving is no legal holiday: State HR policy 60.010.01 closes it under ORS 240.551,"
                " so an agency adds it."
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
        remarks=("Juneteenth: Utah moves it by the weekday on which it falls; check 63G-1-301 against each year.",),
    ),
    StateLaw(
        state="WA",
        citation="RCW 1.16.050",
        source="https://app.leg.wa.gov/RCW/default.aspx?cite=1.16.050",
        checked=CHECKED,
        remarks=(
            "Saturday is kept on Friday and Sunday on Monday (WAC 357-31-040); WAC 357-31-005 repeats the list.",
            "Columbus Day is a legislatively recognized day, which the section says is no legal holiday.",
        ),
    ),
    StateLaw(
        state="WY",
        citation="Wyo. Stat. 8-4-101",
        source="https://ai.wyo.gov/about-us/state-holidays-and-office-closures",
        remarks=(
            "Juneteenth: check that Wyo. Stat. 8-4-101 has it; it may be a day of observance only.",
            "Saturday holidays: check whether 8-4-101 moves them to Friday; the governor may close offices by order.",
        ),
    ),
)
