"""CloudWatch alarms and dashboards."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind, gone
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.words import camel, pascal, tag_list, tag_map, text
from sandbox.providers.partitions import arn

_ALARM = {
    "actionsEnabled": "ActionsEnabled",
    "alarmActions": "AlarmActions",
    "alarmDescription": "AlarmDescription",
    "comparisonOperator": "ComparisonOperator",
    "datapointsToAlarm": "DatapointsToAlarm",
    "evaluateLowSampleCountPercentiles": "EvaluateLowSampleCountPercentile",
    "evaluationPeriods": "EvaluationPeriods",
    "extendedStatistic": "ExtendedStatistic",
    "insufficientDataActions": "InsufficientDataActions",
    "metricName": "MetricName",
    "namespace": "Namespace",
    "okActions": "OKActions",
    "period": "Period",
    "statistic": "Statistic",
    "threshold": "Threshold",
    "thresholdMetricId": "ThresholdMetricId",
    "treatMissingData": "TreatMissingData",
    "unit": "Unit",
}
_ALWAYS = frozenset({"actionsEnabled", "comparisonOperator", "evaluationPeriods"})


class MetricAlarm(Kind):
    repeatable = True
    shape = shape(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        "cloudwatch",
        inputs=" ".join([*_ALARM, "dimensions", "metricQueries"]),
        computed="arn",
        replaces="name",
        naming=Naming(longest=255),
        defaults={"actionsEnabled": True, "treatMissingData": "missing"},
        taggable=True,
    )

    def create(self, call: Call) -> str:
        given = call.inputs
        dimensions = [{"Name": name, "Value": value} for name, value in (given.get("dimensions") or {}).items()]
        arguments = {"AlarmName": given["name"], **call.pick(_ALARM), "Tags": tag_list(call.tags)}
        if given.get("metricQueries"):
            arguments["Metrics"] = [_query(query) for query in given["metricQueries"]]
        elif dimensions:
            arguments["Dimensions"] = dimensions
        call.client.put_metric_alarm(**arguments)
        return str(given["name"])

    def update(self, call: Call, id_: str, old: Properties) -> None:
        self.create(call)
        client, alarm = call.client, call.arn(f"alarm:{id_}")
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_resource(ResourceARN=alarm, Tags=tag_list(tags)),
            lambda keys: client.untag_resource(ResourceARN=alarm, TagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        found = call.client.describe_alarms(AlarmNames=[id_])["MetricAlarms"]
        if not found:
            raise gone(f"alarm {id_}")
        alarm: dict[str, Any] = found[0]
        shown = {own: alarm.get(api) for own, api in _ALARM.items() if own in _ALWAYS or own in call.inputs}
        dimensions = {entry["Name"]: entry["Value"] for entry in alarm.get("Dimensions") or ()}
        tags = call.client.list_tags_for_resource(ResourceARN=alarm["AlarmArn"])["Tags"]
        return {
            **{own: _whole(value) for own, value in shown.items()},
            "name": alarm["AlarmName"],
            "arn": alarm["AlarmArn"],
            "dimensions": dimensions or None,
            "metricQueries": [_from_query(query) for query in alarm.get("Metrics") or ()] or None,
            "tags": tag_map(tags),
        }

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_alarms(AlarmNames=[id_])


class Dashboard(Kind):
    repeatable = True
    shape = shape(
        "aws:cloudwatch/dashboard:Dashboard",
        "cloudwatch",
        required="dashboardBody dashboardName",
        computed="dashboardArn",
        replaces="dashboardName",
        documents="dashboardBody",
    )

    def identity(self, inputs: Properties) -> str | None:
        return inputs.get("dashboardName")

    def create(self, call: Call) -> str:
        name = str(call.inputs["dashboardName"])
        call.client.put_dashboard(DashboardName=name, DashboardBody=text(call.inputs["dashboardBody"]))
        return name

    def update(self, call: Call, id_: str, old: Properties) -> None:
        self.create(call)

    def live(self, call: Call, id_: str) -> Properties:
        found = call.client.get_dashboard(DashboardName=id_)
        account = call.session.account()
        own_arn = arn("cloudwatch", "", account, f"dashboard/{id_}", of_region=call.region)
        return {"dashboardName": id_, "dashboardBody": found["DashboardBody"], "dashboardArn": own_arn}

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_dashboards(DashboardNames=[id_])


def _query(query: dict[str, Any]) -> dict[str, Any]:
    api: dict[str, Any] = pascal({key: value for key, value in query.items() if key != "metric"})
    metric = query.get("metric")
    if metric:
        dimensions = [{"Name": name, "Value": value} for name, value in (metric.get("dimensions") or {}).items()]
        inner = {"MetricName": metric["metricName"], "Dimensions": dimensions}
        inner |= {"Namespace": metric["namespace"]} if metric.get("namespace") else {}
        stat = {"Metric": inner, "Period": metric["period"], "Stat": metric["stat"]}
        api["MetricStat"] = stat | ({"Unit": metric["unit"]} if metric.get("unit") else {})
    return api


def _from_query(query: dict[str, Any]) -> dict[str, Any]:
    own: dict[str, Any] = camel({key: value for key, value in query.items() if key != "MetricStat"})
    stat = query.get("MetricStat")
    if stat:
        metric = stat["Metric"]
        dimensions = {entry["Name"]: entry["Value"] for entry in metric.get("Dimensions") or ()}
        own["metric"] = {"metricName": metric["MetricName"], "namespace": metric.get("Namespace")}
        own["metric"] |= {"period": stat["Period"], "stat": stat["Stat"], "unit": stat.get("Unit")}
        own["metric"] |= {"dimensions": dimensions} if dimensions else {}
    return own


def _whole(value: Any) -> Any:
    """CloudWatch answers 5 as 5.0; in the wire format of Pulumi they are the same number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
