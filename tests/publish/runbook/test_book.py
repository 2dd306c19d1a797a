"""What a runbook says, by what was deployed."""

from __future__ import annotations

import pytest

from publish.runbook.book import book
from publish.runbook.document import Block, Command, Speech, Steps, Table, Words
from publish.runbook.facts import Facts
from spec.deployed import RECEIVE, DeployedReplica, DeployedResource, DnsRecord, Instance
from spec.models.resilience import Automatic, ExternalFailover, Tier
from spec.observing import DASHBOARD
from tests.publish.runbook.recorded import EAST, KEY, WEST, center, facts, line, recorded


def texts(block: Block) -> list[str]:
    match block:
        case Words() | Speech():
            return [block.text]
        case Command():
            return [block.note, block.text]
        case Steps():
            return list(block.items)
        case Table():
            return [*block.head, *(cell for row in block.rows for cell in row)]


def told(found: Facts, anchor: str | None = None) -> str:
    """All of it, or one section."""
    sections = [section for section in book(found).sections if anchor in (None, section.anchor)]
    return "\n".join(text for section in sections for block in section.blocks for text in texts(block))


def commands(found: Facts) -> list[str]:
    return [block.text for section in book(found).sections for block in section.blocks if isinstance(block, Command)]


ONE_REGION = facts(recorded(office=center(Tier.MULTI_AZ)))


@pytest.mark.parametrize("found", [facts(), ONE_REGION], ids=["two regions", "one region"])
def test_every_section_that_the_first_page_names_is_there(found: Facts) -> None:
    (table,) = book(found).sections[0].blocks
    assert isinstance(table, Table)
    named = {name for row in table.rows for name in row[2].split("; ")}
    assert named <= {section.title for section in book(found).sections}


def test_the_commands_name_the_program_its_environment_and_aws() -> None:
    assert f"civicline failover shift wa-program --to {WEST} --now --stack prod --target aws" in commands(facts())
    assert "civicline failover restore wa-program --stack prod --target aws" in commands(facts())
    assert f"civicline failover check wa-program --in {WEST} --stack prod --target aws" in commands(facts())
    assert "civicline reopen wa-program all --stack prod --target aws" in commands(facts())


def test_in_the_sandbox_it_is_for_practice_and_says_so() -> None:
    found = facts(recorded(target="sandbox"))
    assert "civicline failover restore wa-program --stack prod" in commands(found)
    assert any(text.startswith("FOR PRACTICE") for text in book(found).about)
    assert not any(text.startswith("FOR PRACTICE") for text in book(facts()).about)


def test_of_several_centers_each_is_moved_by_its_name() -> None:
    found = facts(recorded(line("main", "+13605550170"), office=center(), field=center()))
    assert (
        f"civicline failover shift wa-program --to {WEST} --now --center field --stack prod --target aws"
        in commands(found)
    )


def test_a_center_in_one_region_moves_nowhere_and_its_carrier_can_help() -> None:
    assert not any("shift" in text or "restore" in text or "traffic" in text for text in commands(ONE_REGION))
    assert "+1 360-555-0175" in told(ONE_REGION, "carrier")
    assert "There is no other." in told(ONE_REGION, "look")


def test_the_carrier_hears_who_calls_which_numbers_go_where_and_what_to_repeat() -> None:
    said = told(facts(), "carrier")
    assert "customer number ERU-7021" in said
    assert (
        "redirect all calls to +1 360-555-0170 and +1 888-555-0171, at once and unconditionally, to +1 360-555-0179,"
        in said
    )
    assert "1 hour and 30 minutes" in said


def test_without_a_redirect_of_its_own_each_line_goes_to_its_fallback() -> None:
    help_ = ExternalFailover(carrier="Sound Telephone", desk="+1-360-555-0175")
    lines = (line("main", "+13605550170"), line("other", "+13605550176", fallback="+13605550177"), line("inner"))
    said = told(facts(recorded(*lines, office=center(external=help_))), "carrier")
    assert "to +1 360-555-0170, at once and unconditionally, to +1 360-555-0178," in said
    assert "to +1 360-555-0176, at once and unconditionally, to +1 360-555-0177," in said


