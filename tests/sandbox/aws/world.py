"""One right model for every type that a set-up uses, with what it depends on made first."""

import json
from collections.abc import Callable
from typing import Any

from tests.sandbox.aws.conftest import client

Model = dict[str, Any]
WEEK = [{"Day": "MONDAY", "StartTime": {"Hours": 8, "Minutes": 0}, "EndTime": {"Hours": 17, "Minutes": 0}}]
END = {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}
RETURN = {"Identifier": "end", "Type": "EndFlowModuleExecution", "Parameters": {}, "Transitions": {}}


def flow_content(*actions: Model) -> str:
    listed = list(actions) or [END]
    return json.dumps({"Version": "2019-10-30", "StartAction": listed[0]["Identifier"], "Actions": listed})


def module_content() -> str:
    settings: Model = {"InputParameters": [], "OutputParameters": [], "Transitions": []}
    document = {"Version": "2019-10-30", "StartAction": "end", "Actions": [RETURN], "Settings": settings}
    return json.dumps(document)


class World:
    """Makes things on demand, each kind once."""

    def __init__(self, cc: Any, instance: str) -> None:
        self.cc, self.instance = cc, instance
        self._made: dict[str, str] = {}

    def have(self, kind: str) -> str:
        if kind not in self._made:
            type_name, build = RECIPES[kind][0], RECIPES[kind][1]
            self._made[kind] = self.cc.make(type_name, **build(self))
        return self._made[kind]

    def flow(self, flow_type: str) -> str:
        key = f"flow {flow_type}"
        if key not in self._made:
            ends = "TransferContactToAgent" if flow_type == "AGENT_TRANSFER" else "DisconnectParticipant"
            model = self.of(Name=key, Type=flow_type, Content=flow_content({**END, "Type": ends}))
            self._made[key] = self.cc.make("ContactFlow", **model)
        return self._made[key]

    def of(self, **model: Any) -> Model:
        return {"InstanceArn": self.instance, **model}

    def bucket(self) -> str:
        client("s3").create_bucket(Bucket="civic-recordings")
        return "civic-recordings"

    def role(self) -> str:
        if "role" not in self._made:
            iam = client("iam")
            made = iam.create_role(RoleName="maker", AssumeRolePolicyDocument="{}")
            self._made["role"] = made["Role"]["Arn"]
        return self._made["role"]

    def function(self) -> str:
        code = {"ZipFile": b"x"}
        made = client("lambda").create_function(
            FunctionName="lookup", Runtime="python3.12", Role=self.role(), Handler="a.b", Code=code
        )
        return str(made["FunctionArn"])

    def identity(self, domain: str = "help.example") -> str:
        client("sesv2").create_email_identity(EmailIdentity=domain)
        return f"arn:aws:ses:us-east-1:123456789012:identity/{domain}"

    def domain_id(self) -> str:
        return self.have("Cases::Domain").rpartition("/")[2]

    def base(self, kind: str) -> str:
        model = self.cc.read("Wisdom::KnowledgeBase", self.have(kind))
        return str(model["KnowledgeBaseArn"])

    def attribute_id(self) -> str:
        return self.have("DataTableAttribute").split("|")[2]

    def table(self) -> str:
        return self.have("DataTable").split("|")[1]

    def email_address(self) -> str:
        self.have("IntegrationAssociation SES")
        return "help@help.example"


Build = Callable[[World], Model]


def voice(queue: str) -> list[Model]:
    return [{"Delay": 0, "Priority": 1, "QueueReference": {"Channel": "VOICE", "QueueArn": queue}}]


def _item() -> Model:
    question = {"Title": "Greeting?", "RefId": "q1", "QuestionType": "TEXT"}
    return {"Section": {"Title": "Opening", "RefId": "s1", "Items": [{"Question": question}]}}


def _template(w: World) -> Model:
    body = {"PlainText": {"Content": "Hello"}}
    content = {"EmailMessageTemplateContent": {"Subject": "Hello", "Body": body, "Headers": []}}
    base = w.base("KnowledgeBase MESSAGE_TEMPLATES")
    return {"KnowledgeBaseArn": base, "Name": "ack", "ChannelSubtype": "EMAIL", "Content": content}


def _layout(w: World) -> Model:
    field = w.cc.read("Cases::Field", w.have("Cases::Field"))["FieldId"]
    section = {"FieldGroup": {"Fields": [{"Id": field}, {"Id": "title"}]}}
    content = {"Basic": {"TopPanel": {"Sections": [section]}}}
    return {"DomainId": w.domain_id(), "Name": "Basic", "Content": content}


