"""The WSGI application that a request ends in: moto's dispatcher with our own services registered."""

from sandbox.server.dispatch import WsgiApplication


def application() -> WsgiApplication:
    """Imports moto's server (half a second). A process has one emulated AWS, however often this is called."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    from sandbox.aws.install import install

    install()
    dispatcher: WsgiApplication = DomainDispatcherApplication(create_backend_app)
    return dispatcher
