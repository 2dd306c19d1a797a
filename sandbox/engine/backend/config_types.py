"""What the project says of configuration: defaults, values for every stack, types, and what a stack must give.

source   "Project-level configuration" (pulumi.com/docs/iac/concepts/config); messages as in Pulumi's workspace package
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sandbox.engine.backend.configuration import Value, as_text
from sandbox.engine.backend.project import Declared
from spec.errors import UsageError


def with_declared(values: Mapping[str, Value], declared: Sequence[Declared], stack: str) -> dict[str, Value]:
    """`values` completed by the project's; raises UsageError for what is missing or of the wrong type."""
    result = dict(values)
    missing = []
    for entry in declared:
        if entry.key in result:
            _check(entry, result[entry.key], stack)
        elif entry.value is not None:
            parsed = entry.value if isinstance(entry.value, dict | list) else None
            result[entry.key] = Value(as_text(entry.value), secret=False, parsed=parsed)
        else:
            missing.append(entry.shown)
    if missing:
        raise UsageError(
            "",
            f"Stack '{stack}' is missing configuration value{'s' if len(missing) > 1 else ''} {_listed(missing)}",
            f"pulumi config set {missing[0]} <value> --stack {stack}",
        )
    return result


def _check(entry: Declared, value: Value, stack: str) -> None:
    who = f"Stack '{stack}' with configuration key '{entry.shown}'"
    if entry.secret and not value.secret:
        raise UsageError("", f"{who} must be encrypted as it's secret", f"pulumi config set --secret {entry.shown}")
    if entry.type and not _matches(entry.type, value):
        raise UsageError("", f"{who} must be of type '{entry.type}'", f"pulumi config set {entry.shown} <value>")


def _matches(type_: str, value: Value) -> bool:
    match type_:
        case "string":
            return value.parsed is None
        case "integer":
            return value.parsed is None and value.text.removeprefix("-").isdigit()
        case "boolean":
            return value.text in ("true", "false")
        case "array":
            return isinstance(value.parsed, list)
        case "object":
            return isinstance(value.parsed, dict)
        case _:
            return True


def _listed(names: Sequence[str]) -> str:
    """'a', 'b' and 'c'."""
    quoted = [f"'{name}'" for name in sorted(names)]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
