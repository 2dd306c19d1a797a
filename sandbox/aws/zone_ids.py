"""Ids of hosted zones as Route 53 gives them: with a Z before the rest. Those of moto begin with anything."""

from __future__ import annotations

from typing import Any

from moto.route53 import models


def install() -> None:
    """Wraps the one method of moto that makes them."""
    kind = models.HostedZoneIdentifier
    generate = kind.generate

    def with_letter(self: Any, *args: Any, **kwargs: Any) -> str:
        return f"Z{str(generate(self, *args, **kwargs))[1:]}"

    kind.generate = with_letter
