"""Great Lakes and plains states."""

from __future__ import annotations

from calendars.law.state import StateLaw

LAWS = (
    StateLaw(
        state="IL",
        citation="5 ILCS 490 and 80 Ill. Adm. Code 303.270",
        source="https://www.ilga.gov/legislation/ilcs/ilcs3.asp?ActID=129",
        remarks=(
            "Casimir Pulaski Day closes schools and some counties, not state offices: check.",
            "Day after Thanksgiving: state offices close; the package lacks it.",
            "Saturday holidays: check whether they move to Friday.",
        ),
    ),
    StateLaw(
        state="IN",
        citation="IC 1-1-9-1",
        source="https://www.in.gov/spd/benefits/state-holidays/",
        remarks=(
            (
                "Lincoln's and Washington's Birthdays are kept beside Thanksgiving and Christmas by the governor's"
                " yearly order: check it for each year."
            ),
            "Primary and general election days: check that odd years have them.",
            "Juneteenth: check the governor's order; IC 1-1-9-1 may lack it.",
        ),
    ),
    StateLaw(
        state="IA",
        citation="Iowa Code 1C.1 and 1C.2",
        source="https://www.legis.iowa.gov/docs/code/1C.1.pdf",
        remarks=(
            "Lincoln's and Washington's Birthdays are legal holidays with open state offices (Iowa Code 1C.2): check.",
            "Juneteenth: check whether it closes state offices.",
            "The day after Thanksgiving is a paid holiday of Iowa Code 1C.2; the package lacks it.",
        ),
    ),
    StateLaw(
        state="KS",
        citation="K.S.A. 35-107 and K.A.R. 1-9-2",
        source="https://www.ksrevisor.org/statutes/chapters/ch35/035_001_0007.html",
        remarks=(
            (
                "The governor names the days on which offices close: check Presidents' Day, the day after Thanksgiving,"
                " Christmas Eve and Juneteenth in the order of each year."
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
        remarks=(
            "The day after Thanksgiving closes the executive branch by subdivision 5: check; the package lacks it.",
            "Indigenous Peoples' Day: subdivision 5 lets the branch choose.",
        ),
    ),
    StateLaw(
        state="MO",
        citation="RSMo 9.010",
        source="https://revisor.mo.gov/main/OneSection.aspx?section=9.010",
        remarks=(
            "Saturday holidays: check whether RSMo 9.010 moves Sunday ones only.",
            "Lincoln's Birthday is a holiday of RSMo 9.010; the package lacks it.",
        ),
    ),
    StateLaw(
        state="NE",
        citation="Neb. Rev. Stat. 25-2221",
        source="https://nebraskalegislature.gov/laws/statutes.php?statute=25-2221",
        remarks=(
            "Day after Thanksgiving: check that 25-2221 has it; the package lacks it.",
            "Arbor Day is the last Friday in April: check that state offices close.",
        ),
    ),
    StateLaw(
        state="ND",
        citation="N.D.C.C. 1-03-01 and 1-03-02",
        source="https://ndlegis.gov/cencode/t01c03.pdf",
        remarks=(
            "Juneteenth: check that 1-03-01 has it.",
            "Good Friday and Christmas Eve from noon: check that offices close (N.D.C.C. 1-03-01 and 54-06).",
        ),
    ),
    StateLaw(
        state="OH",
        citation="R.C. 1.14 and 124.19",
        source="https://codes.ohio.gov/ohio-revised-code/section-1.14",
        remarks=(
            "Saturday holidays: R.C. 1.14 moves Sunday ones to Monday; R.C. 124.19 moves Saturday ones for employees.",
            "Columbus Day and Juneteenth: check R.C. 124.19.",
        ),
    ),
    StateLaw(
        state="SD",
        citation="SDCL 1-5-1",
        source="https://sdlegislature.gov/Statutes/1-5-1",
        remarks=(
            "The governor may close offices on the day after Thanksgiving and around Christmas: check each year.",
        ),
    ),
    StateLaw(
        state="WI",
        citation="Wis. Stat. 230.35(4)",
        source="https://docs.legis.wisconsin.gov/statutes/statutes/230/ii/35/4",
        remarks=(
            (
                "Presidents' Day, Columbus Day, Veterans Day and Juneteenth (Wis. Stat. 995.20) do not close state"
                " offices: compare each with 230.35(4)(a)."
            ),
            "Susan B. Anthony Day is a day of special observance.",
            "Saturday holidays: 230.35(4) gives leave instead of a closed Friday; check.",
        ),
    ),
)
