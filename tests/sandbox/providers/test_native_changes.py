import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.providers.native.changes import difference, patch
from sandbox.providers.native.naming import NameRule, NameSettings, automatic, rule_of
from sandbox.registry.schema import TypeSchema, get_type

SEED = "0123456789abcdef"


def schema(name: str) -> TypeSchema:
    found = get_type(name)
    assert found is not None
    return found


QUEUE, INSTANCE = schema("AWS::Connect::Queue"), schema("AWS::Connect::Instance")
NUMBER, USER = schema("AWS::Connect::PhoneNumber"), schema("AWS::Connect::User")
KNOWLEDGE = schema("AWS::Wisdom::KnowledgeBase")


def test_the_order_of_tags_is_no_change() -> None:
    one, two = {"key": "a", "value": "1"}, {"key": "b", "value": "2"}
    assert not difference(QUEUE, {"tags": [one, two]}, {"tags": [two, one]}).changes
    assert difference(QUEUE, {"tags": [one, two]}, {"tags": [two]}).changes


def test_an_updatable_property_updates_and_a_create_only_one_replaces() -> None:
    old = {"name": "q", "description": "a"}
    assert difference(QUEUE, old, {**old, "description": "b"}).replaces == ()
    before, after = {"instanceAlias": "a", "attributes": {}}, {"instanceAlias": "b", "attributes": {}}
    assert difference(INSTANCE, before, after).replaces == ("instanceAlias",)


def test_a_replacement_that_keeps_its_explicit_name_deletes_first() -> None:
    group = schema("AWS::Connect::UserHierarchyGroup")
    old, new = {"name": "g", "parentGroupArn": "a"}, {"name": "g", "parentGroupArn": "b"}
    assert difference(group, old, new).delete_before_replace
    assert not difference(group, old, {**new, "name": "h"}).delete_before_replace


def test_a_type_with_delete_then_create_deletes_first() -> None:
    old, new = {"name": "a", "tags": {}}, {"name": "b", "tags": {}}
    diff = difference(KNOWLEDGE, {**old, "knowledgeBaseType": "CUSTOM"}, {**new, "knowledgeBaseType": "CUSTOM"})
    assert diff.delete_before_replace


def test_json_text_is_compared_as_text() -> None:
    flow = schema("AWS::Connect::ContactFlow")
    assert difference(flow, {"content": '{"a": 1}'}, {"content": '{"a":1}'}).changes


def test_a_patch_adds_what_changed_and_removes_what_left() -> None:
    old = {"name": "q", "description": "a", "maxContacts": 5}
    new = {"name": "q", "description": "b", "status": "DISABLED"}
    live = {"Name": "q", "Description": "a", "MaxContacts": 5}
    assert patch(QUEUE, old, new, live) == [
        {"op": "add", "path": "/Description", "value": "b"},
        {"op": "add", "path": "/Status", "value": "DISABLED"},
        {"op": "remove", "path": "/MaxContacts"},
    ]


def test_nothing_is_removed_that_the_service_does_not_show() -> None:
    assert patch(QUEUE, {"name": "q", "maxContacts": 5}, {"name": "q"}, {"Name": "q"}) == []


def test_a_write_only_property_is_sent_again_with_every_change() -> None:
    old = {"username": "a", "password": "p", "routingProfileArn": "x"}
    sent = patch(USER, old, {**old, "routingProfileArn": "y"}, {})
    assert {operation["path"] for operation in sent} == {"/Password", "/RoutingProfileArn"}


def test_a_write_only_property_that_is_also_create_only_is_never_touched() -> None:
    old = {"targetArn": "a", "prefix": "+1808", "type": "DID"}
    assert [op["path"] for op in patch(NUMBER, old, {**old, "targetArn": "b"}, {})] == ["/TargetArn"]


def test_no_change_is_no_patch() -> None:
    assert patch(USER, {"username": "a", "password": "p"}, {"username": "a", "password": "p"}, {}) == []


@pytest.mark.parametrize(
    ("type_name", "property_"),
    [
        ("AWS::Connect::Queue", "name"),
        ("AWS::Connect::SecurityProfile", "securityProfileName"),
        ("AWS::Connect::User", "username"),
        ("AWS::CustomerProfiles::Domain", "domainName"),
        ("AWS::IAM::GroupPolicy", "policyName"),
        ("AWS::Connect::Instance", None),
        ("AWS::Connect::EvaluationForm", None),
    ],
)
def test_the_named_property_is_that_of_the_real_provider(type_name: str, property_: str | None) -> None:
    rule = rule_of(schema(type_name))
    assert (rule.property if rule else None) == property_


def test_a_short_limit_shrinks_the_suffix_before_it_trims_the_name() -> None:
    rule = NameRule("name", longest=10, shortest=1)
    assert automatic(rule, "ab", SEED, NameSettings()) == "ab-0123456"
    assert automatic(rule, "abcdef", SEED, NameSettings()) == "abcdef-012"
    with pytest.raises(ValueError, match="autoTrim"):
        automatic(rule, "abcdefghij", SEED, NameSettings())
    assert automatic(rule, "abcdefghij", SEED, NameSettings(trim=True, shortest_suffix=3)) == "abcdef-012"


@given(
    logical=st.text("abc", min_size=1, max_size=80),
    longest=st.integers(10, 60),
    suffix=st.integers(1, 8),
)
def test_a_trimmed_name_always_fits_and_keeps_its_suffix(logical: str, longest: int, suffix: int) -> None:
    name = automatic(NameRule("name", longest, 1), logical, SEED, NameSettings(trim=True, shortest_suffix=suffix))
    assert len(name) <= longest
    assert len(name.rsplit("-", 1)[1]) >= min(suffix, 7)


@given(logical=st.text("abc", min_size=1, max_size=10), shortest=st.integers(0, 40))
def test_a_name_is_at_least_as_long_as_the_schema_wants(logical: str, shortest: int) -> None:
    assert len(automatic(NameRule("name", None, shortest), logical, SEED, NameSettings())) >= shortest
