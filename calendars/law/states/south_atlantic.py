"""South Atlantic states and the District of Columbia."""

from __future__ import annotations

from calendars.law.state import StateLaw
from calendars.law.states.common import CHECKED, JUNETEENTH

LAWS = (
    StateLaw(
        state="DE",
        citation="1 Del. C. 501",
        source="https://delcode.delaware.gov/title1/c005/index.html",
        checked=CHECKED,
        renamed=(("Election Day", "General Election"),),
        remarks=(
            (
                "Return Day, the second day after a general election, closes offices in Sussex County from noon: an"
                " agency there adds it with closes: 12:00-24:00."
            ),
        ),
    ),
    StateLaw(
        state="DC",
        citation="D.C. Code 1-612.02",
        source="https://development.code.dccouncil.gov/us/dc/council/code/sections/1-612.02",
        checked=CHECKED,
        remarks=(
            "Inauguration Day moves from Sunday to Monday only (1-612.02(c)): on Saturday 20 January 2029 it stays.",
            "The Mayor may designate further days (1-612.02(b)): an agency adds them once named.",
        ),
    ),
    StateLaw(
        state="FL",
        citation="Fla. Stat. 110.117",
        source="https://www.syfert.com/florida/statutes/0110.117.html",
        checked=CHECKED,
        not_law=frozenset({JUNETEENTH, "Susan B. Anthony Day"}),
        remarks=(
            (
                "Nine days are observed by all state branches and agencies. The longer list of 683.01 closes"
                " nothing: Lincoln's, Lee's and Susan B. Anthony's Birthdays, Good Friday and General Election Day"
                " among them."
            ),
            "The Governor gives further days by order, often at Christmas: an agency adds them once named.",
        ),
    ),
    StateLaw(
        state="GA",
        citation="O.C.G.A. 1-4-1",
        source="https://team.georgia.gov/all-articles/state-georgia-holiday-schedule",
        remarks=(
            (
                "The governor names thirteen closed days for each year: check the list for the State Holidays"
                " beside Easter and Thanksgiving, and for Washington's Birthday, kept on 24 December 2024 and 26"
                " December 2025."
            ),
        ),
    ),
    StateLaw(
        state="MD",
        citation="Md. Code, State Pers. & Pens. 9-201 and 9-204",
        source="https://mgaleg.maryland.gov/mgawebsite/Laws/StatuteText?article=gsp&section=9-201",
        remarks=(
            (
                "Statewide general election days are said to be employee holidays of 9-201; they are not counted."
                " Check 9-201 day by day: General Provisions 1-111 lists more than closes offices."
            ),
            "Weekends: 9-204 moves Saturday to Friday and Sunday to Monday.",
            (
                "Employees of the Department of Transportation are outside this subtitle (9-202): check their own"
                " holidays."
            ),
        ),
    ),
    StateLaw(
        state="NC",
        citation="N.C.G.S. 126-4(5) and 25 NCAC 01E .0901",
        source="https://oshr.nc.gov/state-employee-resources/benefits/leave/holidays",
        remarks=(
            (
                "State offices follow the twelve days that the State Human Resources Commission sets for each year,"
                " not N.C.G.S. 103-4: check Good Friday, the day after Thanksgiving and the three days of Christmas"
                " by its weekday."
            ),
            "Juneteenth and Presidents' Day are not among the twelve; both are counted as closed: check.",
        ),
    ),
    StateLaw(
        state="SC",
        citation="S.C. Code 53-5-10 and 53-5-30",
        source="https://www.scstatehouse.gov/code/t53c005.php",
        remarks=(
            (
                "Confederate Memorial Day is 10 May in 53-5-10, kept on Friday 9 May 2025 and Monday 11 May 2026;"
                " a Monday of April is counted as closed."
            ),
            "Juneteenth is no holiday of 53-5-10: check; it is counted as closed.",
            (
                "The day after Thanksgiving, 24 and 26 December: in the statute as read, not counted as closed; check"
                " the Department of Administration's list for years in which they fall on a weekend."
            ),
        ),
    ),
    StateLaw(
        state="VA",
        citation="Va. Code 2.2-3300",
        source="https://law.lis.virginia.gov/vacodefull/title2.2/chapter33",
        checked=CHECKED,
        not_law=frozenset({"Inauguration Day"}),
        renamed=(("Indigenous Peoples' Day", "Columbus Day and Yorktown Victory Day"),),
        remarks=(
            "Election Day is the Tuesday after the first Monday of November in every year.",
            (
                "The Governor closes offices around Thanksgiving and Christmas, in whole or from noon, by yearly"
                " order: an agency adds them once named."
            ),
        ),
    ),
    StateLaw(
        state="WV",
        citation="W. Va. Code 2-2-1",
        source="http://code.wvlegislature.gov/email/2-2/",
        remarks=(
            (
                "Election days: every primary, general and special election is a holiday of 2-2-1(a)(13); only"
                " November is counted as closed. Check the primary, in May of even years."
            ),
            (
                "Christmas Eve and New Year's Eve from noon where the day after is a Tuesday to Friday: check"
                " 2-2-1(c) and the governor's proclamations, which often close the whole day."
            ),
            (
                "Juneteenth: not in 2-2-1, by the governor's proclamation; check each year. On Friday 19 June 2026"
                " West Virginia Day is kept."
            ),
        ),
    ),
)
