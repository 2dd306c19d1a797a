"""One operation, asked and answered: what the `pulumi` sub-commands hand to the engine, and what they get back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.engine.ports import Write
from sandbox.engine.provider import ProviderFactory

DEFAULT_PARALLEL = 16


class Kind(StrEnum):
    """The operations. `Options.preview` turns each of them into its own dry run."""

    UP = "update"
    REFRESH = "refresh"
    DESTROY = "destroy"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class ImportSpec:
    """One resource to take over; `parent` and `provider` are URNs, empty for the stack and the default provider."""

    type: str
    name: str
    id: str
    parent: str = ""
    provider: str = ""
    version: str = ""
    protect: bool = True
    component: bool = False


@dataclass(frozen=True, slots=True)
class Program:
    """Where the Pulumi program is.

    client      address of the language runtime that already runs (Automation API); empty: start our own for `entry`
    entry       file or directory with `__main__.py`
    python      interpreter of the program; empty means this one
    """

    client: str = ""
    entry: str = ""
    python: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Everything that a command line can say about an operation."""

    factory: ProviderFactory
    write: Write
    """Progress and diagnostics for a person, line by line."""
    program: Program = Program()
    preview: bool = False
    parallel: int = DEFAULT_PARALLEL
    event_log: str = ""
    """`tcp://host:port` of an Events service, or the path of a file; empty for none."""
    targets: frozenset[str] = frozenset()
    target_dependents: bool = False
    excludes: frozenset[str] = frozenset()
    exclude_dependents: bool = False
    exclude_protected: bool = False
    replace: frozenset[str] = frozenset()
    refresh: bool = False
    run_program: bool = False
    """Asked of a refresh or destroy: answered by a warning, because both use the provider settings in the state."""
    continue_on_error: bool = False
    expect_no_changes: bool = False
    imports: tuple[ImportSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an operation ended; the state is saved in every case."""

    failed: bool
    cancelled: bool
    changes: Mapping[str, int] = field(default_factory=dict)
    """Step name ("create", "update", "replace", "delete", "same", ...) -> how many."""
    duration_seconds: float = 0.0
    steps: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """URN -> the steps begun on it, in order: what an update plan is made of."""
