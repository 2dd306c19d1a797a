"""The services' own rules: for each a refusal and its nearest accepted neighbor."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.aws import clock
from tests.sandbox.aws.world import World, voice

ATTRIBUTES = {"InboundCalls": True, "OutboundCalls": True}
START = datetime(2027, 1, 4, 12, tzinfo=UTC)


@pytest.fixture
def world(cc: Any, instance: str) -> World:
    return World(cc, instance)


def override(name: str = "Statehood Day", **more: Any) -> dict[str, Any]:
    return {
        "OverrideName": name,
        "EffectiveFrom": "2027-08-20",
        "EffectiveTill": "2027-08-20",
        "OverrideConfig": [],
        **more,
    }


def hours_of(instance: str, name: str = "h", **more: Any) -> dict[str, Any]:
    return {"InstanceArn": instance, "Name": name, "TimeZone": "UTC", "Config": [], **more}


class TestInstances:
    def test_an_alias_is_needed_and_can_be_taken_once(self, cc: Any, instance: str) -> None:
        model = {"IdentityManagementType": "SAML", "Attributes": ATTRIBUTES}
        assert cc.refused("Instance", **model)[0] == "InvalidRequest"
        assert cc.refused("Instance", **model, InstanceAlias="CIVIC")[0] == "AlreadyExists"
        assert cc.make("Instance", **model, InstanceAlias="civic-2") != instance

    def test_churn_is_counted_over_thirty_days_where_the_switch_is_on(
        self, cc: Any, set_settings: Callable[..., None]
    ) -> None:
        set_settings(instance_churn=2)
        clock.use(lambda: START)
        model = {"IdentityManagementType": "SAML", "Attributes": ATTRIBUTES, "InstanceAlias": "a"}
        cc.delete("Instance", cc.make("Instance", **model))
        error, message = cc.refused("Instance", **model)
        assert error == "ServiceLimitExceeded"
        assert "30 days" in message
        clock.use(lambda: START + timedelta(days=31))
        cc.make("Instance", **model)

    def test_a_new_instance_has_what_the_service_puts_in(self, cc: Any, instance: str) -> None:
        def names(kind: str, name: str = "Name") -> set[str]:
            return {cc.read(kind, one)[name] for one in cc.list(kind, InstanceArn=instance)}

        assert names("HoursOfOperation") == {"Basic Hours"}
        assert names("Queue") == {"BasicQueue"}
        assert names("AgentStatus") == {"Available", "Offline"}
        assert names("RoutingProfile") == {"Basic Routing Profile"}
        assert names("SecurityProfile", "SecurityProfileName") == {
            "Admin",
            "Agent",
            "CallCenterManager",
            "QualityAnalyst",
        }
        assert {"Default customer queue", "Default agent whisper"} <= names("ContactFlow")


class TestHours:
    def test_a_time_zone_must_be_known(self, cc: Any, instance: str) -> None:
        assert (
            "Invalid time zone" in cc.refused("HoursOfOperation", **{**hours_of(instance), "TimeZone": "Mars/Base"})[1]
        )

    @pytest.mark.parametrize(("end", "is_right"), [((16, 0), False), ((6, 0), False), ((0, 0), True), ((16, 1), True)])
    def test_an_interval_ends_after_it_starts_or_at_midnight(
        self, cc: Any, instance: str, end: tuple[int, int], is_right: bool
    ) -> None:
        stop = {"Hours": end[0], "Minutes": end[1]}
        config = [{"Day": "MONDAY", "StartTime": {"Hours": 16, "Minutes": 0}, "EndTime": stop}]
        event = cc.event("HoursOfOperation", {**hours_of(instance), "Config": config})
        assert (event["OperationStatus"] == "SUCCESS") is is_right
        if not is_right:
            assert "cannot be greater than end time" in event["StatusMessage"]

    def test_fifty_overrides_are_the_most(self, cc: Any, instance: str, set_settings: Callable[..., None]) -> None:
        set_settings(overrides_max=2)
        many = [override(f"o{number}") for number in range(3)]
        model = hours_of(instance, HoursOfOperationOverrides=many)
        assert cc.refused("HoursOfOperation", **model)[0] == "ServiceLimitExceeded"
        cc.make("HoursOfOperation", **{**model, "HoursOfOperationOverrides": many[:2]})

    @pytest.mark.parametrize(
        ("overrides", "text"),
        [
            ([override(), override()], "already exists"),
            ([override(EffectiveFrom="2027-08-21")], "is after EffectiveTill"),
            (
                [override(RecurrenceConfig={"RecurrencePattern": {"ByMonthDay": [1], "ByWeekdayOccurrence": [1]}})],
                "exclude each other",
            ),
        ],
    )
    def test_overrides_must_be_sound(self, cc: Any, instance: str, overrides: list[Any], text: str) -> None:
        assert text in cc.refused("HoursOfOperation", **hours_of(instance, HoursOfOperationOverrides=overrides))[1]

    def test_parents_are_three_at_most_and_one_level_deep(self, cc: Any, instance: str) -> None:
        parents = [{"Id": cc.make("HoursOfOperation", **hours_of(instance, f"p{n}"))} for n in range(4)]
        error, _ = cc.refused("HoursOfOperation", **hours_of(instance, "c", ParentHoursOfOperations=parents))
        assert error == "ServiceLimitExceeded"
        child = cc.make("HoursOfOperation", **hours_of(instance, "c", ParentHoursOfOperations=parents[:1]))
        grandchild = hours_of(instance, "g", ParentHoursOfOperations=[{"Id": child}])
        assert "cannot be a parent" in cc.refused("HoursOfOperation", **grandchild)[1]
        event = cc.set("HoursOfOperation", parents[0]["Id"], "ParentHoursOfOperations", parents[1:2])
        assert "is a parent of other hours" in event["StatusMessage"]
        assert cc.delete("HoursOfOperation", parents[0]["Id"])["OperationStatus"] == "FAILED"


class TestRouting:
    @pytest.mark.parametrize(
        ("changes", "text"),
        [
            ({"MediaConcurrencies": [{"Channel": "CHAT", "Concurrency": 2}]}, "is not among the MediaConcurrencies"),
            ({"MediaConcurrencies": [{"Channel": "VOICE", "Concurrency": 2}]}, "must be between 1 and 1"),
            ({"MediaConcurrencies": [{"Channel": "VOICE", "Concurrency": 1}] * 2}, "more than once"),
        ],
    )
    def test_the_channels_of_a_routing_profile_match(
        self, cc: Any, instance: str, queue: str, changes: dict[str, Any], text: str
    ) -> None:
        model = {
            "InstanceArn": instance,
            "Name": "rp",
            "Description": "d",
            "DefaultOutboundQueueArn": queue,
            "MediaConcurrencies": [{"Channel": "VOICE", "Concurrency": 1}],
            "QueueConfigs": voice(queue),
        }
        assert text in cc.refused("RoutingProfile", **{**model, **changes})[1]
        assert "more than once" in cc.refused("RoutingProfile", **{**model, "QueueConfigs": voice(queue) * 2})[1]
        cc.make("RoutingProfile", **model)

    def test_a_quick_connect_has_the_destination_of_its_type(self, world: World, flow: str, queue: str) -> None:
        def config(flow_arn: str) -> dict[str, Any]:
            destination = {"ContactFlowArn": flow_arn, "QueueArn": queue}
            return {"QuickConnectType": "QUEUE", "QueueConfig": destination}

        phone = {"QuickConnectType": "QUEUE", "PhoneConfig": {"PhoneNumber": "+18085550100"}}
        assert (
            "needs QueueConfig" in world.cc.refused("QuickConnect", **world.of(Name="a", QuickConnectConfig=phone))[1]
        )
        refused = world.cc.refused("QuickConnect", **world.of(Name="a", QuickConnectConfig=config(flow)))
        assert "needs a flow of type QUEUE_TRANSFER" in refused[1]
        world.cc.make("QuickConnect", **world.of(Name="a", QuickConnectConfig=config(world.flow("QUEUE_TRANSFER"))))


class TestPeople:
    def user(self, world: World, **changes: Any) -> dict[str, Any]:
        profiles = [world.have("SecurityProfile")]
        model = {"Username": "u", "RoutingProfileArn": world.have("RoutingProfile"), "SecurityProfileArns": profiles}
        return world.of(**{**model, **changes})

    def test_a_saml_instance_takes_neither_password_nor_address(self, cc: Any, world: World) -> None:
        assert "password is not allowed" in cc.refused("User", **self.user(world, Password="Abcdefg1"))[1]
        assert (
            "Email is not allowed" in cc.refused("User", **self.user(world, IdentityInfo={"Email": "a@b.example"}))[1]
        )
        cc.make("User", **self.user(world))

    def test_an_instance_that_manages_identities_wants_passwords_and_names(self, cc: Any) -> None:
        model = {"IdentityManagementType": "CONNECT_MANAGED", "Attributes": ATTRIBUTES, "InstanceAlias": "managed"}
        world = World(cc, cc.make("Instance", **model))
        names = {"FirstName": "Ana", "LastName": "Kealoha"}
        assert "password is required" in cc.refused("User", **self.user(world, IdentityInfo=names))[1]
        assert "LastName" in cc.refused("User", **self.user(world, Password="Abcdefg1"))[1]
        cc.make("User", **self.user(world, Password="Abcdefg1", IdentityInfo=names))

    def test_a_proficiency_needs_its_predefined_attribute_and_value(self, cc: Any, world: World) -> None:
        skill = {"AttributeName": "Language", "AttributeValue": "Latin", "Level": 3}
        assert cc.refused("User", **self.user(world, UserProficiencies=[skill]))[0] == "NotFound"
        world.have("PredefinedAttribute")
        assert "not a value" in cc.refused("User", **self.user(world, UserProficiencies=[skill]))[1]
        cc.make("User", **self.user(world, UserProficiencies=[{**skill, "AttributeValue": "Tagalog"}]))

    def test_a_deleted_user_leaves_its_quick_connect_dangling(self, cc: Any, world: World) -> None:
        user = world.have("User")
        config = {"UserArn": user, "ContactFlowArn": world.flow("AGENT_TRANSFER")}
        model = world.of(Name="Ana", QuickConnectConfig={"QuickConnectType": "USER", "UserConfig": config})
        quick = cc.make("QuickConnect", **model)
        assert cc.delete("User", user)["OperationStatus"] == "SUCCESS"
        assert cc.read("QuickConnect", quick)["QuickConnectConfig"]["UserConfig"]["UserArn"] == user

    def test_agent_statuses_stay_and_are_fifty_at_most(self, cc: Any, world: World) -> None:
        made = [cc.make("AgentStatus", **world.of(Name=f"s{n}", State="ENABLED")) for n in range(48)]
        assert cc.refused("AgentStatus", **world.of(Name="more", State="ENABLED"))[0] == "ServiceLimitExceeded"
        assert cc.delete("AgentStatus", made[0])["OperationStatus"] == "SUCCESS"
        assert cc.read("AgentStatus", made[0])["Name"] == "s0"

    def test_a_group_needs_its_level_and_a_level_its_parent(self, cc: Any, world: World) -> None:
        assert "has no level 1" in cc.refused("UserHierarchyGroup", **world.of(Name="g"))[1]
        gap = {"LevelTwo": {"Name": "Unit"}}
        assert (
            "needs the level above" in cc.refused("UserHierarchyStructure", **world.of(UserHierarchyStructure=gap))[1]
        )
        top = world.have("UserHierarchyGroup")
        unit = cc.make("UserHierarchyGroup", **world.of(Name="u", ParentGroupArn=top))
        assert "has no level 3" in cc.refused("UserHierarchyGroup", **world.of(Name="x", ParentGroupArn=unit))[1]
        structure = world.have("UserHierarchyStructure")
        only = {"LevelOne": {"Name": "Agency"}}
        event = cc.set("UserHierarchyStructure", structure, "UserHierarchyStructure", only)
        assert "cannot be removed" in event["StatusMessage"]


class TestNumbers:
    def test_a_number_has_the_country_type_and_prefix_asked_for_and_is_fictional(self, cc: Any, instance: str) -> None:
        model = {"TargetArn": instance, "CountryCode": "US"}
        local = cc.make("PhoneNumber", **model, Type="DID", Prefix="+1971")
        free = cc.make("PhoneNumber", **model, Type="TOLL_FREE")
        assert cc.read("PhoneNumber", local)["Address"] == "+19715550100"
        assert cc.read("PhoneNumber", free)["Address"] == "+18005550100"

    def test_country_and_type_are_needed(self, cc: Any, instance: str) -> None:
        assert "CountryCode and Type" in cc.refused("PhoneNumber", TargetArn=instance)[1]

    def test_a_released_number_cools_down_where_the_switch_is_on(
        self, cc: Any, instance: str, connect: Any, set_settings: Callable[..., None]
    ) -> None:
        set_settings(number_cooldown_days=180)
        clock.use(lambda: START)
        number = cc.make("PhoneNumber", TargetArn=instance, CountryCode="US", Type="DID", Prefix="+1808")
        cc.delete("PhoneNumber", number)
        with pytest.raises(ClientError, match="is not available"):
            connect.claim_phone_number(TargetArn=instance, PhoneNumber="+18085550100")
        clock.use(lambda: START + timedelta(days=181))
        connect.claim_phone_number(TargetArn=instance, PhoneNumber="+18085550100")

    def test_quota_and_churn_are_counted_where_the_switches_are_on(
        self, cc: Any, instance: str, set_settings: Callable[..., None]
    ) -> None:
        set_settings(numbers_per_instance=1, number_cooldown_days=180)
        model = {"TargetArn": instance, "CountryCode": "US", "Type": "DID"}
        number = cc.make("PhoneNumber", **model)
        assert "limit of phone numbers" in cc.refused("PhoneNumber", **model)[1]
        cc.delete("PhoneNumber", number)
        assert "200%" in cc.refused("PhoneNumber", **model)[1]


class TestStorageAndIntegrations:
    def test_each_kind_of_data_has_its_storage_once(self, cc: Any, world: World) -> None:
        s3 = {"BucketName": world.bucket(), "BucketPrefix": "x"}
        wrong = world.of(ResourceType="AGENT_EVENTS", StorageType="S3", S3Config=s3)
        assert "is not supported for the resource type" in cc.refused("InstanceStorageConfig", **wrong)[1]
        bare = world.of(ResourceType="CALL_RECORDINGS", StorageType="S3")
        assert "needs S3Config" in cc.refused("InstanceStorageConfig", **bare)[1]
        nowhere = {**s3, "BucketName": "no-such-bucket"}
        assert "does not exist" in cc.refused("InstanceStorageConfig", **bare, S3Config=nowhere)[1]
        cc.make("InstanceStorageConfig", **bare, S3Config=s3)
        assert cc.refused("InstanceStorageConfig", **bare, S3Config=s3)[0] == "ResourceConflict"

    def test_an_integration_wants_an_arn_of_its_service_that_exists(self, cc: Any, world: World) -> None:
        model = {"InstanceId": world.instance, "IntegrationType": "LEX_BOT"}
        function = world.function()
        assert "is not an ARN for" in cc.refused("IntegrationAssociation", **model, IntegrationArn=function)[1]
        gone = function.replace("lookup", "gone")
        model["IntegrationType"] = "LAMBDA_FUNCTION"
        assert cc.refused("IntegrationAssociation", **model, IntegrationArn=gone)[0] == "NotFound"
        cc.make("IntegrationAssociation", **model, IntegrationArn=function)

    def test_an_address_needs_a_connected_domain_or_the_instances_own(self, cc: Any, world: World) -> None:
        address = world.of(EmailAddress="help@help.example")
        assert "is not connected" in cc.refused("EmailAddress", **address)[1]
        cc.make("EmailAddress", **world.of(EmailAddress="help@civic.email.connect.aws"))
        world.have("IntegrationAssociation SES")
        cc.make("EmailAddress", **address)
        assert cc.refused("EmailAddress", **address)[0] == "AlreadyExists"

    def test_an_identity_must_exist_before_it_is_integrated(self, cc: Any, instance: str) -> None:
        arn = "arn:aws:ses:us-east-1:123456789012:identity/nowhere.example"
        model = {"InstanceId": instance, "IntegrationType": "SES_IDENTITY", "IntegrationArn": arn}
        assert cc.refused("IntegrationAssociation", **model)[0] == "NotFound"


class TestCasesAndKnowledge:
    def test_a_domain_has_system_fields_and_a_layout_names_known_ones(self, cc: Any, world: World) -> None:
        fields = [cc.read("Cases::Field", one) for one in cc.list("Cases::Field", DomainId=world.domain_id())]
        assert {"title", "status", "reference_number"} <= {field["FieldId"] for field in fields}
        sections = [{"FieldGroup": {"Fields": [{"Id": "nonsense"}]}}]
        content = {"Basic": {"TopPanel": {"Sections": sections}}}
        assert cc.refused("Cases::Layout", DomainId=world.domain_id(), Name="l", Content=content)[0] == "NotFound"
        world.have("Cases::Layout")

    def test_a_field_belongs_to_a_domain(self, cc: Any) -> None:
        assert "DomainId is required" in cc.refused("Cases::Field", Name="x", Type="Text")[1]

    def test_a_template_names_a_layout_that_exists(self, cc: Any, world: World) -> None:
        configuration = {"DefaultLayout": "nonsense"}
        model = {"DomainId": world.domain_id(), "Name": "t", "LayoutConfiguration": configuration}
        assert cc.refused("Cases::Template", **model)[0] == "NotFound"
        world.have("Cases::Template")

    def test_a_knowledge_base_holds_what_fits_its_type(self, cc: Any, world: World) -> None:
        model = {"Name": "r", "Content": {"Content": "x"}}
        base = world.base("KnowledgeBase CUSTOM")
        assert "is of type CUSTOM" in cc.refused("Wisdom::QuickResponse", KnowledgeBaseArn=base, **model)[1]

    def test_a_knowledge_base_that_an_assistant_uses_stays(self, cc: Any, world: World) -> None:
        world.have("Wisdom::AssistantAssociation")
        event = cc.delete("Wisdom::KnowledgeBase", world.have("KnowledgeBase CUSTOM"))
        assert event["ErrorCode"] == "ResourceConflict"

    def test_records_have_the_primary_values_of_their_table_once(self, cc: Any, world: World) -> None:
        key = world.of(DataTableArn=world.table(), Name="line", ValueType="TEXT", Primary=True)
        primary = cc.make("DataTableAttribute", **key).split("|")[2]
        value = {"AttributeId": world.attribute_id(), "AttributeValue": "true"}
        model = world.of(DataTableArn=world.table(), DataTableRecord={"Values": [value]})
        assert "primary attribute" in cc.refused("DataTableRecord", **model)[1]
        model["DataTableRecord"]["PrimaryValues"] = [{"AttributeId": primary, "AttributeValue": "a"}]
        cc.make("DataTableRecord", **model)
        assert cc.refused("DataTableRecord", **model)[0] == "AlreadyExists"

    def test_a_rule_does_something_and_a_form_names_its_parts_once(self, cc: Any, world: World) -> None:
        source = {"EventSourceName": "OnPostCallAnalysisAvailable"}
        rule = world.of(Name="r", TriggerEventSource=source, Function="f", Actions={}, PublishStatus="DRAFT")
        assert "at least one action" in cc.refused("Rule", **rule)[1]
        question = {"Question": {"Title": "a", "RefId": "x", "QuestionType": "TEXT"}}
        item = {"Section": {"Title": "s", "RefId": "x", "Items": [question]}}
        assert "must be unique" in cc.refused("EvaluationForm", **world.of(Title="f", Items=[item], Status="DRAFT"))[1]

    def test_a_distribution_group_needs_a_saml_instance_and_outlives_no_instance(self, cc: Any, world: World) -> None:
        group = world.have("TrafficDistributionGroup")
        assert cc.delete("Instance", world.instance)["ErrorCode"] == "ResourceConflict"
        cc.delete("TrafficDistributionGroup", group)
        assert cc.delete("Instance", world.instance)["OperationStatus"] == "SUCCESS"


class TestRoles:
    def test_a_new_role_cannot_be_assumed_for_a_moment(
        self, aws: Any, cc: Any, set_settings: Callable[..., None]
    ) -> None:
        set_settings(latency_scale=1.0)
        clock.use(lambda: START)
        role = aws("iam").create_role(RoleName="fresh", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        function = {"FunctionName": "f", "Runtime": "python3.12", "Role": role, "Handler": "a.b"}
        with pytest.raises(ClientError, match="cannot be assumed by Lambda") as error:
            aws("lambda").create_function(**function, Code={"ZipFile": b"x"})
        assert error.value.response["Error"]["Code"] == "InvalidParameterValueException"
        privacy = {"ChildDirected": False}
        bot = {"Name": "b", "RoleArn": role, "DataPrivacy": privacy, "IdleSessionTTLInSeconds": 300}
        token = cc.event("Lex::Bot", bot)["RequestToken"]
        clock.use(lambda: START + timedelta(seconds=5))
        event = cc.client.get_resource_request_status(RequestToken=token)["ProgressEvent"]
        assert "cannot be assumed by Amazon Lex" in event["StatusMessage"]
        assert aws("lambda").create_function(**function, Code={"ZipFile": b"x"})["Role"] == role
