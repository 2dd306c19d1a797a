"""What people ask, which kind of question it is, and who answers."""

from __future__ import annotations

from pydantic import Field

from spec.models.agencies import QuestionKind, VehicleClass
from spec.models.base import Id, Label, LanguageCode, Model, Text, Url, default


class Topic(Model):
    """One subject in the taxonomy that every channel shares (XC-30)."""

    id: Id
    name: Label = Field(description="As callers hear it in the menu")
    name_in: dict[LanguageCode, Label] = default(
        {}, "the name is known in the program's language only", description="`name` translated, for who says it"
    )
    kind: QuestionKind
    queue: Id = Field(description="Queue that answers it")
    backup_queue: Id | None = Field(default=None, description="Queue asked when the first cannot (BP-63)")
    vehicle_class: VehicleClass | None = Field(default=None, description="Only for this class")
    account_manager: Id | None = Field(default=None, description="Only for customers of this account manager")
    web_url: Url | None = Field(default=None, description="Page where a customer can do this without an agent (BP-55)")
    high_impact: bool = default(False, "payment, enforcement and privacy answers need two approvals (XC-25)")
    sensitive: bool = default(False, "a sensitive contact is always tracked (BP-47)")


class RoutingRules(Model):
    """How contacts find the one who answers, and how often they may be passed on."""

    max_transfers: int = default(2, "more is a bounce (BP-50)", ge=0, le=5)
    policy: Id = Field(description="Queue of the state to which policy questions are referred")
    general: Id = Field(description="Queue for whoever presses 0 or says nothing")
    am_complaint: Id | None = Field(
        default=None, description="Queue for complaints about an account manager; the account manager cannot close them"
    )
    sensitive: Id | None = Field(default=None, description="Queue for sensitive contacts")
    supervisor: Id | None = Field(default=None, description="Queue for escalation to a supervisor")
    unknown_account_manager: Id | None = Field(
        default=None, description="Queue that finds the customer's account manager"
    )
    integrated: bool = default(True, "one profile, one case store, one knowledge base, one routing (XC-9)")


class NeutralChoice(Model):
    """How account managers are compared without favor (S30-24)."""

    order: str = default("alphabetical", "no account manager comes first by favor", pattern=r"^(alphabetical|random)$")
    compare: tuple[Label, ...] = default(
        ("mileage reporting", "fees", "hours", "languages", "channels"), "what customers ask when they choose"
    )


class InterestGroup(Model):
    """A list to which people subscribe for updates (BP-60)."""

    id: Id
    name: Label
    description: Text
