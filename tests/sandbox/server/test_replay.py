"""What the journal holds is what there was: a replay gives the same resources, identifiers, secrets and times."""

from pathlib import Path

import pytest

from sandbox.server.server import Options, opened
from tests.sandbox.server.workload import Cloud, picture, run_workload


@pytest.mark.parametrize("seed", range(2))
def test_a_replayed_journal_gives_back_everything_that_can_be_read(tmp_path: Path, seed: int) -> None:
    with opened(Options(home=tmp_path)) as server:
        cloud = Cloud(server.endpoint)
        run_workload(cloud, seed, steps=40)
        before = picture(cloud)
    with opened(Options(home=tmp_path, port=server.port)) as server:  # queue URLs hold the port
        assert picture(cloud) == before
        cloud.close()
