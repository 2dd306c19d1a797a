"""The table of conditions."""

from __future__ import annotations

from contact_flows.scenarios.truth.sentences.table import CHECKS, PARTS


def test_each_sentence_has_one_condition() -> None:
    assert sorted(CHECKS) == sorted(key for part in PARTS for key in part)
