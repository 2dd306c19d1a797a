"""Where moto looks for the backend of the service; the resources are in the store that Cloud Control holds."""

from __future__ import annotations

from moto.core.base_backend import BackendDict, BaseBackend


class CustomerProfilesBackend(BaseBackend):  # type: ignore[misc]  # moto is untyped
    pass


customerprofiles_backends = BackendDict(CustomerProfilesBackend, "customer-profiles")
