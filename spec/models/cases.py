"""Cases: what is tracked, by whom, and how fast it must move."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from spec.models.base import Id, Label, Model, Text, default


class RequestType(StrEnum):
    INQUIRY = "inquiry"
    QUESTION = "question"
    COMPLAINT = "complaint"
    SERVICE_REQUEST = "service_request"
    DISPUTE = "dispute"


class CaseSla(Model):
    """Both targets are needed: respond and resolve (BP-5)."""

    request_type: RequestType
    acknowledge_business_days: float = Field(gt=0, le=30)
    respond_business_days: float = Field(gt=0, le=60)
    resolve_business_days: float = Field(gt=0, le=120)
    update_business_days: float = default(3, "the customer hears every three business days at least", gt=0)


class CaseTemplate(Model):
    id: Id
    name: Label
    department: Id
    description: Text
    sensitive: bool = default(False, "open to all agents")
    account_manager_complaint: bool = default(False, "not a complaint about an account manager")


class CaseField(Model):
    id: Id
    name: Label
    type: str = Field(pattern=r"^(Text|Number|Boolean|DateTime|SingleSelect|Url|User)$")
    options: tuple[Label, ...] = ()
    required: bool = default(False, "an agent may leave it empty")


class VipList(Model):
    """Senders whose requests are sensitive: officials, press (BP-67)."""

    name: Label
    domains: tuple[str, ...] = Field(min_length=1)


class Cases(Model):
    departments: tuple[Id, ...] = Field(min_length=1)
    request_types: tuple[RequestType, ...] = default(
        tuple(RequestType), "inquiries, questions, complaints and what follows from them (BP-6)"
    )
    templates: tuple[CaseTemplate, ...] = Field(min_length=1)
    fields: tuple[CaseField, ...] = ()
    slas: tuple[CaseSla, ...] = Field(min_length=1)
    track_unresolved: bool = default(True, "whatever is not resolved at once is worth tracking (BP-46)")
    track_sensitive: bool = default(True, "sensitive requests are tracked even when resolved (BP-47)")
    disposition_required: bool = default(True, "every contact says what it was about (XC-30)")
    single_store: bool = default(True, "one case store for all channels (BP-24)")
    vip_lists: tuple[VipList, ...] = ()
