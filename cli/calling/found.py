"""A simulated world with hours and queues as they are deployed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contact_flows.simulate.world import QueueState, World

if TYPE_CHECKING:
    from operate.flows.surroundings import FoundQueue, Surroundings


@dataclass(frozen=True, slots=True)
class AsDeployed:
    """Puts what was found in place of what the spec says. What was deleted there is missing here.

    Plain data, so that it travels to workers.
    """

    found: Surroundings

    def __call__(self, world: World) -> World:
        queues = {f"queue:{id_}": queue for id_, queue in self.found.queues.items()}
        return replace(
            world,
            hours={f"hours:{id_}": hours for id_, hours in self.found.hours.items()},
            queues={key: _as_found(world.queues.get(key, QueueState()), queue) for key, queue in queues.items()},
        )


def _as_found(state: QueueState, found: FoundQueue) -> QueueState:
    full = state.capacity is not None and state.contacts >= state.capacity
    return replace(
        state,
        name=found.name,
        capacity=state.capacity if full else found.capacity,
        hours=f"hours:{found.hours}",
        enabled=found.enabled,
    )
