"""Seldom collected, and as before afterwards."""

import gc

import pytest

from infra.collecting import YOUNG, seldom


def _fail_inside() -> None:
    with seldom():
        assert gc.get_threshold()[0] == YOUNG
        raise RuntimeError


def test_the_thresholds_are_back_after_the_block_also_after_a_failure() -> None:
    before = gc.get_threshold()
    with pytest.raises(RuntimeError):
        _fail_inside()
    assert gc.get_threshold() == before
