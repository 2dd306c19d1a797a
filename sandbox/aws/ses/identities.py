"""Identities of SES, whichever API made them: v1, v2 or Cloud Control."""

from __future__ import annotations

from moto.backends import get_backend

from sandbox.aws.place import Place


def names_of(place: Place) -> frozenset[str]:
    """Domains and addresses that SES knows in this account and region."""
    return frozenset(get_backend("ses")[place.account][place.region].email_identities)
