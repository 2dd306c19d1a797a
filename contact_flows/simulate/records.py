"""Customer profiles, cases, tasks, data tables and other contacts: what a flow looks up or makes elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from contact_flows.simulate.control import failing
from contact_flows.simulate.graph import Edge, Run
from contact_flows.simulate.making import Maker, Making
from contact_flows.simulate.session import Session
from contact_flows.simulate.trace import Created


def get_profile(making: Making) -> Run:
    """By any identifier whose value the world knows, or by all. Several profiles are an error, and so is none."""
    request, branches = making.fields("ProfileRequestData"), making.branches

    def run(s: Session) -> Edge:
        if failing(s, "profiles", ""):
            return branches.error()
        asked = request(s)
        by_value = [{str(row): row for row in s.world.profiles.get(value, ())} for value in _values(asked)]
        found = {key: row for rows in by_value for key, row in rows.items()}
        if asked.get("LogicalOperator") == "AND":
            found = {key: row for key, row in found.items() if all(key in rows for rows in by_value)}
        if len(found) != 1:
            return branches.error("MultipleFoundError" if found else "NoneFoundError")
        s.customer = next(iter(found.values()))
        return branches.next

    return run


def _values(request: Mapping[str, Any]) -> list[str]:
    several = request.get("SearchCriteria")
    criteria = several if isinstance(several, list) and several else [request]
    return [str(criterion.get("IdentifierValue", "")) for criterion in criteria if isinstance(criterion, Mapping)]


def get_profile_part(making: Making) -> Run:
    """Objects and calculated attributes: fields of the profile fetched before, such as `Asset.Name`."""
    wanted, branches = making.deep("ProfileResponseData"), making.branches

    def run(s: Session) -> Edge:
        if failing(s, "profiles", ""):
            return branches.error()
        found = wanted(s)
        names = [str(name) for name in found] if isinstance(found, list) else []
        known = any(name in s.customer for name in names)
        return branches.next if known else branches.error("NoneFoundError")

    return run


def put_profile(making: Making) -> Run:
    request, branches = making.fields("ProfileRequestData"), making.branches

    def run(s: Session) -> Edge:
        if failing(s, "profiles", ""):
            return branches.error()
        new = {key: value for key, value in request(s).items() if isinstance(value, str)}
        s.customer = {"ProfileId": "profile-1", **s.customer, **new}
        return branches.next

    return run


def create_case(making: Making) -> Run:
    fields, branches = making.fields("CaseRequestFields"), making.branches

    def run(s: Session) -> Edge:
        if failing(s, "cases", ""):
            return branches.error()
        made = f"case-{len(s.cases) + 1}"
        s.cases.append(made)
        s.case = {"case_id": made, **fields(s)}
        return branches.next

    return run


def get_case(making: Making) -> Run:
    last, branches = making.flag("GetLastUpdatedCase"), making.branches

    def run(s: Session) -> Edge:
        if failing(s, "cases", ""):
            return branches.error()
        found = s.world.cases.get(s.contact.customer, ())
        if not found:
            return branches.error("NoneFound")
        if len(found) > 1 and not last:
            return branches.error("MultipleFound")
        s.case = found[-1]
        return branches.next

    return run


def update_case(making: Making) -> Run:
    case, fields, branches = making.text("CaseId"), making.fields("CaseRequestFields"), making.branches

    def run(s: Session) -> Edge:
        if failing(s, "cases", "") or not case(s):
            return branches.error()
        s.case = {**s.case, **fields(s)}
        return branches.next

    return run


def create_task(making: Making) -> Run:
    name, key, branches = making.text("Name"), making.text("ContactFlowId"), making.branches

    def run(s: Session) -> Edge:
        flow = key(s)
        if failing(s, "tasks", flow) or (flow and s.flows.get(flow) is None):
            return branches.error()
        s.task = f"task-{len(s.created) + 1}"
        s.created.append(Created("task", "", name(s), s.at))
        return branches.next

    return run


def outbound(kind: str, address: Callable[[Making], Any]) -> Maker:
    """An outbound contact that goes its own way."""

    def make(making: Making) -> Run:
        branches, found = making.branches, address(making)

        def run(s: Session) -> Edge:
            if failing(s, kind, ""):
                return branches.error()
            to = found(s)
            s.created.append(Created(kind, "", str(to.get("Address", "") if isinstance(to, Mapping) else to), s.at))
            return branches.next

        return run

    return make


def look_up_rows(making: Making) -> Run:
    """The first row of the table that has all primary values of a query; a query without one leaves nothing."""
    key, queries, branches = making.text("DataTableId"), making.rows("Queries"), making.branches

    def run(s: Session) -> Edge:
        rows = s.world.data_tables.get(key(s))
        if rows is None or failing(s, "data tables", key(s)):
            return branches.error()
        s.data_tables = {str(query.get("QueryName")): _row(rows, query) for query in queries(s)}
        return branches.next

    return run


def _row(rows: tuple[Mapping[str, str], ...], query: Mapping[str, Any]) -> Mapping[str, str]:
    keys = query.get("PrimaryValues")
    items = [item for item in keys if isinstance(item, Mapping)] if isinstance(keys, list) else []
    wanted = {str(item.get("AttributeName")): item.get("Value") for item in items}
    return next((row for row in rows if all(row.get(name) == value for name, value in wanted.items())), {})


MAKERS: Mapping[str, Maker] = {
    "GetCustomerProfile": get_profile,
    "GetCustomerProfileObject": get_profile_part,
    "GetCalculatedAttributesForCustomerProfile": get_profile_part,
    "CreateCustomerProfile": put_profile,
    "UpdateCustomerProfile": put_profile,
    "CreateCase": create_case,
    "GetCase": get_case,
    "UpdateCase": update_case,
    "CreateTask": create_task,
    "StartOutboundChatContact": outbound("chat", lambda making: making.deep("DestinationEndpoint")),
    "StartOutboundEmailContact": outbound("email", lambda making: making.deep("DestinationEmailAddress")),
    "EvaluateDataTableValues": look_up_rows,
}
