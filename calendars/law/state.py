"""A state's law: the `holidays` package where it is right, corrected by rules with a citation where it is not. Pure."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from dataclasses import dataclass

from calendars.law.rules import OBSERVED, LegalDay, Rule
from calendars.law.shifts import Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class StateLaw:
    """What closes a state's offices.

    state     postal code
    citation  statute or rule; every day of the package is attributed to it
    source    page whose wording was read; of an unverified state, the page to read
    checked   day on which a person compared text and dates for 2026 to 2030; None: nobody has, see `remarks`
    not_law   names of the package's holidays that the law does not have, or has otherwise (then also in `missing`)
    missing   what the law has and the package lacks; a proclamation is a rule of one day
    renamed   (name of the package, name of the statute)
    shift     own shift of all that is taken from the package; None where the package moves days as the law does
    remarks   where unverified: what to check, in words that stand alone (a day is or is not "counted as closed");
              else what a reader should know
    """

    state: str
    citation: str
    source: str
    checked: dt.date | None = None
    not_law: frozenset[str] = frozenset()
    missing: tuple[Rule, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    shift: Shift | None = None
    remarks: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        return self.checked is not None

    def days(self, year: int) -> tuple[LegalDay, ...]:
        """Every closed date of one calendar year, in order; a date may come more than once. Observed days of the
        neighboring years that lie in this one are included.
        """
        return _days(self, year)


@functools.lru_cache(maxsize=2048)
def _days(law: StateLaw, year: int) -> tuple[LegalDay, ...]:
    found = [day for near in (year - 1, year, year + 1) for day in _falling(law, near)]
    return tuple(sorted((day for day in found if day.date.year == year), key=lambda day: (day.date, day.name)))


@functools.lru_cache(maxsize=2048)
def _falling(law: StateLaw, year: int) -> tuple[LegalDay, ...]:
    """Holidays that the law dates in `year`, wherever they are observed."""
    own = (day for rule in law.missing for day in rule.days(year, law.citation))
    return (*_of_package(law, year), *own)


def _of_package(law: StateLaw, year: int) -> Iterator[LegalDay]:
    names = dict(law.renamed)
    for name, date, falls in _package(law.state, year, law.shift):
        if name.removesuffix(OBSERVED) not in law.not_law:
            kept = names.get(name.removesuffix(OBSERVED), name.removesuffix(OBSERVED))
            shown = kept + OBSERVED if date != falls else kept
            yield LegalDay(date=date, name=shown, falls=falls, citation=law.citation)


def package_names(state: str, year: int) -> frozenset[str]:
    """Names that the package knows in one year; corrections refer to these."""
    return frozenset(name for name, date, falls in _package(state, year, None) if date == falls)


def _package(state: str, year: int, shift: Shift | None) -> Iterator[tuple[str, dt.date, dt.date]]:
    """Name, date and the date on which it falls, for the holidays that fall in `year`."""
    plain = _listed(state, year, observed=False)
    for name, falls in plain:
        if shift is None or not (shift.instead and shift.observed(falls)):
            yield name, falls, falls
        if shift is not None and (date := shift.observed(falls)):
            yield name + OBSERVED, date, falls
    if shift is None:
        for name, date in _listed(state, year, observed=True):
            if name.endswith(OBSERVED):
                behind = _nearest(plain, name.removesuffix(OBSERVED), date)
                yield from () if behind is None else ((name, date, behind),)


def _nearest(plain: tuple[tuple[str, dt.date], ...], name: str, date: dt.date) -> dt.date | None:
    """The date behind an observed one; None for a day of another year, which is met in that year."""
    near = [falls for known, falls in plain if known == name and abs((falls - date).days) <= _FAR]
    return min(near, key=lambda falls: abs((falls - date).days), default=None)


_FAR = 4
"""No law moves a holiday further than this."""


@functools.lru_cache(maxsize=512)
def _listed(state: str, year: int, *, observed: bool) -> tuple[tuple[str, dt.date], ...]:
    """Name and date as the package has them, with the neighboring years, in which it may put an observed day."""
    import holidays  # half of the time that `civicline --help` may take

    years = (year - 1, year, year + 1) if observed else (year,)
    listed = holidays.country_holidays("US", subdiv=state, years=years, observed=observed)
    return tuple((name, date) for date in sorted(listed) for name in listed.get_list(date))
