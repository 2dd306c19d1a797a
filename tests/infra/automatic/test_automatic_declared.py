"""What a program that asks for automatic failover declares in each of its regions, and what it may do."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import botocore
import pytest

from infra.automatic.component import alarm_pattern
from infra.automatic.machine import ANSWER_SECONDS
from infra.automatic.package import package
from infra.functions.automatic.parts.asking import PATIENCE
from infra.lambdas import SOURCES
from spec.deployed import Deployed
from spec.models import ProgramSpec
from spec.models.resilience import Automatic
from spec.observing import Metric

HOME, AWAY = "us-west-2", "us-east-1"
MACHINE, FUNCTION, ALARM = (
    "aws:sfn/stateMachine:StateMachine",
    "aws:lambda/function:Function",
    "aws:cloudwatch/metricAlarm:MetricAlarm",
)


def asking(program: ProgramSpec, **asked: Any) -> ProgramSpec:
    resilience = program.infrastructure.resilience.model_copy(update={"automatic": Automatic(**asked)})
    infra = program.infrastructure.model_copy(update={"resilience": resilience})
    return program.model_copy(update={"infrastructure": infra})


@pytest.fixture(scope="module")
def graph(hawaii: ProgramSpec, record_program: Callable[..., Any]) -> Any:
    return record_program(asking(hawaii, after_minutes=7, approval=False, cooldown_minutes=90))


def of_region(graph: Any, type_: str, region: str) -> Any:
    found = [one for one in graph.of(type_) if one.region == region and "-automatic" in one.name]
    assert len(found) == 1, (type_, region)
    return found[0]


def variables(graph: Any, region: str) -> dict[str, str]:
    found: dict[str, str] = of_region(graph, FUNCTION, region).inputs["environment"]["variables"]
    return found


def statements(graph: Any, region: str, policy: str) -> list[dict[str, Any]]:
    found = [
        one
        for one in graph.of("aws:iam/rolePolicy:RolePolicy")
        if one.region == region and "-automatic" in one.name and one.inputs["name"] == policy
    ]
    return [one for each in found for one in json.loads(each.inputs["policy"])["Statement"]]


def test_nothing_of_it_is_there_where_the_spec_does_not_ask(hawaii_graph: Any) -> None:
    assert hawaii_graph.of(MACHINE) == []
    assert not [one.urn for one in hawaii_graph.resources if "automatic" in one.name]


@pytest.mark.parametrize(("region", "there"), [(HOME, AWAY), (AWAY, HOME)])
def test_each_region_watches_the_other_and_would_pull_to_itself(graph: Any, region: str, there: str) -> None:
    told = variables(graph, region)
    assert (told["HERE"], told["THERE"], told["HOME"]) == (region, there, HOME)
    assert (told["APPROVAL"], told["COOLDOWN_MINUTES"]) == ("no", "90")
    alarm = of_region(graph, ALARM, region).inputs
    assert told["ALARM"] == alarm["name"]
    assert alarm["metricName"] == Metric.REGION_ANSWERS
    assert (alarm["dimensions"]["Region"], alarm["dimensions"]["From"]) == (there, region)
    assert (alarm["evaluationPeriods"], alarm["period"], alarm["threshold"]) == (7, 60, 0)
    assert alarm["treatMissingData"] == "missing", "a silent probe turns no key"


@pytest.mark.parametrize("region", [HOME, AWAY])
def test_the_alarm_starts_the_machine_and_the_machine_calls_the_function_of_its_region(graph: Any, region: str) -> None:
    rule = of_region(graph, "aws:cloudwatch/eventRule:EventRule", region).inputs
    pattern = json.loads(rule["eventPattern"])
    assert pattern["detail"] == {"state": {"value": ["ALARM"]}}
    assert pattern == alarm_pattern(pattern["resources"][0])
    target = of_region(graph, "aws:cloudwatch/eventTarget:EventTarget", region).inputs
    machine = of_region(graph, MACHINE, region)
    assert machine.name in target["arn"]
    states = json.loads(machine.inputs["definition"])["States"]
    assert of_region(graph, FUNCTION, region).name in states["Move"]["Parameters"]["FunctionName"]
    assert states["Tell"]["Parameters"]["TopicArn"] == variables(graph, region)["TOPIC"]


@pytest.mark.parametrize("region", [HOME, AWAY])
def test_who_is_told_is_who_gets_the_alarms_of_that_region(graph: Any, region: str) -> None:
    (topic,) = [one for one in graph.of("aws:sns/topic:Topic") if one.region == region]
    assert variables(graph, region)["TOPIC"].endswith(f"{topic.type}/{topic.name}")


def test_names_are_the_same_in_both_regions_but_for_roles(graph: Any) -> None:
    for kind in (MACHINE, FUNCTION, ALARM):
        assert of_region(graph, kind, HOME).inputs["name"] == of_region(graph, kind, AWAY).inputs["name"]
    roles = [one.inputs["name"] for one in graph.of("aws:iam/role:Role") if "-automatic" in one.name]
    assert len(roles) == len(set(roles)) == 6


@pytest.mark.parametrize("region", [HOME, AWAY])
def test_the_function_may_move_one_group_and_write_its_own_rows_only(graph: Any, region: str) -> None:
    found = {one["Sid"]: one for one in statements(graph, region, "move")}
    assert set(found["MoveTraffic"]["Action"]) == {
        "connect:GetTrafficDistribution",
        "connect:UpdateTrafficDistribution",
    }
    assert len(found["MoveTraffic"]["Resource"]) == 2
    center = variables(graph, region)["CENTER"]
    keys = found["WriteRows"]["Condition"]["ForAllValues:StringEquals"]["dynamodb:LeadingKeys"]
    assert keys == [f"serving#{center}", f"approval#{center}"]
    assert found["Record"]["Action"] == ["dynamodb:PutItem"], "an entry of the log is added, and never changed"
    changing = {action for one in found.values() for action in one["Action"]} - {
        *("connect:GetTrafficDistribution", "cloudwatch:DescribeAlarms", "dynamodb:GetItem")
    }
    assert changing == {
        *("connect:UpdateTrafficDistribution", "dynamodb:PutItem", "dynamodb:DeleteItem", "sns:Publish")
    }


@pytest.mark.parametrize("region", [HOME, AWAY])
def test_the_function_may_write_with_the_keys_of_both_switchboards(graph: Any, region: str) -> None:
    for other in (HOME, AWAY):
        (use,) = statements(graph, region, f"use-key-{other}")
        assert {"kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"} <= set(use["Action"])


def test_the_machine_and_its_event_may_do_one_thing_each(graph: Any) -> None:
    calls = {action for one in statements(graph, HOME, "call-and-tell") for action in one["Action"]}
    assert calls == {"lambda:InvokeFunction", "sns:Publish"}
    (starts,) = statements(graph, HOME, "start")
    assert starts["Action"] == ["states:StartExecution"]


def test_all_of_it_says_where_in_the_spec_it_comes_from_and_no_right_is_for_everything(graph: Any) -> None:
    own = [found for found in graph.resources if "-automatic" in found.name]
    tagged = [found for found in own if "tags" in found.inputs]
    assert {found.path for found in tagged} == {"infrastructure.resilience.automatic"}
    assert {found.type.rpartition(":")[2] for found in tagged} == {
        *("EventRule", "Function", "LogGroup", "MetricAlarm", "Role", "StateMachine")
    }
    for found in own:
        if found.type == "aws:iam/rolePolicy:RolePolicy":
            for statement in json.loads(found.inputs["policy"])["Statement"]:
                assert "*" not in statement["Resource"], found.urn


def test_the_record_tells_of_both_machines(graph: Any) -> None:
    record = Deployed(version=1, target="aws", spec_digest="", deployed_at="2027-01-01T00:00:00+00:00", **graph.outputs)
    (center,) = record.centers.values()
    there = center.in_replica()
    assert there is not None
    own, other = ([found for found in side.resources if found.kind == "automatic"] for side in (center, there))
    assert len(own) == len(other) == 1
    assert own[0].arn != other[0].arn
    assert own[0].name == other[0].name


def test_what_lambda_gets_runs_without_the_rest_of_civicline(tmp_path: Path) -> None:
    files = {**package(), "handler.py": (SOURCES / "automatic" / "handler.py").read_text(encoding="utf-8")}
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    libraries = [str(Path(botocore.__file__).parents[1])]
    code = f"""
import sys
sys.path += [{str(tmp_path)!r}, *{libraries!r}]
import handler, spec.serving
assert spec.serving.__file__.startswith({str(tmp_path)!r})
print(sorted(name for name in sys.modules if name.startswith(("spec", "infra", "pydantic", "pulumi"))))
"""
    # Without -S, an editable installation would lend its own modules.
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "pydantic" not in done.stdout
    assert "'infra.functions.automatic.parts.deciding'" in done.stdout


def test_the_row_of_an_open_question_ends_with_the_wait_for_its_answer() -> None:
    assert PATIENCE.total_seconds() == ANSWER_SECONDS
