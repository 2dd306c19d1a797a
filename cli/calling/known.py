"""Options of a call that name parts of a program: each must be there, and in the same center."""

from __future__ import annotations

from collections.abc import Iterable

from cli.calling.request import CallRequest
from contact_flows.scenarios.model import local_time
from spec.errors import UsageError
from spec.faults import did_you_mean
from spec.models import ProgramSpec

ALL = "all"
FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Holidays are those of today's law; nobody calls a program earlier or later."""


def require_known(program: ProgramSpec, request: CallRequest) -> None:
    """Raises UsageError for the first option that names what is not there."""
    for option, wanted, names in _named(program, request):
        for name in wanted:
            require(option, name, names)
    _require_one_center(program, request)
    _require_one_way_in(request)
    if request.agents is not None and request.agents < 0:
        raise UsageError(f"--agents {request.agents}", "there are no fewer agents than none", "0 for nobody")
    if request.at is not None:
        _require_moment(request.at)


def require(option: str, name: str, names: list[str]) -> None:
    """Raises UsageError with the name that was probably meant, or with all there are."""
    if name not in names:
        near = did_you_mean(name, names)
        hint = f"did you mean {near}?" if near else f"one of {', '.join(names)}"
        raise UsageError(f"{option} {name}", "there is nothing of this name", hint)


def _named(program: ProgramSpec, request: CallRequest) -> Iterable[tuple[str, tuple[str, ...], list[str]]]:
    infra = program.infrastructure
    queues = [ALL, *(queue.id for queue in infra.queues)]
    return (
        ("--center", _given(request.center), [center.id for center in infra.centers]),
        ("--line", _given(request.line), [line.id for line in infra.lines]),
        ("--address", _given(request.address), list(_center_of_address(program))),
        ("--queue-full", request.full, queues),
    )


def _given(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)


def _center_of_address(program: ProgramSpec) -> dict[str, str]:
    return {
        found.id: center.id
        for center in program.infrastructure.centers
        if center.channels.email is not None
        for found in center.channels.email.addresses
    }


def _require_one_center(program: ProgramSpec, request: CallRequest) -> None:
    infra = program.infrastructure
    lines = {line.id: line.center or infra.centers[0].id for line in infra.lines}
    for option, name, owners in (
        ("--line", request.line, lines),
        ("--address", request.address, _center_of_address(program)),
    ):
        if name is not None and request.center not in (None, owners[name]):
            what = f"belongs to the center {owners[name]}, not to {request.center}"
            raise UsageError(f"{option} {name}", what, "leave --center out")


def _require_one_way_in(request: CallRequest) -> None:
    if request.line is not None and request.channel != "voice":
        raise UsageError(f"--line {request.line}", "only calls come by a line", "leave --line or --channel out")
    if request.address is not None and request.channel != "email":
        raise UsageError(f"--address {request.address}", "only e-mails come by an address", "add --channel email")


def _require_moment(at: str) -> None:
    moment = local_time(at)
    if moment is None:
        raise UsageError(f"--at '{at}'", "this is no local time", 'write one such as "2027-12-24 16:59"')
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        hint = f"write a year from {FIRST_YEAR} to {LAST_YEAR}"
        raise UsageError(f"--at '{at}'", "no program answers calls then", hint)
