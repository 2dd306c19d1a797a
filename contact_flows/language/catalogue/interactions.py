"""Actions that ask something outside the flow: functions, callbacks, customer profiles, data tables.

Sources: Amazon Connect Developer Guide, "Interactions" and the page of each. The actions of data tables have none;
their shapes were read in published code.
"""

from __future__ import annotations

from contact_flows.language.catalogue.action_type import NO_MATCH, VOICE_ONLY, ActionType, Mode, When, errors
from contact_flows.language.catalogue.flow_control import DESTINATION, QUEUE_OR_AGENT
from contact_flows.language.catalogue.kinds import (
    Anything,
    Choice,
    Dynamism,
    Entries,
    Group,
    Id,
    Integer,
    Items,
    Need,
    Object,
    Parameter,
    may,
    must,
)
from contact_flows.language.catalogue.placement import INBOUND, QUEUE, TRANSFERS

STATIC, TEXT = Dynamism.STATIC, Dynamism.TEXT
_LONGEST_DELAY = 259_200
_SYNCHRONOUS_SECONDS = 8
_ASYNCHRONOUS_SECONDS = 60

_LAMBDA = ActionType(
    name="InvokeLambdaFunction",
    block="AWS Lambda function",
    source="interactions-invokelambdafunction; the function is not looked up live",
    parameters={
        "LambdaFunctionARN": must(Id("function", bare=False)),
        "InvocationTimeLimitSeconds": must(Integer(1, _ASYNCHRONOUS_SECONDS), STATIC),
        "InvocationType": may(Choice(("SYNCHRONOUS", "ASYNCHRONOUS")), STATIC),
        "LambdaInvocationAttributes": may(Entries(may(Anything(), TEXT))),
        "ResponseValidation": may(Object({"ResponseType": must(Choice(("STRING_MAP", "JSON")), STATIC)})),
    },
    errors=errors(NO_MATCH),
    modes=(
        Mode(
            name="asynchronous",
            when=(When("InvocationType", "ASYNCHRONOUS"),),
            writes=("LambdaInvocation",),
        ),
        Mode(
            name="synchronous",
            when=(),
            limits={"InvocationTimeLimitSeconds": Integer(1, _SYNCHRONOUS_SECONDS)},
        ),
    ),
    writes=("External",),
)
_CALLBACK = ActionType(
    name="CreateCallbackContact",
    block="Transfer to queue (callback)",
    source="interactions-createcallbackcontact",
    parameters={
        **DESTINATION,
        "InitialCallDelaySeconds": must(Integer(1, _LONGEST_DELAY), STATIC),
        "RetryDelaySeconds": must(Integer(1, _LONGEST_DELAY), STATIC),
        "MaximumConnectionAttempts": must(Integer(1), STATIC),
        "ContactFlowId": may(Id("flow")),
        "CallerId": may(),
    },
    groups=(QUEUE_OR_AGENT,),
    errors=errors(NO_MATCH),
    channels=VOICE_ONLY,
    flow_types=INBOUND | QUEUE | TRANSFERS,
)

_SEARCH = Object({"IdentifierName": must(), "IdentifierValue": must(dynamism=TEXT)})
_ANSWER = may(Items(may(dynamism=STATIC)))
_MULTIPLE, _NONE = "MultipleFoundError", "NoneFoundError"


def _profile(name: str, block: str, request: Parameter, *branches: str, answer: Parameter = _ANSWER) -> ActionType:
    return ActionType(
        name=name,
        block=block,
        source=f"interactions-{name.lower()}",
        parameters={"ProfileRequestData": request, "ProfileResponseData": answer},
        errors=errors(NO_MATCH, *branches),
        writes=("Customer",),
    )


_BY_IDENTIFIER = Object(
    {
        "IdentifierName": may(),
        "IdentifierValue": may(dynamism=TEXT),
        "SearchCriteria": may(Items(may(_SEARCH), least=1, most=5)),
        "LogicalOperator": may(Choice(("AND", "OR")), STATIC),
    },
    groups=(Group(("IdentifierName", "SearchCriteria"), least=1),),
    needs=(Need("IdentifierName", "IdentifierValue"),),
)
_OBJECT = Object(
    {
        "ProfileId": must(),
        "ObjectType": must(),
        "UseLatest": may(),
        "IdentifierName": may(),
        "IdentifierValue": may(dynamism=TEXT),
    },
    groups=(Group(("UseLatest", "IdentifierName")),),
    needs=(Need("IdentifierName", "IdentifierValue"),),
)
_FIELDS = may(Entries(may(dynamism=TEXT)))
_PROFILES = (
    _profile("GetCustomerProfile", "Customer profiles (get)", must(_BY_IDENTIFIER), _MULTIPLE, _NONE),
    _profile("GetCustomerProfileObject", "Customer profiles (get object)", must(_OBJECT), _NONE),
    _profile(
        "GetCalculatedAttributesForCustomerProfile",
        "Customer profiles (calculated attributes)",
        must(Object({"ProfileId": must()})),
        _NONE,
    ),
    _profile("CreateCustomerProfile", "Customer profiles (create)", _FIELDS),
    _profile("UpdateCustomerProfile", "Customer profiles (update)", _FIELDS),
    _profile(
        "AssociateContactToCustomerProfile",
        "Customer profiles (associate contact)",
        must(Object({"ProfileId": must(), "ContactId": must()})),
    ),
)

_TABLE = {"DataTableId": must(Id("other"))}
_CELL = Object({"Name": must(), "Value": must(dynamism=TEXT)}, open=True)
_QUERY = Object(
    {
        "QueryName": must(),
        "Attributes": must(Items(may(dynamism=TEXT))),
        "PrimaryValues": may(Items(may(Object({"AttributeName": must(), "Value": must(dynamism=TEXT)}, open=True)))),
    },
    open=True,
)
_KEY_GROUP = {"PrimaryKeyGroupName": must(), "PrimaryValues": must(Items(may(_CELL)))}
_TABLES = (
    ActionType(
        name="EvaluateDataTableValues",
        block="Data table (evaluate)",
        source="read in published code",
        parameters={**_TABLE, "Queries": must(Items(may(_QUERY), least=1, most=5))},
        errors=errors(NO_MATCH),
        writes=("DataTables",),
        undocumented=True,
    ),
    ActionType(
        name="ListDataTableValues",
        block="Data table (list)",
        source="read in published code",
        parameters={**_TABLE, "PrimaryKeyGroups": must(Items(may(Object(_KEY_GROUP, open=True))))},
        errors=errors(advised=NO_MATCH),
        writes=("DataTables",),
        undocumented=True,
    ),
    ActionType(
        name="UpsertDataTableValues",
        block="Data table (write)",
        source="read in published code",
        parameters={
            **_TABLE,
            "LockVersion": must(),
            "DataTableUpsertAttributes": must(
                Items(may(Object({**_KEY_GROUP, "Attributes": must(Items(may(_CELL), most=25))}, open=True)))
            ),
        },
        errors=errors(advised=NO_MATCH),
        undocumented=True,
    ),
)

INTERACTIONS = (_LAMBDA, _CALLBACK, *_PROFILES, *_TABLES)
