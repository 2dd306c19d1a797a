"""The WSGI application that a request ends in: moto's dispatcher with our own services registered."""

import json
from typing import Any

from sandbox.server.dispatch import WsgiApplication


def application() -> WsgiApplication:
    """An empty AWS. A process has only one: what an earlier call's application held is gone.

    Imports moto's server, which takes half a second.
    """
    from moto.awslambda.models import LambdaFunction
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

    LambdaFunction._invoke_lambda = _not_run  # noqa: SLF001  # moto offers no other seam
    install()
    moto_api_backend.reset()
    return CachingDispatcher()


def _not_run(_function: object, event: Any) -> tuple[str, bool, str]:
    """Result, whether it is an error, and log of an invocation: a function answers with what it was sent.

    moto would fetch a container image from the network and run the code in it.
    """
    return json.dumps(event), False, "the sandbox keeps functions and does not run them"
