"""Which model and which field a spec path means. Used by error messages, provenance and the generated reference."""

from __future__ import annotations

import functools
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from spec.faults import Path
from spec.models.base import Model
from spec.models.program import ProgramSpec


def key_of(name: str, info: FieldInfo) -> str:
    """The key as the YAML has it (`from`), for a field that Python names otherwise (`from_`)."""
    return info.alias or name


@functools.cache
def fields_by_key(model: type[BaseModel]) -> Mapping[str, tuple[str, FieldInfo]]:
    """YAML key to Python name and field."""
    return MappingProxyType({key_of(name, info): (name, info) for name, info in model.model_fields.items()})


def bare(annotation: Any) -> Any:
    """The type without `Annotated` and without `| None`."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            rest = [arg for arg in get_args(annotation) if arg is not types.NoneType]
            if len(rest) != 1:
                return annotation
            annotation = rest[0]
        else:
            return annotation


def item_of(annotation: Any) -> Any | None:
    """Type of the items of a tuple, or of the values of a dict; None for anything else."""
    kind = bare(annotation)
    origin, args = get_origin(kind), get_args(kind)
    if origin is tuple:
        return args[0]
    return args[1] if origin is dict else None


def model_of(annotation: Any) -> type[Model] | None:
    """The model that a field holds directly, if it holds one."""
    kind = bare(annotation)
    return kind if isinstance(kind, type) and issubclass(kind, Model) else None


def field_at(path: Path) -> FieldInfo | None:
    """The field that a path ends in; for a list item, the field of the list. None for an unknown path."""
    annotation: Any = ProgramSpec
    found: FieldInfo | None = None
    for part in path:
        model = model_of(annotation)
        if model is not None:
            entry = fields_by_key(model).get(str(part))
            if entry is None:
                return None
            found = entry[1]
            annotation = found.annotation
        else:
            annotation = item_of(annotation)
    return found


def model_at(path: Path) -> type[Model] | None:
    """The model that stands at a path, the whole spec for the empty one."""
    annotation: Any = ProgramSpec
    for part in path:
        model = model_of(annotation)
        if model is None:
            annotation = item_of(annotation)
            continue
        entry = fields_by_key(model).get(str(part))
        if entry is None:
            return None
        annotation = entry[1].annotation
    return model_of(annotation)


@dataclass(frozen=True, slots=True)
class Described:
    """A field of the format, with `[]` for list items and `*` for keys of the agency's own."""

    path: str
    model: type[Model]
    name: str
    info: FieldInfo


def every_field(model: type[Model] = ProgramSpec, prefix: str = "", seen: tuple[type, ...] = ()) -> Iterator[Described]:
    """All fields of the format, depth first, in the order the models declare them."""
    for key, (name, info) in fields_by_key(model).items():
        path = f"{prefix}.{key}" if prefix else key
        yield Described(path, model, name, info)
        inner, annotation = path, info.annotation
        while (item := item_of(annotation)) is not None:
            inner += "[]" if get_origin(bare(annotation)) is tuple else ".*"
            annotation = item
        below = model_of(annotation)
        if below is not None and below not in seen:
            yield from every_field(below, inner, (*seen, below))
