"""Read one deployed center back through the AWS API, into the same plain words that `expect` uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from operate.aws import Target, call, pages
from operate.conformity.bots import bot_words
from operate.conformity.flows import flow_words, module_words, unqualified
from operate.conformity.hours import EFFECTIVE, Dates, read_effective
from operate.conformity.replication import MOVES, agents_on, numbers_on, read_replicas
from operate.conformity.rows import Found, Kind
from operate.conformity.words import CLOSED, opening_words, override_words, serving_words
from operate.flows.reading import References

Named = dict[str, dict[str, Any]]

DAY = {
    "MONDAY": "mon",
    "TUESDAY": "tue",
    "WEDNESDAY": "wed",
    "THURSDAY": "thu",
    "FRIDAY": "fri",
    "SATURDAY": "sat",
    "SUNDAY": "sun",
}
READERS = 8
"""Calls under way at once; the service's own limits are two a second for each operation."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """Where one center is, and what its ARNs stand for in the spec."""

    region: str
    instance_id: str
    references: Mapping[str, str]
    """ARN -> `kind:id`, as flows refer to it."""
    dates: Dates
    """For which the service is asked what it makes of hours and their overrides."""
    case_domain: str | None = None
    traffic_group: str | None = None
    """ARN; of a center in two regions."""


