"""South Atlantic states and the District of Columbia."""

from __future__ import annotations

from calendars.law.state import StateLaw

LAWS = (
    StateLaw(
        state="DE",
        citation="1 Del. C. 501",
        source="https://delcode.delaware.gov/title1/c005/index.html",
        remarks=(
            "Election day: check that 1 Del. C. 501 means general elections only.",
            "Return Day closes Sussex County from noon, after a general election.",
            "Saturday holidays: 501 moves them to Friday and Sunday ones to Monday; check.",
        ),
    ),
    StateLaw(
        state="DC",
        citation="D.C. Code 1-612.02 and 28-2701",
        source="https://code.dccouncil.gov/us/dc/council/code/sections/1-612.02",
        remarks=(
            "Emancipation Day at a weekend: check 1-612.02 for a Saturday or Sunday.",
            "Inauguration Day, 20 January after a presidential election: check a Saturday, as in 2029.",
        ),
    ),
    StateLaw(
        state="FL",
        citation="Fla. Stat. 110.117",
        source="http://www.leg.state.fl.us/statutes/index.cfm?App_mode=Display_Statute&URL=0100-0199/0110/Sections/0110.117.html",
        remarks=(
            (
                "Fla. Stat. 683.01 lists holidays on which state offices stay open: Susan B. Anthony Day and Juneteenth"
                " are not in 110.117, which closes them."
            ),
        ),
    ),
    StateLaw(
        state="GA",
        citation="O.C.G.A. 1-4-1",
        source="https://team.georgia.gov/all-articles/state-georgia-holiday-schedule",
        remarks=(
            (
                "The governor's yearly list says when the State Holiday (Confederate Memorial Day), Lee's and"
                " Washington's Birthdays are kept: check it for each year."
            ),
        ),
    ),
    StateLaw(
        state="MD",
        citation="Md. Code, Gen. Prov. 1-111 and State Pers. 9-201",
        source="https://msa.maryland.gov/msa/mdmanual/01glance/html/holidayl.html",
        remarks=(
            "Statewide general election days are holidays of state employees; the package lacks them.",
            "Inauguration Day: check that it closes state offices.",
        ),
    ),
    StateLaw(
        state="NC",
        citation="N.C.G.S. 103-4 and 25 NCAC 01E .0901",
        source="https://www.ncleg.gov/EnactedLegislation/Statutes/HTML/BySection/Chapter_103/GS_103-4.html",
        remarks=(
            (
                "State offices follow the schedule of the Human Resources Commission, not all of 103-4: check"
                " Juneteenth, Presidents' Day, and the two or three days of Christmas by its weekday."
            ),
        ),
    ),
    StateLaw(
        state="SC",
        citation="S.C. Code 53-5-10",
        source="https://www.scstatehouse.gov/code/t53c005.php",
        remarks=(
            "Confederate Memorial Day is 10 May in 53-5-10; the package has a Monday of April.",
            "Juneteenth is no holiday of 53-5-10: check.",
            "The day after Thanksgiving and the day after Christmas are in 53-5-10; the package lacks them.",
        ),
    ),
    StateLaw(
        state="VA",
        citation="Va. Code 2.2-3300",
        source="https://law.lis.virginia.gov/vacode/title2.2/chapter33/section2.2-3300/",
        remarks=(
            "Inauguration Day in 2.2-3300 is no general closing day: check.",
            "The governor closes offices around Thanksgiving and Christmas, in whole or from noon, by yearly order.",
        ),
    ),
    StateLaw(
        state="WV",
        citation="W. Va. Code 2-2-1",
        source="http://code.wvlegislature.gov/2-2-1/",
        remarks=(
            "Election days: 2-2-1 has primary and general ones; the package has November only.",
            "Christmas Eve and New Year's Eve from noon: check 2-2-1.",
            "Columbus Day and Lincoln's Day: check 2-2-1. Juneteenth: by the governor's proclamation.",
        ),
    ),
)
