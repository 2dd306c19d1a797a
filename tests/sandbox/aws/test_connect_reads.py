"""Every read of the Connect API that the sandbox answers, parsed by botocore, over what Cloud Control made."""

from typing import Any

import pytest

from sandbox.aws.connect import operations
from tests.sandbox.aws.world import RECIPES, World

READS = ("List", "Describe", "Get", "Search", "BatchGet")


@pytest.fixture
def world(cc: Any, instance: str) -> World:
    return World(cc, instance)


def snake(name: str) -> str:
    from botocore import xform_name

    return str(xform_name(name))


def last(arn: str) -> str:
    return arn.rpartition("/")[2]


def everything(world: World) -> dict[str, Any]:
    """One of each kind, and the parameters by which reads name them."""
    made = {kind: world.have(kind) for kind in RECIPES if not kind.startswith(("Lex", "SES", "Wisdom", "Knowledge"))}
    table, attribute = world.table(), world.cc.read("DataTableAttribute", made["DataTableAttribute"])
    return {
        "InstanceId": last(world.instance),
        "AgentStatusId": last(made["AgentStatus"]),
        "ContactFlowId": last(made["ContactFlow"]),
        "ContactFlowModuleId": last(made["ContactFlowModule"]),
        "DataTableId": last(table),
        "AttributeName": attribute["Name"],
        "EmailAddressId": last(made["EmailAddress"]),
        "EvaluationFormId": last(made["EvaluationForm"]),
        "HoursOfOperationId": last(made["HoursOfOperation"]),
        "HierarchyGroupId": last(made["UserHierarchyGroup"]),
        "PhoneNumberId": last(made["PhoneNumber"]),
        "PromptId": last(made["Prompt"]),
        "QueueId": last(made["Queue"]),
        "QuickConnectId": last(made["QuickConnect"]),
        "RoutingProfileId": last(made["RoutingProfile"]),
        "RuleId": last(made["Rule"]),
        "SecurityProfileId": last(made["SecurityProfile"]),
        "TaskTemplateId": last(made["TaskTemplate"]),
        "TestCaseId": last(made["TestCase"]),
        "VocabularyId": last(made["Vocabulary"]),
        "WorkspaceId": last(made["Workspace"]),
        "TrafficDistributionGroupId": last(made["TrafficDistributionGroup"]),
        "Id": last(made["TrafficDistributionGroup"]),
        "UserId": last(made["User"]),
        "ViewId": last(made["View"]),
        "AssociationId": made["InstanceStorageConfig"].split("|")[1],
        "IntegrationAssociationId": world.cc.read("IntegrationAssociation", made["IntegrationAssociation"])[
            "IntegrationAssociationId"
        ],
        "Name": "Language",
        "AttributeType": "INBOUND_CALLS",
        "ResourceType": "CALL_RECORDINGS",
        "LexVersion": "V2",
        "FromDate": "2027-01-04",
        "ToDate": "2027-01-10",
        "PhoneNumberCountryCode": "US",
        "PhoneNumberType": "DID",
        "ResourceIds": ["x"],
        "resourceArn": made["Queue"],
        "HoursOfOperationOverrideId": "",
    }


# Operations whose required parameters are not those above, tested below by themselves, or in tests of replication.
APART = {
    "BatchGetFlowAssociation",
    "DescribeContact",
    "DescribeContactFlowAlias",
    "DescribeHoursOfOperationOverride",
    "GetFlowAssociation",
    "ListReplicationFindings",
}


def test_every_read_is_answered_and_parsed(world: World, connect: Any) -> None:
    known = everything(world)
    model = connect.meta.service_model
    names = [name for name in operations.names() if name.startswith(READS) and name not in APART]
    assert len(names) >= 93
    for name in sorted(names):
        required = model.operation_model(name).input_shape.required_members
        answer = getattr(connect, snake(name))(**{member: known[member] for member in required})
        answer.pop("ResponseMetadata")
        lists = [value for key, value in answer.items() if isinstance(value, list)]
        assert answer, name
        if name.startswith("List") and name not in EMPTY:
            assert any(lists), (name, answer)


