"""Protection in a deployment's state."""

from __future__ import annotations

from typing import Any

from infra.protection import INSTANCE, TABLE, UNDELETABLE, holders, locked_tables, protected, released

OFFICE = f"urn:pulumi:dev::civicline::x${INSTANCE}::office"
OTHER = f"urn:pulumi:dev::civicline::x${INSTANCE}::other"


def resource(urn: str, type_: str, *dependencies: str) -> dict[str, Any]:
    return {"urn": urn, "type": type_, "protect": True, "retainOnDelete": True, "dependencies": list(dependencies)}


def deployment() -> dict[str, Any]:
    bucket = "urn:pulumi:dev::civicline::x$aws:s3/bucket:Bucket::office-raw"
    return {
        "resources": [
            resource(OFFICE, INSTANCE),
            resource(f"urn::p::x${UNDELETABLE}::office-break", UNDELETABLE, OFFICE),
            resource(f"urn::p::x${UNDELETABLE}::other-break", UNDELETABLE, OTHER),
            resource(bucket, "aws:s3/bucket:Bucket"),
            resource(bucket.replace("bucket:Bucket", "bucketPolicy:BucketPolicy"), "aws:s3/bucketPolicy:BucketPolicy"),
        ]
    }


def names(state: dict[str, Any]) -> list[str]:
    return [found["urn"].rpartition("::")[2] for found in protected(state)]


def test_statuses_go_with_their_own_instance_only() -> None:
    assert names(released(deployment(), frozenset({OFFICE}))) == ["other-break", "office-raw", "office-raw"]


def test_a_bucket_is_released_with_what_guards_it() -> None:
    bucket = "urn:pulumi:dev::civicline::x$aws:s3/bucket:Bucket::office-raw"
    assert names(released(deployment(), frozenset({bucket}))) == ["office", "office-break", "other-break"]


def test_a_status_that_is_named_is_forgotten_and_not_deleted() -> None:
    status = f"urn::p::x${UNDELETABLE}::office-break"
    after = released(deployment(), frozenset({status}))
    assert names(after) == ["office", "other-break", "office-raw", "office-raw"]
    assert all(found["retainOnDelete"] for found in after["resources"])


def test_the_deployment_handed_in_stays_as_it_was() -> None:
    before = deployment()
    released(before, frozenset({OFFICE}))
    assert before == deployment()


def test_an_instance_cannot_go_before_a_protected_number_that_rests_on_it() -> None:
    number = resource(
        "urn::p::x$aws-native:connect:PhoneNumber::number-1", "aws-native:connect:PhoneNumber", "urn::link"
    )
    link = {"urn": "urn::link", "type": "x", "dependencies": [OFFICE]}
    state = {"resources": [*deployment()["resources"], link, number]}
    assert holders(state, frozenset({OFFICE})) == {"office": ("number-1",)}
    assert holders(state, frozenset({OFFICE, number["urn"]})) == {}


def test_statuses_do_not_hold_their_instance() -> None:
    assert holders(deployment(), frozenset({OFFICE})) == {}


def table(name: str, *, locked: bool) -> dict[str, Any]:
    outputs = {"arn": f"arn:aws:dynamodb:us-east-1:000000000101:table/civicline-{name}", "name": f"civicline-{name}"}
    urn = f"urn:pulumi:dev::civicline::x${TABLE}::{name}"
    return {**resource(urn, TABLE), "outputs": {**outputs, "deletionProtectionEnabled": locked}}


def test_tables_that_dynamodb_protects_are_found_by_their_logical_names() -> None:
    state = {"resources": [*deployment()["resources"], table("log", locked=True), table("rows", locked=False)]}
    assert locked_tables(state, frozenset({"log", "rows", "office"})) == [("us-east-1", "civicline-log")]
    assert locked_tables(state, frozenset({"office-raw"})) == []
