"""Cases through their own API: opened, numbered, read, searched, closed."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.aws.world import World

CUSTOMER = "arn:aws:profile:us-east-1:123456789012:domains/d/profiles/p"


class Domain:
    """One case domain with a template, and its client."""

    def __init__(self, world: World, client: Any) -> None:
        self.cases = client
        self.template = world.cc.read("Cases::Template", world.have("Cases::Template"))["TemplateId"]
        self.id = world.domain_id()

    def open(self, title: str = "Call back", **more: Any) -> str:
        fields = {"title": title, "customer_id": CUSTOMER, **more.pop("fields", {})}
        rows = [{"id": name, "value": {"stringValue": value}} for name, value in fields.items() if value]
        made = self.cases.create_case(domainId=self.id, templateId=self.template, fields=rows, **more)
        return str(made["caseId"])

    def read(self, case: str, *names: str) -> dict[str, str]:
        rows = self.cases.get_case(domainId=self.id, caseId=case, fields=[{"id": name} for name in names])["fields"]
        return {row["id"]: row["value"]["stringValue"] for row in rows}

    def search(self, **asked: Any) -> list[str]:
        return [row["caseId"] for row in self.cases.search_cases(domainId=self.id, **asked)["cases"]]


def equal(name: str, value: str) -> dict[str, Any]:
    return {"field": {"equalTo": {"id": name, "value": {"stringValue": value}}}}


@pytest.fixture
def domain(cc: Any, instance: str, aws: Any) -> Domain:
    return Domain(World(cc, instance), aws("connectcases"))


def test_the_service_numbers_a_case_in_eight_digits(domain: Domain) -> None:
    case = domain.open()
    told = domain.read(case, "reference_number", "status", "title", "case_id")
    assert (told["status"], told["title"], told["case_id"]) == ("open", "Call back", case)
    assert (told["reference_number"].isdecimal(), len(told["reference_number"])) == (True, 8)


def test_a_case_is_found_by_its_reference(domain: Domain) -> None:
    first, second = domain.open(), domain.open("Complaint")
    number = domain.read(second, "reference_number")["reference_number"]
    assert domain.search(filter=equal("reference_number", number)) == [second]
    assert domain.search(searchTerm="call BACK") == [first]
    assert domain.search(filter={"not": equal("title", "Complaint")}) == [first]
    assert domain.search(filter={"andAll": [equal("status", "open"), equal("title", "Complaint")]}) == [second]
    assert domain.search(filter={"orAll": [equal("title", "Complaint"), equal("title", "Call back")]}) == [
        first,
        second,
    ]
    assert domain.search(filter=equal("reference_number", "none")) == []


def test_a_search_tells_the_fields_that_were_asked_for(domain: Domain) -> None:
    domain.open()
    (row,) = domain.cases.search_cases(domainId=domain.id, fields=[{"id": "title"}])["cases"]
    assert row["fields"] == [{"id": "title", "value": {"stringValue": "Call back"}}]


def test_a_repeated_token_opens_no_second_case(domain: Domain) -> None:
    assert domain.open(clientToken="contact-1") == domain.open(clientToken="contact-1")
    assert len(domain.search()) == 1


def test_a_closed_case_says_when(domain: Domain) -> None:
    case = domain.open()
    closed = [{"id": "status", "value": {"stringValue": "closed"}}]
    domain.cases.update_case(domainId=domain.id, caseId=case, fields=closed)
    told = domain.read(case, "status", "last_closed_datetime")
    assert (told["status"], "T" in told["last_closed_datetime"]) == ("closed", True)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"customer_id": ""}, "customer_id is required"),
        ({"favorite_color": "red"}, "ResourceNotFoundException"),
        ({"reference_number": "1"}, "cannot be set"),
    ],
)
def test_a_case_is_refused_as_the_service_refuses_it(domain: Domain, fields: dict[str, str], error: str) -> None:
    with pytest.raises(ClientError, match=error):
        domain.open(fields=fields)


def test_what_is_not_there_is_not_found(domain: Domain) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        domain.read("nowhere", "title")
