"""`civicline flows show` and `flows map`: what they print and write, and what they answer to wrong words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.main import main

STACKS = Path(__file__).parents[2] / "stacks"
HAWAII = str(STACKS / "hawaii-in-house" / "program.yaml")
OREGON = str(STACKS / "oregon-vendor" / "program.yaml")

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which nothing was ever deployed."""
    monkeypatch.setenv("CIVICLINE_HOME", str(tmp_path / "home"))


def said(capsys: Out, *words: str) -> str:
    assert main(["flows", *words]) == 0
    return capsys.readouterr().out


def refused(capsys: Out, *words: str) -> str:
    """What stands on stderr after wrong input; nothing stands on stdout."""
    assert main(["flows", *words]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err


def test_the_list_has_a_line_for_each_flow_of_the_first_center(capsys: Out) -> None:
    head, *rows = said(capsys, "show", OREGON).splitlines()
    assert head.startswith("state, compiled from the spec: ")
    assert f"{len(rows)} flows" in head
    assert any(row.startswith("line-state_line ") and "CONTACT_FLOW" in row for row in rows)


def test_the_list_as_json_tells_what_each_flow_was_compiled_from(capsys: Out) -> None:
    flows = {flow["id"]: flow for flow in json.loads(said(capsys, "show", HAWAII, "--json"))}
    assert flows["line-main"]["type"] == "CONTACT_FLOW"
    assert flows["line-main"]["spec_path"].startswith("infrastructure.lines")
    assert all(flow["blocks"] > 0 for flow in flows.values())


def test_one_flow_is_printed_block_by_block_with_the_ways_on(capsys: Out) -> None:
    text = said(capsys, "show", HAWAII, "queue-policy")
    assert text.startswith("queue-policy (CONTACT_FLOW): ")
    assert "\nhours: CheckHoursOfOperation" in text
    assert "NoMatchingError -> " in text


def test_one_flow_as_json_is_what_amazon_connect_takes(capsys: Out) -> None:
    body = json.loads(said(capsys, "show", HAWAII, "line-main", "--json"))
    assert body["Version"] == "2019-10-30"
    assert body["StartAction"] in {action["Identifier"] for action in body["Actions"]}


def test_the_center_that_has_the_flow_is_found(capsys: Out) -> None:
    assert said(capsys, "show", OREGON, "line-tamarack").startswith("line-tamarack (CONTACT_FLOW)")
    assert said(capsys, "show", OREGON, "--center", "northlake").startswith("northlake, ")


@pytest.mark.parametrize("command", ["show", "map"])
def test_a_misspelled_flow_is_answered_with_the_one_that_was_meant(command: str, capsys: Out) -> None:
    told = refused(capsys, command, HAWAII, "line-mian")
    assert "line-mian: there is no such flow" in told
    assert "did you mean line-main?" in told


def test_a_flow_like_no_other_is_answered_with_how_to_list_them(capsys: Out) -> None:
    assert "civicline flows show PROGRAM lists them" in refused(capsys, "show", HAWAII, "zzzz")


def test_a_flow_of_another_center_is_not_in_this_one(capsys: Out) -> None:
    assert "there is no such flow" in refused(capsys, "show", OREGON, "line-tamarack", "--center", "northlake")


@pytest.mark.parametrize("command", ["show", "map", "diff"])
def test_an_unknown_center_is_answered_with_those_that_there_are(command: str, capsys: Out) -> None:
    told = refused(capsys, command, OREGON, "--center", "east")
    assert "--center east: the program has no such center" in told
    assert "it has state, northlake and tamarack" in told


@pytest.mark.parametrize("words", [["show", HAWAII, "--deployed"], ["map", HAWAII, "--deployed"], ["diff", HAWAII]])
def test_where_nothing_is_deployed_it_says_how_to_deploy(words: list[str], capsys: Out) -> None:
    told = refused(capsys, *words)
    assert "nothing is deployed here yet" in told
    assert "civicline up PROGRAM" in told


@pytest.mark.parametrize("command", ["show", "map", "diff"])
def test_a_program_that_is_not_there_is_wrong_input(command: str, tmp_path: Path, capsys: Out) -> None:
    assert "nowhere.yaml" in refused(capsys, command, str(tmp_path / "nowhere.yaml"))


def test_a_faulty_program_is_answered_with_its_fault(tmp_path: Path, capsys: Out) -> None:
    faulty = tmp_path / "program.yaml"
    faulty.write_text("version: 1\n", encoding="utf-8")
    assert f"{faulty}:1" in refused(capsys, "show", str(faulty))


def test_a_map_is_a_page_with_every_flow_of_the_center(tmp_path: Path, capsys: Out) -> None:
    page = tmp_path / "new folder" / "journey.html"
    assert said(capsys, "map", HAWAII, "--out", str(page)).splitlines() == [str(page)]
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "Ke Ala Kulike Road Mileage Program" in text
    assert text.count("<svg") > 15


def test_a_map_of_two_flows_has_those_two_and_a_picture_of_each(tmp_path: Path, capsys: Out) -> None:
    page, folder = tmp_path / "two.html", tmp_path / "pictures"
    told = said(capsys, "map", HAWAII, "line-main", "queue-policy", "--out", str(page), "--svg", str(folder))
    assert told.splitlines() == [str(page), str(folder / "line-main.svg"), str(folder / "queue-policy.svg")]
    assert page.read_text(encoding="utf-8").count("<svg") == 2
    assert all(picture.read_text(encoding="utf-8").startswith("<svg") for picture in folder.iterdir())


def test_a_wrong_flow_writes_no_page(tmp_path: Path, capsys: Out) -> None:
    page = tmp_path / "journey.html"
    refused(capsys, "map", HAWAII, "line-main", "line-mian", "--out", str(page))
    assert not page.exists()
