"""Account managers: companies that enroll and serve the program's customers, with their active dates."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import Field

from spec.models.base import Email, Id, Label, LanguageCode, Model, Phone, Share, default


class AccountManagerKind(StrEnum):
    COMMERCIAL = "commercial"
    STATE_BASIC = "state_basic"
    PROGRAM_SYSTEM = "program_system"


class MileageReporting(StrEnum):
    OBD_GPS = "obd_gps"
    OBD_NO_GPS = "obd_no_gps"
    APP = "app"
    OEM_TELEMATICS = "oem_telematics"
    ODOMETER_PHOTO = "odometer_photo"
    DMV_READING = "dmv_reading"
    INSPECTION = "inspection"


class SyncMode(StrEnum):
    MUST_CLOSE = "must_close"
    MAY_OPEN = "may_open"


class AccountManager(Model):
    """A company that serves accounts, dated, because account managers come and go."""

    id: Id
    name: Label
    kind: AccountManagerKind
    operated_by: Id = Field(description="Party that operates it")
    center: Id | None = Field(default=None, description="Center that answers for it; its operator's own when left out")
    active_from: dt.date = Field(description="First day it serves customers")
    active_to: dt.date | None = Field(default=None, description="Last day; open-ended when left out")
    share: Share | None = Field(default=None, description="Expected share of accounts, 0 to 1")
    mileage_reporting: tuple[MileageReporting, ...] = Field(
        description="Ways to report miles that it offers", min_length=1
    )
    languages: tuple[LanguageCode, ...] = default(("en-US",), "English unless more is offered")
    phone: Phone | None = Field(default=None, description="Published number")
    email: Email | None = None
    line: Id | None = Field(
        default=None, description="Line that is its published number; the state's line for a state basic account"
    )
    holiday_sync: SyncMode = default(
        SyncMode.MUST_CLOSE,
        "local holidays close every party unless the agency allows more (S30-33)",
        description="Whether it may open on the program's holidays",
    )

    def active_on(self, day: dt.date) -> bool:
        return self.active_from <= day and (self.active_to is None or day <= self.active_to)
