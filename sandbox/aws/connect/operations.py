"""Registry of the operations: `@operation("ListQueues")` on a function of the call that returns the output members."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.core.utils import get_service_model

from sandbox.aws import projection
from sandbox.aws.connect.desk import Desk

Answer = dict[str, Any]
Operation = Callable[[Desk], Answer]
_operations: dict[str, Operation] = {}


def operation(*names: str) -> Callable[[Operation], Operation]:
    def register(function: Operation) -> Operation:
        for name in names:
            _operations[name] = function
        return function

    return register


def find(name: str) -> Operation | None:
    return _operations.get(name)


def names() -> frozenset[str]:
    """Operations that are answered."""
    return frozenset(_operations)


def output_shape(name: str, member: str | None = None) -> Any:
    """The output of an operation in botocore's model, or one of its members."""
    shape = get_service_model("connect").operation_model(name).output_shape
    return shape if member is None else shape.members[member]


def tell(name: str, member: str, value: Any, aliases: projection.Aliases | None = None) -> Any:
    """The value in the shape of an output member."""
    return projection.project(output_shape(name, member), value, aliases)
