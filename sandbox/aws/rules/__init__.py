"""The services' own rules, a module per concern. Importing the package registers them."""

from sandbox.aws.rules import (
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
