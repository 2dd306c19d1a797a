"""New England and the middle Atlantic states."""

from __future__ import annotations

from calendars.law.rules import GeneralElection, NthWeekday, Rule
from calendars.law.state import StateLaw
from calendars.law.states.common import AFTER_THANKSGIVING, CHECKED, JUNETEENTH

LAWS = (
    StateLaw(
        state="CT",
        citation="Conn. Gen. Stat. 1-4",
        source="https://lawserver.com/?p=29612004",
        checked=CHECKED,
        renamed=(("Lincoln's Birthday", "Lincoln Day"),),
        remarks=(
            (
                "Good Friday and Thanksgiving are days that the Governor appoints under 1-4; the Department of"
                " Administrative Services lists both each year."
            ),
        ),
    ),
    StateLaw(
        state="ME",
        citation="4 M.R.S. 1051; Bureau of Human Resources, Holidays",
        source="https://www11.maine.gov/bhr/state-hr-professionals/rules-policies/policy-practices-manual/Holidays",
        checked=CHECKED,
        missing=(Rule(name="Thanksgiving Friday", on=AFTER_THANKSGIVING),),
        remarks=(
            (
                "The statute moves Sunday to Monday; the Bureau of Human Resources keeps Saturday on Friday and"
                " adds the day after Thanksgiving."
            ),
            "The Governor closes further days by order, such as 24 December from noon: an agency adds them once named.",
        ),
    ),
    StateLaw(
        state="MA",
        citation="M.G.L. c. 4, s. 7, cl. 18",
        source="https://malegislature.gov/Laws/GeneralLaws/PartI/TitleI/Chapter4/Section7",
        checked=CHECKED,
        remarks=(
            (
                "Public offices close on legal holidays (c. 136, s. 12). The day before a Saturday holiday they are"
                " open (Trial Court's list of legal holidays); staff get another day."
            ),
            (
                "Evacuation Day and Bunker Hill Day are legal holidays in Suffolk County only, where state offices"
                " stay open and staffed."
            ),
        ),
    ),
    StateLaw(
        state="NH",
        citation="RSA 288:1 and 288:2",
        source="https://gc.nh.gov/rsa/html/XXV/288/288-1.htm",
        remarks=(
            (
                "Columbus Day and the biennial election day are in RSA 288:1, but the Department of Administrative"
                " Services' lists of 2023 and 2024 leave both out and have the day after Thanksgiving: check which"
                " days close offices."
            ),
            "Juneteenth: RSA 4:13-aa makes it a day of observance only; check.",
            "Saturday holidays: RSA 288:2 may move Sunday ones only; check the personnel rule Per 1302.",
        ),
    ),
    StateLaw(
        state="NJ",
        citation="N.J.S.A. 11A:6-24.1",
        source="https://law.counselstack.com/statute/nj/11A/11A%3A6-24.1",
        checked=CHECKED,
        not_law=frozenset({"Election Day", JUNETEENTH, "Lincoln's Birthday"}),
        missing=(
            Rule(name="Juneteenth Day", on=NthWeekday(6, "fri", 3)),
            Rule(name="General Election Day", on=GeneralElection(every_years=1)),
        ),
        remarks=(
            "Weekends: Saturday is kept on Friday and Sunday on Monday (N.J.A.C. 4A:6-2.4(c)).",
            "General elections come every November; the day is item 13 of the section, after Christmas.",
            "Lincoln's Birthday is a public holiday on which state offices must be open (N.J.S.A. 36:1-1(d)).",
        ),
    ),
    StateLaw(
        state="NY",
        citation="N.Y. Gen. Constr. Law 24 and 4 NYCRR 21.1",
        source="https://www.nysenate.gov/legislation/laws/GCN/24",
        not_law=frozenset({"Susan B. Anthony Day"}),
        remarks=(
            (
                "Lincoln's Birthday and Election Day are in section 24, but float for most bargaining units: check"
                " the Department of Civil Service's list of legal holidays of each year for what closes offices."
            ),
            (
                "Saturday holidays: section 24 moves Sunday ones only and 4 NYCRR 21.1(b) does not observe them;"
                " Friday 24 and 31 December 2027 are counted as closed."
            ),
        ),
    ),
    StateLaw(
        state="PA",
        citation="44 P.S. 11; Management Directive 505.7",
        source="https://www.pa.gov/agencies/budget/programs-and-services/for-commonwealth-agencies-and-employees/for-agencies/payroll-operations/holiday-and-pay-calendars",
        remarks=(
            (
                "The statute lists more than closes offices (Good Friday, Flag Day, Election Day): check the"
                " administrative circular of each year, which closes twelve days, Juneteenth, the second Monday of"
                " October and the day after Thanksgiving among them."
            ),
            "Saturday holidays: check that the circular keeps them on Friday.",
        ),
    ),
    StateLaw(
        state="RI",
        citation="R.I. Gen. Laws 25-1-1",
        source="https://webserver.rilegislature.gov/Statutes/TITLE25/25-1/25-1-1.htm",
        remarks=(
            (
                "Saturday holidays are kept on Monday, not Friday (25-1-1 for state employees): check Monday 21 June"
                " and 27 December 2027 and 3 January 2028 against the Fridays before, which are counted as closed."
            ),
            "General election day in even years is a holiday of 25-1-1; it is not counted as closed.",
            (
                "Washington's Birthday and Rhode Island Independence Day (4 May) are in 25-1-1, but not in the"
                " Secretary of State's list of 2021: check which close offices."
            ),
        ),
    ),
    StateLaw(
        state="VT",
        citation="1 V.S.A. 371",
        source="https://legislature.vermont.gov/statutes/section/01/007/00371",
        remarks=(
            (
                "The section leaves the closing of offices to collective bargaining: check the Department of Human"
                " Resources' list for Indigenous Peoples' Day, the day after Thanksgiving and Juneteenth."
            ),
            "Juneteenth: 1 V.S.A. 371 is said to have it since 2025; offices were open on it in 2022.",
        ),
    ),
)
