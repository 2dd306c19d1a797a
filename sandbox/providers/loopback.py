"""The guard that keeps the embedded engine away from real AWS: it talks to this machine's sandbox, or to nobody."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from sandbox.engine.provider import ProviderError

HINT = "start the sandbox (civicline sandbox start) and deploy with --target sandbox; real AWS needs --target aws"
_CONFUSING = frozenset("\\@#? \t\r\n")  # characters by which URL parsers disagree about where the host ends


class EndpointRefusedError(ProviderError):
    """An endpoint is missing, or is not on this machine."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(
            f"{where}: {why}; the embedded engine deploys to the sandbox on this machine only\n  try: {HINT}"
        )


def refusal(url: object) -> str | None:
    """Why an endpoint may not be used, or None for one on the loopback interface."""
    if not isinstance(url, str) or not url.strip():
        return "no endpoint is given"
    if _CONFUSING & set(url):
        return f"the endpoint {url!r} is not a plain http://host:port address"
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where the port is no number
    except ValueError as error:
        return f"the endpoint {url!r} cannot be read ({error})"
    if parts.scheme not in {"http", "https"}:
        return f"the endpoint {url!r} is neither http nor https"
    return None if _is_loopback(parts) else f"the endpoint {url!r} is not a loopback address"


def require(where: str, url: object) -> str:
    """The endpoint itself, or EndpointRefusedError."""
    why = refusal(url)
    if why is not None:
        raise EndpointRefusedError(where, why)
    assert isinstance(url, str)
    return url.rstrip("/")


def _is_loopback(parts: SplitResult) -> bool:
    # Names other than localhost are not resolved: what a name server answers can change after the check.
    host = parts.hostname or ""
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    # A mapped address (::ffff:127.0.0.1) counts as loopback in some Python versions only: refused in all.
    return address.is_loopback and getattr(address, "ipv4_mapped", None) is None
