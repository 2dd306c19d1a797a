"""Every exception that Civicline raises on purpose, one exit code per meaning.

CiviclineError              70  nobody foresaw this; please report it
├── CheckFailedError         1  a check ran (validate, lint, drift), and the answer is no
├── SpecError                2  the input is wrong
│   └── SpecFaultsError      2  a spec with faults; carries all of them
├── UsageError               2  the command or its surroundings are wrong (no such stack, CLI not installed)
├── PlanRefusedError         3  a guard says no: protection, readiness, lock, stated limit
└── CloudError               4  the outside world failed: AWS, network, disk, sandbox
"""

from __future__ import annotations

from spec.faults import Fault


class CiviclineError(Exception):
    """Where it happened, what is wrong, and what to do next. Never prints, logs or exits by itself."""

    exit_code = 70

    def __init__(self, where: str, what: str, hint: str = "") -> None:
        super().__init__(where, what, hint)
        self.where, self.what, self.hint = where, what, hint

    def __str__(self) -> str:
        """`where: what`, and the hint on a line of its own."""
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line}\n  try: {self.hint}" if self.hint else line


class CheckFailedError(CiviclineError):
    exit_code = 1


class SpecError(CiviclineError):
    exit_code = 2


class SpecFaultsError(SpecError):
    """A spec that cannot be used. `faults` has every fault, in file order, warnings included."""

    def __init__(self, file: str, faults: tuple[Fault, ...]) -> None:
        count = sum(fault.severity == "error" for fault in faults)
        first = next((fault for fault in faults if fault.severity == "error"), None)
        where = file if first is None or first.line is None else f"{file}:{first.line}:{first.column}"
        more = f" (and {count - 1} more)" if count > 1 else ""
        what = f"{first.code} {first.message}{more}" if first else "the spec has faults"
        alone = first.hint if first is not None and count == 1 else ""
        super().__init__(where, what, alone or f"civicline validate {file} lists every fault")
        self.faults = faults


class UsageError(CiviclineError):
    exit_code = 2


class PlanRefusedError(CiviclineError):
    exit_code = 3


class CloudError(CiviclineError):
    exit_code = 4
