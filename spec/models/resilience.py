"""What keeps a center answering in failure conditions (S29-7): its tier, its limits, and who else can help."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from spec.models.base import Label, Model, Phone, Region, Text, Url, default


class Tier(StrEnum):
    MULTI_AZ = "multi-az"
    GLOBAL_RESILIENCY = "global-resiliency"
    COLD_STANDBY = "cold-standby"
    NONE = "none"


class Waiver(Model):
    """A written exception."""

    reason: Text
    signed_by: Label


class ShiftLimits(Model):
    """What one `failover shift` may touch without being told so in words."""

    centers: int = default(1, "whoever means several centers names them one by one", ge=1, le=100)
    numbers: int = default(50, "more than a program of this field has", ge=1, le=10_000)
    agents: int = default(500, "more than a program of this field has", ge=1, le=10_000)


class Automatic(Model):
    """Each region watches the other one, and moves traffic to itself when two keys turn."""

    after_minutes: int = default(5, "a short disturbance has passed by then", ge=3, le=60)
    approval: bool = default(True, "the machine finds out and prepares; a person decides")
    cooldown_minutes: int = default(120, "traffic that moves to and fro serves nobody", ge=30, le=1440)


class ExternalFailover(Model):
    """Redirecting the numbers at the carrier, for the night on which no region answers."""

    carrier: Label = Field(description="Who carries the numbers")
    desk: Phone | None = Field(default=None, description="Its trouble desk, day and night")
    portal: Url | None = Field(default=None, description="Where a redirect is ordered")
    reference: Label | None = Field(default=None, description="Customer number by which the carrier knows the agency")
    redirect_to: Phone | None = Field(default=None, description="Where callers go; fallback_phone when left out")
    minutes: int | None = Field(default=None, ge=1, le=2880, description="How long a redirect takes, by contract")


class Resilience(Model):
    """What keeps the service answering in failure conditions (S29-7)."""

    tier: Tier
    source_region: Region = default(
        "us-west-2", "nearest to the western states; its Global Resiliency pair is us-east-1"
    )
    replica_region: Region | None = Field(
        default=None, description="Second region of the pair, for global-resiliency and cold-standby"
    )
    fallback_phone: str | None = Field(
        default=None, description="Line id or number outside Amazon Connect to which callers are sent as a last resort"
    )
    waiver: Waiver | None = Field(default=None, description="Required by the tiers none and cold-standby")
    drill_days: int = default(180, "what nobody has practiced for half a year does not work at night", ge=7, le=366)
    limits: ShiftLimits = default(ShiftLimits, "a typing error must not move a whole state")
    automatic: Automatic | None = Field(default=None, description="Let the regions move traffic themselves")
    external: ExternalFailover | None = Field(default=None, description="Redirect at the carrier")
