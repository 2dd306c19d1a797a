"""What is known of one action type: parameters, branches, channels and flow types, as data.

Where the documentation and the live service disagree, the service wins.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from contact_flows.language.catalogue.kinds import Group, Kind, Parameter
from contact_flows.language.catalogue.placement import EVERYWHERE
from contact_flows.language.document import Channel, FlowType

NO_MATCH = "NoMatchingError"
NO_CONDITION = "NoMatchingCondition"
TIME_LIMIT = "InputTimeLimitExceeded"

OPERATORS = (
    "Equals",
    "TextStartsWith",
    "TextEndsWith",
    "TextContains",
    "NumberGreaterThan",
    "NumberGreaterOrEqualTo",
    "NumberLessThan",
    "NumberLessOrEqualTo",
    "KeyExists",
)
"""Each takes exactly one operand. And, Or, Not, Contains and Exists are documented or guessed, and refused.
`KeyExists` is accepted though documented nowhere."""
EQUALS = ("Equals",)
NUMBERS = ("Equals", *(name for name in OPERATORS if name.startswith("Number")))


class Support(StrEnum):
    """What becomes of an action on a channel.

    ERROR       it takes an error branch, mostly `NoMatchingError`
    NO_EFFECT   it takes the success branch and does nothing
    STOPS       the flow stops; the contact waits for an agent
    Source: Amazon Connect Administrator Guide, "Supported channels for flow blocks".
    """

    SUPPORTED = "SUPPORTED"
    ERROR = "ERROR"
    NO_EFFECT = "NO_EFFECT"
    STOPS = "STOPS"


Channels = Mapping[Channel, Support]


def channels(supported: str, otherwise: Support = Support.ERROR) -> Channels:
    """From initials, such as "VC" for voice and chat."""
    return {channel: Support.SUPPORTED if channel[0] in supported else otherwise for channel in Channel}


ALL_CHANNELS = channels("VCTE")
VOICE_ONLY = channels("V")


@dataclass(frozen=True, slots=True)
class ErrorRule:
    """Error branches of an action.

    required   publication is refused without them
    optional   documented or seen in exports
    refused    publication was refused with them
    closed     whether any branch that is neither required nor optional is refused
    advised    of the optional ones, those without which a contact may be lost
    """

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    closed: bool = False
    advised: frozenset[str] = frozenset()

    @property
    def known(self) -> frozenset[str]:
        return self.required | self.optional

    @property
    def allowed(self) -> frozenset[str] | None:
        """None where the service is not known to refuse others."""
        return self.known if self.closed else None

    def missing(self, given: Collection[str]) -> tuple[str, ...]:
        return tuple(sorted(self.required - set(given)))

    def surplus(self, given: Collection[str]) -> tuple[str, ...]:
        """Of the given ones, those that publication refuses."""
        return tuple(
            name for name in dict.fromkeys(given) if name in self.refused or (self.closed and name not in self.known)
        )


def errors(*required: str, optional: str = "", refused: str = "", closed: bool = False, advised: str = "") -> ErrorRule:
    """A rule from names; lists of names are divided by spaces. What is advised is optional too."""
    return ErrorRule(
        frozenset(required),
        frozenset(optional.split()) | frozenset(advised.split()),
        frozenset(refused.split()),
        closed,
        frozenset(advised.split()),
    )


@dataclass(frozen=True, slots=True)
class ConditionRule:
    """Conditions of an action.

    supported   False: any condition is refused
    operators   those that it takes
    exactly     operands of which each stands in just one `Equals` condition; nothing else may
    operands    operands that may stand in a condition; None: any text
    pattern     regular expression that every operand matches
    least       conditions without which publication is refused
    """

    supported: bool = False
    operators: tuple[str, ...] = EQUALS
    exactly: tuple[str, ...] = ()
    operands: tuple[str, ...] | None = None
    pattern: str | None = None
    least: int = 0

    def fits(self, operand: str) -> bool:
        if self.operands is not None and operand not in self.operands:
            return False
        return self.pattern is None or re.fullmatch(self.pattern, operand) is not None

    def missing(self, operands: Collection[str]) -> tuple[str, ...]:
        """Of the operands that must each have a condition, those without one."""
        return tuple(name for name in self.exactly if name not in operands)


NO_CONDITIONS = ConditionRule()


def exactly(*operands: str) -> ConditionRule:
    return ConditionRule(supported=True, exactly=operands, operands=operands, least=len(operands))


def any_of(*operands: str) -> ConditionRule:
    return ConditionRule(supported=True, operands=operands)


ANY_RESULT = ConditionRule(supported=True)


@dataclass(frozen=True, slots=True)
class When:
    """Whether a parameter is given, or has a value.

    path    members from the outermost, divided by dots
    value   text or list item that it must have; None: given at all
    """

    path: str
    value: str | None = None
    absent: bool = False
    """Turns the sense: the parameter must not be given."""

    def holds(self, parameters: Mapping[str, Any]) -> bool:
        found: Any = parameters
        for name in self.path.split("."):
            if not isinstance(found, Mapping) or name not in found:
                return self.absent
            found = found[name]
        if self.absent:
            return False
        if self.value is None:
            return True
        if isinstance(found, list | tuple):
            return self.value in [str(part) for part in found]
        return str(found).lower() == self.value.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How an action differs when its parameters say so. None: as the type has it."""

    name: str
    when: tuple[When, ...]
    required: tuple[str, ...] | None = None
    refused: tuple[str, ...] = ()
    """Parameters that do not belong to this mode."""
    groups: tuple[Group, ...] | None = None
    errors: ErrorRule | None = None
    conditions: ConditionRule | None = None
    channels: Channels | None = None
    hands_over: bool | None = None
    writes: tuple[str, ...] | None = None
    limits: Mapping[str, Kind] = field(default_factory=dict)
    """Parameters whose values are narrower in this mode."""


