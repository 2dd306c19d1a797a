"""The functions of one center without AWS: the code that is deployed, over tables in memory, at a virtual moment.

For the simulator. Handlers are loaded from `infra/functions` by path, as Lambda does it; boto3 is never reached.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib.util
import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from contact_flows.compile.phrases import function_words
from contact_flows.scenarios.worlds import Backing
from contact_flows.simulate.world import Function, Functions
from infra.business_calendar import business_calendar
from infra.hours import hours_args
from infra.lambdas import SOURCES
from infra.local_stores import REFERENCE, LocalCases, LocalProfiles
from infra.opening_calendar import opening_calendar
from infra.tables import account_manager_items
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.switches import center_scope

SALT = "local"
LONG_AGO = "2000-01-01"
PROFILES_ARN = "arn:aws:profile:local:000000000000:domains/local"


def local_functions(program: ProgramSpec, center: Center, backing: Backing) -> Functions:
    """Every function of the center, by the key that flows have for it.

    backing   what the operator, the account system and earlier contacts left in the tables
    """
    known = _known(_Same(program), center.id, backing.now.year)
    stores = _stores(backing, known)
    made: dict[str, Function] = {
        "switchboard": _switchboard(center, backing),
        "opening": lambda event, at: _opening(known, event, at),
    }
    if known.managers:
        made["find_account_manager"] = _find_account_manager(known, backing)
    if not program.infrastructure.security.govcloud:  # there, neither cases nor customer profiles exist
        made |= {"open_case": _open_case(known, stores), "case_status": _case_status(known, stores)}
    return {f"function:{id_}": function for id_, function in made.items()}


@dataclass(frozen=True, slots=True)
class _Known:
    """What is deployed beside the code: the same for every contact of one year."""

    business: Mapping[str, Any]
    opening: Mapping[str, Any]
    words: Mapping[str, Any]
    managers: Mapping[str, Mapping[str, str]]
    settings: Mapping[str, str]


class _Same:
    """A program as a key: the same only as itself, since comparing two would read both through."""

    __slots__ = ("program",)

    def __init__(self, program: ProgramSpec) -> None:
        self.program = program

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.program is other.program

    def __hash__(self) -> int:
        return id(self.program)


@functools.lru_cache(maxsize=16)
def _known(same: _Same, center_id: str, year: int) -> _Known:
    program, today = same.program, dt.date(year, 1, 1)
    center = next(center for center in program.infrastructure.centers if center.id == center_id)
    return _Known(
        business=json.loads(business_calendar(program, center, hours_args(program, center, today))),
        opening=json.loads(opening_calendar(program, center, today)),
        words=function_words(),
        managers={key: _plain(json.loads(item)) for key, item in account_manager_items(program)},
        settings={
            "CASE_DOMAIN": "local",
            "CASE_TEMPLATE": "local",
            "ACKNOWLEDGE_FIELD": "acknowledge_by",
            "ACKNOWLEDGE_DAYS": str(min(sla.acknowledge_business_days for sla in program.cases.slas)),
            "PROFILES": "local",
            "PROFILES_ARN": PROFILES_ARN,
        },
    )


def _plain(item: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """A row as boto3's resource gives it, from DynamoDB's own JSON."""
    return {key: value["S"] for key, value in item.items()}


@functools.cache
def _code(id_: str) -> ModuleType:
    path = SOURCES / id_ / "handler.py"
    found = importlib.util.spec_from_file_location(f"civicline_function_{id_}", path)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def _switchboard(center: Center, backing: Backing) -> Function:
    code, rows = _code("switchboard"), _switched(center, backing)

    def run(event: Mapping[str, Any], at: dt.datetime) -> Mapping[str, Any]:
        found: Mapping[str, Any] = code.answer(
            rows.get, code.scopes_of(event, center.id), at.timestamp(), code.language_of(event)
        )
        return found

    return run


def _switched(center: Center, backing: Backing) -> Mapping[str, Mapping[str, Any]]:
    if backing.switches is not None:
        return {scope: row.seen() for scope, row in backing.switches.items()}
    switch = backing.emergency
    if switch is None:
        return {}
    return {center_scope(center.id): {"kind": switch.state, "message": switch.message}}


def _opening(known: _Known, event: Mapping[str, Any], at: dt.datetime) -> Mapping[str, Any]:
    asked = event["Details"]["Parameters"]
    found: Mapping[str, Any] = _code("opening").answer(
        known.opening,
        str(asked["hours"]),
        str(asked.get("language") or ""),
        at,
        int(asked.get("window_minutes") or 0),
    )
    return found


def _find_account_manager(known: _Known, backing: Backing) -> Function:
    code = _code("find_account_manager")
    served = backing.account_manager
    customers = {} if served is None else {code.digest(backing.caller, SALT): {"account_manager": served}}
    ended = {id_: {**known.managers[id_], "active_to": LONG_AGO} for id_ in backing.retired if id_ in known.managers}
    managers = {**known.managers, **ended}

    def run(event: Mapping[str, Any], at: dt.datetime) -> Mapping[str, Any]:
        today = at.astimezone(dt.UTC).date()
        found: Mapping[str, Any] = code.reply(event, customers.get, managers.get, SALT, today)
        return found

    return run


@dataclass(frozen=True, slots=True)
class _Stores:
    cases: LocalCases
    profiles: LocalProfiles


def _stores(backing: Backing, known: _Known) -> _Stores:
    """With the case that exists before the contact comes, under the profile of its customer."""
    cases, profiles = LocalCases(), LocalProfiles()
    case = backing.case
    if case is not None:
        owner = profiles.create_profile(PhoneNumber=case.caller or backing.caller)["ProfileId"]
        fields = {REFERENCE: case.reference, "status": case.status}
        cases.keep("case-0", {**fields, "customer_id": f"{known.settings['PROFILES_ARN']}/profiles/{owner}"})
    return _Stores(cases, profiles)


def _open_case(known: _Known, stores: _Stores) -> Function:
    def run(event: Mapping[str, Any], at: dt.datetime) -> Mapping[str, Any]:
        found: Mapping[str, Any] = _code("open_case").open_case(
            event,
            cases=stores.cases,
            profiles=stores.profiles,
            calendar=known.business,
            settings=known.settings,
            now=at,
        )
        return found

    return run


def _case_status(known: _Known, stores: _Stores) -> Function:
    def run(event: Mapping[str, Any], _at: dt.datetime) -> Mapping[str, Any]:
        found: Mapping[str, Any] = _code("case_status").case_status(
            event, cases=stores.cases, profiles=stores.profiles, settings=known.settings, words=known.words
        )
        return found

    return run
