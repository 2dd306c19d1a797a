"""A drill in the hand-made world of tests/operate/failover: time is told, and nothing sleeps."""

from __future__ import annotations

from dataclasses import dataclass, field

from operate.drills.journey import Journey
from operate.failover.plan import CAREFUL, Plan, Wish, plan_shift
from operate.switches.apply import Signature
from spec.switches import Action
from tests.operate.failover.fake_world import WEST, FakePace, World


@dataclass
class Rehearsal:
    world: World = field(default_factory=World)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        world = self.world
        signature = Signature("arn:aws:sts::1:user/kai", "kai", world.now)
        pace = FakePace(world)
        self.journey = Journey(
            [world.controls()], world.gate, pace, signature, world.fresh, self.said.append, pace.elapsed
        )

    def plan(self, to: str = WEST, steps: tuple[int, ...] = CAREFUL) -> Plan:
        wish = Wish(action=Action.SHIFT, to=to, steps=steps, reason="drill")
        return plan_shift(wish, self.journey.look(), self.world.now)

    def there(self) -> None:
        self.journey.there(self.plan(), [self.world.gate(WEST)], 60)

    def home(self) -> None:
        self.journey.home("drill", 60)
