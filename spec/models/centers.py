"""Centers (one Amazon Connect instance each), and the environments they are deployed to."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from spec.models.base import Id, Label, Model, Region, default
from spec.models.channels import Channels
from spec.models.resilience import Resilience


class Center(Model):
    """One Amazon Connect instance with its lines, queues and people."""

    id: Id
    name: Label
    operated_by: Id = Field(description="Party that runs it")
    channels: Channels
    resilience: Resilience | None = Field(default=None, description="Where it differs from the program's")


class IdentityManagement(StrEnum):
    SAML = "SAML"
    CONNECT_MANAGED = "CONNECT_MANAGED"


class Restriction(StrEnum):
    """What an environment that is not production keeps from the public."""

    NO_PUBLIC_NUMBERS = "no_public_numbers"
    TEST_BANNER = "test_banner"
    NO_OUTBOUND = "no_outbound"
    ALLOW_LIST_ONLY = "allow_list_only"


class Environment(Model):
    """One deployment of the program: `--stack` names it."""

    name: Id
    account: str = Field(pattern=r"^\d{12}$", description="AWS account, twelve digits")
    alias: str = Field(
        pattern=r"^[a-z0-9][a-z0-9-]{1,43}[a-z0-9]$",
        description="Instance alias; a center's id is appended where there are several",
    )
    region: Region | None = Field(default=None, description="Source region; the center's when left out")
    centers: tuple[Id, ...] = Field(default=(), description="Centers deployed here; all when left out")
    identity: IdentityManagement = default(
        IdentityManagement.SAML, "single sign-on is a security requirement, and Global Resiliency needs SAML"
    )
    restrictions: tuple[Restriction, ...] = Field(default=())
    production: bool = default(False, "only an environment that says so serves the public")
    dns_zone: str | None = Field(
        default=None,
        pattern=r"^Z[A-Z0-9]{5,31}$",
        description="Route 53 hosted zone of the e-mail domains; without it your DNS team sets the records",
    )
