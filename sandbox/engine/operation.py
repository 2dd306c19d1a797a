"""The one entry of the step engine."""

from __future__ import annotations

from sandbox.engine.options import Kind, Options, Outcome
from sandbox.engine.ports import Stack


def run_operation(stack: Stack, kind: Kind, options: Options) -> Outcome:
    """Carry one operation out (or preview it) and leave the state saved.

    raises   CiviclineError when it cannot start: unreadable state, wrong passphrase, no program
    a failed step does not raise: it is reported as it happens and ends in `Outcome.failed`
    """
    raise AssertionError((stack, kind, options))
