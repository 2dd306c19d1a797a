"""Errors of SES version 2, serialized by moto from botocore's model."""

from __future__ import annotations

from moto.core.exceptions import ServiceException


class SesError(ServiceException):  # type: ignore[misc]  # moto is untyped
    """`code` is the name of an error shape."""
