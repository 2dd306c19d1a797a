"""Service Quotas knows those of Amazon Connect."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.aws import settings
from sandbox.aws.settings import Settings

CALLS, NUMBERS = "L-12AB7C57", "L-8F812903"


def test_quotas_of_connect_are_listed_page_by_page(aws: Any) -> None:
    quotas = aws("service-quotas")
    first = quotas.list_service_quotas(ServiceCode="connect", MaxResults=5)
    second = quotas.list_service_quotas(ServiceCode="connect", MaxResults=100, NextToken=first["NextToken"])
    assert "NextToken" not in second
    found = {row["QuotaCode"]: row["Value"] for row in (*first["Quotas"], *second["Quotas"])}
    assert found[CALLS] == 10
    assert quotas.get_service_quota(ServiceCode="connect", QuotaCode=CALLS)["Quota"]["Value"] == 10


def test_the_quota_of_numbers_is_the_one_that_is_enforced(aws: Any) -> None:
    quotas = aws("service-quotas")
    settings.use(Settings(numbers_per_instance=7))
    assert quotas.get_service_quota(ServiceCode="connect", QuotaCode=NUMBERS)["Quota"]["Value"] == 7


@pytest.mark.parametrize(("service", "code"), [("connect", "L-00000000"), ("lambda", CALLS)])
def test_quotas_that_do_not_exist_are_refused(aws: Any, service: str, code: str) -> None:
    with pytest.raises(ClientError, match="NoSuchResourceException"):
        aws("service-quotas").get_service_quota(ServiceCode=service, QuotaCode=code)


def test_moto_still_answers_for_other_services(aws: Any) -> None:
    assert aws("service-quotas").list_aws_default_service_quotas(ServiceCode="vpc")["Quotas"]
