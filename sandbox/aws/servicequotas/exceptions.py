"""Errors of the service, serialized by moto from botocore's model."""

from __future__ import annotations

from moto.core.exceptions import ServiceException


class QuotasError(ServiceException):  # type: ignore[misc]  # moto is untyped
    """`code` is the name of an error shape."""
