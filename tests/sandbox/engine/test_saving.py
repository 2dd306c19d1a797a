import threading
import time

import pytest

from sandbox.engine.state.saving import GroupCommit


def test_many_threads_share_few_writes_and_each_is_covered_by_one_that_began_after_its_change() -> None:
    changes: list[int] = []
    on_disk: list[int] = [0]
    writes: list[int] = []
    missed: list[int] = []

    def write() -> None:
        seen = len(changes)
        time.sleep(0.002)
        on_disk[0] = seen
        writes.append(seen)

    group = GroupCommit(write)

    def work(number: int) -> None:
        for _ in range(5):
            changes.append(number)
            mine = len(changes)
            group.commit()
            if on_disk[0] < mine:
                missed.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not missed
    assert on_disk[0] == 100
    assert len(writes) < 60


def test_a_failed_write_is_tried_again_by_the_next_who_asks() -> None:
    broken = [True]

    def write() -> None:
        if broken[0]:
            raise OSError("full")

    group = GroupCommit(write)
    with pytest.raises(OSError, match="full"):
        group.commit()
    broken[0] = False
    group.commit()
