"""Which of several records counts."""

from __future__ import annotations

from typing import Any

import pytest

from operate.copies.newest import newest
from spec.deployed import Deployed, Written, parse
from spec.errors import CloudError, UsageError
from tests.operate.copies.sealing import Signer
from tests.spec.test_deployed import DEPLOYED

SIGNER = Signer()
EAST, WEST = "us-east-1", "us-west-2"
DARK = CloudError("s3 in us-east-1", "no answer")


def at(hour: int, **more: Any) -> Deployed:
    return DEPLOYED.model_copy(update={"deployed_at": f"2026-11-21T{hour:02}:00:00+00:00", **more})


def copy(hour: int, signer: Signer = SIGNER, **more: Any) -> Written:
    return signer.written(at(hour, **more))


def test_the_newest_copy_that_holds_counts() -> None:
    found = newest(at(1), SIGNER.der, {EAST: copy(2), WEST: copy(3)})
    assert found.newer is not None
    assert (found.newer.deployed, found.region, found.older) == (at(3), WEST, (EAST,))


def test_what_this_machine_has_counts_where_no_copy_is_newer() -> None:
    found = newest(at(3), SIGNER.der, {EAST: copy(2), WEST: copy(3)})
    assert (found.newer, found.region, found.older) == (None, None, (EAST,))


@pytest.mark.parametrize("moment", ["2026-11-21T12:00:00+09:00", "2026-11-21T03:00:00Z"])
def test_moments_are_compared_and_not_their_spelling(moment: str) -> None:
    local = DEPLOYED.model_copy(update={"deployed_at": moment})
    assert newest(local, SIGNER.der, {WEST: copy(3)}).newer is None
    assert newest(local, SIGNER.der, {WEST: copy(4)}).newer is not None


@pytest.mark.parametrize("moment", ["", "some day", "9999-99-99"])
def test_a_record_without_a_moment_is_older_than_any(moment: str) -> None:
    local = DEPLOYED.model_copy(update={"deployed_at": moment})
    assert newest(local, SIGNER.der, {WEST: copy(0)}).newer is not None


@pytest.mark.parametrize(
    "other",
    [
        copy(9, Signer()),
        parse(at(9).model_dump_json(), "unsealed"),
        parse(SIGNER.text(at(8)).replace("T08:", "T09:"), "changed"),
        copy(9, program="or"),
        copy(9, stack="prod"),
        copy(9, target="aws"),
    ],
    ids=["foreign key", "no seal", "changed", "another program", "another stack", "another target"],
)
def test_a_newer_copy_that_nobody_vouches_for_is_left_aside(other: Written) -> None:
    found = newest(at(1), SIGNER.der, {EAST: other, WEST: copy(2)})
    assert found.newer is not None
    assert found.region == WEST
    assert found.refused.keys() == {EAST}


def test_without_a_pinned_key_no_copy_counts() -> None:
    found = newest(at(1), None, {EAST: copy(9), WEST: copy(9)})
    assert found.newer is None
    assert set(found.refused) == {EAST, WEST}


def test_regions_without_an_answer_or_a_copy_are_told() -> None:
    damaged = UsageError("there", "it is damaged or half written")
    found = newest(at(1), SIGNER.der, {EAST: DARK, WEST: None, "us-east-2": damaged})
    assert (found.newer, found.missing) == (None, (WEST,))
    assert found.unread == {EAST: DARK, "us-east-2": damaged}


def test_one_region_that_answers_is_enough() -> None:
    assert newest(at(1), SIGNER.der, {EAST: DARK, WEST: copy(2)}).region == WEST
