"""The deployed code of the functions, run over tables in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from contact_flows.scenarios.model import Emergency, KnownCase
from contact_flows.scenarios.worlds import Backing
from contact_flows.simulate.world import Functions
from infra.local_functions import local_functions
from spec.load import load
from spec.models import ProgramSpec
from spec.switches import Kind, SwitchRow, line_scope

PROGRAM = Path(__file__).parents[2] / "stacks" / "washington-outsourced" / "program.yaml"
CALLER = "+13605550101"
WEDNESDAY_10 = dt.datetime(2027, 3, 10, 10, tzinfo=ZoneInfo("America/Los_Angeles"))


@pytest.fixture(scope="module")
def program() -> ProgramSpec:
    return load(PROGRAM)


def functions(program: ProgramSpec, **backing: Any) -> Functions:
    center = program.infrastructure.centers[0]
    return local_functions(program, center, Backing(now=WEDNESDAY_10, region="us-west-2", caller=CALLER, **backing))


def event(contact: str = "c-1", caller: str = CALLER, **parameters: str) -> Mapping[str, Any]:
    endpoint = {"Address": caller, "Type": "TELEPHONE_NUMBER"}
    return {"Details": {"ContactData": {"ContactId": contact, "CustomerEndpoint": endpoint}, "Parameters": parameters}}


def test_every_function_answers_in_flat_text_that_is_never_empty(program: ProgramSpec) -> None:
    hours = program.infrastructure.hours[0].id
    asked = event(hours=hours, reason="callback_requested", reference="1", line="main", language="en-US")
    for function in functions(program).values():
        answer = function(asked, WEDNESDAY_10)
        assert all(isinstance(value, str) and value for value in answer.values())


def test_the_switchboard_tells_what_the_operator_switched_on(program: ProgramSpec) -> None:
    switched = functions(program, emergency=Emergency(state="closed", message="Snow."))
    assert switched["function:switchboard"](event(), WEDNESDAY_10) == {"emergency": "closed", "message": "Snow."}


def test_rows_that_were_read_where_the_center_is_deployed_are_heard_until_they_expire(program: ProgramSpec) -> None:
    end = WEDNESDAY_10 + dt.timedelta(hours=1)
    row = SwitchRow(scope=line_scope("main"), kind=Kind.CLOSED, message_in={"es-US": "Nieve."}, expires=end)
    ask = functions(program, switches={row.scope: row})["function:switchboard"]
    spanish = event(line="main", language="es-US")
    assert ask(spanish, WEDNESDAY_10) == {"emergency": "closed", "message": "Nieve."}
    assert ask(spanish, end)["emergency"] == "none"
    assert ask(event(line="other"), WEDNESDAY_10)["emergency"] == "none"


def test_a_case_that_was_opened_is_found_by_its_customer_and_by_nobody_else(program: ProgramSpec) -> None:
    made = functions(program)
    reference = made["function:open_case"](event(reason="callback_requested"), WEDNESDAY_10)["reference"]
    status = made["function:case_status"]
    assert status(event(reference=reference), WEDNESDAY_10)["found"] == "yes"
    assert status(event(caller="+13605550102", reference=reference), WEDNESDAY_10)["found"] == "denied"
    assert status(event(reference="999"), WEDNESDAY_10)["found"] == "no"


def test_a_case_of_an_earlier_contact_is_there(program: ProgramSpec) -> None:
    known = functions(program, case=KnownCase(reference="4711", status="closed"))
    answer = known["function:case_status"](event(reference="4711", language="en-US"), WEDNESDAY_10)
    assert (answer["found"], answer["status"]) == ("yes", "closed")


def test_the_same_contact_opens_one_case_and_another_contact_another(program: ProgramSpec) -> None:
    keep = functions(program)["function:open_case"]
    first, again = keep(event("c-1"), WEDNESDAY_10), keep(event("c-1"), WEDNESDAY_10)
    assert first == again
    assert keep(event("c-2"), WEDNESDAY_10)["reference"] != first["reference"]
    assert functions(program)["function:open_case"](event("c-1"), WEDNESDAY_10) == first, "whatever came before it"


def test_the_account_manager_on_record_is_found(program: ProgramSpec) -> None:
    manager = program.account_managers[0]
    moment = dt.datetime.combine(manager.active_from, dt.time(12), dt.UTC) + dt.timedelta(days=1)
    found = functions(program, account_manager=manager.id)["function:find_account_manager"](event(), moment)
    assert (found["found"], found["account_manager"]) == ("yes", manager.id)


def test_an_opening_is_told_at_the_virtual_moment(program: ProgramSpec) -> None:
    opening = functions(program)["function:opening"]
    asked = event(hours=program.infrastructure.lines[0].hours, language="en-US", window_minutes="60")
    assert opening(asked, WEDNESDAY_10)["open"] == "yes"
    assert opening(asked, WEDNESDAY_10.replace(hour=3))["open"] == "no"


def test_an_account_manager_who_is_retired_serves_nobody_and_the_others_do() -> None:
    oregon = load(PROGRAM.parents[1] / "oregon-vendor" / "program.yaml")
    names = ",".join(one.id for one in oregon.account_managers)
    find = functions(oregon, retired=("northlake",))["function:find_account_manager"]
    day = oregon.account_managers[0].active_from + dt.timedelta(days=30)
    answer = find(event(question="active", managers=names), dt.datetime.combine(day, dt.time(12), WEDNESDAY_10.tzinfo))
    assert (answer["active_northlake"], answer["active_tamarack"], answer["any_active"]) == ("no", "yes", "yes")
