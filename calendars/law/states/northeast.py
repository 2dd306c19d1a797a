"""New England and the middle Atlantic states."""

from __future__ import annotations

from calendars.law.state import StateLaw

LAWS = (
    StateLaw(
        state="CT",
        citation="Conn. Gen. Stat. 1-4",
        source="https://www.cga.ct.gov/current/pub/chap_001.htm",
        remarks=(
            "Saturday holidays: check whether Conn. Gen. Stat. 1-4 moves them to Friday, Lincoln's Birthday included.",
        ),
    ),
    StateLaw(
        state="ME",
        citation="4 M.R.S. 1051",
        source="https://legislature.maine.gov/statutes/4/title4sec1051.html",
        remarks=(
            "Day after Thanksgiving: state offices close by the employees' agreement; the package lacks it.",
            "Saturday holidays: check whether only Sunday ones move (4 M.R.S. 1051).",
        ),
    ),
    StateLaw(
        state="MA",
        citation="M.G.L. c. 4, s. 7, cl. 18",
        source="https://malegislature.gov/Laws/GeneralLaws/PartI/TitleI/Chapter4/Section7",
        remarks=(
            "Saturday holidays: the package moves Sunday ones only; check clause 18.",
            "Evacuation Day and Bunker Hill Day are holidays in Suffolk County only.",
        ),
    ),
    StateLaw(
        state="NH",
        citation="RSA 288:1 and 288:2",
        source="https://gc.nh.gov/rsa/html/XXV/288/288-1.htm",
        remarks=(
            "Juneteenth: check that RSA 288:1 has it; RSA 4:13 may make it a day of observance only.",
            "Saturday holidays: RSA 288:2 may move Sunday ones only.",
            "Election day: check that RSA 288:1 means the biennial November election only.",
        ),
    ),
    StateLaw(
        state="NJ",
        citation="N.J.S.A. 36:1-1",
        source="https://nj.gov/nj/about/facts/holidays/",
        remarks=(
            "Juneteenth is kept on the third Friday of June; the package has 19 June.",
            "Lincoln's Birthday is listed in 36:1-1, but state offices stay open (N.J.S.A. 11A:6-24.1).",
            "Election Day comes each year in 36:1-1; the package has even years only.",
            "Saturday holidays: check N.J.S.A. 36:1-1.1.",
        ),
    ),
    StateLaw(
        state="NY",
        citation="N.Y. Gen. Constr. Law 24",
        source="https://www.nysenate.gov/legislation/laws/GCN/24",
        remarks=(
            "Lincoln's Birthday and Election Day: section 24 has them; check which of them closes offices.",
            "Susan B. Anthony Day is a commemoration, not a holiday of section 24.",
            "Saturday holidays: section 24 moves Sunday ones only.",
        ),
    ),
    StateLaw(
        state="PA",
        citation="44 P.S. 11",
        source="https://www.legis.state.pa.us/WU01/LI/LI/US/PDF/1893/0/0138..PDF",
        remarks=(
            (
                "The statute lists more than closes offices: check Management Directive 505.7 for Flag Day, Good"
                " Friday, Columbus Day, Election Day and the day after Thanksgiving."
            ),
        ),
    ),
    StateLaw(
        state="RI",
        citation="R.I. Gen. Laws 25-1-1",
        source="https://webserver.rilegislature.gov/Statutes/TITLE25/25-1/25-1-1.htm",
        remarks=(
            "General election day in even years is a holiday of 25-1-1; the package lacks it.",
            "Saturday holidays: check whether 25-1-1 moves Sunday ones only.",
        ),
    ),
    StateLaw(
        state="VT",
        citation="1 V.S.A. 371",
        source="https://legislature.vermont.gov/statutes/section/01/007/00371",
        remarks=(
            "Juneteenth: check the first year in which 1 V.S.A. 371 has it.",
            "Lincoln's Birthday and Columbus (Indigenous Peoples') Day: listed, but offices may stay open.",
            "The day after Thanksgiving is kept by the employees' agreement.",
        ),
    ),
)
