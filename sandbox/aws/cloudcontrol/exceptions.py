"""Errors of Cloud Control, serialized by moto from botocore's model."""

from __future__ import annotations

from moto.core.exceptions import ServiceException


class CloudControlError(ServiceException):  # type: ignore[misc]  # moto is untyped
    """`code` is an error shape of the service, or ValidationException, which every service may answer."""


def invalid_request(message: str) -> CloudControlError:
    return CloudControlError("InvalidRequestException", message)


def validation(message: str) -> CloudControlError:
    return CloudControlError("ValidationException", message)