# Nothing of these was made: no profile has applications, no group has users, the queue has no quick connects.
EMPTY = {
    "ListBots",
    "ListChildHoursOfOperations",
    "ListContactFlowAliases",
    "ListFlowAssociations",
    "ListHoursOfOperationOverrides",
    "ListQueueEmailAddresses",
    "ListQueueQuickConnects",
    "ListRoutingProfileManualAssignmentQueues",
    "ListSecurityProfileApplications",
    "ListSecurityProfileFlowModules",
    "ListTagsForResource",
    "ListTrafficDistributionGroupUsers",
    "ListUseCases",
    "ListUserProficiencies",
    "ListViewVersions",
}


def test_a_vocabulary_is_found_by_its_language(world: World, connect: Any) -> None:
    made, iid = world.have("Vocabulary"), last(world.instance)
    found = connect.search_vocabularies(InstanceId=iid, LanguageCode="en-US")["VocabularySummaryList"]
    assert [(row["Arn"], row["Name"]) for row in found] == [(made, "towns")]
    assert connect.search_vocabularies(InstanceId=iid, LanguageCode="es-US")["VocabularySummaryList"] == []


def test_what_is_described_is_what_was_made(world: World, connect: Any) -> None:
    iid = last(world.instance)
    profile = connect.describe_routing_profile(InstanceId=iid, RoutingProfileId=last(world.have("RoutingProfile")))
    told = profile["RoutingProfile"]
    assert told["DefaultOutboundQueueId"] == last(world.have("Queue"))
    assert told["AssociatedQueueIds"] == [last(world.have("Queue"))]
    user = connect.describe_user(InstanceId=iid, UserId=last(world.have("User")))["User"]
    assert user["RoutingProfileId"] == last(world.have("RoutingProfile"))
    assert user["SecurityProfileIds"] == [last(world.have("SecurityProfile"))]
    assert user["IdentityInfo"] == {"FirstName": "Ana", "LastName": "Kealoha"}
    quick = connect.describe_quick_connect(InstanceId=iid, QuickConnectId=last(world.have("QuickConnect")))
    config = quick["QuickConnect"]["QuickConnectConfig"]
    assert config["QueueConfig"]["QueueId"] == last(world.have("Queue"))
    group = connect.describe_user_hierarchy_group(
        InstanceId=iid, HierarchyGroupId=last(world.have("UserHierarchyGroup"))
    )
    assert group["HierarchyGroup"]["HierarchyPath"]["LevelOne"]["Name"] == "Benefits"
    structure = connect.describe_user_hierarchy_structure(InstanceId=iid)["HierarchyStructure"]
    assert [level["Name"] for level in structure.values()] == ["Agency", "Unit"]
    rule = connect.describe_rule(InstanceId=iid, RuleId=last(world.have("Rule")))["Rule"]
    assert rule["Actions"] == [
        {"ActionType": "GENERATE_EVENTBRIDGE_EVENT", "EventBridgeAction": {"Name": "escalation"}}
    ]
    form = connect.describe_evaluation_form(InstanceId=iid, EvaluationFormId=last(world.have("EvaluationForm")))
    assert form["EvaluationForm"]["Items"][0]["Section"]["Items"][0]["Question"]["RefId"] == "q1"
    template = connect.get_task_template(InstanceId=iid, TaskTemplateId=last(world.have("TaskTemplate")))
    assert (template["Name"], template["ContactFlowId"]) == ("Call back", last(world.have("ContactFlow")))
    view = connect.describe_view(InstanceId=iid, ViewId=last(world.have("View")))["View"]
    assert view["Content"] == {"InputSchema": "{}", "Template": '{"Head": {}}', "Actions": ["Next"]}


def test_attributes_origins_keys_and_integrations_are_read(world: World, connect: Any) -> None:
    for kind in ("ApprovedOrigin", "SecurityKey", "IntegrationAssociation", "IntegrationAssociation LEX"):
        world.have(kind)
    iid = last(world.instance)
    attribute = connect.describe_instance_attribute(InstanceId=iid, AttributeType="CONTACT_LENS")["Attribute"]
    assert attribute == {"AttributeType": "CONTACT_LENS", "Value": "true"}
    assert connect.list_approved_origins(InstanceId=iid)["Origins"] == ["https://agency.example"]
    assert len(connect.list_security_keys(InstanceId=iid)["SecurityKeys"]) == 1
    assert connect.list_lambda_functions(InstanceId=iid)["LambdaFunctions"][0].endswith(":function:lookup")
    bots = connect.list_bots(InstanceId=iid, LexVersion="V2")["LexBots"]
    assert ":bot-alias/" in bots[0]["LexV2Bot"]["AliasArn"]


