"""Types, regions, pointers and permissions as the registry's files give them."""

from sandbox.registry import catalog, permissions, pointers
from sandbox.registry.schema import get_type

GLOBAL_RESILIENCY = {"us-east-1", "us-west-2", "eu-west-2", "eu-central-1", "ap-northeast-1", "ap-northeast-3"}


def test_a_traffic_distribution_group_exists_only_where_global_resiliency_does() -> None:
    name = "AWS::Connect::TrafficDistributionGroup"
    assert {region for region in catalog.regions() if name in catalog.types_in(region)} == GLOBAL_RESILIENCY


def test_a_region_whose_list_is_a_copy_is_not_a_region() -> None:
    assert "us-iso-east-1" not in catalog.regions()
    assert catalog.types_in("us-iso-east-1") == frozenset()
    assert catalog.types_in("../../x") == frozenset()


def test_a_type_says_what_is_its_identifier_and_what_can_change() -> None:
    config = get_type("AWS::Connect::InstanceStorageConfig")
    assert config is not None
    assert config.create_only == (("InstanceArn",), ("ResourceType",))
    assert config.identifier({"InstanceArn": "a", "AssociationId": "b", "ResourceType": "c"}) == "a|b|c"
    queue = get_type("AWS::Connect::Queue")
    assert queue is not None
    assert queue.list_parents == ("InstanceArn",)
    assert queue.operations == {"create", "read", "update", "delete", "list"}


def test_a_type_absent_from_a_region_has_no_schema_there() -> None:
    assert get_type("AWS::Connect::PhoneNumber", "us-gov-west-1") is None


def test_permissions_of_a_type_come_by_operation() -> None:
    assert "connect:CreateQueue" in permissions.actions_of("AWS::Connect::Queue", ["create"])
    assert "connect:DeleteQueue" not in permissions.actions_of("AWS::Connect::Queue", ["create"])
    assert permissions.actions_of("AWS::Connect::AgentStatus", ["delete"]) == frozenset()


def test_pointers_reach_into_lists_and_maps() -> None:
    model = {"Media": [{"Source": "a", "Type": "x"}, {"Source": "b"}], "Name": "n"}
    source = pointers.parse("/properties/Media/*/Source")
    assert pointers.values(model, source) == ["a", "b"]
    assert pointers.without(model, [source]) == {"Media": [{"Type": "x"}, {}], "Name": "n"}
    assert pointers.changed(model, {**model, "Name": "m"}, [source, ("Name",)]) == [("Name",)]
    assert pointers.text(source) == "/properties/Media/*/Source"
