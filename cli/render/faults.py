"""Faults of a spec for a person, a script and an editor. Pure: value in, text out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from spec.faults import Fault, spelled

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def as_text(faults: Iterable[Fault]) -> str:
    """`file:line:column CODE severity: message`, and what to do on a line of its own."""
    return "\n".join(_lines(fault) for fault in faults)


def _lines(fault: Fault) -> str:
    place = fault.file if fault.line is None else f"{fault.file}:{fault.line}:{fault.column}"
    head = f"{place} {fault.code} {fault.severity}: {fault.message}"
    return f"{head}\n  try: {fault.hint}" if fault.hint else head


def as_json(faults: Iterable[Fault]) -> str:
    """One object; its keys are a promise to scripts."""
    return json.dumps({"problems": [_problem(fault) for fault in faults]}, indent=2, ensure_ascii=False)


def _problem(fault: Fault) -> dict[str, Any]:
    return {
        "code": fault.code,
        "severity": fault.severity,
        "message": fault.message,
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "path": spelled(fault.path),
        "hint": fault.hint or None,
    }


def as_sarif(faults: Iterable[Fault], titles: Mapping[str, str] | None = None) -> str:
    """SARIF 2.1.0, as code-scanning services and editors read it.

    titles   code -> what must hold; of the codes of a spec when left out
    """
    from calendars.rules import ALL_RULES
    from spec.codes import sentences

    found = list(faults)
    known = sentences(ALL_RULES) if titles is None else titles
    codes = sorted({fault.code for fault in found})
    rules = [{"id": code, "shortDescription": {"text": known.get(code, code)}} for code in codes]
    driver = {"name": "civicline", "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(fault, codes.index(fault.code)) for fault in found],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _result(fault: Fault, rule: int) -> dict[str, Any]:
    text = f"{fault.message}. Try: {fault.hint}" if fault.hint else fault.message
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(fault.file.replace("\\", "/"), safe="/:")}}
    if fault.line is not None:
        place["region"] = {"startLine": fault.line, "startColumn": fault.column}
    return {
        "ruleId": fault.code,
        "ruleIndex": rule,
        "level": fault.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
