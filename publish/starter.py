"""Starter programs: `civicline init` writes what this renders. The texts are in `templates/starter/`."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from calendars.holidays import closed_days
from calendars.law import law_of
from publish.hold_music import hold_music
from spec.errors import UsageError
from spec.models.hours import HolidayCalendar

SETUPS = ("in-house", "outsourced", "vendor")
_FOLDER = Path(__file__).parent.parent / "templates" / "starter"
_LIST_HERE = "#@@changes"
_CHANGE = re.compile(r"#\s*change me: (?P<what>.+)$")
_REMARK = re.compile(r"^(?P<yaml> *[^\s#].*?) {2,}(?P<remark># .*)$", re.MULTILINE)
_REMARK_COLUMN = 47
SATURDAY = 5
_DOMAIN = "example-mileage.example"
_MANAGERS = (
    {"id": "alder", "name": "Alder Mobility", "phone": "+1-800-555-0131", "domain": "alder-mobility.example"},
    {"id": "birch", "name": "Birch Telematics", "phone": "+1-800-555-0132", "domain": "birch-telematics.example"},
)
_MANAGED_CENTERS = {manager["id"]: manager["domain"] for manager in _MANAGERS}


def states() -> tuple[str, ...]:
    """Postal codes for which there is a starter: the states and the District of Columbia."""
    return tuple(_data("states.yaml"))


def render_starter(setup: str, state: str, today: dt.date) -> dict[str, bytes]:
    """Files of a starter program by relative path; all dates in it lie after `today`. Raises UsageError."""
    if setup not in SETUPS:
        raise UsageError(f"--setup {setup}", "there is no such set-up", f"use one of: {', '.join(SETUPS)}")
    known = _data("states.yaml")
    if state not in known:
        named = next((code for code, facts in known.items() if facts["name"].casefold() == state.casefold()), None)
        hint = (
            f"write {named}" if named else "write the postal code of a state or of the District of Columbia, such as OR"
        )
        raise UsageError(f"--state {state}", "this is not the postal code of a state", hint)
    template = _templates().get_template("program.yaml.j2")
    text = template.render(
        _facts(setup, {"code": state, "regions": {}, "verified": law_of(state).verified, **known[state]}, today)
    )
    return {
        "program.yaml": _with_list_of_changes(_aligned(text)).encode(),
        "content/prompts/hold.wav": hold_music(),
    }


def _facts(setup: str, state: dict[str, Any], today: dt.date) -> dict[str, Any]:
    vendor = setup == "vendor"
    roster = [_person(*row) for row in _data("rosters.yaml")[setup]]
    return {
        "setup": setup,
        "state": state,
        "today": today,
        "dates": _dates(today, state["code"]),
        "program": {"id": f"{state['code'].lower()}-mileage", "name": f"{state['name']} Mileage Program"},
        "agency": f"{state['name']} Mileage Office",
        "domain": _DOMAIN,
        "number": lambda last: f"+1-{state['area']}-555-01{last:02d}",
        "managers": _MANAGERS if vendor else (),
        # Who answers technical and operational questions; each account manager answers them for its own customers.
        "answering": [{"prefix": f"{m['id']}_", "at": f" with {m['name']}"} for m in _MANAGERS]
        if vendor
        else [{"prefix": "", "at": ""}],
        "roster": roster,
        "centers": list(dict.fromkeys(person["center"] for person in roster)),
    }


def _person(center: str, role: str, profile: str, agency: str, first: str, last: str) -> dict[str, str]:
    return {
        "center": center,
        "role": role,
        "profile": profile,
        "agency": agency,
        "first": first,
        "last": last,
        "username": f"{first}.{last}".lower(),
        "domain": _MANAGED_CENTERS.get(center, _DOMAIN),
    }


def _dates(today: dt.date, state: str) -> dict[str, dt.date]:
    """Half a year to set up, five weeks of test, eight weeks of trial, a launch on the first working day of a month."""
    weeks = dt.timedelta(weeks=1)
    e2e = today + dt.timedelta(days=7 - today.weekday()) + 26 * weeks
    trial = e2e + 6 * weeks
    trial_till = trial + 8 * weeks - dt.timedelta(days=3)
    after = trial_till + dt.timedelta(days=14)
    launch = _working_day(dt.date(after.year + after.month // 12, after.month % 12 + 1, 1), state)
    return {
        "setup_complete": e2e - dt.timedelta(days=3),
        "e2e_from": e2e,
        "e2e_till": e2e + 5 * weeks - dt.timedelta(days=3),
        "trial_from": trial,
        "trial_till": trial_till,
        "launch": launch,
        "launch_hours_till": launch + 8 * weeks,
        "freeze_from": launch - dt.timedelta(days=4),
        "freeze_till": launch + 2 * weeks,
    }


def _working_day(day: dt.date, state: str) -> dt.date:
    """The day itself, or the first one after it on which offices of the state are open."""
    ahead = [day + dt.timedelta(days=n) for n in range(14)]
    closed = {holiday.date for holiday in closed_days(HolidayCalendar(id="state", state=state), ahead[0], ahead[-1])}
    return next(day for day in ahead if day.weekday() < SATURDAY and day not in closed)


def _aligned(text: str) -> str:
    """Remarks beside the YAML in one column; names of states differ in length, and would push them about."""
    return _REMARK.sub(lambda m: f"{m['yaml']:<{_REMARK_COLUMN - 2}}  {m['remark']}", text)


def _with_list_of_changes(text: str) -> str:
    """Put `line N: what` for each "change me" where the template asks for it; the list moves the lines below it."""
    lines = text.splitlines()
    marked = [(number, found["what"]) for number, line in enumerate(lines, 1) if (found := _CHANGE.search(line))]
    listed = [f"#   line {number + len(marked) - 1:>3}: {what}" for number, what in marked]
    at = lines.index(_LIST_HERE)
    return "\n".join([*lines[:at], *listed, *lines[at + 1 :]]) + "\n"


def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(),  # YAML is no markup: nothing here ends in .html
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _data(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))
    return loaded
