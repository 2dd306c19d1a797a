"""What cannot be called, said in the words that were typed, with a way on."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.calling.known import require_known
from cli.calling.place import contact_for, given_of, place_named, world_for
from cli.calling.refusals import located
from cli.calling.request import CallRequest
from contact_flows.compile import compile_flows
from contact_flows.simulate.check import require
from contact_flows.simulate.machine import Machine
from spec.errors import UsageError
from spec.load import load
from spec.models import ProgramSpec

OREGON = Path(__file__).parents[3] / "stacks" / "oregon-vendor" / "program.yaml"
OPEN = "2027-03-10 10:00"


@pytest.fixture(scope="module")
def program() -> ProgramSpec:
    return load(OREGON)


@pytest.fixture(scope="module")
def machine(program: ProgramSpec) -> Machine:
    return Machine.of(compile_flows(program, program.infrastructure.centers[0]))


@pytest.mark.parametrize(
    ("request_", "where", "hint"),
    [
        (CallRequest(line="sate_line"), "--line sate_line", "did you mean state_line?"),
        (CallRequest(full=("genral",)), "--queue-full genral", "did you mean general?"),
        (CallRequest(center="nowhere"), "--center nowhere", "one of state, northlake, tamarack"),
        (CallRequest(center="northlake", line="tamarack"), "--line tamarack", "leave --center out"),
        (
            CallRequest(center="state", channel="email", address="tamarack_help"),
            "--address tamarack_help",
            "leave --center out",
        ),
        (CallRequest(line="tamarack", channel="chat"), "--line tamarack", "leave --line or --channel out"),
        (CallRequest(address="help"), "--address help", "add --channel email"),
        (CallRequest(at="0001-01-01 00:00"), "--at '0001-01-01 00:00'", "write a year from 2000 to 2100"),
        (CallRequest(at="9999-12-31 23:59"), "--at '9999-12-31 23:59'", "write a year from 2000 to 2100"),
    ],
)
def test_an_option_that_names_what_is_not_there_says_what_may_be_meant(
    program: ProgramSpec, request_: CallRequest, where: str, hint: str
) -> None:
    with pytest.raises(UsageError) as refused:
        require_known(program, request_)
    assert (refused.value.where, refused.value.hint) == (where, hint)


@pytest.mark.parametrize(
    ("request_", "where"),
    [
        (CallRequest(caller="abc"), "--caller abc"),
        (CallRequest(wait_seconds=999_999), "--wait 999999"),
        (CallRequest(closed=""), "--closed"),
        (CallRequest(announce=""), "--announce"),
    ],
)
def test_a_world_that_no_scenario_may_have_is_told_by_its_option(
    program: ProgramSpec, request_: CallRequest, where: str
) -> None:
    with pytest.raises(UsageError) as refused:
        given_of(program, request_)
    assert refused.value.where == where


def test_a_channel_that_the_center_does_not_offer_is_told_by_its_option(program: ProgramSpec) -> None:
    with pytest.raises(UsageError, match="--channel chat: the center tamarack has no chat"):
        place_named(program, CallRequest(channel="chat", center="tamarack"))


@pytest.mark.parametrize(
    ("request_", "where"),
    [
        (CallRequest(at="2027-03-14 02:30"), "--at 2027-03-14 02:30"),
        (CallRequest(at=OPEN, keys=("1", "a")), "--keys 1,a"),
        (CallRequest(at=OPEN, channel="task", say=("hello",)), "--say"),
    ],
)
def test_a_contact_that_cannot_be_is_told_by_its_option(
    program: ProgramSpec, machine: Machine, request_: CallRequest, where: str
) -> None:
    world, contact = world_for(program, request_, machine), contact_for(program, request_, machine)
    with pytest.raises(UsageError) as refused, located(request_):
        require(world, contact, machine)
    assert refused.value.where == where


def test_a_queue_of_another_center_cannot_be_full_for_this_contact(program: ProgramSpec, machine: Machine) -> None:
    with pytest.raises(UsageError, match="--queue-full tamarack_billing: belongs to another center than state"):
        world_for(program, CallRequest(at=OPEN, full=("tamarack_billing",)), machine)