@dataclass(frozen=True, kw_only=True)
class ActionType:
    """One action type.

    block           the console's word
    source          page or observation from which the facts come
    groups          parameters that exclude one another, or of which some must be given
    modes           the first whose `when` holds changes what it names
    flow_types      where it may stand, in either guide
    refused_in      where publication refuses it; elsewhere the service publishes what then fails at run time
    channel_error   branch that it takes on a channel that does not have it
    needs_branch    on such a channel the flow stops when that branch is missing
    terminal        has no transitions at all
    next_optional   may lack `NextAction`
    hands_over      its success leaves this flow; `NextAction` is never taken
    writes          namespaces of references that it fills, such as `External`
    undocumented    has no page; its shape is what others observed, and may have more parameters
    """

    name: str
    block: str
    source: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    errors: ErrorRule = field(default_factory=ErrorRule)
    conditions: ConditionRule = NO_CONDITIONS
    modes: tuple[Mode, ...] = ()
    channels: Channels = field(default_factory=lambda: ALL_CHANNELS)
    flow_types: frozenset[FlowType] = EVERYWHERE
    refused_in: frozenset[FlowType] = frozenset()
    channel_error: str = NO_MATCH
    needs_branch: bool = False
    terminal: bool = False
    next_optional: bool = False
    hands_over: bool = False
    writes: tuple[str, ...] = ()
    undocumented: bool = False
    withdrawn: bool = False
    """The service behind it has ended: still accepted, of no use."""

    def mode(self, parameters: Mapping[str, Any] | None) -> Mode | None:
        given = parameters or {}
        return next((mode for mode in self.modes if all(when.holds(given) for when in mode.when)), None)

    def errors_for(self, parameters: Mapping[str, Any] | None) -> ErrorRule:
        mode = self.mode(parameters)
        return mode.errors if mode and mode.errors is not None else self.errors

    def conditions_for(self, parameters: Mapping[str, Any] | None) -> ConditionRule:
        mode = self.mode(parameters)
        return mode.conditions if mode and mode.conditions is not None else self.conditions

    def groups_for(self, parameters: Mapping[str, Any] | None) -> tuple[Group, ...]:
        mode = self.mode(parameters)
        return mode.groups if mode and mode.groups is not None else self.groups

    def required_for(self, parameters: Mapping[str, Any] | None) -> tuple[str, ...]:
        mode = self.mode(parameters)
        if mode and mode.required is not None:
            return mode.required
        return tuple(name for name, parameter in self.parameters.items() if parameter.required)

    def hands_over_with(self, parameters: Mapping[str, Any] | None) -> bool:
        mode = self.mode(parameters)
        return mode.hands_over if mode and mode.hands_over is not None else self.hands_over

    def writes_with(self, parameters: Mapping[str, Any] | None) -> tuple[str, ...]:
        mode = self.mode(parameters)
        return mode.writes if mode and mode.writes is not None else self.writes

    def support(
        self, channel: Channel, parameters: Mapping[str, Any] | None = None, branches: Collection[str] | None = None
    ) -> Support:
        """What becomes of the action on a channel.

        branches   its error branches, where the answer is to tell ERROR from STOPS
        """
        mode = self.mode(parameters)
        found = (mode.channels if mode and mode.channels is not None else self.channels)[channel]
        stops = found is Support.ERROR and self.needs_branch
        return Support.STOPS if stops and branches is not None and self.channel_error not in branches else found
