"""Evaluation forms, rules, task templates, views."""

from __future__ import annotations

import json
from typing import Any

from sandbox.aws.connect.desk import Desk
from sandbox.aws.connect.operations import Answer, operation, output_shape, tell
from sandbox.aws.place import last_part
from sandbox.aws.projection import project
from sandbox.aws.store import Resource
from sandbox.aws.wire import page

# Actions of a rule: property of the registry -> (action type, member of the API).
_ACTIONS = {
    "TaskActions": ("CREATE_TASK", "TaskAction"),
    "EventBridgeActions": ("GENERATE_EVENTBRIDGE_EVENT", "EventBridgeAction"),
    "AssignContactCategoryActions": ("ASSIGN_CONTACT_CATEGORY", "AssignContactCategoryAction"),
    "SendNotificationActions": ("SEND_NOTIFICATION", "SendNotificationAction"),
    "CreateCaseActions": ("CREATE_CASE", "CreateCaseAction"),
    "UpdateCaseActions": ("UPDATE_CASE", "UpdateCaseAction"),
    "AssignSlaActions": ("ASSIGN_SLA", "AssignSlaAction"),
    "EndAssociatedTasksActions": ("END_ASSOCIATED_TASKS", "EndAssociatedTasksAction"),
    "SubmitAutoEvaluationActions": ("SUBMIT_AUTO_EVALUATION", "SubmitAutoEvaluationAction"),
    "SendInAppNotificationActions": ("SEND_IN_APP_NOTIFICATION", "SendInAppNotificationAction"),
}


def _by(desk: Desk) -> str:
    """Who made a thing, where the API insists on a user."""
    return desk.resources.place.arn("sts", "assumed-role/deployment")


def told_form(desk: Desk, form: Resource) -> dict[str, Any]:
    latest = form.facts["LatestVersion"]
    who = {name: _by(desk) for name in ("CreatedBy", "LastModifiedBy", "LastActivatedBy")}
    told = {**desk.told(form), **who, "EvaluationFormVersion": latest, "LatestVersion": latest}
    told |= {"Locked": form.model["Status"] == "ACTIVE", "LastActivatedTime": form.modified}
    if "ActiveVersion" in form.facts:
        told["ActiveVersion"] = form.facts["ActiveVersion"]
    return told


@operation("DescribeEvaluationForm")
def form(desk: Desk) -> Answer:
    found = desk.find("EvaluationForm", str(desk.params["EvaluationFormId"]))
    return {"EvaluationForm": tell("DescribeEvaluationForm", "EvaluationForm", told_form(desk, found))}


@operation("ListEvaluationForms")
def forms(desk: Desk) -> Answer:
    rows, following = page([told_form(desk, one) for one in desk.inside("EvaluationForm")], desk.params)
    member = "EvaluationFormSummaryList"
    return {member: tell("ListEvaluationForms", member, rows), **following}


@operation("ListEvaluationFormVersions")
def form_versions(desk: Desk) -> Answer:
    found = desk.find("EvaluationForm", str(desk.params["EvaluationFormId"]))
    told = told_form(desk, found)
    numbers = range(found.facts["LatestVersion"], 0, -1)
    rows, following = page([{**told, "EvaluationFormVersion": number} for number in numbers], desk.params)
    member = "EvaluationFormVersionSummaryList"
    return {member: tell("ListEvaluationFormVersions", member, rows), **following}


@operation("ActivateEvaluationForm", "DeactivateEvaluationForm")
def activate(desk: Desk) -> Answer:
    found = desk.find("EvaluationForm", str(desk.params["EvaluationFormId"]))
    number = int(desk.params["EvaluationFormVersion"])
    status = "DRAFT" if found.facts.get("ActiveVersion") == number else "ACTIVE"
    latest = found.facts["LatestVersion"]
    desk.change(found, {"Status": status})
    found.facts["LatestVersion"] = latest
    if status == "ACTIVE":
        found.facts["ActiveVersion"] = number
    else:
        found.facts.pop("ActiveVersion", None)
    arn = found.identifier
    return {"EvaluationFormId": last_part(arn), "EvaluationFormArn": arn, "EvaluationFormVersion": number}


