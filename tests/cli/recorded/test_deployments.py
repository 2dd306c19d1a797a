"""`civicline deployments`, as an operator types it; and what failover does with a record that is not the newest."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from cli.options import TargetName
from cli.recorded.deployments import the_recorded
from cli.recorded.newest import begun_for, newer_of
from operate.copies.store import OBJECT
from operate.copies.trust import pin, pin_of, unpin
from sandbox.server import client
from sandbox.server.server import Options, opened
from spec.deployed import Deployed, TrafficGroup, fetch_command, read, write
from spec.seal import fingerprint
from tests.operate.copies.sealing import Signer, write_sealed
from tests.operate.failover.fake_world import EAST, WEST
from tests.operate.failover.standing import Standing, stand

BUCKETS = {EAST: "copies-east", WEST: "copies-west"}
SIGNER = Signer()
KEY = fingerprint(SIGNER.der)
FROM_WEST = ("fetch", "s3://copies-west", "--region", WEST)
LATER = "2026-11-22T09:00:00+00:00"


@dataclass
class Desk:
    """A machine; what is deployed has a copy in both regions."""

    standing: Standing
    capsys: pytest.CaptureFixture[str]
    said: str = ""
    shown: str = ""
    signer: Signer = field(default=SIGNER)

    def types(self, *words: str) -> int:
        code = main(list(words))
        self.shown, self.said = self.capsys.readouterr()
        return code

    def json(self, *words: str) -> Any:
        self.types("deployments", *words, "--json")
        return json.loads(self.shown)

    @property
    def file(self) -> Path:
        return self.standing.home / "deployed" / "sandbox" / "wa-program-dev.json"

    def deployed(self, **more: Any) -> Deployed:
        return self.standing.deployed.model_copy(update={"copies": BUCKETS, "seal_key": "arn:key", **more})

    def put(self, region: str, deployed: Deployed, signer: Signer = SIGNER) -> None:
        body = signer.text(deployed).encode()
        self.standing.client("s3", region).put_object(Bucket=BUCKETS[region], Key=OBJECT, Body=body)

    def new_laptop(self) -> None:
        for folder in ("deployed", "trusted"):
            shutil.rmtree(self.standing.home / folder, ignore_errors=True)

    def tampered(self) -> None:
        self.file.write_text(self.file.read_text(encoding="utf-8").replace("office", "0ffice"), encoding="utf-8")


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    home = tmp_path_factory.mktemp("home")
    with opened(Options(home=home)) as running:
        made = stand(home, running.endpoint)
        for region, bucket in BUCKETS.items():
            place: Any = {} if region == EAST else {"CreateBucketConfiguration": {"LocationConstraint": region}}
            made.client("s3", region).create_bucket(Bucket=bucket, **place)
        yield made


@pytest.fixture
def desk(standing: Standing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    monkeypatch.setenv("CIVICLINE_HOME", str(standing.home))
    found = Desk(standing, capsys)
    write_sealed(found.file, found.deployed(), SIGNER)
    for region in BUCKETS:
        found.put(region, found.deployed())
    yield found
    found.new_laptop()
    standing.home_again()


def test_a_machine_says_what_it_knows_and_by_which_key(desk: Desk) -> None:
    assert desk.types("deployments") == 0
    for words in (
        "wa-program dev on sandbox",
        "us-east-1 and us-west-2",
        "the seal holds",
        KEY,
        "same; s3://copies-west",
    ):
        assert words in desk.shown
    (told,) = desk.json()
    assert (told["seal"], told["fingerprint"], told["newer"]) == ("verified", KEY, None)
    assert told["copies"] == {region: {"bucket": bucket, "state": "same"} for region, bucket in BUCKETS.items()}


def test_who_forgets_the_target_is_told_of_which_there_are_records(desk: Desk) -> None:
    assert desk.types("failover", "status", "--target", "aws") == 2
    assert "try: add --target sandbox, of which this machine has records; else `civicline deployments" in desk.said


def test_a_machine_that_knows_nothing_says_how_to_get_to_know(desk: Desk) -> None:
    desk.new_laptop()
    assert desk.types("deployments") == 0
    assert "this machine knows no deployment" in desk.shown
    assert "civicline deployments fetch s3://BUCKET --region REGION --key SHA256:..." in desk.shown
    assert desk.json() == []


def test_a_new_laptop_gets_the_record_with_the_home_region_dark_and_moves_everything(desk: Desk) -> None:
    desk.new_laptop()
    client.set_fault(desk.standing.home, "dark", region=EAST)
    assert desk.types("deployments", *FROM_WEST, "--key", KEY) == 0
    assert "this machine can act on it now" in desk.shown
    assert desk.types("failover", "status") == 0
    assert "calls       100 % in us-east-1" in desk.shown
    assert desk.types("failover", "shift", "--to", WEST, "--not-ready-because", "a test", "--yes") in (0, 4)
    assert desk.types("failover", "status") == 0
    assert "calls       100 % in us-west-2" in desk.shown


def test_the_command_that_is_told_is_the_one_that_works(desk: Desk) -> None:
    words = fetch_command(desk.deployed(), KEY).split()
    assert words == ["civicline", "deployments", *FROM_WEST, "--key", KEY]
    desk.new_laptop()
    assert desk.types(*words[1:]) == 0
    assert read(desk.file) == desk.deployed()


def test_without_a_fingerprint_nothing_is_trusted_and_the_one_to_compare_is_said(desk: Desk) -> None:
    desk.new_laptop()
    assert desk.types("deployments", *FROM_WEST) == 2
    assert f"it is sealed by {KEY}: is that the right key?" in desk.said
    assert not desk.file.exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((*FROM_WEST, "--key", fingerprint(b"other")), 3, "not by the key that you named"),
        ((*FROM_WEST, "--key", "SHA256:12"), 2, "it is no fingerprint"),
        ((*FROM_WEST, "--key", KEY, "--target", "aws", "--stack", "dev"), 2, "leave --program and --stack out"),
        (("fetch", "copies-west", "--region", WEST, "--key", KEY), 2, "it is no bucket"),
        (("fetch", "s3://a/b", "--region", WEST, "--key", KEY), 2, "it is no bucket"),
        (("fetch", "s3://copies-west", "--key", KEY), 2, "where is the bucket?"),
        (("fetch", "s3://copies-nowhere", "--region", WEST, "--key", KEY), 2, "no record is there"),
        (("fetch", "--region", WEST), 2, "it belongs to a bucket"),
        (("fetch", "--key", KEY), 2, "it belongs to a bucket"),
        (("fetch",), 2, "no record here says where its copies are"),
    ],
)
def test_what_cannot_be_meant_is_answered_with_what_can(desk: Desk, words: list[str], code: int, said: str) -> None:
    desk.new_laptop()
    assert desk.types("deployments", *words) == code
    assert said in desk.said
    assert not desk.file.exists()


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("[{", 2, "half written"),
        ("{}", 2, "not as expected"),
    ],
)
def test_a_copy_that_is_no_record_is_refused(desk: Desk, text: str, code: int, said: str) -> None:
    desk.standing.client("s3", WEST).put_object(Bucket=BUCKETS[WEST], Key=OBJECT, Body=text.encode())
    desk.new_laptop()
    assert desk.types("deployments", *FROM_WEST, "--key", KEY) == code
    assert said in desk.said


def test_a_copy_without_a_seal_of_another_target_or_with_a_strange_name_is_refused(desk: Desk) -> None:
    desk.new_laptop()
    s3 = desk.standing.client("s3", WEST)
    s3.put_object(Bucket=BUCKETS[WEST], Key=OBJECT, Body=desk.deployed().model_dump_json().encode())
    assert (desk.types("deployments", *FROM_WEST, "--key", KEY), "it has no seal" in desk.said) == (3, True)
    desk.put(WEST, desk.deployed(target="aws"))
    assert (desk.types("deployments", *FROM_WEST, "--key", KEY), "add --target aws" in desk.said) == (2, True)
    desk.put(WEST, desk.deployed(program="../../x"))
    assert (desk.types("deployments", *FROM_WEST, "--key", KEY), "a name that none can have" in desk.said) == (3, True)
    assert not desk.file.exists()


def test_a_changed_record_is_refused_and_fetched_again(desk: Desk) -> None:
    desk.tampered()
    for words in (["failover", "status"], ["switches"], ["failover", "shift", "--to", WEST, "--yes"]):
        assert desk.types(*words) == 3
        assert "its seal does not hold: it was changed after civicline up wrote it" in desk.said
    assert desk.types("deployments") == 1
    assert "NOT USED: its seal does not hold" in desk.shown
    assert desk.json()[0]["seal"] == "refused"
    assert desk.types("deployments", "fetch") == 0
    assert "its seal holds; this machine can act on it now" in desk.shown
    assert desk.types("failover", "status") == 0


def test_a_changed_record_stays_refused_where_no_copy_can_take_its_place(desk: Desk) -> None:
    desk.tampered()
    for region in BUCKETS:
        desk.put(region, desk.deployed(), Signer())
    assert desk.types("deployments", "fetch") == 4
    assert "no copy could take its place" in desk.said
    client.set_fault(desk.standing.home, "dark")
    assert desk.types("deployments", "fetch") == 4
    unpin(desk.file)
    assert desk.types("deployments", "fetch") == 3
    assert "this machine trusts no key for it" in desk.said


def test_a_record_that_cannot_be_read_says_so_and_names_the_words_that_bring_it_back(desk: Desk) -> None:
    desk.file.write_text(desk.file.read_text(encoding="utf-8")[:200], encoding="utf-8")
    assert desk.types("deployments", "fetch") == 2
    assert "it is damaged or half written" in desk.said
    assert "fetch s3://BUCKET --region REGION --key SHA256:..." in desk.said
    assert desk.types("deployments", *FROM_WEST) == 0


def test_a_record_of_another_key_is_not_to_be_trusted_by_the_fingerprint_that_it_names(desk: Desk) -> None:
    write_sealed(desk.file, desk.deployed(), stranger := Signer())
    pin(desk.file, SIGNER.der)
    assert desk.types("failover", "status") == 3
    assert f"it is sealed by {fingerprint(stranger.der)}, and this machine trusts {KEY}" in desk.said
    assert "try: civicline deployments fetch brings back a copy that holds" in desk.said
    assert f"--key {fingerprint(stranger.der)}" not in desk.said


def test_fetching_what_is_there_already_changes_nothing(desk: Desk) -> None:
    before = desk.file.read_bytes()
    assert desk.types("deployments", "fetch") == 0
    assert "this machine has the newest already" in desk.shown
    assert desk.types("deployments", *FROM_WEST) == 0
    assert desk.file.read_bytes() == before


def test_an_older_copy_does_not_replace_a_newer_record(desk: Desk) -> None:
    write_sealed(desk.file, desk.deployed(deployed_at=LATER), SIGNER)
    assert desk.types("deployments", *FROM_WEST, "--key", KEY) == 0
    assert read(desk.file).deployed_at == LATER
    assert {one["state"] for one in desk.json()[0]["copies"].values()} == {"older"}


def test_a_copied_record_without_a_pin_is_used_with_a_remark_and_fetch_pins_the_key(desk: Desk) -> None:
    unpin(desk.file)
    assert desk.types("failover", "status") == 0
    assert f"is sealed by {KEY}, which this machine was never told to trust" in desk.said
    assert desk.types("deployments", *FROM_WEST, "--key", KEY) == 0
    assert desk.types("failover", "status") == 0
    assert desk.said == ""
    assert pin_of(desk.file).exists()


def test_an_older_record_without_a_seal_is_used_with_one_remark(desk: Desk) -> None:
    desk.new_laptop()
    write(desk.file, desk.standing.deployed)
    assert desk.types("failover", "status") == 0
    assert desk.said == "the record of wa-program dev has no seal; civicline up PROGRAM gives it one\n"
    assert desk.types("deployments") == 0
    assert "not sealed: an older Civicline wrote it" in desk.shown
    assert "in no region" in desk.shown


def test_a_record_that_is_out_of_date_is_replaced_by_the_newer_copy_on_the_way(desk: Desk) -> None:
    old = desk.standing.deployed.centers["office"]
    gone = TrafficGroup(id="x", arn=desk.standing.group[:-12] + "000000000000")
    write_sealed(desk.file, desk.deployed(centers={"office": old.model_copy(update={"traffic_group": gone})}), SIGNER)
    desk.put(WEST, desk.deployed(deployed_at=LATER))
    client.set_fault(desk.standing.home, "dark", region=EAST)
    assert desk.types("failover", "status") == 0
    assert f"wa-program dev was deployed elsewhere at {LATER}" in desk.said
    assert "calls       100 % in us-east-1" in desk.shown
    assert read(desk.file).deployed_at == LATER
    assert desk.types("failover", "status") == 0
    assert "deployed elsewhere" not in desk.said


def test_a_shift_and_a_check_go_by_the_newer_copy(desk: Desk) -> None:
    desk.put(EAST, desk.deployed(deployed_at=LATER))
    assert desk.types("failover", "check", "--in", WEST) in (0, 1)
    assert "deployed elsewhere" in desk.said
    write_sealed(desk.file, desk.deployed(), SIGNER)
    desk.types("failover", "shift", "--to", WEST, "--not-ready-because", "a test", "--yes")
    assert "deployed elsewhere" in desk.said
    assert read(desk.file).deployed_at == LATER


@pytest.mark.parametrize(
    "words",
    [
        ("close", "all", "--until", "4h", "--reason", "a test", "--yes"),
        ("announce", "all", "--until", "4h", "--message", "en=A test.", "--yes"),
        ("reopen", "all", "--yes"),
        ("switches",),
        ("switches", "--log"),
        ("failover", "approve", "--yes"),
        ("failover", "drill", "--list"),
    ],
)
def test_what_an_operator_types_at_night_goes_by_the_newer_copy(desk: Desk, words: tuple[str, ...]) -> None:
    desk.put(WEST, desk.deployed(deployed_at=LATER))
    desk.types(*words)
    assert "deployed elsewhere" in desk.said
    assert read(desk.file).deployed_at == LATER


def test_a_line_that_only_the_newer_copy_has_can_be_closed(desk: Desk) -> None:
    write_sealed(desk.file, desk.deployed(lines=()), SIGNER)
    desk.put(WEST, desk.deployed(deployed_at=LATER))
    closed = desk.types("close", "main", "--until", "4h", "--reason", "a test", "--yes")
    assert closed == 0, desk.said
    assert "main" in desk.shown


def test_a_newer_copy_by_a_stranger_is_left_aside_with_a_word(desk: Desk) -> None:
    desk.put(WEST, desk.deployed(deployed_at=LATER, centers={}), Signer())
    assert desk.types("failover", "status") == 0
    assert "the copy in us-west-2 is left aside: it is sealed by SHA256:" in desk.said
    assert read(desk.file) == desk.deployed()


def test_a_region_that_stays_silent_is_not_waited_for(desk: Desk) -> None:
    desk.put(WEST, desk.deployed(deployed_at=LATER))
    place = the_recorded(None, None, TargetName.SANDBOX)
    told = {EAST: Future[Any](), WEST: begun_for(place)[WEST]}
    wait([told[WEST]], timeout=60)
    newer = newer_of(place, told, grace=0)
    assert newer is not None
    assert newer.deployed.deployed_at == LATER
    assert newer_of(newer, {EAST: Future[Any]()}, grace=0) is None


def test_with_both_regions_dark_the_record_of_this_machine_counts(desk: Desk) -> None:
    desk.put(WEST, desk.deployed(deployed_at=LATER))
    client.set_fault(desk.standing.home, "dark")
    assert desk.types("failover", "status") == 4
    assert read(desk.file) == desk.deployed()
    (told,) = desk.json()
    assert all("cannot be read" in one["state"] for one in told["copies"].values())
