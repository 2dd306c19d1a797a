"""An action with what the catalogue says of its type, in the mode that its parameters choose. Looked up once."""

from __future__ import annotations

from dataclasses import dataclass

from contact_flows.language.catalogue import ACTION_TYPES, ActionType, Support
from contact_flows.language.catalogue.action_type import Channels, ConditionRule, ErrorRule
from contact_flows.language.document import Action, Channel

BITS = {channel: 1 << number for number, channel in enumerate(Channel)}
ANY_CHANNEL = (1 << len(Channel)) - 1
SPOKEN = BITS[Channel.VOICE] | BITS[Channel.CHAT]


@dataclass(frozen=True, slots=True)
class Known:
    """able   channels in which the action does not fail, as bits"""

    action: Action
    kind: ActionType
    errors: ErrorRule
    conditions: ConditionRule
    hands_over: bool
    able: int

    @property
    def ends(self) -> bool:
        """Whether its success is the end of the flow."""
        return self.kind.terminal or self.hands_over


def known(action: Action) -> Known | None:
    """None for a type that the catalogue does not have."""
    kind = ACTION_TYPES.get(action.type)
    if kind is None:
        return None
    mode = kind.mode(action.parameters)
    return Known(
        action,
        kind,
        mode.errors if mode and mode.errors is not None else kind.errors,
        mode.conditions if mode and mode.conditions is not None else kind.conditions,
        mode.hands_over if mode and mode.hands_over is not None else kind.hands_over,
        _able(mode.channels if mode and mode.channels is not None else kind.channels),
    )


def _able(channels: Channels) -> int:
    return sum(bit for channel, bit in BITS.items() if channels[channel] not in (Support.ERROR, Support.STOPS))
