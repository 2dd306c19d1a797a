"""Registers the emulated services with moto, once per process.

moto has no plugin entry point. What it has: a list of (service, host pattern) that is searched in order, modules found
by the name `moto.<service>`, and a route table per service that is read when the service is first called.
"""

from __future__ import annotations

import importlib
import re
import sys

import moto
import moto.backend_index

_SERVICES = {
    "cloudcontrol": "sandbox.aws.cloudcontrol",
    "connectcases": "sandbox.aws.connectcases",
    "customerprofiles": "sandbox.aws.customerprofiles",
    "qconnect": "sandbox.aws.qconnect",
}
_TAKEN_OVER = (
    ("moto.dynamodb.urls", "{0}/", "sandbox.aws.dynamodb.responses", "DynamoServiceResponse"),
    ("moto.connect.urls", "{0}/.*$", "sandbox.aws.connect.responses", "ConnectServiceResponse"),
    ("moto.lexv2models.urls", "{0}/.*$", "sandbox.aws.lexv2models.responses", "LexModelsResponse"),
    ("moto.servicequotas.urls", "{0}/$", "sandbox.aws.servicequotas.responses", "QuotasResponse"),
    ("moto.sesv2.urls", "{0}/.*$", "sandbox.aws.ses.responses", "SesV2ServiceResponse"),
    ("moto.ses.urls", "{0}/$", "sandbox.aws.ses.responses", "SesServiceResponse"),
)
_done: list[bool] = []


def install() -> None:
    """Idempotent. Works for moto's server, its WSGI application and `mock_aws`; call it before the first request."""
    if _done:
        return
    _done.append(True)
    importlib.import_module("sandbox.aws.rules")
    importlib.import_module("sandbox.aws.iam_consistency").install()
    importlib.import_module("sandbox.aws.kms_keys").install()
    importlib.import_module("sandbox.aws.s3_policies").install()
    importlib.import_module("sandbox.aws.zone_ids").install()
    for name, package in _SERVICES.items():
        _register(name, package)
    for urls, path, module, response in _TAKEN_OVER:
        _take_over(urls, path, module, response)


def _take_over(urls: str, path: str, module: str, response: str) -> None:
    """Let our response class answer a service that moto knows."""
    paths = importlib.import_module(urls).url_paths
    paths.clear()
    paths[path] = getattr(importlib.import_module(module), response).dispatch


def _register(name: str, package: str) -> None:
    models = importlib.import_module(f"{package}.models")
    urls = importlib.import_module(f"{package}.urls")
    sys.modules[f"moto.{name}"] = models
    setattr(moto, name, models)
    for pattern in urls.url_bases:
        moto.backend_index.backend_url_patterns.insert(0, (name, re.compile(pattern)))
