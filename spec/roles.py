"""Roles of a center, what Amazon Connect calls them, and the role an agent really works under. Pure.

Both who deploys and who reads back need it: the service takes some names for itself, and the spec is not to care.
"""

from __future__ import annotations

import re

from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.people import Agent, Role, RoleBase

TRAINEE = "trainee"
BUILT_IN = frozenset({"Admin", "Agent", "CallCenterManager", "QualityAnalyst"})
"""Security profiles that every new instance has already."""
_FORBIDDEN = re.compile(r"[^ a-zA-Z0-9_@-]")


def roles_of(program: ProgramSpec, center: Center) -> tuple[Role, ...]:
    """Roles of one center; a trainee role is added when the spec names none, because untrained agents need one."""
    roles = tuple(role for role in program.workforce.roles if role.center in (None, center.id))
    if any(role.base is RoleBase.TRAINEE for role in roles):
        return roles
    return (*roles, Role(id=TRAINEE, name="Trainee", base=RoleBase.TRAINEE))


def profile_name(program: ProgramSpec, role: Role) -> str:
    """The role's name without signs that the service refuses; with the program's id where the name is taken."""
    name = _FORBIDDEN.sub(" ", role.name).strip()
    return f"{name} - {program.program.id}" if name in BUILT_IN else name


def effective_role(program: ProgramSpec, center: Center, agent: Agent) -> Role:
    """Whoever takes contacts untrained is a trainee, whatever the roster says (S31-10)."""
    roles = {role.id: role for role in roles_of(program, center)}
    role = roles[agent.role]
    required = {module.id for module in program.workforce.training if module.required}
    if role.base not in (RoleBase.AGENT, RoleBase.SUPERVISOR) or required <= set(agent.trained):
        return role
    return next(role for role in roles.values() if role.base is RoleBase.TRAINEE)
