"""Results as JUnit XML, which every build server shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from contact_flows.scenarios.run import Result

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(results: Sequence[Result], suite: str, places: Mapping[str, str]) -> str:
    """One test case for each scenario, classed by its row.

    places   scenario id to `file:line:column`; generated ones have none
    """
    failures = sum(not result.passed for result in results)
    root = ET.Element("testsuites", tests=str(len(results)), failures=str(failures), errors="0")
    attributes = {"name": suite, "tests": str(len(results)), "failures": str(failures), "errors": "0", "skipped": "0"}
    holder = ET.SubElement(root, "testsuite", attributes)
    for result in results:
        _case(holder, suite, result, places.get(result.scenario.id, ""))
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(holder: ET.Element, suite: str, result: Result, place: str) -> None:
    scenario = result.scenario
    case = ET.SubElement(
        holder,
        "testcase",
        classname=f"{suite}.{scenario.row or scenario.given.channel.value}",
        name=f"{scenario.id}: {_clean(scenario.title)}",
        time=f"{result.elapsed_seconds:.3f}",
    )
    if place:
        case.set("file", place)
    if result.unmet is not None:
        failure = ET.SubElement(case, "failure", message=_clean(f"expected {result.unmet.expectation}"))
        heard = "\n".join(f"[{language}] {text}" for language, text in result.heard)
        failure.text = _clean(f"{result.unmet}\n\nheard:\n{heard or 'nothing'}")


def _clean(text: str) -> str:
    """Without the control characters that no XML may hold."""
    return _NOT_XML.sub("?", text)
