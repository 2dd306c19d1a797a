"""Time and randomness as moto sees them during a request."""

import datetime as dt
import sys
from types import ModuleType

import pytest
from moto.moto_api._internal import mock_random

from sandbox.aws import clock
from sandbox.server.moment import Binder, moment

SOURCE = """
import datetime, os, random, time, uuid
from datetime import datetime as when
from datetime import date
from uuid import uuid4
from time import time as seconds
def now(): return when.now(), when.utcnow(), when.now(datetime.timezone.utc), datetime.datetime.today(), date.today(), time.time(), seconds(), time.gmtime()
def drawn(): return uuid.uuid4(), uuid4(), uuid.uuid1(), os.urandom(8), random.random()
"""


@pytest.fixture
def borrower() -> ModuleType:
    """A module that takes time and randomness from the library, as moto's do."""
    module = ModuleType("moto.borrower_of_time")
    exec(SOURCE, module.__dict__)
    sys.modules[module.__name__] = module
    Binder().bind()
    del sys.modules[module.__name__]
    return module


def test_every_way_of_asking_the_time_gives_the_moment(borrower: ModuleType) -> None:
    at = 1_900_000_000.25
    with moment(at, seed=1):
        local, utc, aware, today, date, seconds, also_seconds, parts = borrower.now()
    expected = dt.datetime.fromtimestamp(at, dt.UTC)
    assert aware == expected
    assert utc == expected.replace(tzinfo=None)
    assert local == today == expected.astimezone().replace(tzinfo=None)
    assert date == local.date()
    assert seconds == also_seconds == at
    assert parts[:6] == (2030, 3, 17, 17, 46, 40)


def test_the_same_seed_draws_the_same(borrower: ModuleType) -> None:
    drawn = []
    for seed in (5, 5, 6):
        with moment(0, seed):
            drawn.append((borrower.drawn(), mock_random.uuid4()))
    assert drawn[0] == drawn[1]
    assert set(drawn[1][0]).isdisjoint(drawn[2][0])


def test_outside_a_moment_all_is_as_ever(borrower: ModuleType) -> None:
    with moment(0, seed=5):
        inside = borrower.drawn()
    assert set(inside).isdisjoint(borrower.drawn())
    assert abs(borrower.now()[5] - clock.epoch()) < 60


def test_a_stand_in_passes_for_the_class(borrower: ModuleType) -> None:
    real = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    assert isinstance(real, borrower.when)
    assert issubclass(dt.datetime, borrower.date)
    assert type(borrower.when(2027, 1, 1)) is dt.datetime
    assert borrower.when.fromisoformat("2027-01-01T00:00:00+00:00") == real
    assert borrower.datetime.timedelta is dt.timedelta
