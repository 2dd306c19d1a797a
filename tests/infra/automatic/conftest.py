"""One standing for all tests of a file; each of them begins at home."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from infra.functions.automatic.parts.place import Place
from sandbox.server.server import Options, opened
from tests.infra.automatic.night import ALARM, NAMED, WATCHING, Night
from tests.operate.failover.fake_world import EAST, WEST
from tests.operate.failover.standing import Standing, stand


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    home = tmp_path_factory.mktemp("home")
    with opened(Options(home=home)) as running:
        yield stand(home, running.endpoint)


@pytest.fixture
def night(standing: Standing) -> Iterator[Night]:
    topic = standing.client("sns", WEST).create_topic(Name="alarms")["TopicArn"]
    standing.client("cloudwatch", WEST).put_metric_alarm(AlarmName=ALARM, **WATCHING)
    place = Place(
        center="office",
        here=WEST,
        there=EAST,
        home=EAST,
        group=standing.group,
        board="switchboard",
        log="switch-log",
        alarm=ALARM,
        topic=topic,
        approval=False,
        cooldown_minutes=120,
        named=NAMED,
    )
    found = Night(standing, place)
    found.alarm("OK")
    yield found
    standing.home_again()
