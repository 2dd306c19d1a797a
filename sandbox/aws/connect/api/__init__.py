"""The operations, a module per concern. Importing the package registers them."""

from sandbox.aws.connect.api import (
    associations,
    data_tables,
    effective_hours,
    flow_versions,
    flows,
    forms,
    hours,
    instances,
    numbers,
    people,
    queues,
    replication,
    search,
    tabled,
    tags,
    traffic,
)

__all__ = [
    "associations",
    "data_tables",
    "effective_hours",
    "flow_versions",
    "flows",
    "forms",
    "hours",
    "instances",
    "numbers",
    "people",
    "queues",
    "replication",
    "search",
    "tabled",
    "tags",
    "traffic",
]