class CenterReader:
    """Reads; never writes. Raises CloudError when the service does not answer."""

    def __init__(self, target: Target, at: Deployment) -> None:
        self.target, self.at = target, at
        self.connect = target.client("connect", at.region)

    def read(self) -> Found:
        """All kinds at once, a few calls at a time."""
        readers: dict[Kind, Callable[[], Named]] = {
            Kind.INSTANCE: self._instance,
            Kind.REPLICA: lambda: read_replicas(self.connect, self.at.instance_id),
            Kind.STORAGE: self._storage,
            Kind.ORIGIN: self._origins,
            Kind.HOURS: self._hours,
            Kind.QUEUE: self._queues,
            Kind.ROUTING_PROFILE: self._routing_profiles,
            Kind.SECURITY_PROFILE: lambda: self._names("list_security_profiles", "SecurityProfileSummaryList"),
            Kind.USER: self._users,
            Kind.AGENT_STATUS: lambda: self._names("list_agent_statuses", "AgentStatusSummaryList"),
            Kind.QUICK_CONNECT: self._quick_connects,
            Kind.SKILL: self._skills,
            Kind.PROMPT: lambda: self._names("list_prompts", "PromptSummaryList"),
            Kind.FLOW: self._flows,
            Kind.MODULE: self._modules,
            Kind.PHONE_NUMBER: self._numbers,
            Kind.FUNCTION: self._functions,
            Kind.BOT: self._bots,
            Kind.EMAIL_ADDRESS: self._email_addresses,
            Kind.EMAIL_DOMAIN: self._email_domains,
            Kind.CASE_TEMPLATE: lambda: self._cases("list_templates", "templates", status="status"),
            Kind.CASE_FIELD: self._case_fields,
        }
        with ThreadPoolExecutor(READERS) as pool:
            work = {kind: pool.submit(read) for kind, read in readers.items()}
            return {kind: future.result() for kind, future in work.items()}

    def _list(self, operation: str, key: str, **more: Any) -> Iterator[Any]:
        return pages(self.connect, operation, key, InstanceId=self.at.instance_id, **more)

    def _describe(self, operation: str, key: str, **more: Any) -> Any:
        return call(self.connect, operation, InstanceId=self.at.instance_id, **more)[key]

    def _names(self, operation: str, key: str, **properties: str) -> Named:
        """Name -> {property: member of the summary}."""
        rows = self._list(operation, key)
        return {
            row["Name"]: {word: row.get(member) for word, member in properties.items()} for row in rows if "Name" in row
        }

    def _instance(self) -> Named:
        instance = self._describe("describe_instance", "Instance")
        return {
            instance["InstanceAlias"]: {
                "status": instance["InstanceStatus"],
                "identity": instance["IdentityManagementType"],
                "inbound calls": instance["InboundCallsEnabled"],
                "outbound calls": instance["OutboundCallsEnabled"],
            }
        }

    def _storage(self) -> Named:
        kinds = ("CALL_RECORDINGS", "CHAT_TRANSCRIPTS", "EMAIL_MESSAGES", "ATTACHMENTS")
        found: Named = {}
        for kind in kinds:
            for config in self._list("list_instance_storage_configs", "StorageConfigs", ResourceType=kind):
                found[kind] = {"encrypted": "EncryptionConfig" in config.get("S3Config", {})}
        return found

    def _origins(self) -> Named:
        return {origin.rstrip("/"): {} for origin in self._list("list_approved_origins", "Origins")}

    def _hours(self) -> Named:
        rows = self._list("list_hours_of_operations", "HoursOfOperationSummaryList")
        return dict(self._one_hours(row) for row in rows)

    def _one_hours(self, row: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
        """Hours that others inherit from are never open: the service is not asked about their days."""
        hours_id = row["Id"]
        hours = self._describe("describe_hours_of_operation", "HoursOfOperation", HoursOfOperationId=hours_id)
        overrides = self._list(
            "list_hours_of_operation_overrides", "HoursOfOperationOverrideList", HoursOfOperationId=hours_id
        )
        words: dict[str, Any] = {
            "time zone": hours["TimeZone"],
            "weekly": _openings(hours["Config"]),
            "inherits from": frozenset(parent["Name"] for parent in hours.get("ParentHoursOfOperations", ())),
            "overrides": frozenset(_override(override) for override in overrides),
        }
        if not self.at.references.get(row["Arn"], "").startswith("holiday_hours:"):
            words[EFFECTIVE] = read_effective(self.connect, self.at.instance_id, hours_id, self.at.dates)
        return hours["Name"], words

    def _queues(self) -> Named:
        hours = {
            row["Id"]: row["Name"] for row in self._list("list_hours_of_operations", "HoursOfOperationSummaryList")
        }
        flows = {row["Id"]: row["Name"] for row in self._list("list_contact_flows", "ContactFlowSummaryList")}
        found: Named = {}
        for row in self._list("list_queues", "QueueSummaryList", QueueTypes=["STANDARD"]):
            queue = self._describe("describe_queue", "Queue", QueueId=row["Id"])
            found[queue["Name"]] = {
                "hours": hours.get(queue["HoursOfOperationId"], queue["HoursOfOperationId"]),
                "max contacts": queue.get("MaxContacts"),
                "status": queue["Status"],
                "called people hear": flows.get(queue.get("OutboundCallerConfig", {}).get("OutboundFlowId")),
            }
        return found

    def _routing_profiles(self) -> Named:
        queues = {
            row["Id"]: row["Name"] for row in self._list("list_queues", "QueueSummaryList", QueueTypes=["STANDARD"])
        }
        found: Named = {}
        for row in self._list("list_routing_profiles", "RoutingProfileSummaryList"):
            profile = self._describe("describe_routing_profile", "RoutingProfile", RoutingProfileId=row["Id"])
            served = self._list(
                "list_routing_profile_queues", "RoutingProfileQueueConfigSummaryList", RoutingProfileId=row["Id"]
            )
            found[row["Name"]] = {
                "queues": frozenset(
                    serving_words(q["QueueName"], q["Channel"], q["Priority"], q["Delay"]) for q in served
                ),
                "default outbound queue": queues.get(profile["DefaultOutboundQueueId"]),
            }
        return found

    def _users(self) -> Named:
        routing = {row["Id"]: row["Name"] for row in self._list("list_routing_profiles", "RoutingProfileSummaryList")}
        security = {
            row["Id"]: row["Name"] for row in self._list("list_security_profiles", "SecurityProfileSummaryList")
        }
        group = self.at.traffic_group
        found: Named = {}
        moving = agents_on(self.connect, group) if group else frozenset()
        for row in self._list("list_users", "UserSummaryList"):
            user = self._describe("describe_user", "User", UserId=row["Id"])
            found[user["Username"]] = {
                "first name": user.get("IdentityInfo", {}).get("FirstName"),
                "last name": user.get("IdentityInfo", {}).get("LastName"),
                "routing profile": routing.get(user["RoutingProfileId"]),
                "security profiles": frozenset(security.get(p, p) for p in user["SecurityProfileIds"]),
                MOVES: row["Id"] in moving,
            }
        return found

    def _quick_connects(self) -> Named:
        queues = {
            row["Id"]: row["Name"] for row in self._list("list_queues", "QueueSummaryList", QueueTypes=["STANDARD"])
        }
        found: Named = {}
        for row in self._list("list_quick_connects", "QuickConnectSummaryList"):
            config = self._describe("describe_quick_connect", "QuickConnect", QuickConnectId=row["Id"])[
                "QuickConnectConfig"
            ]
            queue = config.get("QueueConfig", {}).get("QueueId")
            phone = config.get("PhoneConfig", {}).get("PhoneNumber")
            found[row["Name"]] = {"type": config["QuickConnectType"], "destination": phone or queues.get(queue)}
        return found

    def _skills(self) -> Named:
        found: Named = {}
        for row in self._list("list_predefined_attributes", "PredefinedAttributeSummaryList"):
            skill = self._describe("describe_predefined_attribute", "PredefinedAttribute", Name=row["Name"])
            found[row["Name"]] = {"values": frozenset(skill.get("Values", {}).get("StringList", ()))}
        return found

    def _flows(self) -> Named:
        """The service's own default flows are not the spec's, and left out."""
        mine = [
            row
            for row in self._list("list_contact_flows", "ContactFlowSummaryList")
            if row["Arn"] in self.at.references
        ]
        references = References(self.at.references)
        return dict(flow_words(self.connect, self.at.instance_id, row, references) for row in mine)

    def _modules(self) -> Named:
        rows = self._list("list_contact_flow_modules", "ContactFlowModulesSummaryList")
        return dict(module_words(self.connect, self.at.instance_id, row, self.at.references) for row in rows)

    def _numbers(self) -> Named:
        names = {row["Arn"]: row["Name"] for row in self._list("list_contact_flows", "ContactFlowSummaryList")}
        linked = self._list("list_flow_associations", "FlowAssociationSummaryList", ResourceType="VOICE_PHONE_NUMBER")
        flows = {row["ResourceId"]: row["FlowId"] for row in linked}
        group = self.at.traffic_group
        numbers = [*self._list("list_phone_numbers_v2", "ListPhoneNumbersSummaryList")]
        numbers += numbers_on(self.connect, group) if group else []
        return {
            row["PhoneNumber"]: {
                "type": row["PhoneNumberType"],
                "flow": names.get(unqualified(flows.get(row["PhoneNumberArn"], ""))),
                MOVES: row["TargetArn"] == group,
            }
            for row in numbers
        }

    def _functions(self) -> Named:
        """Functions that the instance may call, by their id in the spec."""
        arns = self._list("list_lambda_functions", "LambdaFunctions")
        return {self.at.references[arn].partition(":")[2]: {} for arn in arns if arn in self.at.references}

    def _bots(self) -> Named:
        """Bots that the instance may ask, by their id in the spec."""
        rows = self._list("list_bots", "LexBots", LexVersion="V2")
        arns = [row["LexV2Bot"]["AliasArn"] for row in rows]
        lex = self.target.client("lexv2-models", self.at.region)
        known = {arn: self.at.references[arn].partition(":")[2] for arn in arns if arn in self.at.references}
        return {id_: bot_words(lex, arn) for arn, id_ in known.items()}

    def _email_addresses(self) -> Named:
        found: Named = {}
        for row in pages(self.connect, "search_email_addresses", "EmailAddresses", InstanceId=self.at.instance_id):
            found[row["EmailAddress"]] = {"display name": row.get("DisplayName")}
        return found

    def _email_domains(self) -> Named:
        rows = pages(self.target.client("sesv2", self.at.region), "list_email_identities", "EmailIdentities")
        return {row["IdentityName"]: {} for row in rows}

    def _case_fields(self) -> Named:
        """The active choices of a field that has some, besides its type."""
        found = self._cases("list_fields", "fields", type="type", id="fieldId")
        for field in found.values():
            if field["type"] == "SingleSelect":
                named = {"domainId": self.at.case_domain, "fieldId": field["id"]}
                cases = self.target.client("connectcases", self.at.region)
                options = pages(cases, "list_field_options", "options", **named)
                field["options"] = frozenset(option["value"] for option in options if option["active"])
        return found

    def _cases(self, operation: str, key: str, **properties: str) -> Named:
        if self.at.case_domain is None:
            return {}
        rows = pages(self.target.client("connectcases", self.at.region), operation, key, domainId=self.at.case_domain)
        return {row["name"]: {word: row.get(member) for word, member in properties.items()} for row in rows}


def _openings(config: list[Mapping[str, Any]]) -> tuple[str, ...]:
    rows = (opening_words(DAY[row["Day"]], _clock(row["StartTime"]), _clock(row["EndTime"])) for row in config)
    return tuple(sorted(rows))


def _clock(time: Mapping[str, int]) -> tuple[int, int]:
    return time["Hours"], time["Minutes"]


def _override(row: Mapping[str, Any]) -> str:
    kind = row.get("OverrideType", "STANDARD")
    openings = () if kind == CLOSED else _openings(row["Config"])  # a closed day's rows say only which day it is
    return override_words(row["Name"], (str(row["EffectiveFrom"]), str(row["EffectiveTill"])), kind, openings)
