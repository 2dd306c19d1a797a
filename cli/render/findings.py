"""Findings of lint for a person, a script and an editor. Pure: value in, text out."""

from __future__ import annotations

import json
from typing import Any

from cli.linting import UNREADABLE, UNREADABLE_TITLE, Placed, Report
from cli.render import faults
from contact_flows.lint import RULES
from spec.faults import Fault, Mark, counted


def as_text(report: Report) -> str:
    """`file:line:column CODE severity: block: message`, and what to do on a line of its own."""
    return faults.as_text(_as_fault(placed) for placed in report.problems)


def as_json(report: Report) -> str:
    """One object; its keys are a promise to scripts."""
    problems = [_problem(placed) for placed in report.problems]
    return json.dumps({"files": report.files, "problems": problems}, indent=2, ensure_ascii=False)


def as_sarif(report: Report) -> str:
    """SARIF 2.1.0, as code-scanning services and editors read it."""
    titles = {code: rule.title for code, rule in RULES.items()} | {UNREADABLE: UNREADABLE_TITLE}
    return faults.as_sarif((_as_fault(placed) for placed in report.problems), titles)


def summary(report: Report) -> str:
    warnings = len(report.problems) - report.errors
    return f"{counted(report.files, 'flow')}: {counted(report.errors, 'error')}, {counted(warnings, 'warning')}"


def _problem(placed: Placed) -> dict[str, Any]:
    finding = placed.finding
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "file": placed.file,
        "line": placed.line,
        "column": placed.column,
        "flow": finding.flow,
        "block": finding.block or None,
        "path": finding.spec_path or None,
        "hint": finding.hint or None,
    }


def _as_fault(placed: Placed) -> Fault:
    """The block, and for a spec the flow, go into the message: a line of a spec makes many blocks."""
    finding = placed.finding
    flow = f"flow {finding.flow}" if finding.flow != placed.file else ""
    block = f"block '{finding.block}'" if finding.block else ""
    where = ", ".join(part for part in (flow, block) if part)
    message = f"{where}: {finding.message}" if where else finding.message
    fault = Fault(code=finding.code, severity=finding.severity, path=(), message=message, hint=finding.hint)
    place = None if placed.line is None or placed.column is None else Mark(placed.line, placed.column)
    return fault.at(placed.file, place)
