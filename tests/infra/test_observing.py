"""What watches a center: in each region the same, and by the words that the probe itself uses."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from infra.functions.probe import handler as probe
from infra.observing.probe import SECONDS
from spec.models import ProgramSpec
from spec.models.resilience import Tier
from spec.observing import PROBE_SECONDS, AlarmKind, Metric
from tests.infra.test_twin import AWAY, HOME, of_tier

ALARM, BOARD = "aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/dashboard:Dashboard"
FUNCTION, RULE, TARGET = (
    "aws:lambda/function:Function",
    "aws:cloudwatch/eventRule:EventRule",
    "aws:cloudwatch/eventTarget:EventTarget",
)
MOST_ALARMS, MOST_METRICS = 100, 500
"""In one widget of a dashboard."""


@pytest.fixture(params=["hawaii_graph", "oregon_graph"])
def graph(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def one_region(hawaii: ProgramSpec, record_program: Callable[..., Any]) -> Any:
    return record_program(of_tier(hawaii, Tier.MULTI_AZ, None))


def alarms(graph: Any, region: str, prefix: str = "") -> dict[str, Any]:
    """By their ids."""
    named = {one.inputs["name"]: one for one in graph.of(ALARM) if one.region == region}
    center = graph.outputs["centers"]["office"]
    rows = center["resources"] if region == center["region"] else center["replica"]["resources"]
    ids = {row["name"]: row["id"] for row in rows if row["kind"] == "alarm"}
    return {id_: named[name] for name, id_ in ids.items() if id_.startswith(prefix)}


def test_each_region_watches_each_line_in_both(hawaii: ProgramSpec, hawaii_graph: Any) -> None:
    wanted = {
        f"{kind}-{line.id}"
        for line in hawaii.infrastructure.lines
        for kind in (AlarmKind.LINE_HERE, AlarmKind.LINE_THERE)
    }
    for region in (HOME, AWAY):
        assert set(alarms(hawaii_graph, region, "line-")) == wanted


@pytest.mark.parametrize(("own", "other"), [(HOME, AWAY), (AWAY, HOME)])
def test_alarms_are_about_metrics_that_the_probe_publishes(
    hawaii: ProgramSpec, hawaii_graph: Any, own: str, other: str
) -> None:
    lines = [line.id for line in hawaii.infrastructure.lines]
    environment = environment_of(hawaii_graph, own)
    center = probe.Center(
        environment["DEPLOYMENT"],
        environment["CENTER"],
        "i",
        "n",
        "s",
        "t",
        own,
        tuple(environment["REGIONS"].split(",")),
    )
    plan: probe.Plan = {line: {} for line in lines}
    seen = {region: dict.fromkeys(lines, True) for region in (own, other)}
    data = [*probe.metrics(center, plan, seen), *probe._finding_metric(center, 0)]
    published = {(one["MetricName"], frozenset((d["Name"], d["Value"]) for d in one["Dimensions"])) for one in data}
    ours = [one.inputs for one in alarms(hawaii_graph, own).values() if one.inputs.get("namespace") == probe.NAMESPACE]
    assert {(one["metricName"], frozenset(one["dimensions"].items())) for one in ours} == {
        (name, dimensions) for name, dimensions in published if name != Metric.REGION_ANSWERS
    }


def environment_of(graph: Any, region: str) -> dict[str, str]:
    (found,) = [one for one in probes(graph) if one.region == region and "-office-" in one.inputs["name"]]
    variables: dict[str, str] = found.inputs["environment"]["variables"]
    return variables


def probes(graph: Any) -> list[Any]:
    return [one for one in graph.of(FUNCTION) if one.inputs["name"].endswith("-probe")]


def test_every_alarm_tells_the_topic_of_its_own_region(graph: Any) -> None:
    topics = {one.name: one for one in graph.of("aws:sns/topic:Topic")}
    for one in graph.of(ALARM):
        (told,) = one.inputs["alarmActions"]
        topic = topics[told.rpartition("/")[2]]
        assert topic.region == one.region
        assert one.name.startswith(f"{topic.name}-")


def test_names_of_alarms_are_their_own_in_each_region(graph: Any) -> None:
    counted = Counter((one.region, one.inputs["name"]) for one in graph.of(ALARM))
    assert set(counted.values()) == {1}


def test_a_probe_that_says_nothing_rings(graph: Any) -> None:
    for one in graph.of(ALARM):
        if one.inputs.get("metricName") == Metric.HEARTBEAT:
            assert (one.inputs["treatMissingData"], one.inputs["statistic"]) == ("breaching", "SampleCount")


def test_that_nobody_knows_what_is_not_mirrored_is_told(hawaii_graph: Any) -> None:
    for region in (HOME, AWAY):
        about = alarms(hawaii_graph, region)["replication"].inputs
        assert about["treatMissingData"] == "missing"
        assert about["insufficientDataActions"] == about["alarmActions"]


def test_the_alarm_about_flows_names_no_single_flow(hawaii_graph: Any) -> None:
    """CloudWatch keeps the metric by flow; an alarm on the sum of nothing would never ring."""
    (query,) = alarms(hawaii_graph, HOME)["ContactFlowFatalErrors"].inputs["metricQueries"]
    assert query["expression"].startswith("SELECT SUM(ContactFlowFatalErrors)")
    assert "ContactFlowName, InstanceId, MetricGroup" in query["expression"]


def test_the_probe_is_called_each_minute_and_no_flow_calls_it(graph: Any) -> None:
    found = probes(graph)
    rules = {(one.region, one.inputs["name"]): one.inputs for one in graph.of(RULE)}
    for one in found:
        assert rules[one.region, one.inputs["name"]]["scheduleExpression"] == "rate(1 minute)"
        assert one.inputs["timeout"] == SECONDS < PROBE_SECONDS
    assert len(found) == len(rules) == len([one for one in graph.of(TARGET) if one.inputs["targetId"] == "probe"])
    associated = {one.name for one in graph.of("aws-native:connect:IntegrationAssociation")}
    assert not [name for name in associated if name.endswith("-probe")]


def test_a_look_that_is_late_or_failed_is_not_made_up_for(graph: Any) -> None:
    kept = graph.of("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig")
    assert len(kept) == len(probes(graph))
    for one in (*kept, *(found for found in graph.of(TARGET) if found.inputs["targetId"] == "probe")):
        limits = one.inputs.get("retryPolicy", one.inputs)
        assert (limits["maximumEventAgeInSeconds"], limits["maximumRetryAttempts"]) == (PROBE_SECONDS, 0)


def test_the_probe_may_write_its_own_row_and_nothing_else(hawaii_graph: Any) -> None:
    for region in (HOME, AWAY):
        (policy,) = [
            one
            for one in hawaii_graph.of("aws:iam/rolePolicy:RolePolicy")
            if one.name.endswith("-probe-look") and one.region == region
        ]
        statements = {one["Sid"]: one for one in json.loads(policy.inputs["policy"])["Statement"]}
        writing = {
            action
            for one in statements.values()
            for action in one["Action"]
            if not action.partition(":")[2].startswith(("Describe", "List", "Invoke", "Decrypt", "Encrypt", "Generate"))
        }
        assert writing == {"dynamodb:PutItem", "cloudwatch:PutMetricData"}
        keys = statements["Beat"]["Condition"]["ForAllValues:StringEquals"]["dynamodb:LeadingKeys"]
        assert keys == [f"heartbeat#office#{region}"]
        places = {
            arn.split(":")[3] for sid in ("Look", "Ask", "Beat", "UseKeys") for arn in statements[sid]["Resource"]
        }
        assert places == {HOME, AWAY}


def test_each_region_has_a_dashboard_that_cloudwatch_takes(graph: Any) -> None:
    boards = graph.of(BOARD)
    assert len({one.inputs["dashboardName"] for one in boards}) == len(boards) == len(probes(graph))
    for board in boards:
        widgets = json.loads(board.inputs["dashboardBody"])["widgets"]
        places = [(widget["x"], widget["y"]) for widget in widgets]
        assert len(set(places)) == len(places)
        for widget in widgets:
            properties = widget["properties"]
            assert len(properties.get("alarms", ())) <= MOST_ALARMS
            assert 0 < len(properties.get("metrics", [1])) <= MOST_METRICS
            assert properties.get("region", board.region) == board.region


def test_a_dashboard_shows_every_alarm_of_its_region(hawaii_graph: Any) -> None:
    for board in hawaii_graph.of(BOARD):
        widgets = json.loads(board.inputs["dashboardBody"])["widgets"]
        shown = sum(len(widget["properties"]["alarms"]) for widget in widgets if widget["type"] == "alarm")
        assert shown == len([one for one in hawaii_graph.of(ALARM) if one.region == board.region])


def test_a_center_in_one_region_says_nothing_of_another(one_region: Any) -> None:
    ids = {row["id"] for row in one_region.outputs["centers"]["office"]["resources"] if row["kind"] == "alarm"}
    assert not [id_ for id_ in ids if id_.startswith((AlarmKind.LINE_THERE, AlarmKind.REPLICATION))]
    assert AlarmKind.PROBE in ids
    (board,) = one_region.of(BOARD)
    assert AWAY not in board.inputs["dashboardBody"]
    assert environment_of(one_region, HOME)["REGIONS"] == HOME


def test_the_probe_knows_numbers_and_flow_of_each_line(hawaii: ProgramSpec, record_lines: dict[str, Any]) -> None:
    assert set(record_lines) == {line.id for line in hawaii.infrastructure.lines}
    for line in hawaii.infrastructure.lines:
        assert record_lines[line.id]["numbers"] == [found.number for found in line.numbers]


@pytest.fixture(scope="module")
def record_lines(hawaii: ProgramSpec) -> dict[str, Any]:
    from infra.observing.probe import lines_json
    from infra.program import ProgramArgs, plan
    from tests.infra.conftest import STACKS, TODAY

    (center,) = plan(ProgramArgs(program=hawaii, stack="dev", folder=STACKS / "hawaii-in-house", today=TODAY))
    found: dict[str, Any] = json.loads(lines_json(center))
    flows = {flow.name for flow in center.flows.flows}
    assert {one["flow"] for one in found.values()} <= flows
    return found
