"""The WSGI application that a request ends in: moto's dispatcher with our own services registered."""

from typing import Any

from sandbox.server.dispatch import WsgiApplication


def application() -> WsgiApplication:
    """An empty AWS. A process has only one: what an earlier call's application held is gone.

    Imports moto's server, which takes half a second.
    """
    from moto.moto_api._internal import moto_api_backend
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    from sandbox.aws.install import install

    class CachingDispatcher(DomainDispatcherApplication):  # type: ignore[misc]  # moto is untyped
        """moto looks through its own folder, some 175 `stat` calls, for each request: half of the time of a request."""

        def __init__(self) -> None:
            super().__init__(create_backend_app)
            self._backends: dict[str | None, Any] = {}

        def get_backend_for_host(self, host: str | None) -> Any:
            if host not in self._backends:
                self._backends[host] = super().get_backend_for_host(host)
            return self._backends[host]

    install()
    moto_api_backend.reset()
    return CachingDispatcher()
