"""Everything that lies in one region of an account, by name, read with plain boto3: to compare two deployments.

A name that is there twice is listed twice, so that a resource made a second time shows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import boto3

from operate.copies.store import OBJECT

_DRAWN = re.compile(r"[a-z0-9]+(?=\.lambda-url\.)")
Picture = dict[str, tuple[str, ...]]
Named = str | Callable[[Any], str]
Reading = tuple[str, Callable[[], list[str]]]

_CONNECT: tuple[tuple[str, str, Named], ...] = (
    ("list_hours_of_operations", "HoursOfOperationSummaryList", "Name"),
    ("list_routing_profiles", "RoutingProfileSummaryList", "Name"),
    ("list_security_profiles", "SecurityProfileSummaryList", "Name"),
    ("list_users", "UserSummaryList", "Username"),
    ("list_user_hierarchy_groups", "UserHierarchyGroupSummaryList", "Name"),
    ("list_agent_statuses", "AgentStatusSummaryList", "Name"),
    ("list_quick_connects", "QuickConnectSummaryList", "Name"),
    ("list_prompts", "PromptSummaryList", "Name"),
    ("list_contact_flows", "ContactFlowSummaryList", "Name"),
    ("list_contact_flow_modules", "ContactFlowModulesSummaryList", "Name"),
    ("list_phone_numbers_v2", "ListPhoneNumbersSummaryList", "PhoneNumber"),
    ("list_evaluation_forms", "EvaluationFormSummaryList", "Title"),
    ("list_task_templates", "TaskTemplates", "Name"),
    ("list_predefined_attributes", "PredefinedAttributeSummaryList", "Name"),
    ("list_integration_associations", "IntegrationAssociationSummaryList", "IntegrationType"),
    ("list_approved_origins", "Origins", str),
    ("search_email_addresses", "EmailAddresses", "EmailAddress"),
    ("list_lambda_functions", "LambdaFunctions", lambda arn: str(arn).rpartition(":")[2]),
)
_STORAGE = ("CALL_RECORDINGS", "CHAT_TRANSCRIPTS", "EMAIL_MESSAGES", "ATTACHMENTS", "CONTACT_TRACE_RECORDS",
            "AGENT_EVENTS", "SCHEDULED_REPORTS", "CONTACT_EVALUATIONS")  # fmt: skip
_CASES: tuple[tuple[str, str], ...] = (
    ("list_fields", "fields"), ("list_layouts", "layouts"), ("list_templates", "templates"),
    ("list_case_rules", "caseRules"),
)  # fmt: skip
_ACCOUNT: tuple[tuple[str, str, str, Named], ...] = (
    ("s3", "list_buckets", "Buckets", "Name"),
    ("iam", "list_roles", "Roles", "RoleName"),
    ("kms", "list_aliases", "Aliases", "AliasName"),
    ("lambda", "list_functions", "Functions", "FunctionName"),
    ("logs", "describe_log_groups", "logGroups", "logGroupName"),
    ("sns", "list_topics", "Topics", "TopicArn"),
    ("sns", "list_subscriptions", "Subscriptions", "Endpoint"),
    ("dynamodb", "list_tables", "TableNames", str),
    ("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
    ("firehose", "list_delivery_streams", "DeliveryStreamNames", str),
    ("cloudtrail", "list_trails", "Trails", "Name"),
    ("ses", "list_receipt_rule_sets", "RuleSets", "Name"),
    ("sesv2", "list_email_identities", "EmailIdentities", "IdentityName"),
    ("sesv2", "list_configuration_sets", "ConfigurationSets", str),
    ("customer-profiles", "list_domains", "Items", "DomainName"),
)


class Reader:
    """Reads one region at one endpoint."""

    def __init__(self, endpoint: str, region: str) -> None:
        self._session: Any = boto3.Session(aws_access_key_id="any", aws_secret_access_key="any")
        self._clients: dict[str, Any] = {}
        self._endpoint, self._region = endpoint, region
        for service in ("connect", "connectcases", "cloudcontrol", *dict.fromkeys(row[0] for row in _ACCOUNT)):
            self._clients[service] = self._session.client(service, region_name=region, endpoint_url=endpoint)

    def picture(self) -> Picture:
        work: list[Reading] = [
            (f"{service}.{operation}", partial(self._names, service, operation, key, name))
            for service, operation, key, name in _ACCOUNT
        ]
        work += [("kms.keys", self._keys), ("iam.role_policies", self._role_policies), ("s3.objects", self._objects)]
        work += [("dynamodb.items", self._items), ("ses.rules", self._receipt_rules)]
        for alias, instance in self._instances():
            work += self._of_instance(alias, instance)
        for domain in self._clients["connectcases"].list_domains()["domains"]:
            cases = partial(self._names, "connectcases", domainId=domain["domainId"])
            work += [
                (f"{domain['name']}.{operation}", partial(cases, operation, key, "name")) for operation, key in _CASES
            ]
        with ThreadPoolExecutor(4) as pool:
            return dict(pool.map(lambda reading: (reading[0], tuple(sorted(reading[1]()))), work))

    def _instances(self) -> Iterator[tuple[str, str]]:
        rows = self._clients["connect"].list_instances()["InstanceSummaryList"]
        for number, row in enumerate(sorted(rows, key=lambda row: str(row["InstanceAlias"]))):
            yield f"{number}:{row['InstanceAlias']}", row["Id"]

    def _of_instance(self, alias: str, instance: str) -> list[Reading]:
        def listed(operation: str, key: str, name: Named, **more: Any) -> Callable[[], list[str]]:
            return partial(self._names, "connect", operation, key, name, InstanceId=instance, **more)

        work = [(f"{alias}.{operation}", listed(operation, key, name)) for operation, key, name in _CONNECT]
        work.append((f"{alias}.queues", listed("list_queues", "QueueSummaryList", "Name", QueueTypes=["STANDARD"])))
        for kind in _STORAGE:
            storage = listed("list_instance_storage_configs", "StorageConfigs", "StorageType", ResourceType=kind)
            work.append((f"{alias}.{kind}", storage))
        for source in ("OnPostCallAnalysisAvailable", "OnCaseCreate", "OnCaseUpdate", "OnSlaBreach"):
            rules = listed("list_rules", "RuleSummaryList", "Name", EventSourceName=source)
            work.append((f"{alias}.rules.{source}", rules))
        linked = ("list_flow_associations", "FlowAssociationSummaryList", "ResourceType")
        work.append((f"{alias}.flow_associations", listed(*linked, ResourceType="VOICE_PHONE_NUMBER")))
        return work

    def _names(self, service: str, operation: str, key: str, name: Named, **arguments: Any) -> list[str]:
        """Of all pages."""
        found: list[str] = []
        while True:
            page = getattr(self._clients[service], operation)(**arguments)
            rows = [row for row in page.get(key, []) if not isinstance(name, str) or name in row]
            found += [str(row[name]) if isinstance(name, str) else name(row) for row in rows]
            token = next((token for token in ("NextToken", "nextToken") if page.get(token)), None)
            if token is None:
                return found
            arguments[token] = page[token]

    def _keys(self) -> list[str]:
        kms = self._clients["kms"]
        keys = [kms.describe_key(KeyId=row["KeyId"])["KeyMetadata"] for row in kms.list_keys(Limit=1000)["Keys"]]
        return [f"{key['Description']} {key['KeyState']}" for key in keys]

    def _role_policies(self) -> list[str]:
        iam = self._clients["iam"]
        roles = [role["RoleName"] for role in iam.list_roles()["Roles"]]
        return [f"{role}/{policy}" for role in roles for policy in iam.list_role_policies(RoleName=role)["PolicyNames"]]

    def _objects(self) -> list[str]:
        """Without the record, which `civicline up` puts there after the deployment."""
        s3 = self._clients["s3"]
        buckets = [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]
        return [
            f"{bucket}/{found['Key']}"
            for bucket in buckets
            for found in s3.list_objects_v2(Bucket=bucket).get("Contents", [])
            if found["Key"] != OBJECT
        ]

    def _items(self) -> list[str]:
        """Without the part of a function's URL that AWS draws."""
        dynamodb = self._clients["dynamodb"]
        return [
            f"{table}/{_DRAWN.sub('', json.dumps(item, sort_keys=True))}"
            for table in dynamodb.list_tables()["TableNames"]
            for item in dynamodb.scan(TableName=table)["Items"]
        ]

    def _receipt_rules(self) -> list[str]:
        """By Cloud Control, which made them."""
        found = []
        for rule_set in self._names("ses", "list_receipt_rule_sets", "RuleSets", "Name"):
            wanted = {"TypeName": "AWS::SES::ReceiptRule", "ResourceModel": json.dumps({"RuleSetName": rule_set})}
            rows = self._clients["cloudcontrol"].list_resources(**wanted)["ResourceDescriptions"]
            found += [str(json.loads(row["Properties"])["Rule"]["Name"]) for row in rows]
        return found


def differences(wanted: Picture, found: Picture) -> list[str]:
    """What is missing or too much, in words; empty when both are the same."""
    said = []
    for kind in sorted(wanted.keys() | found.keys()):
        want, have = list(wanted.get(kind, ())), list(found.get(kind, ()))
        for name in list(want):
            if name in have:
                want.remove(name)
                have.remove(name)
        said += [f"{kind}: {name} is lost" for name in want] + [f"{kind}: {name} is too many" for name in have]
    return said
