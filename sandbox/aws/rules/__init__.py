"""The services' own rules, a module per concern. Importing the package registers them."""

from sandbox.aws.rules import (
    bots,
    cases,
    data,
    email,
    flows,
    hours,
    instances,
    integrations,
    numbers,
    people,
    quality,
    roles,
    routing,
    storage,
    versions,
    wisdom,
)

__all__ = [
    "bots",
    "cases",
    "data",
    "email",
    "flows",
    "hours",
    "instances",
    "integrations",
    "numbers",
    "people",
    "quality",
    "roles",
    "routing",
    "storage",
    "versions",
    "wisdom",
]
