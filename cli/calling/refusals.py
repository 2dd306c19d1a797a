"""What a call cannot be, told in the words of its options."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError

from cli.calling.request import CallRequest
from contact_flows.simulate.check import ImpossibleError
from spec.errors import SpecError, UsageError

HELP = "civicline call --help"
HINTS = {
    "--at": 'write one such as "2027-12-24 16:59"',
    "--wait": "seconds, up to a day",
    "--keys": "a telephone has 0-9, * and #; --say takes words",
    "--caller": "write it with its country, such as +1-808-555-0140, or withheld",
    "--channel": "choose a channel that the center offers, or another --center",
}


@contextmanager
def located(request: CallRequest) -> Iterator[None]:
    """Whatever refuses the world or the contact inside, names the option it came by. Raises UsageError."""
    try:
        yield
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        option = _option(str(first["loc"][0]) if first["loc"] else "", request)
        raise _refusal(option, first["msg"].removeprefix("Value error, "), request) from None
    except ImpossibleError as error:
        first_of_all, more = error.complaints[0], len(error.complaints) - 1
        what = f"{first_of_all.what} (and {more} more)" if more else first_of_all.what
        raise _refusal(_option(first_of_all.where, request), what, request) from None
    except SpecError as error:
        if error.where:
            raise
        raise _refusal("--channel", error.what, request) from None


def _option(part: str, request: CallRequest) -> str:
    """The option that a part of the world or the contact comes from; the part itself where none does."""
    known = {
        "world.now": "--at",
        "at": "--at",
        "wait_seconds": "--wait",
        "caller": "--caller",
        "contact.customer": "--caller",
        "message": "--closed" if request.closed is not None else "--announce",
    }
    if part.startswith("contact.answers"):
        return "--keys" if request.keys else "--say"
    return known.get(part, part)


def _refusal(option: str, what: str, request: CallRequest) -> UsageError:
    typed = {
        "--at": request.at,
        "--keys": ",".join(request.keys),
        "--caller": request.caller,
        "--wait": str(request.wait_seconds),
        "--channel": request.channel,
    }.get(option)
    return UsageError(f"{option} {typed}" if typed else option, what, HINTS.get(option, HELP))
