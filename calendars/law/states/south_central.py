"""East and west south central states."""

from __future__ import annotations

from calendars.law.state import StateLaw

LAWS = (
    StateLaw(
        state="AL",
        citation="Ala. Code 1-3-8",
        source="https://admincode.legislature.state.al.us/administrative-code/670-X-12-.01",
        remarks=(
            "Juneteenth: by the governor's proclamation until the legislature enacted it in 2025; check 1-3-8.",
            "Mardi Gras closes Baldwin and Mobile counties only.",
            "Confederate Memorial Day and Jefferson Davis' Birthday: in 1-3-8; check that offices close.",
        ),
    ),
    StateLaw(
        state="AR",
        citation="Ark. Code 1-5-101",
        source="https://www.sos.arkansas.gov/about-the-office/state-holidays",
        remarks=(
            "Juneteenth: check whether 1-5-101 makes it a state holiday or a commemoration.",
            "Christmas Eve is a holiday of 1-5-101; the package lacks it.",
            "The governor may close the day after Thanksgiving by proclamation.",
        ),
    ),
    StateLaw(
        state="KY",
        citation="KRS 18A.190",
        source="https://apps.legislature.ky.gov/law/statutes/statute.aspx?id=48935",
        remarks=(
            (
                "KRS 2.110 lists more days than close offices under KRS 18A.190: check Washington's Birthday,"
                " Juneteenth, and Good Friday, which closes for half a day."
            ),
            "One day more with each of Thanksgiving, Christmas and New Year: check its date by the weekday.",
        ),
    ),
    StateLaw(
        state="LA",
        citation="La. R.S. 1:55",
        source="https://legis.la.gov/Legis/Law.aspx?d=74119",
        remarks=(
            (
                "R.S. 1:55(B) gives the days on which state offices close; the list for the public is longer: check"
                " Washington's Birthday, Mardi Gras, Juneteenth and the day after Thanksgiving (Acadian Day)."
            ),
            "The governor adds days by proclamation each year.",
        ),
    ),
    StateLaw(
        state="MS",
        citation="Miss. Code 3-3-7",
        source="https://www.sos.ms.gov/communications-publications/state-holidays",
        remarks=(
            "Juneteenth is no holiday of 3-3-7: check.",
            "Saturday holidays: 3-3-7 moves Sunday ones only; check.",
            "The governor closes the day after Thanksgiving and days around Christmas by proclamation.",
        ),
    ),
    StateLaw(
        state="OK",
        citation="25 O.S. 82.1",
        source="https://oklahoma.gov/omes/divisions/human-capital-management/employee-benefits/leave-holidays/holidays.html",
        remarks=(
            "Juneteenth: check whether 25 O.S. 82.1 and the governor's order close offices.",
            "The day before or after Christmas, by its weekday: check 82.1 for each year.",
        ),
    ),
    StateLaw(
        state="TN",
        citation="Tenn. Code 15-1-101",
        source="https://www.tn.gov/about-tn/state-holidays.html",
        remarks=(
            "Columbus Day: the governor moves it to the day after Thanksgiving, which the package lacks; check.",
            "Christmas Eve: by the governor's order.",
            "Saturday holidays: check whether 15-1-101 moves Sunday ones only.",
        ),
    ),
    StateLaw(
        state="TX",
        citation="Tex. Gov. Code 662.003",
        source="https://statutes.capitol.texas.gov/Docs/GV/htm/GV.662.htm",
        remarks=(
            (
                "Partial staffing and optional holidays (Cesar Chavez Day, Good Friday) keep offices open: check each"
                " against 662.003(b) and (c), and 662.004."
            ),
            "Weekend holidays: 662.005 does not move them; check that Friday and Monday stay open.",
        ),
    ),
)
