"""A folder of flow JSON as something that runs."""

from __future__ import annotations

from pathlib import Path

from contact_flows.language.document import FlowDocument
from contact_flows.language.reading import NotAFlowError
from contact_flows.language.text import read
from contact_flows.simulate.machine import Machine
from spec.errors import SpecError, UsageError


def machine_of_folder(folder: Path) -> Machine:
    """Every `*.json` of a folder as a flow, by file name. Raises UsageError, SpecError."""
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not files:
        raise UsageError(f"--flows {folder}", "there is no flow", "name a folder with flow JSON files")
    return Machine.of(_document(file) for file in files)


def _document(file: Path) -> FlowDocument:
    try:
        return read(file.read_text(encoding="utf-8"), id=file.stem)
    except UnicodeDecodeError:
        raise SpecError(str(file), "is no text in UTF-8", "export the flow again") from None
    except NotAFlowError as error:
        raise SpecError(str(file), str(error), f"civicline flows lint {file} lists every fault") from None
