"""Test cases from files, as `civicline test --native DIR` writes them, for one deployed center.

In a file things are named as in the spec, `$ref:queue:billing`; here they get the ARNs of the center.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from operate.flows.native_tests import NativeTest
from spec.deployed import DeployedCenter
from spec.errors import UsageError

MARK = "$ref:"
MEMBERS = frozenset({"Name", "Description", "EntryPoint", "InitializationData", "Content"})
AGAIN = "civicline test PROGRAM --native DIR writes them"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One file. refs: what it names, as `kind:id`."""

    path: Path
    data: Mapping[str, Any]

    @property
    def refs(self) -> frozenset[str]:
        return frozenset(text.removeprefix(MARK) for text in _texts(self.data) if text.startswith(MARK))


def case_files(folder: Path) -> tuple[CaseFile, ...]:
    """Every `*.json` of the folder, by name. Raises UsageError where there is none, or one is no test case."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise UsageError(str(folder), "there are no test cases", AGAIN)
    return tuple(_read(path) for path in files)


def cases_of(cases: tuple[CaseFile, ...], center: DeployedCenter) -> tuple[NativeTest, ...]:
    """Those whose every reference is deployed in the center: a case of another center names what only that one has."""
    arns = {f"{row.kind}:{row.id}": row.arn for row in center.resources if row.arn}
    return tuple(_test(case.data, arns) for case in cases if case.refs <= arns.keys())


def _test(data: Mapping[str, Any], arns: Mapping[str, str]) -> NativeTest:
    found = _resolved(data, arns)
    return NativeTest(
        name=found["Name"],
        description=found["Description"],
        content=json.dumps(found["Content"], ensure_ascii=False),
        entry_point=found["EntryPoint"],
        initialization=json.dumps(found["InitializationData"], ensure_ascii=False),
    )


def _read(path: Path) -> CaseFile:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(str(path), f"cannot be read: {error}", AGAIN) from error
    if not isinstance(data, dict) or not data.keys() >= MEMBERS:
        raise UsageError(str(path), "is no test case", AGAIN)
    return CaseFile(path, data)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _resolved(value: Any, arns: Mapping[str, str]) -> Any:
    if isinstance(value, str) and value.startswith(MARK):
        return arns[value.removeprefix(MARK)]
    if isinstance(value, Mapping):
        return {key: _resolved(part, arns) for key, part in value.items()}
    return [_resolved(part, arns) for part in value] if isinstance(value, list) else value
