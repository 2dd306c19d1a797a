"""References to services that moto emulates: whether the function, key, role, bucket or stream exists there."""

from __future__ import annotations

from collections.abc import Callable

from moto.backends import get_backend

from sandbox.aws.place import Place


def exists(arn: str, place: Place) -> bool:
    """True also for what is not emulated, or belongs to another account: it cannot be checked."""
    parts = arn.split(":", 5)
    service, region, account, path = parts[2], parts[3], parts[4], parts[5]
    if account and account != place.account:
        return True
    look = _LOOKUPS.get(service)
    return look is None or look(arn, path, Place(place.account, region or place.region, place.partition))


def bucket_exists(name: str, place: Place) -> bool:
    return name in get_backend("s3")[place.account][place.partition].buckets


def _function(_: str, path: str, place: Place) -> bool:
    if not path.startswith("function:"):
        return True
    name = path.split(":")[1]
    return name in {fn.function_name for fn in get_backend("lambda")[place.account][place.region].list_functions()}


def _key(arn: str, path: str, place: Place) -> bool:
    backend = get_backend("kms")[place.account][place.region]
    kind, _, identifier = path.partition("/")
    if kind == "alias":
        return identifier.startswith("aws/") or backend.get_key_id_from_alias(path) is not None
    return identifier in backend.keys or arn in {key.arn for key in backend.keys.values()}


def _role(arn: str, path: str, place: Place) -> bool:
    if not path.startswith("role/") or "/aws-service-role/" in path:
        return True
    roles = get_backend("iam")[place.account][place.partition].roles.values()
    return arn in {role.arn for role in roles}


def _bucket(_: str, path: str, place: Place) -> bool:
    return bucket_exists(path.split("/", maxsplit=1)[0], place)


def _stream(_: str, path: str, place: Place) -> bool:
    return path.rpartition("/")[2] in get_backend("kinesis")[place.account][place.region].streams


def _delivery_stream(_: str, path: str, place: Place) -> bool:
    return path.rpartition("/")[2] in get_backend("firehose")[place.account][place.region].delivery_streams


def _identity(_: str, path: str, place: Place) -> bool:
    kind, _, name = path.partition("/")
    return kind != "identity" or identity_exists(name, place)


def identity_exists(name: str, place: Place) -> bool:
    """An SES identity (a domain or an address), made through either version of the API."""
    from sandbox.aws.ses.identities import names_of

    return name in names_of(place)


_LOOKUPS: dict[str, Callable[[str, str, Place], bool]] = {
    "lambda": _function,
    "kms": _key,
    "iam": _role,
    "s3": _bucket,
    "kinesis": _stream,
    "firehose": _delivery_stream,
    "ses": _identity,
}
