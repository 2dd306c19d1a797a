"""Customers, found by how they can be reached."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.aws.world import World

PHONE, OTHER = "+18085550199", "+18085550198"


class Domain:
    def __init__(self, world: World, client: Any) -> None:
        self.name, self.client = world.have("CustomerProfiles::Domain"), client

    def create(self, **members: str) -> str:
        return str(self.client.create_profile(DomainName=self.name, **members)["ProfileId"])

    def search(self, key: str, *values: str) -> list[str]:
        found = self.client.search_profiles(DomainName=self.name, KeyName=key, Values=list(values))["Items"]
        return [row["ProfileId"] for row in found]


@pytest.fixture
def domain(cc: Any, instance: str, aws: Any) -> Domain:
    return Domain(World(cc, instance), aws("customer-profiles"))


def test_a_customer_is_found_by_telephone_and_by_address(domain: Domain) -> None:
    first, second = domain.create(PhoneNumber=PHONE), domain.create(EmailAddress="a@b.example", MobilePhoneNumber=OTHER)
    assert domain.search("_phone", PHONE) == [first]
    assert domain.search("_phone", PHONE, OTHER) == [first, second]
    assert domain.search("_email", "a@b.example") == domain.search("_profileId", second) == [second]
    assert domain.search("_phone", "+18085550100") == []


def test_a_customer_changes_and_goes(domain: Domain) -> None:
    found = domain.create(PhoneNumber=PHONE)
    domain.client.update_profile(DomainName=domain.name, ProfileId=found, PhoneNumber=OTHER)
    assert (domain.search("_phone", PHONE), domain.search("_phone", OTHER)) == ([], [found])
    domain.client.delete_profile(DomainName=domain.name, ProfileId=found)
    assert domain.search("_phone", OTHER) == []


@pytest.mark.parametrize("call", ["update_profile", "delete_profile"])
def test_who_is_not_there_is_not_found(domain: Domain, call: str) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        getattr(domain.client, call)(DomainName=domain.name, ProfileId="0" * 32)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        domain.client.search_profiles(DomainName="nowhere", KeyName="_phone", Values=[PHONE])


def test_a_key_that_is_not_standard_is_refused_by_name(domain: Domain) -> None:
    with pytest.raises(ClientError, match="by the key _shoeSize"):
        domain.search("_shoeSize", "43")
