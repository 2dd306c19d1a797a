"""One life of a classic resource, the same for every type; the cases differ in data only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.engine.provider import Properties
from sandbox.engine.values.model import UNKNOWN
from sandbox.providers.classic.catalog import kind_of
from sandbox.providers.classic.provider import AwsClassic

SEED = "0123456789abcdef"


@dataclass
class World:
    """A provider, and the resources that a case needs before its own."""

    aws: AwsClassic
    label: str

    def make(self, type_: str, role: str = "needed", /, **inputs: Any) -> tuple[str, Properties]:
        name = f"{role}-by-{self.label}"
        checked, failures = self.aws.check(urn(type_, name), type_, None, inputs, SEED)
        assert failures == []
        return self.aws.create(urn(type_, name), type_, checked, f"{type_}/{name}")


Inputs = Callable[[World], Mapping[str, Any]]


@dataclass(frozen=True)
class Case:
    """inputs: of the resource; change: inputs to update; replace: an input that only a replacement can change."""

    type: str
    inputs: Inputs
    change: Mapping[str, Any] = field(default_factory=dict)
    replace: Mapping[str, Any] = field(default_factory=dict)
    imports: bool = True
    endures: bool = False
    """Deleting it leaves the service's own default in place, so it still reads."""

    @property
    def life(self) -> list[str]:
        """The steps that this case has."""
        return ["created", "read", *["changed"][: len(self.change)], *["replaced"][: len(self.replace)], "deleted"]


def urn(type_: str, name: str) -> str:
    return f"urn:pulumi:dev::evergreen::civicline:infra:Center${type_}::{name}"


def live_a_life(aws: AwsClassic, case: Case) -> list[str]:
    """The steps that the resource went through, each one checked."""
    own, type_ = urn(case.type, "it"), case.type
    given = dict(case.inputs(World(aws, type_.rsplit(":", 1)[1].lower()[:30])))
    inputs, failures = aws.check(own, type_, None, given, SEED)
    assert failures == []
    if not case.endures:
        assert aws.recover(own, type_, inputs, "t") == (None, None)
    id_, outputs = _create(aws, own, type_, inputs)
    _read(aws, case, own, id_, inputs, outputs)
    lived = ["created", "read"]
    assert aws.recover(own, type_, inputs, "t")[0] == id_, "an interrupted create is found again"

    if case.change:
        inputs, outputs = _update(aws, case, own, id_, inputs, outputs)
        lived.append("changed")
    if case.replace:
        diff = aws.diff(own, type_, id_, inputs, outputs, {**inputs, **case.replace})
        assert set(diff.replaces) == set(case.replace)
        lived.append("replaced")
    _delete(aws, case, own, id_, inputs, outputs)
    return [*lived, "deleted"]


def _create(aws: AwsClassic, own: str, type_: str, inputs: Properties) -> tuple[str, Properties]:
    expected = aws.preview(type_, inputs)
    id_, outputs = aws.create(own, type_, inputs, "t")
    assert id_
    for name, value in expected.items():
        if value is not UNKNOWN:
            assert outputs.get(name) == value, name
    missing = {
        name for name in ("arn", "tagsAll") if name in kind_of(type_).shape.computed and outputs.get(name) is None
    }
    assert missing == set()
    assert "civicline:urn" not in str(outputs)
    return id_, outputs


def _read(aws: AwsClassic, case: Case, own: str, id_: str, inputs: Properties, outputs: Properties) -> None:
    assert not aws.diff(own, case.type, id_, inputs, outputs, inputs).changes
    assert aws.read(own, case.type, id_, inputs, outputs) == (id_, inputs, outputs)
    if case.imports:
        _, imported, _ = aws.read(own, case.type, id_, {}, {})
        required = kind_of(case.type).shape.required
        assert required <= imported.keys()


def _update(
    aws: AwsClassic, case: Case, own: str, id_: str, inputs: Properties, outputs: Properties
) -> tuple[Properties, Properties]:
    news, failures = aws.check(own, case.type, inputs, {**inputs, **case.change}, "f" * 16)
    assert failures == []
    diff = aws.diff(own, case.type, id_, inputs, outputs, news)
    assert diff.changes
    assert diff.replaces == ()
    outputs = aws.update(own, case.type, id_, inputs, outputs, news)
    for name, value in case.change.items():
        assert outputs.get(name) == value, name
    assert aws.read(own, case.type, id_, news, outputs) == (id_, news, outputs)
    return news, outputs


def _delete(aws: AwsClassic, case: Case, own: str, id_: str, inputs: Properties, outputs: Properties) -> None:
    aws.delete(own, case.type, id_, inputs, outputs)
    if not case.endures:
        assert aws.read(own, case.type, id_, inputs, outputs) == (None, {}, {})
        aws.delete(own, case.type, id_, inputs, outputs)
        assert aws.recover(own, case.type, inputs, "t") == (None, None)
