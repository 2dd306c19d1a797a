"""Settings of the emulation to JSON and back, for the journal and the control path."""

import dataclasses
from typing import Any

from sandbox.aws.settings import Settings
from spec.errors import UsageError

_WHERE = "sandbox settings"


def settings_document(settings: Settings) -> dict[str, Any]:
    values = dataclasses.asdict(settings)
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in values.items()}


def settings_from(document: dict[str, Any], base: Settings | None = None) -> Settings:
    """`base` (the defaults) with what `document` says; UsageError names an unknown or ill-typed setting."""
    start = base or Settings()
    known = {field.name: getattr(start, field.name) for field in dataclasses.fields(Settings)}
    return dataclasses.replace(start, **{name: _checked(name, value, known) for name, value in document.items()})


def _checked(name: str, value: Any, known: dict[str, Any]) -> Any:
    if name not in known:
        raise UsageError(_WHERE, f"there is no setting {name!r}", f"known are {', '.join(sorted(known))}")
    old = known[name]
    if isinstance(old, frozenset) and isinstance(value, list | tuple | frozenset | set):
        return frozenset(str(item) for item in value)
    if isinstance(old, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not type(old):
        raise UsageError(_WHERE, f"{name} is {value!r}, but it has to be like {old!r}")
    return value
