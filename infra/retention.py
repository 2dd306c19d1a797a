"""How long records are kept, from the spec's retention classes. Pure."""

from __future__ import annotations

import bisect

from spec.models import ProgramSpec

LOG_DAYS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)
"""Retention periods that CloudWatch Logs knows (API reference, PutRetentionPolicy)."""
UNSTATED_DAYS = 365


def days(program: ProgramSpec, record: str) -> int:
    """Days for one class of records; a year where the spec states none (a rule asks for every class before launch)."""
    found = (kept.days for kept in program.infrastructure.retention if kept.record == record)
    return next(found, UNSTATED_DAYS)


def log_days(program: ProgramSpec) -> int:
    """The shortest period of CloudWatch Logs that is at least what the spec asks for."""
    wanted = program.infrastructure.security.log_retention_days
    return LOG_DAYS[min(bisect.bisect_left(LOG_DAYS, wanted), len(LOG_DAYS) - 1)]