def _case_template(w: World) -> Model:
    layout = w.cc.read("Cases::Layout", w.have("Cases::Layout"))["LayoutId"]
    configuration = {"DefaultLayout": layout}
    return {"DomainId": w.domain_id(), "Name": "Claim", "LayoutConfiguration": configuration}


def _case_rule(w: World) -> Model:
    return {"DomainId": w.domain_id(), "Name": "r", "Rule": {"Required": {"DefaultValue": True, "Conditions": []}}}


def _bot(w: World) -> Model:
    privacy = {"ChildDirected": False}
    return {"Name": "faq", "RoleArn": w.role(), "DataPrivacy": privacy, "IdleSessionTTLInSeconds": 300}


def _hierarchy(w: World) -> Model:
    return w.of(UserHierarchyStructure={"LevelOne": {"Name": "Agency"}, "LevelTwo": {"Name": "Unit"}})


def _group(w: World) -> Model:
    w.have("UserHierarchyStructure")
    return w.of(Name="Benefits")


def _user(w: World) -> Model:
    profiles = [w.have("SecurityProfile")]
    phone = {"PhoneType": "SOFT_PHONE", "AutoAccept": False, "AfterContactWorkTimeLimit": 60}
    return w.of(
        Username="ana@agency.example",
        RoutingProfileArn=w.have("RoutingProfile"),
        SecurityProfileArns=profiles,
        PhoneConfig=phone,
        IdentityInfo={"FirstName": "Ana", "LastName": "Kealoha"},
    )


def _rule(w: World) -> Model:
    source = {"EventSourceName": "OnPostCallAnalysisAvailable"}
    actions = {"EventBridgeActions": [{"Name": "escalation"}]}
    return w.of(Name="Escalation", TriggerEventSource=source, Function="f", Actions=actions, PublishStatus="PUBLISHED")


def _object_type(w: World) -> Model:
    return {"DomainName": w.have("CustomerProfiles::Domain"), "ObjectTypeName": "Claim", "Description": "A claim"}


def _record(w: World) -> Model:
    value = {"AttributeId": w.attribute_id(), "AttributeValue": "true"}
    return w.of(DataTableArn=w.table(), DataTableRecord={"Values": [value]})


def _storage(w: World) -> Model:
    s3 = {"BucketName": w.bucket(), "BucketPrefix": "calls"}
    return w.of(ResourceType="CALL_RECORDINGS", StorageType="S3", S3Config=s3)


def _association(w: World) -> Model:
    association = {"KnowledgeBaseId": w.have("KnowledgeBase CUSTOM")}
    return {"AssistantId": w.have("Wisdom::Assistant"), "Association": association, "AssociationType": "KNOWLEDGE_BASE"}


def _concurrency() -> list[Model]:
    return [{"Channel": "VOICE", "Concurrency": 1}, {"Channel": "CHAT", "Concurrency": 2}]


