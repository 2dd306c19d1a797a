"""When things happen: stages, windows, the launch ramp and the outreach that makes peaks."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import Field

from spec.models.base import Id, Label, Model, Text, Window, default


class Stage(StrEnum):
    """How far the program is; later stages ask for more (S29-30)."""

    REQUIREMENTS = "requirements"
    SETUP = "setup"
    E2E = "e2e"
    TRIAL = "trial"
    LIVE = "live"


class RampStep(Model):
    """Load against the steady state in some weeks after launch."""

    from_week: int = Field(ge=1)
    to_week: int = Field(ge=1)
    multiplier: float = Field(gt=0, le=20)


class Outreach(Model):
    """A mailing or campaign that raises the load for some days."""

    name: Label
    when: Label = Field(description="In words, such as 'first Monday of the month'")
    multiplier: float = Field(gt=0, le=20)
    business_days: int = Field(gt=0, le=60)


class Freeze(Window):
    """Days on which nothing is deployed. Closures, announcements and `rollback` pass."""

    reason: Text = Field(description="Why, as it is said to whoever deploys in these days")
    environments: tuple[Id, ...] = Field(default=(), description="Environments that it holds; all when left out")

    def holds(self, environment: str) -> bool:
        return not self.environments or environment in self.environments


class Dates(Model):
    """The program's calendar of stages."""

    stage: Stage = default(
        Stage.REQUIREMENTS, "a new spec starts at the requirements stage", description="Stage the program is in now"
    )
    setup_complete: dt.date = Field(description="Customer service is set up")
    e2e: Window = Field(description="End-to-end test")
    trial: Window = Field(description="Small-scale operational trial")
    launch: dt.date
    launch_ramp: tuple[RampStep, ...] = Field(description="Load in the first weeks, against steady (S31-21)")
    outreach: tuple[Outreach, ...] = ()
    freezes: tuple[Freeze, ...] = Field(
        default=(), description="Days, in the program's time zone, on which `up` and `destroy` are refused"
    )
