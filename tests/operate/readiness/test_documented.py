"""docs/readiness.md names every right that a check needs, and none besides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.operate.readiness.cloud import Cloud
from tests.operate.readiness.planting import checked
from tests.operate.readiness.standing import Standing
from tests.sandbox.replication.rig import EAST, WEST

pytestmark = pytest.mark.xdist_group("readiness")

PAGE = Path(__file__).parents[3] / "docs" / "readiness.md"
PREFIXES = {"customer-profiles": "profile", "connectcases": "cases", "lexv2-models": "lex", "sesv2": "ses"}
PREFIXES |= {"service-quotas": "servicequotas", "stepfunctions": "states"}
ELSEWHERE = frozenset(
    {
        "cases:GetDomain",
        "cases:ListFields",
        "cases:ListTemplates",
        "profile:GetDomain",
        "connect:DescribeContactFlowModule",
    }
)
"""Asked for what the standing center does not have: cases, profiles, modules."""


def action(service: str, operation: str) -> str:
    if operation == "head_bucket":
        return "s3:ListBucket"
    return f"{PREFIXES.get(service, service)}:{''.join(part.title() for part in operation.split('_'))}"


def test_the_page_names_the_rights_that_a_check_needs(untouched: Standing) -> None:
    cloud = Cloud()
    for region in (EAST, WEST):
        checked(untouched, cloud, region)
    needed = {action(service, operation) for service, _, operation in cloud.asked}
    named = set(re.findall(r"`([a-z0-9]+:[A-Z]\w+)`", PAGE.read_text(encoding="utf-8")))
    assert named == needed | ELSEWHERE
