"""Asking a front door who serves: what a visitor of a web page meets, not what a table says."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from spec.errors import CloudError
from spec.serving import CHANNELS

ReadPage = Callable[[str], str | None]
"""URL -> text of the page; None where AWS has no pages that could be read, as in the sandbox. Raises CloudError."""


@dataclass(frozen=True, slots=True)
class Told:
    """region: that of the door. serving: the region that serves, by channel."""

    region: str
    serving: Mapping[str, str]


def ask_door(read: ReadPage, url: str) -> Told | None:
    """None where doors cannot be asked. Raises CloudError."""
    page = f"{url.rstrip('/')}/serving"
    text = read(page)
    if text is None:
        return None
    try:
        found = json.loads(text)
        return Told(str(found["region"]), {channel: str(found[channel]) for channel in CHANNELS})
    except (ValueError, KeyError, TypeError) as error:
        raise CloudError(page, f"it answers otherwise than a front door: {error!r}", "civicline up PROGRAM") from error