def told_rule(desk: Desk, rule: Resource) -> dict[str, Any]:
    actions: list[dict[str, Any]] = []
    for name, entries in rule.model["Actions"].items():
        kind, member = _ACTIONS[name]
        actions.extend({"ActionType": kind, member: entry if isinstance(entry, dict) else {}} for entry in entries)
    source = rule.model["TriggerEventSource"]
    return {
        **desk.told(rule),
        "Actions": actions,
        "ActionSummaries": [{"ActionType": action["ActionType"]} for action in actions],
        "EventSourceName": source["EventSourceName"],
        "LastUpdatedBy": _by(desk),
    }


@operation("DescribeRule")
def rule(desk: Desk) -> Answer:
    found = desk.find("Rule", str(desk.params["RuleId"]))
    told = told_rule(desk, found)
    for action in told["Actions"]:
        for member in action.values():
            _name_recipients(member)
    return {"Rule": tell("DescribeRule", "Rule", told)}


def _name_recipients(member: Any) -> None:
    for name in ("Recipient", "Exclusion"):
        if isinstance(member, dict) and isinstance(member.get(name), dict):
            recipient = member[name]
            member[name] = {**recipient, "UserIds": [last_part(arn) for arn in recipient.get("UserArns", [])]}


@operation("ListRules")
def rules(desk: Desk) -> Answer:
    status, source = desk.params.get("PublishStatus"), desk.params.get("EventSourceName")
    found = [
        told
        for one in desk.inside("Rule")
        if (told := told_rule(desk, one))
        and status in (None, told["PublishStatus"])
        and source in (None, told["EventSourceName"])
    ]
    rows, following = page(found, desk.params)
    return {"RuleSummaryList": tell("ListRules", "RuleSummaryList", rows), **following}


@operation("GetTaskTemplate")
def task_template(desk: Desk) -> Answer:
    found = desk.find("TaskTemplate", str(desk.params["TaskTemplateId"]))
    told = {**desk.told(found), "InstanceId": last_part(found.model["InstanceArn"])}
    if "Defaults" in told:
        told["Defaults"] = {"DefaultFieldValues": told["Defaults"]}
    aliases = {"SelfAssignFlowId": "SelfAssignContactFlowArn"}
    answer: Answer = project(output_shape("GetTaskTemplate"), told, aliases)
    return answer


def told_view(desk: Desk, view: Resource) -> dict[str, Any]:
    template = view.model["Template"]
    text = template if isinstance(template, str) else json.dumps(template)
    return {
        **desk.told(view),
        "Status": "PUBLISHED",
        "Type": "CUSTOMER_MANAGED",
        "Version": 1 + len(_versions(desk, view)),
        "Content": {"InputSchema": "{}", "Template": text, "Actions": view.model["Actions"]},
    }


def _versions(desk: Desk, view: Resource) -> list[Resource]:
    everything = desk.resources.store.of_type("AWS::Connect::ViewVersion")
    return [one for one in everything if one.model["ViewArn"] == view.identifier]


@operation("DescribeView")
def view(desk: Desk) -> Answer:
    found = desk.find("View", str(desk.params["ViewId"]))
    return {"View": tell("DescribeView", "View", told_view(desk, found))}


@operation("ListViews")
def views(desk: Desk) -> Answer:
    asked = desk.params.get("Type", "CUSTOMER_MANAGED")
    found = [told_view(desk, one) for one in desk.inside("View")] if asked == "CUSTOMER_MANAGED" else []
    rows, following = page(found, desk.params)
    return {"ViewsSummaryList": tell("ListViews", "ViewsSummaryList", rows), **following}


@operation("ListViewVersions")
def view_versions(desk: Desk) -> Answer:
    found = desk.find("View", str(desk.params["ViewId"]))
    told = [
        {**told_view(desk, found), **one.model, "Arn": one.identifier, "Id": last_part(one.identifier)}
        for one in _versions(desk, found)
    ]
    rows, following = page(told, desk.params)
    return {"ViewVersionSummaryList": tell("ListViewVersions", "ViewVersionSummaryList", rows), **following}
