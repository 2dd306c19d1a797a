"""deployed.json: written whole, read with care."""

from pathlib import Path

import pytest

from spec.deployed import Deployed, DeployedCenter, DeployedReplica, DeployedResource, Instance, read, write
from spec.errors import UsageError

ARN = "arn:aws:connect:us-west-2:000000000101:instance/i/queue/q"
CENTER = DeployedCenter(
    region="us-west-2",
    account="000000000101",
    alias="kalamiles-dev",
    instance=Instance(id="i", arn="arn:aws:connect:us-west-2:000000000101:instance/i"),
    resources=(DeployedResource(kind="queue", id="billing", name="Billing", aws_id="q", arn=ARN),),
)
DEPLOYED = Deployed(
    version=1,
    program="hi",
    stack="dev",
    target="sandbox",
    spec_digest="0",
    deployed_at="2026-11-21T00:00:00+00:00",
    centers={"office": CENTER},
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write(tmp_path / "deployed" / "hi-dev.json", DEPLOYED)
    assert read(tmp_path / "deployed" / "hi-dev.json") == DEPLOYED


def test_writing_leaves_nothing_else_in_the_folder(tmp_path: Path) -> None:
    for _ in range(2):
        write(tmp_path / "hi-dev.json", DEPLOYED)
    assert [path.name for path in tmp_path.iterdir()] == ["hi-dev.json"]


def test_an_arn_stands_for_its_kind_and_id() -> None:
    assert CENTER.references() == {ARN: "queue:billing"}


def test_in_its_second_region_a_center_has_its_mirrored_parts_and_what_is_only_there() -> None:
    number = DeployedResource(kind="number", id="+18085550140", name="n", arn=f"{ARN[:24]}us-west-2:1:phone-number/n")
    here, there = (
        DeployedResource(kind="function", id="opening", name="f", arn=f"arn:aws:lambda:{region}:1:function:f")
        for region in ("us-west-2", "us-east-1")
    )
    replica = DeployedReplica(
        region="us-east-1",
        alias="kalamiles-dev-us-east-1",
        instance=Instance(id="i", arn="arn:aws:connect:us-east-1:000000000101:instance/i"),
        resources=(there,),
    )
    center = CENTER.model_copy(update={"resources": (*CENTER.resources, number, here), "replica": replica})
    seen = center.in_replica()
    assert seen is not None
    assert (seen.region, seen.alias, seen.instance) == ("us-east-1", replica.alias, replica.instance)
    assert [found.arn for found in seen.resources] == [ARN.replace("west-2", "east-1"), number.arn, there.arn]
    assert CENTER.in_replica() is None


def test_a_failed_write_keeps_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "hi-dev.json").mkdir()  # a folder in the way: the last step fails
    with pytest.raises(OSError, match=r"hi-dev\.json"):
        write(tmp_path / "hi-dev.json", DEPLOYED)
    assert [path.name for path in tmp_path.iterdir()] == ["hi-dev.json"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (DEPLOYED.model_dump_json()[:-20], "half written"),
        ("", "half written"),
        ("[]", "not as expected"),
        (DEPLOYED.model_copy(update={"version": 9}).model_dump_json(), "newer Civicline (version 9"),
        ("\x00\x01", "half written"),
    ],
)
def test_a_damaged_file_is_said_in_one_line(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "d.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        read(tmp_path / "d.json")
    assert what in raised.value.what
    assert raised.value.exit_code == 2


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="civicline up"):
        read(tmp_path / "none.json")


def test_a_folder_or_bytes_of_another_encoding_are_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.json").write_bytes(b"\xe9\xe8")
    for path in (tmp_path, tmp_path / "latin.json"):
        with pytest.raises(UsageError, match="cannot be read"):
            read(path)


def test_a_function_is_known_by_the_arn_that_flows_write_for_both_regions() -> None:
    arn = "arn:aws:lambda:us-west-2:000000000101:function:opening"
    opening = DeployedResource(kind="function", id="opening", name="opening", arn=arn)
    found = CENTER.model_copy(update={"resources": (opening,)}).references()
    assert found == {
        arn: "function:opening",
        "arn:aws:lambda:$.AwsRegion:000000000101:function:opening": "function:opening",
    }


def test_centers_keep_the_order_of_the_spec(tmp_path: Path) -> None:
    write(tmp_path / "hi-dev.json", DEPLOYED.model_copy(update={"centers": {"office": CENTER, "annex": CENTER}}))
    assert list(read(tmp_path / "hi-dev.json").centers) == ["office", "annex"]
