"""The moment a request runs in: its time and its random seed, recorded so that a replay repeats both.

moto takes time and randomness straight from the standard library in hundreds of places. `bind` gives each of its
modules our own stand-ins under the same names; outside `moment()` they answer as the library does. One request runs at
a time (the dispatcher's lock), so the moment is one process-wide value.
"""

import datetime as dt
import os
import random
import sys
import time as real_time
import uuid as real_uuid
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from moto.moto_api._internal import mock_random

from sandbox.aws import clock


class _Moment:
    """None outside a request."""

    draw: random.Random | None = None


@contextmanager
def moment(at: float, seed: int) -> Iterator[None]:
    """Let moto, and our own services, see `at` (seconds since the epoch) and draw from `seed` until the block ends."""
    frozen = dt.datetime.fromtimestamp(at, dt.UTC)
    _Moment.draw = random.Random(seed)  # noqa: S311  # identifiers of an emulation
    mock_random.seed(seed)
    clock.use(lambda: frozen)
    try:
        yield
    finally:
        clock.use(None)
        _Moment.draw = None


def _urandom(size: int) -> bytes:
    return os.urandom(size) if _Moment.draw is None else _Moment.draw.randbytes(size)


def _uuid4() -> real_uuid.UUID:
    return real_uuid.UUID(bytes=_urandom(16), version=4)


class _StandInClass(type):
    """A class that passes for another: same instances, same constructors, other ways to ask for now."""

    stands_for: type

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, cls.stands_for)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, cls.stands_for)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        return cls.stands_for(*args, **kwargs)

    def __getattr__(cls, name: str) -> Any:
        return getattr(cls.stands_for, name)


class _Datetime(metaclass=_StandInClass):
    stands_for = dt.datetime

    @staticmethod
    def now(tz: dt.tzinfo | None = None) -> dt.datetime:
        at = clock.now().astimezone(tz)
        return at if tz else at.replace(tzinfo=None)

    @staticmethod
    def utcnow() -> dt.datetime:
        return clock.now().replace(tzinfo=None)

    @staticmethod
    def today() -> dt.datetime:
        return _Datetime.now()


class _Date(metaclass=_StandInClass):
    stands_for = dt.date

    @staticmethod
    def today() -> dt.date:
        return _Datetime.now().date()


class _StandInModule(ModuleType):
    """A module with some names replaced."""

    def __init__(self, stands_for: ModuleType, replaced: dict[str, object]) -> None:
        super().__init__(stands_for.__name__)
        self.__dict__.update(replaced)
        self._stands_for = stands_for

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stands_for, name)


def _gmtime(seconds: float | None = None) -> real_time.struct_time:
    return real_time.gmtime(clock.epoch() if seconds is None else seconds)


_STAND_INS: dict[int, object] = {
    id(dt.datetime): _Datetime,
    id(dt.date): _Date,
    id(dt): _StandInModule(dt, {"datetime": _Datetime, "date": _Date}),
    id(real_time): _StandInModule(
        real_time, {"time": clock.epoch, "time_ns": lambda: int(clock.epoch() * 1e9), "gmtime": _gmtime}
    ),
    id(real_time.time): clock.epoch,
    id(real_uuid): _StandInModule(real_uuid, {"uuid4": _uuid4, "uuid1": _uuid4}),
    id(real_uuid.uuid4): _uuid4,
    id(real_uuid.uuid1): _uuid4,
    id(random): mock_random,
    id(os): _StandInModule(os, {"urandom": _urandom}),
    id(os.urandom): _urandom,
}


class Binder:
    """Binds the stand-ins in every moto module loaded so far; cheap to call before each request."""

    def __init__(self) -> None:
        self._bound: set[str] = set()
        self._seen = 0

    def bind(self) -> None:
        if len(sys.modules) == self._seen:
            return
        for name in [n for n in sys.modules if n.startswith("moto.") and n not in self._bound]:
            self._bound.add(name)
            module = sys.modules[name]
            if module is not None and not name.startswith("moto.moto_api"):
                _rebind(module)
        self._seen = len(sys.modules)


def _rebind(module: ModuleType) -> None:
    names = vars(module)
    for name, value in list(names.items()):
        stand_in = _STAND_INS.get(id(value))
        if stand_in is not None:
            names[name] = stand_in
