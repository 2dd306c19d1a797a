"""A plan made of preview events: words, counts, calls, quotas."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cli.planning.callers import spoken_field, spoken_week
from cli.planning.plan import Plan, make_plan
from cli.render.plan import as_json, as_question, as_text
from spec.load import load
from spec.models import ProgramSpec

HAWAII = Path(__file__).parents[2] / "stacks" / "hawaii-in-house" / "program.yaml"
QUEUE = "aws-native:connect:Queue"


@pytest.fixture(scope="module")
def program() -> ProgramSpec:
    return load(HAWAII)


def step(op: str, type_: str, name: str, diffs: list[str] | None = None, new: dict[str, Any] | None = None) -> Any:
    metadata = SimpleNamespace(
        op=op,
        type=type_,
        urn=f"urn:pulumi:dev::civicline::{type_}::{name}",
        diffs=diffs,
        old=None,
        new=SimpleNamespace(inputs=new or {}),
    )
    return SimpleNamespace(resource_pre_event=SimpleNamespace(metadata=metadata))


def plan_of(program: ProgramSpec, *steps: Any) -> Plan:
    return make_plan(program, program.infrastructure.environments[0], steps)


def test_a_new_center_is_described_by_who_can_be_reached_and_when(program: ProgramSpec) -> None:
    plan = plan_of(program, step("create", "aws-native:connect:Instance", "office"))
    assert plan.callers[0] == "Callers reach Main line at +18085550140 and +18885550141, mon-fri 07:45-16:30."
    assert plan.callers[1].endswith("or 0 for a person.")


def test_a_changed_queue_is_said_in_words(program: ProgramSpec) -> None:
    plan = plan_of(program, step("update", QUEUE, "office-billing", ["maxContacts"], {"name": "Billing"}))
    assert plan.callers == ("queue Billing: changed (max contacts).",)


def test_tags_and_descriptions_are_not_noticed(program: ProgramSpec) -> None:
    plan = plan_of(program, step("update", QUEUE, "office-billing", ["tags[0].value", "description"]))
    assert plan.callers == ("Callers notice nothing.",)
    both = plan_of(program, step("update", QUEUE, "office-billing", ["tags", "maxContacts"], {"name": "Billing"}))
    assert both.callers == ("queue Billing: changed (tags, max contacts).",)


def test_a_change_behind_the_scenes_is_not_noticed(program: ProgramSpec) -> None:
    plan = plan_of(program, step("create", "aws:cloudwatch/metricAlarm:MetricAlarm", "alarm"))
    assert plan.callers == ("Callers notice nothing.",)


def test_a_second_region_is_said_once_and_not_what_it_consists_of(program: ProgramSpec) -> None:
    email, number = "aws-native:connect:EmailAddress", "aws-native:connect:PhoneNumber"
    inside = step("create", f"civicline:center:Twin$civicline:connect:EmailChannel${email}", "office-twin-help")
    inside.resource_pre_event.metadata.type = email
    replica = "pulumi-python:dynamic/civicline:Replica"
    plan = plan_of(
        program,
        step("create", replica, "office-replica", new={"replica_region": "us-east-1"}),
        step("update", number, "number-18085550140", ["targetArn"]),
        inside,
    )
    assert plan.callers == ("second region of the center, us-east-1: new.",)


def test_components_are_neither_counted_nor_listed(program: ProgramSpec) -> None:
    plan = plan_of(program, step("create", "civicline:connect:Center", "office"), step("same", QUEUE, "office-billing"))
    assert (plan.counts["create"], plan.counts["same"], plan.changes) == (0, 1, ())


def test_a_replacement_is_counted_once(program: ProgramSpec) -> None:
    events = [step(op, QUEUE, "office-billing") for op in ("create-replacement", "replace", "delete-replaced")]
    assert plan_of(program, *events).counts == {"create": 0, "update": 0, "replace": 1, "delete": 0, "same": 0}


def test_a_hundred_new_queues_take_as_long_as_the_limits_say(program: ProgramSpec) -> None:
    plan = plan_of(program, *(step("create", QUEUE, f"q{n}") for n in range(105)))
    assert plan.seconds == 50.0


def test_the_concurrent_calls_of_the_launch_weeks_exceed_the_default_quota(program: ProgramSpec) -> None:
    assert [use.quota.name for use in plan_of(program).exceeded] == ["concurrent calls"]


def test_text_and_json_say_the_same(program: ProgramSpec) -> None:
    plan = plan_of(program, step("create", QUEUE, "office-billing"))
    assert "+   1 Queue: office-billing" in as_text(plan)
    assert '"create": 1' in as_json(plan)


def test_new_resources_are_named_in_order_and_within_the_terminal(program: ProgramSpec) -> None:
    lines = as_text(plan_of(program, *(step("create", QUEUE, f"office-{n}") for n in reversed(range(20)))), 60)
    assert "  +  20 Queue: office-0, office-1, office-10," in lines
    assert max(map(len, lines.partition("API calls")[0].splitlines())) <= 60


def test_before_a_question_many_new_resources_are_counted_and_changes_are_named(program: ProgramSpec) -> None:
    new = [step("create", f"aws-native:connect:Kind{n}", f"r{n}") for n in range(9)]
    text = as_question(plan_of(program, *new, step("update", QUEUE, "office-billing", ["maxContacts"])))
    assert "Resources: 9 to create, 1 to update; 0 unchanged" in text
    assert "  ~ Queue office-billing (maxContacts)" in text
    assert "  + 9 kinds of new resources; `civicline plan` names each" in text


def test_where_nothing_is_to_do_the_plan_is_short(program: ProgramSpec) -> None:
    text = as_question(plan_of(program, step("same", QUEUE, "office-billing")))
    assert text.splitlines()[-1] == "Resources: nothing to do; 1 unchanged"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "never"),
        ([("mon", 480, 1020), ("tue", 480, 1020)], "mon-tue 08:00-17:00"),
        ([("mon", 480, 720), ("mon", 780, 1020)], "mon 08:00-12:00 and 13:00-17:00"),
        ([("mon", 480, 1020), ("wed", 480, 1020)], "mon 08:00-17:00, wed 08:00-17:00"),
        ([("sun", 0, 1440)], "sun 00:00-24:00"),
    ],
)
def test_a_week_is_spoken_in_runs_of_equal_days(rows: list[tuple[str, int, int]], words: str) -> None:
    assert spoken_week(rows) == words


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("maxContacts", "max contacts"),
        ("config[0].day", "config"),
        ("name", "name"),
        ("hoursOfOperationOverrides[3].overrideName", "holidays and dated hours"),
    ],
)
def test_a_field_is_spoken_in_words(field: str, words: str) -> None:
    assert spoken_field(field) == words
