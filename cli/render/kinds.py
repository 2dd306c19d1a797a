"""What a Pulumi type is called before a person."""

from __future__ import annotations


def kind_of(token: str) -> str:
    """`Queue` of `aws-native:connect:Queue`; with its service where the word alone says little."""
    module, _, kind = token.rpartition(":")
    service = module.split(":")[1].partition("/")[0]
    return kind if service in ("connect", "dynamic") else f"{service} {kind}"


def spoken(urn: str) -> str:
    """`Queue office-billing` of a URN."""
    _, _, kind, name = urn.rsplit("::", 3)
    return f"{kind_of(kind.rpartition('$')[2])} {name}"
