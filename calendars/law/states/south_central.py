"""East and west south central states."""

from __future__ import annotations

from calendars.law.shifts import STAYS
from calendars.law.state import StateLaw
from calendars.law.states.common import CHECKED, JUNETEENTH

LAWS = (
    StateLaw(
        state="AL",
        citation="Ala. Code 1-3-8",
        source="https://personnel.alabama.gov/Downloads/StateHolidays.pdf",
        remarks=(
            "Juneteenth: in 1-3-8 by Act 2025-303; check.",
            (
                "The day after Thanksgiving was a State Holiday in the list of 2023; it is not counted: check"
                " the governor's memorandum of each year."
            ),
            "Mardi Gras closes Baldwin and Mobile counties only.",
        ),
    ),
    StateLaw(
        state="AR",
        citation="Ark. Code 1-5-101",
        source="https://www.sos.arkansas.gov/about-the-office/state-holidays",
        remarks=(
            "Juneteenth is not among the sole official holidays of 1-5-101 as read; check, it is counted as closed.",
            (
                "Christmas Eve is a holiday of 1-5-101; it is not counted. Check where it is kept when Christmas"
                " is a Saturday or Sunday: both would be Friday 24 December 2027."
            ),
            "The governor may close further days by proclamation (1-5-103).",
        ),
    ),
    StateLaw(
        state="KY",
        citation="KRS 18A.190",
        source="https://apps.legislature.ky.gov/law/statutes/statute.aspx?id=48935",
        remarks=(
            (
                "Washington's Birthday, Juneteenth and Columbus Day are not in KRS 18A.190, which closes offices;"
                " KRS 2.110 only lets them close: check."
            ),
            (
                "Good Friday closes half a day: check which; presidential election day closes (2028), other"
                " election days do not."
            ),
            (
                "One day more with each of New Year, Thanksgiving and Christmas: the governor names those of New"
                " Year and Christmas for each year."
            ),
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
            (
                "Juneteenth: 25 O.S. 82.1 lacks it, but lets the governor's yearly order add a day of the"
                " President: check."
            ),
            (
                "Christmas: the day before or after it on a weekday, Thursday and Friday before a Saturday, Monday"
                " and Tuesday after a Sunday; the governor's order says which in 2028 to 2030."
            ),
        ),
    ),
    StateLaw(
        state="TN",
        citation="Tenn. Code 15-1-101",
        source="https://www.tn.gov/about-tn/state-holidays.html",
        remarks=(
            (
                "Columbus Day is moved to the day after Thanksgiving by the governor (Acts 1984, ch. 979): check"
                " each year; it is not counted as closed."
            ),
            "Christmas Eve: by the governor's order.",
            "Election days are legal holidays of 15-1-101 on which offices may close: check that they stay open.",
        ),
    ),
    StateLaw(
        state="TX",
        citation="Tex. Gov. Code 662.003 and 662.004",
        source="https://hr.sao.texas.gov/Holidays/",
        checked=CHECKED,
        not_law=frozenset(
            {
                "Cesar Chavez Day",
                "Confederate Memorial Day",
                "Emancipation Day In Texas",
                "Good Friday",
                JUNETEENTH,
                "Lyndon Baines Johnson Day",
                "San Jacinto Day",
                "Texas Independence Day",
            }
        ),
        shift=STAYS,
        remarks=(
            (
                "A holiday on a Saturday or Sunday is not observed on another day (Comptroller's and State"
                " Auditor's schedules)."
            ),
            (
                "On 19 January, 2 March, 21 April, 19 June and 27 August an agency needs enough staff for its"
                " business (662.004): offices are open. Good Friday, Rosh Hashanah, Yom Kippur and Cesar Chavez Day"
                " are optional days of single employees."
            ),
        ),
    ),
)
