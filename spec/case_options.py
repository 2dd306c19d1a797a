"""Choices of the case fields that have some: the request's type, its department, and the agency's own lists."""

from __future__ import annotations

from spec.models import ProgramSpec

REQUEST_TYPE = "request_type"
DEPARTMENT = "department"


def case_options(program: ProgramSpec) -> dict[str, tuple[str, ...]]:
    """Field id -> choices in spec order. The agency's own field of an id replaces ours."""
    own = {field.id: field.options for field in program.cases.fields if field.type == "SingleSelect"}
    built_in = {
        REQUEST_TYPE: tuple(kind.value for kind in program.cases.request_types),
        DEPARTMENT: program.cases.departments,
    }
    return {**built_in, **own}
