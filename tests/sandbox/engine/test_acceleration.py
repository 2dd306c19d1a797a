import asyncio

import pulumi
import pulumi.runtime.stack

from sandbox.engine.protocol.sdkfast import accelerated
from tests.sandbox.engine.rig import Rig, Thing


def test_the_sdk_is_as_before_after_every_block() -> None:
    debug = pulumi.log.debug
    with accelerated(), accelerated():
        assert pulumi.log.debug is not debug
    assert pulumi.log.debug is debug
    assert vars(pulumi.runtime.stack)["asyncio"] is asyncio


def test_batched_waiting_returns_what_is_done_and_what_is_not() -> None:
    async def program() -> tuple[int, int]:
        with accelerated():
            tasks = [asyncio.ensure_future(asyncio.sleep(delay)) for delay in (0, 0, 5)]
            done, waiting = await vars(pulumi.runtime.stack)["asyncio"].wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in waiting:
                task.cancel()
            return len(done), len(waiting)

    assert asyncio.run(program()) == (2, 1)


def test_a_programs_own_messages_are_still_heard(rig: Rig) -> None:
    def program() -> None:
        pulumi.log.info("a word to the operator")
        Thing("one")

    rig.up(program)
    assert any("a word to the operator" in line for line in rig.lines)