# Kind -> (type, model, (property to change, new value) or None where nothing can be changed)
RECIPES: dict[str, tuple[str, Build, tuple[str, Any] | None]] = {
    "InstanceStorageConfig": ("InstanceStorageConfig", _storage, None),
    "ApprovedOrigin": (
        "ApprovedOrigin",
        lambda w: {"InstanceId": w.instance, "Origin": "https://agency.example"},
        None,
    ),
    "HoursOfOperation": (
        "HoursOfOperation",
        lambda w: w.of(Name="Office", TimeZone="Pacific/Honolulu", Config=WEEK),
        ("Description", "new"),
    ),
    "Queue": (
        "Queue",
        lambda w: w.of(Name="Benefits", HoursOfOperationArn=w.have("HoursOfOperation")),
        ("MaxContacts", 7),
    ),
    "QuickConnect": (
        "QuickConnect",
        lambda w: w.of(
            Name="To benefits",
            QuickConnectConfig={
                "QuickConnectType": "QUEUE",
                "QueueConfig": {"ContactFlowArn": w.flow("QUEUE_TRANSFER"), "QueueArn": w.have("Queue")},
            },
        ),
        ("Description", "new"),
    ),
    "RoutingProfile": (
        "RoutingProfile",
        lambda w: w.of(
            Name="Benefits agents",
            Description="d",
            DefaultOutboundQueueArn=w.have("Queue"),
            MediaConcurrencies=_concurrency(),
            QueueConfigs=voice(w.have("Queue")),
        ),
        ("Description", "new"),
    ),
    "SecurityProfile": (
        "SecurityProfile",
        lambda w: w.of(SecurityProfileName="Supervisor", Permissions=["BasicAgentAccess"]),
        ("Permissions", ["BasicAgentAccess", "AccessMetrics"]),
    ),
    "UserHierarchyStructure": (
        "UserHierarchyStructure",
        _hierarchy,
        ("UserHierarchyStructure", {"LevelOne": {"Name": "A"}}),
    ),
    "UserHierarchyGroup": ("UserHierarchyGroup", _group, ("Name", "Licensing")),
    "AgentStatus": ("AgentStatus", lambda w: w.of(Name="Break", State="ENABLED"), ("State", "DISABLED")),
    "User": ("User", _user, ("PhoneConfig", {"PhoneType": "SOFT_PHONE", "AutoAccept": True})),
    "Prompt": ("Prompt", lambda w: w.of(Name="Welcome", S3Uri=f"s3://{w.bucket()}/a.wav"), ("Description", "new")),
    "ContactFlow": (
        "ContactFlow",
        lambda w: w.of(Name="Main", Type="CONTACT_FLOW", Content=flow_content()),
        ("Description", "new"),
    ),
    "ContactFlowVersion": ("ContactFlowVersion", lambda w: {"ContactFlowId": w.have("ContactFlow")}, None),
    "ContactFlowModule": (
        "ContactFlowModule",
        lambda w: w.of(Name="Ask", Content=module_content()),
        ("Description", "n"),
    ),
    "ContactFlowModuleVersion": (
        "ContactFlowModuleVersion",
        lambda w: {"ContactFlowModuleId": w.have("ContactFlowModule")},
        None,
    ),
    "ContactFlowModuleAlias": (
        "ContactFlowModuleAlias",
        lambda w: {
            "ContactFlowModuleId": w.have("ContactFlowModule"),
            "ContactFlowModuleVersion": w.cc.read("ContactFlowModuleVersion", w.have("ContactFlowModuleVersion"))[
                "Version"
            ],
            "Name": "live",
        },
        ("Description", "new"),
    ),
    "PhoneNumber": (
        "PhoneNumber",
        lambda w: {"TargetArn": w.instance, "CountryCode": "US", "Type": "TOLL_FREE"},
        ("Description", "new"),
    ),
    "IntegrationAssociation": (
        "IntegrationAssociation",
        lambda w: {"InstanceId": w.instance, "IntegrationType": "LAMBDA_FUNCTION", "IntegrationArn": w.function()},
        None,
    ),
    "IntegrationAssociation SES": (
        "IntegrationAssociation",
        lambda w: {"InstanceId": w.instance, "IntegrationType": "SES_IDENTITY", "IntegrationArn": w.identity()},
        None,
    ),
    "IntegrationAssociation LEX": (
        "IntegrationAssociation",
        lambda w: {
            "InstanceId": w.instance,
            "IntegrationType": "LEX_BOT",
            "IntegrationArn": w.cc.read("Lex::BotAlias", w.have("Lex::BotAlias"))["Arn"],
        },
        None,
    ),
    "EmailAddress": ("EmailAddress", lambda w: w.of(EmailAddress=w.email_address()), ("DisplayName", "Help")),
    "TaskTemplate": (
        "TaskTemplate",
        lambda w: w.of(
            Name="Call back", Fields=[{"Id": {"Name": "Topic"}, "Type": "TEXT"}], ContactFlowArn=w.have("ContactFlow")
        ),
        ("Description", "new"),
    ),
    "EvaluationForm": (
        "EvaluationForm",
        lambda w: w.of(Title="Call", Items=[_item()], Status="ACTIVE"),
        ("Description", "n"),
    ),
    "Rule": ("Rule", _rule, ("PublishStatus", "DRAFT")),
    "PredefinedAttribute": (
        "PredefinedAttribute",
        lambda w: w.of(Name="Language", Values={"StringList": ["Ilocano", "Tagalog"]}),
        ("Values", {"StringList": ["Ilocano"]}),
    ),
    "View": ("View", lambda w: w.of(Name="Claim", Template={"Head": {}}, Actions=["Next"]), ("Description", "new")),
    "ViewVersion": ("ViewVersion", lambda w: {"ViewArn": w.have("View")}, ("VersionDescription", "new")),
    "DataTable": (
        "DataTable",
        lambda w: w.of(Name="switches", TimeZone="UTC", ValueLockLevel="NONE", Status="PUBLISHED"),
        ("Description", "new"),
    ),
    "DataTableAttribute": (
        "DataTableAttribute",
        lambda w: w.of(DataTableArn=w.table(), Name="closed", ValueType="BOOLEAN"),
        ("Description", "new"),
    ),
    "DataTableRecord": ("DataTableRecord", _record, None),
    "TrafficDistributionGroup": ("TrafficDistributionGroup", lambda w: w.of(Name="main"), ("Tags", [])),
    "TestCase": ("TestCase", lambda w: w.of(Name="greets", Content="{}"), ("Description", "new")),
    "Vocabulary": (
        "Vocabulary",
        lambda w: {
            "InstanceId": w.instance,
            "VocabularyName": "towns",
            "LanguageCode": "en-US",
            "Content": "Phrase\tIPA\tSoundsLike\tDisplayAs\nKailua\t\t\tKailua",
        },
        None,
    ),
    "Workspace": ("Workspace", lambda w: w.of(Name="desk"), ("Description", "new")),
    "SecurityKey": ("SecurityKey", lambda w: {"InstanceId": w.instance, "Key": "-----BEGIN PUBLIC KEY-----"}, None),
    "Cases::Domain": ("Cases::Domain", lambda _: {"Name": "claims"}, ("Tags", [{"Key": "a", "Value": "b"}])),
    "Cases::Field": (
        "Cases::Field",
        lambda w: {"DomainId": w.domain_id(), "Name": "Plate", "Type": "Text"},
        ("Description", "new"),
    ),
    "Cases::Layout": ("Cases::Layout", _layout, ("Name", "Other")),
    "Cases::Template": ("Cases::Template", _case_template, ("Description", "new")),
    "Cases::CaseRule": ("Cases::CaseRule", _case_rule, ("Description", "new")),
    "CustomerProfiles::Domain": (
        "CustomerProfiles::Domain",
        lambda _: {"DomainName": "residents", "DefaultExpirationDays": 366},
        ("DefaultExpirationDays", 400),
    ),
    "CustomerProfiles::ObjectType": ("CustomerProfiles::ObjectType", _object_type, ("Description", "new")),
    "Wisdom::Assistant": ("Wisdom::Assistant", lambda _: {"Name": "help", "Type": "AGENT"}, None),
    "KnowledgeBase CUSTOM": ("Wisdom::KnowledgeBase", lambda _: {"Name": "faq", "KnowledgeBaseType": "CUSTOM"}, None),
    "KnowledgeBase QUICK_RESPONSES": (
        "Wisdom::KnowledgeBase",
        lambda _: {"Name": "quick", "KnowledgeBaseType": "QUICK_RESPONSES"},
        None,
    ),
    "KnowledgeBase MESSAGE_TEMPLATES": (
        "Wisdom::KnowledgeBase",
        lambda _: {"Name": "templates", "KnowledgeBaseType": "MESSAGE_TEMPLATES"},
        None,
    ),
    "Wisdom::AssistantAssociation": ("Wisdom::AssistantAssociation", _association, None),
    "Wisdom::QuickResponse": (
        "Wisdom::QuickResponse",
        lambda w: {
            "KnowledgeBaseArn": w.base("KnowledgeBase QUICK_RESPONSES"),
            "Name": "greet",
            "Content": {"Content": "Aloha"},
        },
        ("Name", "greeting"),
    ),
    "Wisdom::MessageTemplate": ("Wisdom::MessageTemplate", _template, ("Description", "new")),
    "Wisdom::MessageTemplateVersion": (
        "Wisdom::MessageTemplateVersion",
        lambda w: {"MessageTemplateArn": w.have("Wisdom::MessageTemplate")},
        None,
    ),
    "Lex::Bot": ("Lex::Bot", _bot, ("IdleSessionTTLInSeconds", 600)),
    "Lex::BotVersion": (
        "Lex::BotVersion",
        lambda w: {
            "BotId": w.have("Lex::Bot"),
            "BotVersionLocaleSpecification": [
                {"LocaleId": "en_US", "BotVersionLocaleDetails": {"SourceBotVersion": "DRAFT"}}
            ],
        },
        None,
    ),
    "Lex::BotAlias": (
        "Lex::BotAlias",
        lambda w: {"BotId": w.have("Lex::Bot"), "BotAliasName": "live"},
        ("Description", "new"),
    ),
    "SES::ReceiptRuleSet": ("SES::ReceiptRuleSet", lambda _: {"RuleSetName": "inbound"}, None),
}
