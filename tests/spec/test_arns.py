"""ARNs that are good for both regions."""

import pytest

from spec.arns import in_region, portable


@pytest.mark.parametrize(
    ("arn", "written"),
    [
        (
            "arn:aws:lambda:us-west-2:000000000101:function:civicline-opening",
            "arn:aws:lambda:$.AwsRegion:000000000101:function:civicline-opening",
        ),
        (
            "arn:aws:lex:us-west-2:000000000101:bot-alias/BOT/ALIAS",
            "arn:aws:lex:$.AwsRegion:000000000101:bot-alias/BOT/ALIAS",
        ),
        ("arn:aws-us-gov:lambda:us-gov-west-1:1:function:f", "arn:aws-us-gov:lambda:$.AwsRegion:1:function:f"),
    ],
)
def test_functions_and_bots_are_written_for_the_contacts_own_region(arn: str, written: str) -> None:
    assert portable(arn) == written
    assert portable(written) == written


@pytest.mark.parametrize(
    "arn", ["arn:aws:connect:us-west-2:000000000101:instance/i/queue/q", "function:opening", "", "arn:aws:lambda"]
)
def test_everything_else_stays_as_it_is(arn: str) -> None:
    assert portable(arn) == arn


def test_what_is_mirrored_has_the_same_id_in_the_other_region() -> None:
    queue = "arn:aws:connect:us-west-2:000000000101:instance/i/queue/q"
    assert in_region(queue, "us-east-1") == "arn:aws:connect:us-east-1:000000000101:instance/i/queue/q"
    assert in_region(in_region(queue, "us-east-1"), "us-west-2") == queue


@pytest.mark.parametrize("arn", ["arn:aws:iam::000000000101:role/civicline", "arn:aws:s3:::bucket", "queue:q", ""])
def test_what_has_no_region_stays_as_it_is_in_the_other_one(arn: str) -> None:
    assert in_region(arn, "us-east-1") == arn
