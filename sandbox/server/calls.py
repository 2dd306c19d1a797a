"""Which AWS operation a request is: service, operation and region, from the signature's scope and botocore's models."""

import functools
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from botocore.exceptions import UnknownServiceError
from botocore.model import OperationNotFoundError
from moto.core.request import (
    PRESERVED_HEADER_NAMES_ENVIRON_KEY,
    Request,
    environ_key_for_header,
    should_preserve_original_header_name,
)
from moto.core.routing import get_service_router
from moto.core.utils import get_service_model
from werkzeug.exceptions import NotFound

from sandbox.server.messages import HttpRequest

DEFAULT_REGION = "us-east-1"

# Signing name -> the client names that share it, the likelier first (botocore's models, metadata.signingName).
_CLIENTS: dict[str, tuple[str, ...]] = {
    "app-integrations": ("appintegrations",),
    "cases": ("connectcases",),
    "cloudcontrolapi": ("cloudcontrol",),
    "connect": ("connect", "connect-contact-lens"),
    "connect-campaigns": ("connectcampaignsv2", "connectcampaigns"),
    "dynamodb": ("dynamodb", "dynamodbstreams"),
    "elasticloadbalancing": ("elbv2", "elb"),
    "lex": ("lexv2-models", "lexv2-runtime", "lex-models", "lex-runtime"),
    "monitoring": ("cloudwatch",),
    "profile": ("customer-profiles",),
    "s3": ("s3", "s3control"),
    "servicequotas": ("service-quotas",),
    "ses": ("sesv2", "ses"),
    "states": ("stepfunctions",),
    "tagging": ("resourcegroupstaggingapi",),
    "wisdom": ("qconnect", "wisdom"),
}


@dataclass(frozen=True, kw_only=True)
class Call:
    """One AWS operation as a client named it; `service` is boto3's client name."""

    service: str
    operation: str
    region: str

    def __str__(self) -> str:
        return f"{self.service}.{self.operation}"


def environ_of(request: HttpRequest, *, host: str = "127.0.0.1") -> dict[str, Any]:
    """The WSGI environment that moto's dispatcher expects of its own server."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(request.path, "latin-1"),
        "QUERY_STRING": request.query,
        "RAW_URI": request.target,
        "REQUEST_URI": request.target,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": host,
        "SERVER_PORT": "80",
        "REMOTE_ADDR": host,
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(request.body),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    spelled: dict[str, str] = {}
    for name, value in request.headers:
        key = environ_key_for_header(name)
        if key == "CONTENT_LENGTH":
            continue
        if should_preserve_original_header_name(name):
            spelled[key] = name
        elif "_" in name:
            continue  # WSGI can't tell it from the dashed spelling
        environ[key] = f"{environ[key]},{value}" if key in environ else value
    environ[PRESERVED_HEADER_NAMES_ENVIRON_KEY] = spelled
    return environ


def identify(request: HttpRequest) -> Call:
    """The operation that `request` asks for.

    Where no model knows it, the operation is the method and the path: it can still be counted and journaled.
    """
    signing, region = _scope(request)
    target = request.header("X-Amz-Target")
    if target:
        prefix, _, operation = target.rpartition(".")
        return Call(service=_json_service(signing, prefix), operation=operation, region=region)
    if action := _action(request):
        return Call(service=_query_service(signing), operation=action, region=region)
    for service in _rest_services(signing, request.path):
        if operation := _rest_operation(service, request):
            return Call(service=service, operation=operation, region=region)
    return Call(
        service=_CLIENTS.get(signing, (signing,))[0], operation=f"{request.method} {request.path}", region=region
    )


def is_modeled(call: Call) -> bool:
    """Whether botocore knows the service and the operation."""
    try:
        get_service_model(call.service).operation_model(call.operation)
    except (UnknownServiceError, OperationNotFoundError):
        return False
    return True


def _scope(request: HttpRequest) -> tuple[str, str]:
    """Signing name and region: of the header, else of a presigned URL, else moto's default (S3 in us-east-1)."""
    credential = request.header("Authorization").partition("Credential=")[2].partition(",")[0]
    if not credential and "X-Amz-Credential" in request.query:
        credential = parse_qs(request.query).get("X-Amz-Credential", [""])[0]
    parts = credential.split("/")
    if len(parts) != 5:  # noqa: PLR2004  # key, date, region, service, "aws4_request"
        return "s3", DEFAULT_REGION
    return parts[3].lower(), parts[2]


def _action(request: HttpRequest) -> str:
    if request.method == "POST" and request.header("Content-Type").startswith("application/x-www-form-urlencoded"):
        return parse_qs(request.body.decode("utf-8", "replace")).get("Action", [""])[0]
    return parse_qs(request.query).get("Action", [""])[0] if "Action=" in request.query else ""


def _json_service(signing: str, prefix: str) -> str:
    if prefix.startswith("DynamoDBStreams"):
        return "dynamodbstreams"
    return _CLIENTS.get(signing, (signing,))[0]


def _query_service(signing: str) -> str:
    return "ses" if signing == "ses" else _CLIENTS.get(signing, (signing,))[0]


def _rest_services(signing: str, path: str) -> tuple[str, ...]:
    if signing == "s3":
        return ("s3control",) if path.startswith("/v20180820/") else ("s3",)
    return _CLIENTS.get(signing, (signing,))


def _rest_operation(service: str, request: HttpRequest) -> str:
    router = _router(service)
    if router is None:
        return ""
    try:
        operation, _ = router.match(Request(environ_of(request)))
    except (NotFound, NotImplementedError, ValueError):  # the last: a query that is no UTF-8
        return ""
    return str(operation.name)


@functools.cache
def _router(service: str) -> Any:
    try:
        return get_service_router(service)
    except UnknownServiceError:
        return None


def host_name(header: str) -> str:
    """The name in a Host header, without its port; lower case."""
    return (urlsplit(f"//{header}").hostname or "").lower()
