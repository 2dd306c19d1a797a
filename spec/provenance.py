"""What the person did not decide: every default in effect with its why, and every departure with its reason (BP-38)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic.fields import FieldInfo

from spec.faults import Path, spelled
from spec.fields import key_of
from spec.models.base import Model
from spec.models.program import ProgramSpec


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one value comes from.

    origin   "default": nobody wrote it; "agency": the spec states it
    why      why the default is what it is
    reason   why the agency departed from it, by the spec's `decisions`; None when it did not say
    """

    path: Path
    value: Any
    origin: Literal["default", "agency"]
    why: str
    reason: str | None = None

    @property
    def departs(self) -> bool:
        """Whether the agency gave a reason to differ from the default."""
        return self.reason is not None


def provenance(program: ProgramSpec) -> tuple[Origin, ...]:
    """One entry for each field that has a default with a why, in the order of the format."""
    reasons = {decision.path: decision.reason for decision in program.decisions}
    return tuple(_origins(program, (), None, reasons))


def _origins(model: Model, path: Path, inherited: str | None, reasons: dict[str, str]) -> Iterator[Origin]:
    """Walk one model. `inherited` is the why of the section that holds it, when the section itself is a default."""
    for name, info in type(model).model_fields.items():
        value, at = getattr(model, name), (*path, key_of(name, info))
        why = _why(info)
        left_out = inherited is not None or name not in model.model_fields_set
        if isinstance(value, Model):
            below = (why or inherited or "") if left_out else None
            yield from _origins(value, at, below, reasons)
        elif isinstance(value, tuple) and value and isinstance(value[0], Model):
            for position, item in enumerate(value):
                yield from _origins(item, (*at, position), None, reasons)
        elif left_out and (why or inherited):
            yield Origin(at, _plain(value), "default", why or inherited or "")
        elif why is not None:
            yield Origin(at, _plain(value), "agency", why, _reason(at, reasons))


def _why(info: FieldInfo) -> str | None:
    extra = info.json_schema_extra
    why = extra.get("why") if isinstance(extra, dict) else None
    return str(why) if why is not None else None


def _reason(path: Path, reasons: dict[str, str]) -> str | None:
    """A decision names one item (`queues[2].callback`) or all of them (`queues.callback`)."""
    everywhere = ".".join(str(part) for part in path if isinstance(part, str))
    return reasons.get(spelled(path), reasons.get(everywhere))


def _plain(value: Any) -> Any:
    """As the YAML would have it."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, (bool, int, float)) or value is None:
        return value
    return str(value)