def test_searches_take_names_ids_and_tags(cc: Any, connect: Any, instance: str, hours: str) -> None:
    tags = [{"Key": "program", "Value": "benefits"}]
    one = cc.make("Queue", InstanceArn=instance, Name="Benefits North", HoursOfOperationArn=hours, Tags=tags)
    cc.make("Queue", InstanceArn=instance, Name="Licensing", HoursOfOperationArn=hours)
    iid = last(instance)

    def search(**criteria: Any) -> list[str]:
        return [row["Name"] for row in connect.search_queues(InstanceId=iid, **criteria)["Queues"]]

    def by(field: str, value: str, comparison: str) -> dict[str, Any]:
        return {"StringCondition": {"FieldName": field, "Value": value, "ComparisonType": comparison}}

    assert search(SearchCriteria=by("name", "north", "CONTAINS")) == ["Benefits North"]
    assert search(SearchCriteria=by("name", "benefits", "EXACT")) == []
    assert search(SearchCriteria=by("resourceID", last(one), "EXACT")) == ["Benefits North"]
    either = {"OrConditions": [by("name", "lic", "STARTS_WITH"), by("name", "ben", "STARTS_WITH")]}
    assert search(SearchCriteria=either) == ["Benefits North", "Licensing"]
    both = {"AndConditions": [by("name", "lic", "STARTS_WITH"), by("name", "north", "CONTAINS")]}
    assert search(SearchCriteria=both) == []
    assert search(SearchCriteria={"QueueTypeCondition": "STANDARD"}) == ["BasicQueue", "Benefits North", "Licensing"]
    tagged = {"TagFilter": {"TagCondition": {"TagKey": "program", "TagValue": "benefits"}}}
    assert search(SearchFilter=tagged) == ["Benefits North"]


def test_lists_come_in_pages(cc: Any, connect: Any, instance: str, hours: str) -> None:
    for number in range(5):
        cc.make("Queue", InstanceArn=instance, Name=f"q{number}", HoursOfOperationArn=hours)
    first = connect.list_queues(InstanceId=last(instance), MaxResults=4)
    assert len(first["QueueSummaryList"]) == 4
    second = connect.list_queues(InstanceId=last(instance), MaxResults=4, NextToken=first["NextToken"])
    assert len(second["QueueSummaryList"]) == 2
    assert "NextToken" not in second


def test_versions_and_aliases_keep_the_content_of_their_moment(cc: Any, connect: Any, flow: str, instance: str) -> None:
    iid, fid = last(instance), last(flow)
    before = cc.read("ContactFlow", flow)["Content"]
    cc.make("ContactFlowVersion", ContactFlowId=flow, Description="first")
    connect.update_contact_flow_content(InstanceId=iid, ContactFlowId=fid, Content=before.replace('"end"', '"fin"'))
    assert connect.create_contact_flow_version(InstanceId=iid, ContactFlowId=fid)["Version"] == 2
    old = connect.describe_contact_flow(InstanceId=iid, ContactFlowId=f"{fid}:1")["ContactFlow"]
    assert (old["Content"], old["VersionDescription"]) == (before, "first")
    versions = connect.list_contact_flow_versions(InstanceId=iid, ContactFlowId=fid)["ContactFlowVersionSummaryList"]
    assert [row["Version"] for row in versions] == [2, 1]
    named = {"InstanceId": iid, "ContactFlowId": fid}
    alias = connect.create_contact_flow_alias(**named, AliasName="live", ContactFlowVersion=1)["Id"]
    connect.update_contact_flow_alias(**named, AliasId=alias, ContactFlowVersion=2)
    told = connect.describe_contact_flow_alias(**named, AliasId=alias)["ContactFlowAlias"]
    assert (told["Name"], told["Version"]) == ("live", 2)
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.update_contact_flow_alias(**named, AliasId=alias, ContactFlowVersion=9)
    connect.delete_contact_flow_alias(**named, AliasId=alias)
    assert connect.list_contact_flow_aliases(**named)["ContactFlowAliasSummaryList"] == []


def test_what_does_not_exist_is_not_found(connect: Any, instance: str) -> None:
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_queue(InstanceId=last(instance), QueueId="00000000-0000-4000-8000-000000000000")
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.list_queues(InstanceId="00000000-0000-4000-8000-000000000000")