def test_where_the_spec_names_no_carrier_there_is_room_to_write_and_the_place_in_the_spec() -> None:
    said = told(facts(recorded(office=center(external=None))), "carrier")
    assert "infrastructure.resilience.external" in said
    assert "____" in said


def test_another_computer_fetches_the_record_by_the_key_that_sealed_it() -> None:
    fetched = f"civicline deployments fetch s3://copies-west --region {WEST} --key {KEY} --target aws"
    assert fetched in commands(facts())
    assert not any("fetch" in text for text in commands(facts(key="")))
    assert "~/.civicline/deployed/" in told(facts(key=""), "hand")


def test_it_says_when_it_was_made_from_which_record_and_what_the_check_said() -> None:
    about = " ".join(book(facts()).about)
    assert "Made Thu 2027-01-14 10:30 PST." in about
    assert "From the record of 2027-01-10T06:00:00+00:00; SHA-256 of the record d1ge57." in about
    assert "Nobody checked the other region" in told(facts(), "look")
    assert f"the check said: {WEST}: can answer all." in told(facts(checked="can answer all"), "look")


def test_every_number_and_every_last_resort_is_in_the_list_of_lines() -> None:
    listed = told(facts(), "lines")
    for number in ("+1 360-555-0170", "+1 888-555-0171", "+1 360-555-0178", "+1 360-555-0179"):
        assert number in listed


def test_each_region_is_closed_by_a_command_of_its_own() -> None:
    closing = [text for text in commands(facts()) if "center#office" in text]
    assert [EAST in text for text in closing] == [True, False]
    assert [WEST in text for text in closing] == [False, True]


def test_a_cold_standby_is_checked_and_never_moved_to() -> None:
    cold = center(Tier.COLD_STANDBY).model_copy(
        update={"standby": DeployedReplica(region=WEST, alias="cold", instance=Instance(id="2", arn="arn:of:cold"))}
    )
    found = facts(recorded(office=cold))
    assert f"civicline failover check wa-program --in {WEST} --center office --stack prod --target aws" in commands(
        found
    )
    assert not any("shift" in text for text in commands(found))
    assert f"Its cold standby in {WEST} has no numbers" in told(found, "decide")
    assert "arn:of:cold" in told(found, "places")


def test_where_a_region_may_ask_somebody_the_answer_is_a_command() -> None:
    asking = center()
    assert asking.resilience is not None
    resilience = asking.resilience.model_copy(update={"automatic": Automatic()})
    found = facts(recorded(office=asking.model_copy(update={"resilience": resilience})))
    assert "civicline failover approve wa-program --stack prod --target aws" in commands(found)
    assert "asks whether to take the traffic" in told(found, "decide")
    assert not any("approve" in text for text in commands(facts()))


def test_mail_that_nobody_moves_by_itself_is_told_with_the_records_to_set() -> None:
    records = tuple(
        DnsRecord(use=RECEIVE, name="help.example", type="MX", value=f"10 {region}.example", region=region, kept=False)
        for region in (EAST, WEST)
    )
    found = facts(recorded(office=center().model_copy(update={"dns": records})))
    assert f"{WEST}\nhelp.example MX\n10 {WEST}.example" in told(found, "move")
    assert "DNS" not in told(facts(), "move")


def test_dashboards_and_doors_of_both_regions_are_named() -> None:
    board = DeployedResource(kind=DASHBOARD, id="lines", name="office-board")
    there = center().replica
    assert there is not None
    replica = there.model_copy(update={"resources": (board,), "front_door": "https://west.door.example"})
    both = center().model_copy(
        update={"replica": replica, "resources": (board,), "front_door": "https://east.door.example"}
    )
    places = told(facts(recorded(office=both)), "places")
    for words in (
        f"dashboard, {EAST}\noffice-board",
        f"dashboard, {WEST}\noffice-board",
        "https://east.door.example",
        "https://west.door.example",
    ):
        assert words in places
