"""A folder of flow JSON as something that runs."""

from __future__ import annotations

from pathlib import Path

from contact_flows.language.reading import NotAFlowError
from contact_flows.simulate.exports import Export, machine_of, read_export
from contact_flows.simulate.machine import Machine
from spec.errors import SpecError, UsageError


def machine_of_folder(folder: Path) -> Machine:
    """Every `*.json` of a folder as a flow, by file name. Raises UsageError, SpecError."""
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not files:
        raise UsageError(f"--flows {folder}", "there is no flow", "name a folder with flow JSON files")
    return machine_of(_export(file) for file in files)


def _export(file: Path) -> Export:
    try:
        return read_export(file.read_text(encoding="utf-8"), file.stem)
    except UnicodeDecodeError:
        raise SpecError(str(file), "is no text in UTF-8", "export the flow again") from None
    except NotAFlowError as error:
        raise SpecError(str(file), str(error), f"civicline flows lint {file} lists every fault") from None
