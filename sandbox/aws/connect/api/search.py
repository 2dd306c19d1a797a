"""Search operations: criteria over names, descriptions and ids, filters over tags."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.aws.connect.api.forms import told_form, told_rule, told_view
from sandbox.aws.connect.api.hours import all_overrides
from sandbox.aws.connect.api.people import told_group
from sandbox.aws.connect.api.queues import told_profile
from sandbox.aws.connect.desk import Desk
from sandbox.aws.connect.operations import Answer, operation, tell
from sandbox.aws.projection import as_map
from sandbox.aws.store import Resource
from sandbox.aws.wire import page

Row = dict[str, Any]
Told = Callable[[Desk, Resource], Row]


def _plain(desk: Desk, one: Resource) -> Row:
    return desk.told(one)


# Operation -> (kind, member, how a row is told)
_SEARCHES: Mapping[str, tuple[str, str, Told]] = {
    "SearchAgentStatuses": ("AgentStatus", "AgentStatuses", _plain),
    "SearchContactFlows": ("ContactFlow", "ContactFlows", _plain),
    "SearchContactFlowModules": ("ContactFlowModule", "ContactFlowModules", _plain),
    "SearchDataTables": ("DataTable", "DataTables", _plain),
    "SearchEmailAddresses": ("EmailAddress", "EmailAddresses", _plain),
    "SearchEvaluationForms": ("EvaluationForm", "EvaluationFormSearchSummaryList", told_form),
    "SearchHoursOfOperations": ("HoursOfOperation", "HoursOfOperations", _plain),
    "SearchPredefinedAttributes": ("PredefinedAttribute", "PredefinedAttributes", _plain),
    "SearchPrompts": ("Prompt", "Prompts", _plain),
    "SearchQueues": ("Queue", "Queues", _plain),
    "SearchQuickConnects": ("QuickConnect", "QuickConnects", _plain),
    "SearchRoutingProfiles": ("RoutingProfile", "RoutingProfiles", told_profile),
    "SearchRules": ("Rule", "Rules", told_rule),
    "SearchSecurityProfiles": ("SecurityProfile", "SecurityProfiles", _plain),
    "SearchTestCases": ("TestCase", "TestCases", _plain),
    "SearchUserHierarchyGroups": ("UserHierarchyGroup", "UserHierarchyGroups", told_group),
    "SearchUsers": ("User", "Users", _plain),
    "SearchViews": ("View", "Views", told_view),
    "SearchWorkspaces": ("Workspace", "Workspaces", _plain),
}


def _install(name: str, kind: str, member: str, told: Told) -> None:
    @operation(name)
    def answer(desk: Desk) -> Answer:
        found = [row for one in desk.inside(kind) if _wanted(desk, row := told(desk, one))]
        return _paged(desk, name, member, found)


def _paged(desk: Desk, name: str, member: str, found: list[Row]) -> Answer:
    rows, following = page(found, desk.params)
    return {member: tell(name, member, rows), "ApproximateTotalCount": len(found), **following}


for _name, (_kind, _member, _told) in _SEARCHES.items():
    _install(_name, _kind, _member, _told)


@operation("SearchHoursOfOperationOverrides")
def overrides(desk: Desk) -> Answer:
    found = [row for one in desk.inside("HoursOfOperation") for row in all_overrides(one) if _wanted(desk, row)]
    return _paged(desk, "SearchHoursOfOperationOverrides", "HoursOfOperationOverrides", found)


def _wanted(desk: Desk, row: Row) -> bool:
    criteria, filters = desk.params.get("SearchCriteria") or {}, desk.params.get("SearchFilter") or {}
    return matches(criteria, row) and _tagged(filters.get("TagFilter") or {}, as_map(row.get("Tags")))


def matches(criteria: Mapping[str, Any], row: Row) -> bool:
    """All parts of the criteria hold; an empty one holds."""
    for name, condition in criteria.items():
        if name == "OrConditions" and condition and not any(matches(one, row) for one in condition):
            return False
        if name == "AndConditions" and not all(matches(one, row) for one in condition):
            return False
        if name == "StringCondition" and not _string(condition, row):
            return False
        if name.endswith("TypeCondition") and condition not in (row.get("Type"), row.get("ContactFlowType")):
            return False
    return True


def _string(condition: Mapping[str, Any], row: Row) -> bool:
    wanted = str(condition.get("Value", "")).lower()
    found = _field(row, str(condition.get("FieldName", "name")))
    match condition.get("ComparisonType", "EXACT"):
        case "STARTS_WITH":
            return found.startswith(wanted)
        case "CONTAINS":
            return wanted in found
        case _:
            return found == wanted


def _field(row: Row, name: str) -> str:
    """By the name in any case; `resourceID` is the id; a user's and a profile's name have names of their own."""
    folded = {key.lower(): value for key, value in {**row, **row.get("IdentityInfo", {})}.items()}
    aliases = {"resourceid": "id", "name": next((n for n in _NAMES if n in folded), "name")}
    return str(folded.get(aliases.get(name.lower(), name.lower()), "")).lower()


_NAMES = ("name", "securityprofilename", "username", "title", "emailaddress")


def _tagged(wanted: Mapping[str, Any], tags: Mapping[str, str]) -> bool:
    def holds(condition: Mapping[str, str]) -> bool:
        key = condition.get("TagKey", "")
        return key in tags and condition.get("TagValue") in (None, tags[key])

    either = wanted.get("OrConditions") or []
    if either and not any(all(holds(one) for one in group) for group in either):
        return False
    every = [*(wanted.get("AndConditions") or []), *([wanted["TagCondition"]] if wanted.get("TagCondition") else [])]
    return all(holds(one) for one in every)
