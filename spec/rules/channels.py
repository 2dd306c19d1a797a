"""M: the media by which customers reach a center."""

from __future__ import annotations

from spec.faults import Path
from spec.models.program import ProgramSpec
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import repeated, walk


@rule()
def phone_removed(program: ProgramSpec) -> Findings:
    """M101: the telephone stays, whatever else is offered (XC-3)."""
    for path, phone in walk(program, "infrastructure.centers[].channels.phone"):
        if not phone:
            yield Finding(path, "the telephone may not be removed", "write phone: true")


@rule()
def nothing_written(program: ProgramSpec) -> Findings:
    """M102: a center that faces customers offers phone and (e-mail or chat) (S30-34, XC-4)."""
    for i, center in enumerate(program.infrastructure.centers):
        if not (center.channels.email or center.channels.chat):
            path: Path = ("infrastructure", "centers", i, "channels")
            yield Finding(path, f"center '{center.id}' offers neither e-mail nor chat", "add 'email:' or 'chat:'")


@rule(severity="warning")
def no_chat(program: ProgramSpec) -> Findings:
    """M103: chat is offered (XC-18)."""
    for i, center in enumerate(program.infrastructure.centers):
        if center.channels.email and center.channels.chat is None:
            path: Path = ("infrastructure", "centers", i, "channels")
            yield Finding(
                path, f"center '{center.id}' offers no chat", "add 'chat:', or leave it if the agency decided so"
            )


@rule()
def address_of_other_domain(program: ProgramSpec) -> Findings:
    """M104: e-mail addresses belong to the domain of their center (S29-5)."""
    for path, email in walk(program, "infrastructure.centers[].channels.email"):
        for j, address in enumerate(email.addresses):
            if address.address.rpartition("@")[2] != email.domain:
                message = f"{address.address} is not an address of {email.domain}"
                yield Finding(
                    (*path, "addresses", j, "address"), message, f"write an address that ends in @{email.domain}"
                )


@rule()
def address_twice(program: ProgramSpec) -> Findings:
    """M105: an e-mail address is given once (S29-5)."""
    addresses = walk(program, "infrastructure.centers[].channels.email.addresses[].address")
    for path, address, _ in repeated((path, value.casefold()) for path, value in addresses):
        yield Finding(path, f"the address {address} is given twice", "delete one of the two")
