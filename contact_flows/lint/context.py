"""What lint knows beside the flows: for compiled ones what the spec promises to callers, for foreign ones nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spec.models.program import ProgramSpec

CARRIED = frozenset(
    ("account_manager", "callback", "case_reference", "chosen", "csat", "hops", "interpreter", "language", "line",
     "queue", "recorded", "sensitive", "topic")
)  # fmt: skip
"""Attributes of every compiled contact: agents see them and reports count them, also where no flow reads them."""
USUAL_KEY_SECONDS = 5
"""What the console offers for a first key; less is short by any measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The defaults are neutral: they ask of a foreign flow what holds anywhere.

    complete       the documents are all flows of one instance, so that a flow that they name must be among them
    key_seconds    time that a caller has to press a key
    escape_key     key that every menu must offer, as the way to a person; empty: some way to a person will do
    aliases        what documents call one another (ids, ARNs, names) -> document id
    records        calls are recorded
    carried        attributes that agents and reports read; no flow needs to
    hours_of       queue -> hours that it follows
    numbers        all that may be dialed
    """

    complete: bool = False
    key_seconds: int = USUAL_KEY_SECONDS
    escape_key: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)
    records: bool = False
    carried: frozenset[str] = frozenset()
    hours_of: Mapping[str, str] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()

    @classmethod
    def of(cls, program: ProgramSpec) -> Context:
        """What the spec promises."""
        access = program.infrastructure.accessibility
        return cls(
            complete=True,
            key_seconds=access.dtmf_timeout_seconds,
            escape_key="0" if access.ivr_agent_escape else "",
            records=program.infrastructure.consent.record_calls,
            carried=CARRIED,
            hours_of={queue.id: queue.hours for queue in program.infrastructure.queues},
            numbers=frozenset(_numbers(program)),
        )


def _numbers(program: ProgramSpec) -> Iterator[str]:
    infra = program.infrastructure
    for line in infra.lines:
        yield from (number.number for number in line.numbers)
        yield line.fallback_phone or ""
    own = (center.resilience for center in infra.centers)
    # This one may be a line's id, and is a number as the agency wrote it.
    yield from ((one.fallback_phone or "").replace("-", "") for one in (infra.resilience, *own) if one is not None)
    yield from (manager.phone or "" for manager in program.account_managers)
