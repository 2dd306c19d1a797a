"""What must be there for written contacts and cases: functions, e-mail, case fields and templates."""

from __future__ import annotations

from collections.abc import Iterator

from contact_flows.compile import compile_flows
from operate.conformity.rows import Expected, Kind
from spec.faults import Path
from spec.models import ProgramSpec
from spec.models.centers import Center


def expect_written(program: ProgramSpec, center: Center) -> Iterator[Expected]:
    functions = {ref.id for flow in compile_flows(program, center).flows for ref in flow.refs if ref.kind == "function"}
    for name in sorted(functions):
        yield Expected(("infrastructure", "integrations"), Kind.FUNCTION, name)
    yield from _email(program, center)
    for number, template in enumerate(program.cases.templates):
        yield Expected(("cases", "templates", number), Kind.CASE_TEMPLATE, template.name, {"status": "Active"})
    for number, field in enumerate(program.cases.fields):
        path: Path = ("cases", "fields", number)
        wants: dict[str, object] = {"type": field.type}
        if field.options:
            wants["options"] = frozenset(field.options)
        where = {"type": (*path, "type"), "options": (*path, "options")}
        yield Expected(path, Kind.CASE_FIELD, field.name, wants, where)


def _email(program: ProgramSpec, center: Center) -> Iterator[Expected]:
    email = center.channels.email
    if email is None:
        return
    number = [c.id for c in program.infrastructure.centers].index(center.id)
    path: Path = ("infrastructure", "centers", number, "channels", "email")
    yield Expected((*path, "domain"), Kind.EMAIL_DOMAIN, email.domain)
    for place, address in enumerate(email.addresses):
        own: Path = (*path, "addresses", place)
        wants = {"display name": address.display_name}
        yield Expected(own, Kind.EMAIL_ADDRESS, address.address, wants, {"display name": (*own, "display_name")})
