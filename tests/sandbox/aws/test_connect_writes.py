"""What people do by hand through the Connect API is what Cloud Control then reads: drift is real."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.aws.place import last_part as last
from tests.sandbox.aws.world import WEEK, World, flow_content, voice


@pytest.fixture
def world(cc: Any, instance: str) -> World:
    return World(cc, instance)


@pytest.fixture
def iid(instance: str) -> str:
    return last(instance)


def test_edits_of_a_queue_are_seen_by_cloud_control(cc: Any, connect: Any, world: World, iid: str) -> None:
    queue, number = world.have("Queue"), world.have("PhoneNumber")
    named = {"InstanceId": iid, "QueueId": last(queue)}
    connect.update_queue_name(**named, Name="Renamed", Description="by hand")
    connect.update_queue_max_contacts(**named, MaxContacts=9)
    connect.update_queue_status(**named, Status="DISABLED")
    basic = connect.list_hours_of_operations(InstanceId=iid)["HoursOfOperationSummaryList"][0]
    connect.update_queue_hours_of_operation(**named, HoursOfOperationId=basic["Id"])
    caller = {"OutboundCallerIdName": "Agency", "OutboundCallerIdNumberId": last(number)}
    connect.update_queue_outbound_caller_config(**named, OutboundCallerConfig=caller)
    connect.associate_queue_quick_connects(**named, QuickConnectIds=[last(world.have("QuickConnect"))])
    model = cc.read("Queue", queue)
    assert (model["Name"], model["MaxContacts"], model["Status"]) == ("Renamed", 9, "DISABLED")
    assert model["HoursOfOperationArn"] == basic["Arn"]
    assert model["OutboundCallerConfig"]["OutboundCallerIdNumberArn"] == number
    assert model["QuickConnectArns"] == [world.have("QuickConnect")]
    connect.disassociate_queue_quick_connects(**named, QuickConnectIds=[last(world.have("QuickConnect"))])
    assert "QuickConnectArns" not in cc.read("Queue", queue)


def test_a_wrong_edit_is_refused_with_an_error_of_the_api(connect: Any, world: World, iid: str) -> None:
    named = {"InstanceId": iid, "QueueId": last(world.have("Queue"))}
    with pytest.raises(connect.exceptions.DuplicateResourceException):
        connect.update_queue_name(**named, Name="BasicQueue")
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.update_queue_hours_of_operation(**named, HoursOfOperationId="00000000-0000-4000-8000-000000000000")
    hours = last(world.have("HoursOfOperation"))
    with pytest.raises(connect.exceptions.InvalidRequestException, match="in use by the Queue"):
        connect.delete_hours_of_operation(InstanceId=iid, HoursOfOperationId=hours)


def test_things_can_be_made_and_deleted_by_hand(cc: Any, connect: Any, world: World, iid: str) -> None:
    hours = connect.create_hours_of_operation(
        InstanceId=iid, Name="Extra", TimeZone="UTC", Config=WEEK, Tags={"a": "b"}
    )
    assert cc.read("HoursOfOperation", hours["HoursOfOperationArn"])["Tags"] == [{"Key": "a", "Value": "b"}]
    queue = connect.create_queue(InstanceId=iid, Name="Extra", HoursOfOperationId=hours["HoursOfOperationId"])
    assert queue["QueueArn"] in cc.list("Queue", InstanceArn=world.instance)
    with pytest.raises(connect.exceptions.DuplicateResourceException):
        connect.create_queue(InstanceId=iid, Name="Extra", HoursOfOperationId=hours["HoursOfOperationId"])
    connect.delete_queue(InstanceId=iid, QueueId=queue["QueueId"])
    assert queue["QueueArn"] not in cc.list("Queue", InstanceArn=world.instance)
    user = connect.create_user(
        InstanceId=iid,
        Username="kai@agency.example",
        SecurityProfileIds=[last(world.have("SecurityProfile"))],
        RoutingProfileId=last(world.have("RoutingProfile")),
        PhoneConfig={"PhoneType": "SOFT_PHONE"},
    )
    assert cc.read("User", user["UserArn"])["RoutingProfileArn"] == world.have("RoutingProfile")
    profile = connect.create_security_profile(InstanceId=iid, SecurityProfileName="Hand", Permissions=["AccessMetrics"])
    assert cc.read("SecurityProfile", profile["SecurityProfileArn"])["Permissions"] == ["AccessMetrics"]


def test_overrides_are_made_changed_and_deleted_one_by_one(cc: Any, connect: Any, world: World, iid: str) -> None:
    hours = world.have("HoursOfOperation")
    named = {"InstanceId": iid, "HoursOfOperationId": last(hours)}
    dates = {"EffectiveFrom": "2027-01-04", "EffectiveTill": "2027-01-04"}
    one = connect.create_hours_of_operation_override(**named, Name="Blizzard", Config=[], **dates)
    identifier = one["HoursOfOperationOverrideId"]
    assert [row["OverrideName"] for row in cc.read("HoursOfOperation", hours)["HoursOfOperationOverrides"]] == [
        "Blizzard"
    ]
    late = [{"Day": "MONDAY", "StartTime": {"Hours": 10, "Minutes": 0}, "EndTime": {"Hours": 12, "Minutes": 0}}]
    key = {**named, "HoursOfOperationOverrideId": identifier}
    connect.update_hours_of_operation_override(**key, Name="Late opening", Config=late)
    told = connect.describe_hours_of_operation_override(**key)["HoursOfOperationOverride"]
    assert (told["Name"], told["OverrideType"], told["Config"]) == ("Late opening", "STANDARD", late)
    found = connect.search_hours_of_operation_overrides(InstanceId=iid)["HoursOfOperationOverrides"]
    assert [row["HoursOfOperationOverrideId"] for row in found] == [identifier]
    with pytest.raises(connect.exceptions.DuplicateResourceException):
        connect.create_hours_of_operation_override(**named, Name="Late opening", Config=[], **dates)
    connect.delete_hours_of_operation_override(**key)
    assert "HoursOfOperationOverrides" not in cc.read("HoursOfOperation", hours)
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_hours_of_operation_override(**key)


def test_hours_can_inherit(connect: Any, world: World, iid: str) -> None:
    parent = connect.create_hours_of_operation(InstanceId=iid, Name="Holidays", TimeZone="UTC", Config=[])
    parent_id = parent["HoursOfOperationId"]
    named = {"InstanceId": iid, "HoursOfOperationId": last(world.have("HoursOfOperation"))}
    connect.associate_hours_of_operations(**named, ParentHoursOfOperationConfigs=[{"HoursOfOperationId": parent_id}])
    told = connect.describe_hours_of_operation(**named)["HoursOfOperation"]
    assert [row["Name"] for row in told["ParentHoursOfOperations"]] == ["Holidays"]
    children = connect.list_child_hours_of_operations(InstanceId=iid, HoursOfOperationId=parent_id)
    assert [row["Name"] for row in children["ChildHoursOfOperationsSummaryList"]] == ["Office"]
    connect.disassociate_hours_of_operations(**named, ParentHoursOfOperationIds=[parent_id])
    assert "ParentHoursOfOperations" not in connect.describe_hours_of_operation(**named)["HoursOfOperation"]


def test_numbers_are_searched_claimed_bound_moved_and_released(cc: Any, connect: Any, world: World, iid: str) -> None:
    target = world.instance
    wanted = {"PhoneNumberCountryCode": "US", "PhoneNumberType": "DID", "PhoneNumberPrefix": "+1808"}
    free = connect.search_available_phone_numbers(TargetArn=target, **wanted, MaxResults=2)["AvailableNumbersList"]
    assert [row["PhoneNumber"] for row in free] == ["+18085550100", "+18085550101"]
    number = connect.claim_phone_number(TargetArn=target, PhoneNumber="+18085550101", Tags={"line": "main"})
    with pytest.raises(ClientError, match="is not available"):
        connect.claim_phone_number(TargetArn=target, PhoneNumber="+18085550101")
    told = connect.describe_phone_number(PhoneNumberId=number["PhoneNumberId"])["ClaimedPhoneNumberSummary"]
    assert (told["PhoneNumber"], told["InstanceId"], told["PhoneNumberStatus"]["Status"]) == (
        "+18085550101",
        iid,
        "CLAIMED",
    )
    assert told["Tags"] == {"line": "main"}
    flow = last(world.have("ContactFlow"))
    bound = {"PhoneNumberId": number["PhoneNumberId"], "InstanceId": iid}
    connect.associate_phone_number_contact_flow(**bound, ContactFlowId=flow)
    rows = connect.list_flow_associations(InstanceId=iid, ResourceType="VOICE_PHONE_NUMBER")[
        "FlowAssociationSummaryList"
    ]
    assert [(row["ResourceId"], row["FlowId"]) for row in rows] == [
        (number["PhoneNumberArn"], world.have("ContactFlow"))
    ]
    assert cc.delete("ContactFlow", world.have("ContactFlow"))["ErrorCode"] == "ResourceConflict"
    connect.disassociate_phone_number_contact_flow(**bound)
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.disassociate_phone_number_contact_flow(**bound)
    group = world.have("TrafficDistributionGroup")
    connect.update_phone_number(PhoneNumberId=number["PhoneNumberId"], TargetArn=group)
    assert cc.read("PhoneNumber", number["PhoneNumberArn"])["TargetArn"] == group
    connect.update_phone_number_metadata(PhoneNumberId=number["PhoneNumberId"], PhoneNumberDescription="main")
    rows = connect.list_phone_numbers_v2(TargetArn=group)["ListPhoneNumbersSummaryList"]
    assert [row["PhoneNumberDescription"] for row in rows] == ["main"]
    connect.release_phone_number(PhoneNumberId=number["PhoneNumberId"])
    assert connect.list_phone_numbers_v2()["ListPhoneNumbersSummaryList"] == []


def test_a_flow_is_edited_by_hand_and_checked(cc: Any, connect: Any, world: World, iid: str) -> None:
    flow = world.have("ContactFlow")
    named = {"InstanceId": iid, "ContactFlowId": last(flow)}
    with pytest.raises(connect.exceptions.InvalidContactFlowException):
        connect.update_contact_flow_content(**named, Content="{")
    content = flow_content({"Identifier": "x", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}})
    connect.update_contact_flow_content(**named, Content=content)
    connect.update_contact_flow_metadata(**named, Name="Main 2", ContactFlowState="ARCHIVED")
    model = cc.read("ContactFlow", flow)
    assert (model["Content"], model["Name"], model["State"]) == (content, "Main 2", "ARCHIVED")


def test_routing_profiles_gain_change_and_lose_queues(cc: Any, connect: Any, world: World, iid: str) -> None:
    profile, queue = world.have("RoutingProfile"), last(world.have("Queue"))
    named = {"InstanceId": iid, "RoutingProfileId": last(profile)}
    reference = {"QueueId": queue, "Channel": "CHAT"}
    connect.associate_routing_profile_queues(
        **named, QueueConfigs=[{"QueueReference": reference, "Priority": 2, "Delay": 0}]
    )
    connect.update_routing_profile_queues(
        **named, QueueConfigs=[{"QueueReference": reference, "Priority": 5, "Delay": 3}]
    )
    rows = connect.list_routing_profile_queues(**named)["RoutingProfileQueueConfigSummaryList"]
    assert {(row["Channel"], row["Priority"], row["Delay"], row["QueueName"]) for row in rows} == {
        ("VOICE", 1, 0, "Benefits"),
        ("CHAT", 5, 3, "Benefits"),
    }
    eleven = [{"QueueReference": reference, "Priority": 1, "Delay": 0}] * 11
    with pytest.raises(ClientError, match="length less than or equal to 10"):
        connect.associate_routing_profile_queues(**named, QueueConfigs=eleven)
    connect.disassociate_routing_profile_queues(**named, QueueReferences=[reference])
    assert cc.read("RoutingProfile", profile)["QueueConfigs"] == voice(world.have("Queue"))
    one = [{"Channel": "VOICE", "Concurrency": 1}]
    connect.update_routing_profile_concurrency(**named, MediaConcurrencies=one)
    assert cc.read("RoutingProfile", profile)["MediaConcurrencies"] == one


def test_users_are_edited_by_hand(cc: Any, connect: Any, world: World, iid: str) -> None:
    user, group = world.have("User"), world.have("UserHierarchyGroup")
    world.have("PredefinedAttribute")
    named = {"InstanceId": iid, "UserId": last(user)}
    connect.update_user_hierarchy(**named, HierarchyGroupId=last(group))
    connect.update_user_phone_config(**named, PhoneConfig={"PhoneType": "SOFT_PHONE", "AutoAccept": True})
    skill = {"AttributeName": "Language", "AttributeValue": "Ilocano", "Level": 2.0}
    connect.associate_user_proficiencies(**named, UserProficiencies=[skill])
    connect.update_user_proficiencies(**named, UserProficiencies=[{**skill, "Level": 4.0}])
    model = cc.read("User", user)
    assert model["HierarchyGroupArn"] == group
    assert model["PhoneConfig"]["AutoAccept"] is True
    assert connect.list_user_proficiencies(**named)["UserProficiencyList"] == [{**skill, "Level": 4.0}]
    with pytest.raises(ClientError, match="is in use"):
        connect.delete_predefined_attribute(InstanceId=iid, Name="Language")
    connect.disassociate_user_proficiencies(
        **named, UserProficiencies=[{k: skill[k] for k in ("AttributeName", "AttributeValue")}]
    )
    connect.update_user_hierarchy(**named)
    assert "HierarchyGroupArn" not in cc.read("User", user)


def test_the_instance_and_its_associations_are_edited_by_hand(cc: Any, connect: Any, world: World, iid: str) -> None:
    connect.update_instance_attribute(InstanceId=iid, AttributeType="CONTACTFLOW_LOGS", Value="true")
    assert cc.read("Instance", world.instance)["Attributes"]["ContactflowLogs"] is True
    connect.associate_approved_origin(InstanceId=iid, Origin="https://chat.example")
    assert cc.list("ApprovedOrigin") == [f"{world.instance}|https://chat.example"]
    connect.disassociate_approved_origin(InstanceId=iid, Origin="https://chat.example")
    assert cc.list("ApprovedOrigin") == []
    function = world.function()
    connect.associate_lambda_function(InstanceId=iid, FunctionArn=function)
    with pytest.raises(ClientError):
        connect.associate_lambda_function(InstanceId=iid, FunctionArn=function)
    assert connect.list_lambda_functions(InstanceId=iid)["LambdaFunctions"] == [function]
    connect.disassociate_lambda_function(InstanceId=iid, FunctionArn=function)
    s3 = {"BucketName": world.bucket(), "BucketPrefix": "chats"}
    config = {"StorageType": "S3", "S3Config": s3}
    named = {"InstanceId": iid, "ResourceType": "CHAT_TRANSCRIPTS"}
    identifier = connect.associate_instance_storage_config(**named, StorageConfig=config)["AssociationId"]
    key = {**named, "AssociationId": identifier}
    other = {**config, "S3Config": {**s3, "BucketPrefix": "x"}}
    connect.update_instance_storage_config(**key, StorageConfig=other)
    told = connect.describe_instance_storage_config(**key)["StorageConfig"]
    assert told["S3Config"]["BucketPrefix"] == "x"
    connect.disassociate_instance_storage_config(**key)
    assert connect.list_instance_storage_configs(**named)["StorageConfigs"] == []


def test_an_instance_made_by_hand_is_seen_by_cloud_control(cc: Any, connect: Any) -> None:
    made = connect.create_instance(
        IdentityManagementType="SAML", InstanceAlias="hand", InboundCallsEnabled=True, OutboundCallsEnabled=False
    )
    assert cc.read("Instance", made["Arn"])["Attributes"] == {"InboundCalls": True, "OutboundCalls": False}
    connect.delete_instance(InstanceId=made["Id"])
    assert connect.list_instances()["InstanceSummaryList"] == []


def test_prompts_forms_statuses_and_modules_are_edited_by_hand(cc: Any, connect: Any, world: World, iid: str) -> None:
    prompt = world.have("Prompt")
    answer = connect.update_prompt(InstanceId=iid, PromptId=last(prompt), Description="by hand")
    assert (answer["PromptARN"], cc.read("Prompt", prompt)["Description"]) == (prompt, "by hand")
    form = {"InstanceId": iid, "EvaluationFormId": last(world.have("EvaluationForm"))}
    connect.deactivate_evaluation_form(**form, EvaluationFormVersion=1)
    assert connect.describe_evaluation_form(**form)["EvaluationForm"]["Status"] == "DRAFT"
    connect.activate_evaluation_form(**form, EvaluationFormVersion=1)
    assert connect.list_evaluation_forms(InstanceId=iid)["EvaluationFormSummaryList"][0]["ActiveVersion"] == 1
    status = world.have("AgentStatus")
    connect.update_agent_status(InstanceId=iid, AgentStatusId=last(status), State="DISABLED")
    assert cc.read("AgentStatus", status)["State"] == "DISABLED"
    module = {"InstanceId": iid, "ContactFlowModuleId": last(world.have("ContactFlowModule"))}
    connect.update_contact_flow_module_metadata(**module, Description="by hand")
    connect.create_contact_flow_module_version(**module)
    alias = connect.create_contact_flow_module_alias(**module, ContactFlowModuleVersion=1, AliasName="live")
    rows = connect.list_contact_flow_module_aliases(**module)["ContactFlowModuleAliasSummaryList"]
    assert [(row["AliasId"], row["AliasName"]) for row in rows] == [(alias["Id"], "live")]


def test_tags_are_added_and_removed_by_arn(cc: Any, connect: Any, world: World) -> None:
    queue = world.have("Queue")
    connect.tag_resource(resourceArn=queue, tags={"program": "benefits", "x": "y"})
    connect.untag_resource(resourceArn=queue, tagKeys=["x"])
    assert connect.list_tags_for_resource(resourceArn=queue)["tags"] == {"program": "benefits"}
    assert cc.read("Queue", queue)["Tags"] == [{"Key": "program", "Value": "benefits"}]


def test_a_value_of_a_data_table_is_switched(connect: Any, world: World, iid: str) -> None:
    world.have("DataTableRecord")
    table = last(world.table())
    named = {"InstanceId": iid, "DataTableId": table}
    value = {"AttributeName": "closed", "PrimaryValues": [], "Value": "false"}
    lock = {"DataTable": "x"}
    answer = connect.batch_update_data_table_value(**named, Values=[{**value, "LockVersion": lock}])
    assert [row["AttributeName"] for row in answer["Successful"]] == ["closed"]
    assert [row["Value"] for row in connect.list_data_table_values(**named)["Values"]] == ["false"]
    wrong = {**value, "AttributeName": "nonsense", "LockVersion": lock}
    assert len(connect.batch_update_data_table_value(**named, Values=[wrong])["Failed"]) == 1


def test_traffic_is_shifted_in_steps_of_ten_percent(connect: Any, world: World) -> None:
    group = last(world.have("TrafficDistributionGroup"))

    def shares(east: int, west: int) -> dict[str, Any]:
        return {
            "Distributions": [{"Region": "us-east-1", "Percentage": east}, {"Region": "us-west-2", "Percentage": west}]
        }

    assert connect.get_traffic_distribution(Id=group)["TelephonyConfig"] == shares(100, 0)
    connect.update_traffic_distribution(Id=group, TelephonyConfig=shares(60, 40))
    assert connect.get_traffic_distribution(Id=group)["TelephonyConfig"] == shares(60, 40)
    for wrong in (shares(65, 35), shares(60, 50)):
        with pytest.raises(ClientError, match="multiples of 10"):
            connect.update_traffic_distribution(Id=group, TelephonyConfig=wrong)


def test_a_traffic_distribution_group_can_be_made_and_deleted_by_hand(cc: Any, connect: Any, instance: str) -> None:
    made = connect.create_traffic_distribution_group(Name="spare", InstanceId=last(instance), Tags={"a": "b"})
    model = cc.read("TrafficDistributionGroup", made["Arn"])
    assert (model["Name"], model["InstanceArn"], model["Tags"]) == ("spare", instance, [{"Key": "a", "Value": "b"}])
    connect.delete_traffic_distribution_group(TrafficDistributionGroupId=made["Id"])
    assert connect.list_traffic_distribution_groups()["TrafficDistributionGroupSummaryList"] == []
