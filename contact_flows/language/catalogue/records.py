"""Actions that make tasks, cases, messages and other contacts.

Sources: Amazon Connect Developer Guide, "Contact actions" and the page of each. Those marked undocumented have none;
their shapes are console exports that others published.
"""

from __future__ import annotations

from contact_flows.language.catalogue.action_type import NO_MATCH, ActionType, Mode, When, channels, errors
from contact_flows.language.catalogue.kinds import (
    E164,
    TRUE_FALSE,
    Anything,
    Choice,
    Dynamism,
    Entries,
    Group,
    Id,
    Integer,
    Items,
    Object,
    may,
    must,
)

STATIC, TEXT = Dynamism.STATIC, Dynamism.TEXT
NOT_LINKED = "ContactNotLinked"
_LONGEST_DELAY = 518_400

_TASK = ActionType(
    name="CreateTask",
    block="Create task",
    source="contact-actions-createtask",
    parameters={
        "ContactFlowId": may(Id("flow"), STATIC),
        "TaskTemplateId": may(Id("task-template"), STATIC),
        "Name": must(dynamism=TEXT),
        "Attributes": may(Entries(may(dynamism=TEXT))),
        "Description": may(dynamism=TEXT),
        "References": may(Entries(may(Object({"Value": must(dynamism=TEXT), "Type": must()}, open=True)))),
        "DelaySeconds": may(Integer(1, _LONGEST_DELAY)),
        "ScheduledTime": may(),
    },
    groups=(
        Group(("ContactFlowId", "TaskTemplateId"), least=1, most=2),
        Group(("DelaySeconds", "ScheduledTime")),
    ),
    errors=errors(NO_MATCH),
    writes=("Task",),
)

_CASE_PARAMETERS = {
    "LinkContactToCase": may(TRUE_FALSE, STATIC),
    "ContactToLink": may(Choice(("Current", "Related")), STATIC),
    "CaseRequestFields": may(Entries(may(Anything(), TEXT))),
}
_CREATE_CASE = ActionType(
    name="CreateCase",
    block="Cases (create)",
    source="createcase",
    parameters={"CaseTemplateId": must(), **_CASE_PARAMETERS},
    errors=errors(NO_MATCH, optional=NOT_LINKED),
    modes=(Mode(name="link", when=(When("LinkContactToCase", "True"),), errors=errors(NO_MATCH, advised=NOT_LINKED)),),
    writes=("Case",),
)
_FOUND = ("MultipleFound", "NoneFound")
_GET_CASE = ActionType(
    name="GetCase",
    block="Cases (get)",
    source="getcase",
    parameters={
        **_CASE_PARAMETERS,
        "GetLastUpdatedCase": may(TRUE_FALSE, STATIC),
        "CustomerId": may(),
        "CaseResponseFields": may(Items(may(dynamism=STATIC))),
    },
    errors=errors(NO_MATCH, *_FOUND, optional=NOT_LINKED),
    modes=(
        Mode(
            name="link", when=(When("LinkContactToCase", "True"),), errors=errors(NO_MATCH, *_FOUND, advised=NOT_LINKED)
        ),
    ),
    writes=("Case",),
)
_UPDATE_CASE = ActionType(
    name="UpdateCase",
    block="Cases (update)",
    source="updatecase",
    parameters={"CaseId": must(), **_CASE_PARAMETERS},
    errors=errors(NO_MATCH, optional=NOT_LINKED),
    modes=_CREATE_CASE.modes,
    writes=("Case",),
)
_ASSISTANT = ActionType(
    name="CreateWisdomSession",
    block="Connect assistant",
    source="createwisdomsession",
    parameters={"WisdomAssistantArn": must(Id("other", bare=False))},
    errors=errors(NO_MATCH),
    channels=channels("VCE"),
    writes=("Wisdom",),
)
_SMS = ActionType(
    name="StartOutboundChatContact",
    block="Send message (SMS)",
    source="contact-actions-startoutboundchatcontact",
    parameters={
        "SourceEndpoint": must(
            Object({"Address": must(), "Type": must(Choice(("CONNECT_PHONENUMBER_ARN",)), STATIC)}, open=True)
        ),
        "DestinationEndpoint": must(
            Object({"Address": must(E164), "Type": must(Choice(("TELEPHONE_NUMBER",)), STATIC)}, open=True)
        ),
        "ContactFlowArn": must(Id("flow", bare=False)),
        "ContactSubtype": must(Choice(("connect:SMS",)), STATIC),
        "InitialSystemMessage": may(Object({"Content": must(dynamism=TEXT)}, open=True)),
        "RelatedContact": may(Choice(("CURRENT",)), STATIC),
    },
    errors=errors(NO_MATCH),
)
_TEMPLATE = ActionType(
    name="RenderMessageTemplate",
    block="Send message (email, 1 of 3)",
    source="console export; accepted live",
    parameters={"WisdomKnowledgeBaseArn": must(), "WisdomMessageTemplateArn": must()},
    errors=errors(NO_MATCH, "TemplateRenderingError"),
    undocumented=True,
)
_CONTACT = ActionType(
    name="CreateContact",
    block="Send message (email, 2 of 3)",
    source="console export; accepted live",
    parameters={
        "Channel": may(Choice(("EMAIL",)), STATIC),
        "RelatedContact": may(Choice(("CURRENT",)), STATIC),
    },
    errors=errors(NO_MATCH),
    undocumented=True,
)
_EMAIL = ActionType(
    name="StartOutboundEmailContact",
    block="Send message (email, 3 of 3)",
    source="console export; accepted live",
    parameters={
        "FromEmailAddress": must(Object({"EmailAddress": must()}, open=True)),
        "DestinationEmailAddress": must(),
        "EmailMessage": may(Object({"MessageSourceType": may(Choice(("RAW",)), STATIC)}, open=True)),
    },
    errors=errors(NO_MATCH),
    undocumented=True,
)
_PERSISTENT = ActionType(
    name="CreatePersistentContactAssociation",
    block="Create persistent contact association",
    source="console export; accepted live",
    parameters={
        # The console's label is the third spelling.
        "RehydrationType": may(Choice(("ENTIRE_PAST_SESSION", "FROM_SEGMENT", "From Segment"))),
        "SourceContactId": may(),
    },
    errors=errors(NO_MATCH),
    channels=channels("C"),
    undocumented=True,
)
_CONTENT = ActionType(
    name="LoadContactContent",
    block="Get stored content",
    source="console export; accepted live",
    parameters={"ContentType": must(Choice(("EmailMessage",)), STATIC)},
    errors=errors(NO_MATCH),
    channels=channels("E"),
    undocumented=True,
)

RECORD_ACTIONS = (
    _TASK,
    _CREATE_CASE,
    _GET_CASE,
    _UPDATE_CASE,
    _ASSISTANT,
    _SMS,
    _TEMPLATE,
    _CONTACT,
    _EMAIL,
    _PERSISTENT,
    _CONTENT,
)
