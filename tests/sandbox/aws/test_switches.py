"""Settings, and the table of request limits."""

import pytest

from sandbox.aws import limits_table, settings
from sandbox.aws.limits_table import Limit


@pytest.mark.parametrize(
    ("service", "operation", "limit"),
    [
        ("connect", "CreateQueue", Limit(2, 5)),
        ("connect", "GetMetricDataV2", Limit(10, 10)),
        ("connect", "ListIntegrationAssociations", Limit(25, 50)),
        ("connect", "SearchContacts", Limit(0.5, 1)),
        ("connectcases", "CreateField", Limit(2, 5)),
        ("connectcases", "GetTemplate", Limit(6, 20)),
        ("qconnect", "CreateMessageTemplate", Limit(3, 3)),
        ("qconnect", "GetAssistant", Limit(10, 10)),
        ("customer-profiles", "CreateDomain", Limit(1, 1)),
        ("customer-profiles", "GetDomain", None),
        ("connectcampaignsv2", "CreateCampaign", Limit(1, 2)),
        ("s3", "PutObject", None),
    ],
)
def test_an_operation_has_the_limit_of_the_documentation(service: str, operation: str, limit: Limit | None) -> None:
    assert limits_table.limit_of(service, operation) == limit


def test_switches_are_off_by_default_and_all_on_as_aws_has_them() -> None:
    usual, real = settings.Settings(), settings.aws_limits()
    assert (usual.real_limits, usual.number_cooldown_days, usual.instance_churn) == (False, 0, 0)
    assert (real.real_limits, real.number_cooldown_days, real.instance_churn) == (True, 180, 100)
    assert usual.overrides_max == real.overrides_max == 50
    assert settings.AGENT_STATUS in usual.undeletable_types
