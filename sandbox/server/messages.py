"""One HTTP request and one answer as plain data, and the two ways of not answering."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, kw_only=True)
class HttpRequest:
    """What a client sent, byte for byte as far as AWS semantics reach.

    target    raw path and query, still percent-encoded (an S3 key may hold an encoded slash)
    headers   in the order and spelling received
    body      complete, already de-chunked
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self.headers}

    @property
    def path(self) -> str:
        return self.target.partition("?")[0] or "/"

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

    def header(self, name: str, default: str = "") -> str:
        return self._by_name.get(name.lower(), default)


@dataclass(frozen=True, kw_only=True)
class HttpAnswer:
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


class ConnectionDropped(Exception):  # noqa: N818  # not an error: a decision the HTTP layer carries out
    """Close the connection without a word: what a client sees of a dark region."""


class ConnectionHeld(Exception):  # noqa: N818  # as above
    """Accept and never answer, until the client gives up or `seconds` have passed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds
