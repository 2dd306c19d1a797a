"""Sealing, putting down and getting back, against both regions of a sandbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from operate.aws import Target
from operate.copies.fetch import fetch, stores_of
from operate.copies.publish import Done, forget, publish
from operate.copies.record import record
from operate.copies.store import OBJECT, CopyStore
from operate.copies.trust import Sealed, opened, pin_of
from sandbox.server import client
from sandbox.server.server import Options
from sandbox.server.server import opened as running
from spec.deployed import Deployed, Written, write
from spec.errors import CloudError
from tests.operate.copies.sealing import Signer
from tests.spec.test_deployed import DEPLOYED

EAST, WEST = "us-east-1", "us-west-2"
BUCKETS = {EAST: "copies-east", WEST: "copies-west"}


@dataclass
class World:
    """Two regions with a bucket each, and a key in the east."""

    home: Path
    target: Target
    key: str
    signed: int = 0

    def deployed(self, at: str = "2026-11-21T00:00:00+00:00", **more: Any) -> Deployed:
        return DEPLOYED.model_copy(update={"copies": BUCKETS, "seal_key": self.key, "deployed_at": at, **more})

    def record(self, file: Path, deployed: Deployed) -> Written:
        def me() -> str:
            self.signed += 1
            return "arn:aws:iam::000000000101:user/ana"

        return record(file, deployed, self.target, me)

    @property
    def stores(self) -> tuple[CopyStore, ...]:
        return stores_of(self.target, self.deployed())

    def versions(self, region: str) -> int:
        s3 = self.target.client("s3", region)
        return len(s3.list_object_versions(Bucket=BUCKETS[region]).get("Versions", ()))

    def put(self, region: str, body: bytes) -> None:
        self.target.client("s3", region).put_object(Bucket=BUCKETS[region], Key=OBJECT, Body=body)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    home = tmp_path_factory.mktemp("home")
    with running(Options(home=home)) as server:
        target = Target(server.endpoint)
        key = target.client("kms", EAST).create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
        for region, bucket in BUCKETS.items():
            place: Any = {} if region == EAST else {"CreateBucketConfiguration": {"LocationConstraint": region}}
            s3 = target.client("s3", region)
            s3.create_bucket(Bucket=bucket, **place)
            s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        yield World(home, target, key["KeyMetadata"]["Arn"])


@pytest.fixture
def world(started: World) -> Iterator[World]:
    started.signed = 0
    yield started
    client.clear_faults(started.home)
    for region, bucket in BUCKETS.items():
        s3 = started.target.client("s3", region)
        told = s3.list_object_versions(Bucket=bucket)
        for version in (*told.get("Versions", ()), *told.get("DeleteMarkers", ())):
            s3.delete_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deployed" / "sandbox" / "hi-dev.json"


def test_a_record_is_sealed_by_the_key_pinned_and_the_same_in_both_regions(world: World, file: Path) -> None:
    written = world.record(file, world.deployed())
    assert opened(file) == (written, Sealed.VERIFIED)
    assert written.seal is not None
    assert (written.seal.key, written.seal.signed_by) == (world.key, "arn:aws:iam::000000000101:user/ana")
    assert publish(world.stores, written.text) == {EAST: Done.WRITTEN, WEST: Done.WRITTEN}
    copies = fetch(world.stores)
    assert [copy.text for copy in copies.values() if isinstance(copy, Written)] == [written.text] * 2


def test_what_is_unchanged_keeps_its_seal_and_adds_no_version(world: World, file: Path) -> None:
    publish(world.stores, world.record(file, world.deployed()).text)
    again = world.record(file, world.deployed("2026-11-22T00:00:00+00:00"))
    assert again.deployed.deployed_at == "2026-11-21T00:00:00+00:00"
    assert publish(world.stores, again.text) == {EAST: Done.SAME, WEST: Done.SAME}
    assert (world.signed, world.versions(EAST), world.versions(WEST)) == (1, 1, 1)


def test_another_machine_takes_over_the_record_that_is_in_the_regions(world: World, file: Path, tmp_path: Path) -> None:
    first = world.record(file, world.deployed())
    publish(world.stores, first.text)
    other = tmp_path / "other" / "deployed" / "sandbox" / "hi-dev.json"
    assert world.record(other, world.deployed("2026-11-25T00:00:00+00:00")) == first
    assert opened(other)[1] is Sealed.VERIFIED


def test_a_machine_whose_clock_is_behind_writes_the_newer_record_all_the_same(
    world: World, file: Path, tmp_path: Path
) -> None:
    publish(world.stores, world.record(file, world.deployed("2026-11-21T10:00:00+00:00")).text)
    behind = tmp_path / "behind" / "deployed" / "sandbox" / "hi-dev.json"
    later = world.record(behind, world.deployed("2026-11-21T09:00:00+00:00", spec_digest="other"))
    assert later.deployed.moment == dt.datetime(2026, 11, 21, 10, 0, 1, tzinfo=dt.UTC)


def test_a_record_that_was_changed_or_cut_is_written_anew(world: World, file: Path) -> None:
    whole = world.record(file, world.deployed())
    for text in (whole.text[:200], whole.text.replace("office", "other"), ""):
        file.write_text(text, encoding="utf-8")
        assert world.record(file, world.deployed()).deployed == world.deployed()
        assert opened(file)[1] is Sealed.VERIFIED


def test_an_older_record_without_a_seal_gets_one(world: World, file: Path) -> None:
    write(file, world.deployed())
    assert world.record(file, world.deployed()).seal is not None


def test_a_new_key_is_trusted_by_whoever_deploys(world: World, file: Path) -> None:
    world.record(file, world.deployed())
    made = world.target.client("kms", EAST).create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
    world.record(file, world.deployed().model_copy(update={"seal_key": made["KeyMetadata"]["Arn"]}))
    written, sealed = opened(file)
    assert (written.deployed.seal_key, sealed) == (made["KeyMetadata"]["Arn"], Sealed.VERIFIED)


def test_copies_of_strangers_decide_nothing(world: World, file: Path) -> None:
    world.put(WEST, Signer().text(world.deployed("2036-01-01T00:00:00+00:00")).encode())
    written = world.record(file, world.deployed())
    assert written.deployed.deployed_at == "2026-11-21T00:00:00+00:00"
    assert publish(world.stores, written.text) == {EAST: Done.WRITTEN, WEST: Done.WRITTEN}


def test_a_record_of_another_environment_decides_nothing_though_the_same_key_sealed_it(
    world: World, file: Path, tmp_path: Path
) -> None:
    other = world.record(tmp_path / "b" / "deployed" / "sandbox" / "other-dev.json", world.deployed(program="other"))
    world.put(WEST, other.text.encode())
    early = world.deployed("2026-11-20T00:00:00+00:00")
    assert world.record(file, early).deployed == early


def test_without_the_key_nothing_is_written(world: World, file: Path) -> None:
    before = world.record(file, world.deployed())
    client.set_fault(world.home, "dark", region=EAST, service="kms")
    with pytest.raises(CloudError, match="kms:"):
        world.record(file, world.deployed(spec_digest="other"))
    assert opened(file)[0] == before


def test_a_region_that_is_dark_is_told_and_the_same_again_does_what_is_missing(world: World, file: Path) -> None:
    written = world.record(file, world.deployed())
    client.set_fault(world.home, "dark", region=WEST)
    done = publish(world.stores, written.text)
    assert done[EAST] is Done.WRITTEN
    assert isinstance(done[WEST], CloudError)
    client.clear_faults(world.home)
    assert publish(world.stores, written.text) == {EAST: Done.SAME, WEST: Done.WRITTEN}


def test_a_kill_between_two_regions_is_mended_by_the_same_again(world: World, file: Path) -> None:
    written = world.record(file, world.deployed())
    publish(world.stores[:1], written.text)  # and here it was killed
    again = world.record(file, world.deployed("2026-11-22T00:00:00+00:00"))
    assert publish(world.stores, again.text) == {EAST: Done.SAME, WEST: Done.WRITTEN}


def test_a_kill_between_record_and_pin_leaves_a_record_that_can_be_used(world: World, file: Path) -> None:
    world.record(file, world.deployed())
    pin_of(file).unlink()
    assert opened(file)[1] is Sealed.UNPINNED


def test_copies_that_are_half_written_no_text_or_missing_are_told_apart(world: World, file: Path) -> None:
    written = world.record(file, world.deployed())
    world.put(EAST, written.text.encode()[:300])
    half = fetch(world.stores)
    assert isinstance(half[EAST], Exception)
    assert "half written" in str(half[EAST])
    assert half[WEST] is None
    world.put(EAST, b"\xff\xfe")
    assert isinstance(fetch(world.stores)[EAST], CloudError)
    nowhere = CopyStore(world.target, EAST, "no-such-bucket")
    assert fetch([nowhere]) == {EAST: None}
    assert publish(world.stores, written.text) == {EAST: Done.WRITTEN, WEST: Done.WRITTEN}


def test_both_regions_dark_is_two_reasons_and_no_exception(world: World) -> None:
    client.set_fault(world.home, "dark")
    assert all(isinstance(copy, CloudError) for copy in fetch(world.stores).values())


def test_what_is_destroyed_is_forgotten_and_its_versions_stay(world: World, file: Path) -> None:
    publish(world.stores, world.record(file, world.deployed()).text)
    assert forget(world.stores) == {}
    assert fetch(world.stores) == {EAST: None, WEST: None}
    assert (world.versions(EAST), world.versions(WEST)) == (1, 1)
    assert forget([CopyStore(world.target, EAST, "no-such-bucket")]) == {}
    client.set_fault(world.home, "dark", region=WEST)
    assert forget(world.stores).keys() == {WEST}
