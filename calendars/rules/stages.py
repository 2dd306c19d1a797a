"""H: service in the stages of a program, holidays counted."""

from __future__ import annotations

import datetime as dt

from calendars.rules.outlook import Outlook
from spec.faults import listed
from spec.models.base import Window
from spec.rules.opening import public_hours
from spec.rules.rule import Finding, Findings, rule

A_MONTH = 31
"""Reasons are given for so many days at most."""


def _unserved(outlook: Outlook, first: dt.date, last: dt.date) -> bool:
    """No public line is open on any day of a window; false for one that is backwards or too far away to judge."""
    window = list(outlook.judged(first, last))
    lines = [hours for _, hours in public_hours(outlook.program)]
    return bool(window) and not any(outlook.openings(hours, day) for hours in lines for day in window)


def _holidays(outlook: Outlook, window: Window) -> str:
    """The reasons for which days of a window are closed, as the end of a message."""
    lines = [hours for _, hours in public_hours(outlook.program)]
    window_days = list(outlook.judged(window.from_, window.till))[:A_MONTH]
    why = dict.fromkeys(outlook.reason(hours, day) for day in window_days for hours in lines)
    named = [reason for reason in why if reason]
    return f" ({listed(named, 'and')})" if named else ""


@rule()
def trial_unserved(outlook: Outlook) -> Findings:
    """H609: real customer service is open during the small-scale operational trial (S31-19)."""
    trial = outlook.program.dates.trial
    if _unserved(outlook, trial.from_, trial.till):
        message = f"no public line is open during the trial, {trial.from_} to {trial.till}{_holidays(outlook, trial)}"
        yield Finding(("dates", "trial"), message, "open a line in these weeks, or move the trial")


@rule(severity="warning")
def e2e_unserved(outlook: Outlook) -> Findings:
    """H610: ideally, customer service is open during the end-to-end test, to test it too (S31-18)."""
    test = outlook.program.dates.e2e
    if _unserved(outlook, test.from_, test.till):
        when = f"{test.from_} to {test.till}{_holidays(outlook, test)}"
        message = f"no public line is open during the end-to-end test, {when}"
        yield Finding(("dates", "e2e"), message, "open a line in these weeks, so that it is tested with the rest")


@rule(severity="warning")
def closed_on_day_one(outlook: Outlook) -> Findings:
    """H611: service is offered on day one (S31-2)."""
    launch = outlook.program.dates.launch
    for i, hours in public_hours(outlook.program):
        for day in outlook.judged(launch, launch):
            if not outlook.openings(hours, day):
                why = outlook.reason(hours, day)
                message = f"hours '{hours.id}' are closed on {launch}, the day of launch{f': {why}' if why else ''}"
                hint = "add an override that opens that day, or move the launch"
                yield Finding(("infrastructure", "hours", i), message, hint)
