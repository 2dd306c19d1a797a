"""The WSGI application that a request ends in: moto's dispatcher with our own services registered."""

from typing import Any

from sandbox.server.dispatch import WsgiApplication


def application() -> WsgiApplication:
    """Imports moto's server (half a second). A process has one emulated AWS, however often this is called."""
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
    return CachingDispatcher()
