"""Cases, Customer Profiles and Amazon Q in Connect, read over what Cloud Control made."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.aws.world import World


@pytest.fixture
def world(cc: Any, instance: str) -> World:
    return World(cc, instance)


def test_cases_are_read(world: World, aws: Any) -> None:
    cases = aws("connectcases")
    template = world.cc.read("Cases::Template", world.have("Cases::Template"))
    domain = world.domain_id()
    assert [row["name"] for row in cases.list_domains()["domains"]] == ["claims"]
    assert cases.get_domain(domainId=domain)["domainStatus"] == "Active"
    fields = cases.list_fields(domainId=domain)["fields"]
    assert {"Title", "Plate"} <= {row["name"] for row in fields}
    layout = template["LayoutConfiguration"]["DefaultLayout"]
    told = cases.get_layout(domainId=domain, layoutId=layout)
    ids = told["content"]["basic"]["topPanel"]["sections"][0]["fieldGroup"]["fields"]
    assert {"id": "title"} in ids
    assert cases.list_layouts(domainId=domain)["layouts"][0]["layoutId"] == layout
    found = cases.get_template(domainId=domain, templateId=template["TemplateId"])
    assert (found["name"], found["status"], found["layoutConfiguration"]) == (
        "Claim",
        "Active",
        {"defaultLayout": layout},
    )
    assert [row["name"] for row in cases.list_templates(domainId=domain, status=["Active"])["templates"]] == ["Claim"]
    world.have("Cases::CaseRule")
    (rule,) = cases.list_case_rules(domainId=domain)["caseRules"]
    assert (rule["name"], rule["ruleType"]) == ("r", "Required")
    batch = cases.batch_get_case_rule(domainId=domain, caseRules=[{"id": rule["caseRuleId"]}])
    assert batch["caseRules"][0]["rule"]["required"]["defaultValue"] is True
    with pytest.raises(cases.exceptions.ResourceNotFoundException):
        cases.get_domain(domainId="00000000-0000-4000-8000-000000000000")


def test_a_single_select_field_gets_options(world: World, aws: Any) -> None:
    cases, domain = aws("connectcases"), world.domain_id()
    model = {"DomainId": domain, "Name": "County", "Type": "SingleSelect"}
    field = world.cc.read("Cases::Field", world.cc.make("Cases::Field", **model))["FieldId"]
    named = {"domainId": domain, "fieldId": field}
    options = [{"name": "Maui", "value": "maui", "active": True}, {"name": "Old", "value": "old", "active": False}]
    cases.batch_put_field_options(**named, options=options)
    cases.batch_put_field_options(**named, options=[{**options[0], "active": False}])
    assert cases.list_field_options(**named)["options"] == [{**options[0], "active": False}, options[1]]
    asked = cases.batch_get_field(domainId=domain, fields=[{"id": field}, {"id": "nonsense"}])
    assert [row["name"] for row in asked["fields"]] == ["County"]
    assert [row["id"] for row in asked["errors"]] == ["nonsense"]
    with pytest.raises(ClientError, match="Only fields of type SingleSelect"):
        cases.batch_put_field_options(domainId=domain, fieldId="title", options=options)


def test_profiles_are_read(world: World, aws: Any) -> None:
    profiles = aws("customer-profiles")
    field = {"Name": "plate", "ObjectTypeField": {"Source": "_source.plate", "ContentType": "STRING"}}
    key = {"Name": "plate", "ObjectTypeKeyList": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["plate"]}]}
    model = {"DomainName": world.have("CustomerProfiles::Domain"), "ObjectTypeName": "Vehicle", "Description": "d"}
    world.cc.make("CustomerProfiles::ObjectType", **model, Fields=[field], Keys=[key])
    assert profiles.get_domain(DomainName="residents")["DefaultExpirationDays"] == 366
    assert [row["DomainName"] for row in profiles.list_domains()["Items"]] == ["residents"]
    told = profiles.get_profile_object_type(DomainName="residents", ObjectTypeName="Vehicle")
    assert told["Fields"] == {"plate": field["ObjectTypeField"]}
    assert told["Keys"] == {"plate": key["ObjectTypeKeyList"]}
    rows = profiles.list_profile_object_types(DomainName="residents")["Items"]
    assert [row["ObjectTypeName"] for row in rows] == ["Vehicle"]
    with pytest.raises(profiles.exceptions.ResourceNotFoundException):
        profiles.get_domain(DomainName="nowhere")


def test_assistants_and_knowledge_are_read(world: World, aws: Any) -> None:
    q = aws("qconnect")
    world.have("Wisdom::AssistantAssociation")
    assistant = world.have("Wisdom::Assistant")
    assert q.get_assistant(assistantId=assistant)["assistant"]["status"] == "ACTIVE"
    assert [row["name"] for row in q.list_assistants()["assistantSummaries"]] == ["help"]
    (row,) = q.list_assistant_associations(assistantId=assistant)["assistantAssociationSummaries"]
    custom = world.have("KnowledgeBase CUSTOM")
    assert row["associationData"]["knowledgeBaseAssociation"]["knowledgeBaseId"] == custom
    assert q.get_knowledge_base(knowledgeBaseId=custom)["knowledgeBase"]["name"] == "faq"
    world.have("Wisdom::QuickResponse")
    quick = world.have("KnowledgeBase QUICK_RESPONSES")
    (answer,) = q.list_quick_responses(knowledgeBaseId=quick)["quickResponseSummaries"]
    told = q.get_quick_response(knowledgeBaseId=quick, quickResponseId=answer["quickResponseId"])["quickResponse"]
    assert told["contents"] == {"plainText": {"content": "Aloha"}}
    world.have("Wisdom::MessageTemplate")
    held = world.have("KnowledgeBase MESSAGE_TEMPLATES")
    (summary,) = q.list_message_templates(knowledgeBaseId=held)["messageTemplateSummaries"]
    key = {"knowledgeBaseId": held, "messageTemplateId": summary["messageTemplateId"]}
    template = q.get_message_template(**key)["messageTemplate"]
    assert template["content"]["email"]["body"]["plainText"]["content"] == "Hello"


def test_tags_are_read_and_written_by_arn(world: World, aws: Any) -> None:
    cases = aws("connectcases")
    arn = world.have("Cases::Domain")
    cases.tag_resource(arn=arn, tags={"a": "b", "c": "d"})
    cases.untag_resource(arn=arn, tagKeys=["c"])
    assert cases.list_tags_for_resource(arn=arn)["tags"] == {"a": "b"}
    assert world.cc.read("Cases::Domain", arn)["Tags"] == [{"Key": "a", "Value": "b"}]


@pytest.mark.parametrize(
    ("service", "call", "name"),
    [
        ("connectcases", lambda client: client.delete_case(domainId="x" * 20, caseId="c"), "DeleteCase"),
        ("customer-profiles", lambda client: client.list_workflows(DomainName="x"), "ListWorkflows"),
        ("qconnect", lambda client: client.list_import_jobs(knowledgeBaseId="0" * 8), "ListImportJobs"),
    ],
)
def test_an_operation_that_is_not_emulated_is_named(aws: Any, service: str, call: Any, name: str) -> None:
    with pytest.raises(ClientError, match=f"does not emulate the operation {name} of {service}"):
        call(aws(service))
