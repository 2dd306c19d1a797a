"""Reading a public page over HTTPS, briefly: for what has no API."""

from __future__ import annotations

import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from spec.errors import CloudError

SECONDS = 3.0
MAX_BYTES = 65_536
OK = 200
HINT = "look whether this machine may open web pages; then run the command again"


def read_page(url: str) -> str:
    """Its text. Raises CloudError for whatever is no answer of 200 in UTF-8; redirects are not followed."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise CloudError(url, "this is no address of a public page", HINT)
    context = ssl.create_default_context()
    connection = HTTPSConnection(parts.hostname, parts.port, timeout=SECONDS, context=context)
    return read_from(connection, parts.path or "/")


def read_from(connection: HTTPConnection, path: str) -> str:
    """The same over a connection that is there, and closed afterwards."""
    host = connection.host
    try:
        connection.request("GET", path, headers={"accept": "application/json"})
        response = connection.getresponse()
        body = response.read(MAX_BYTES + 1)
    except (OSError, HTTPException) as error:
        raise CloudError(host, f"it does not answer: {type(error).__name__}", HINT) from error
    finally:
        connection.close()
    if response.status != OK or len(body) > MAX_BYTES:
        raise CloudError(host, f"it answers with status {response.status}, {len(body)} bytes", HINT)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CloudError(host, "its answer is not UTF-8", HINT) from error
