"""Finding the center of a flow, and what a rollback says before and after."""

from __future__ import annotations

import pytest

from cli.main import main
from cli.recorded.deployments import center_with
from cli.render.rollback import as_done, as_json, as_question
from operate.flows.rollback import Rollback, plan_rollback
from spec.deployed import Deployed, DeployedCenter
from spec.errors import UsageError
from tests.operate.fake_connect import CENTER, Here, content, standing


def planned(at: int) -> Rollback:
    return plan_rollback(Here(connect=standing(content("Aloha."), content("Hello."), at=at)), CENTER, "line-main")


def test_the_way_to_a_later_version_is_not_called_back() -> None:
    plan = plan_rollback(Here(connect=standing(content("Aloha."), content("Hello."), at=1)), CENTER, "line-main", 2)
    assert "on to version 2" in as_question(plan)


def test_the_same_version_has_no_differences_for_a_program() -> None:
    assert as_json(planned(1), changed=False)["differences"] == []


def deployed(**centers: DeployedCenter) -> Deployed:
    return Deployed(
        version=1, program="p", stack="dev", target="sandbox", spec_digest="", deployed_at="", centers=centers
    )


def test_the_question_names_both_versions_their_times_and_the_blocks_that_differ() -> None:
    said = as_question(planned(2))
    assert "callers reach version 2, made 2026-11-22 10:00 UTC" in said
    assert "back to version 1, made 2026-11-22 09:00 UTC" in said
    assert "block greet: Text: Hello. becomes Aloha." in said


def test_the_answer_says_what_callers_reach_and_whether_anything_was_done() -> None:
    assert as_done(planned(2)) == "line-main: callers reach version 1 now, and reached version 2 before"
    assert "already; nothing was changed" in as_done(planned(1))


def test_json_tells_the_same_to_a_program() -> None:
    told = as_json(planned(2), changed=True)
    assert (told["flow"], told["from"], told["to"], told["changed"]) == ("line-main", 2, 1, True)
    assert told["made"] == "2026-11-22T09:00:00+00:00"
    assert len(told["differences"]) == 1


def test_the_center_of_a_flow_is_found_by_the_flow() -> None:
    other = CENTER.model_copy(update={"resources": ()})
    both = deployed(north=other, south=CENTER)
    assert center_with(both, "flow_alias", "line-main", None) is CENTER


def test_a_flow_of_several_centers_needs_the_center_said() -> None:
    both = deployed(north=CENTER, south=CENTER)
    with pytest.raises(UsageError, match="north and south") as wrong:
        center_with(both, "flow_alias", "line-main", None)
    assert "--center north" in wrong.value.hint
    assert center_with(both, "flow_alias", "line-main", "south") is CENTER


def test_a_center_that_is_not_deployed_is_answered_with_those_that_are() -> None:
    with pytest.raises(UsageError) as wrong:
        center_with(deployed(north=CENTER), "flow_alias", "line-main", "east")
    assert "north" in wrong.value.hint


@pytest.mark.parametrize("words", [["a", "b", "c"], ["program.yaml", "line-main", "--program", "other.yaml"]])
def test_one_flow_at_a_time(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rollback", *words, "--yes"]) == 2
    assert "one flow at a time" in capsys.readouterr().err
