"""Actions that decide where a contact goes, or how its flow runs.

Sources: Amazon Connect Developer Guide, "Flow control actions" and the page of each; what differs was observed live.
"""

from __future__ import annotations

from contact_flows.language.catalogue.action_type import (
    ANY_RESULT,
    NO_CONDITION,
    NO_MATCH,
    NUMBERS,
    OPERATORS,
    VOICE_ONLY,
    ActionType,
    ConditionRule,
    Mode,
    When,
    any_of,
    channels,
    errors,
    exactly,
)
from contact_flows.language.catalogue.kinds import (
    ENABLED,
    Anything,
    Choice,
    Decimal,
    Dynamism,
    Entries,
    Group,
    Id,
    Integer,
    Items,
    Object,
    Text,
    may,
    must,
)
from contact_flows.language.catalogue.placement import (
    EVERYWHERE,
    INBOUND,
    OUTBOUND,
    QUEUE,
    QUIET,
    ROUTED,
    TRANSFERS,
    WHISPERS,
)

STATIC, PATH, TEXT = Dynamism.STATIC, Dynamism.PATH, Dynamism.TEXT
QUEUE_OR_AGENT = Group(("QueueId", "AgentId"))
DESTINATION = {"QueueId": may(Id("queue")), "AgentId": may(Id("agent"))}
AGENT_METRICS = ("NumberOfAgentsAvailable", "NumberOfAgentsStaffed", "NumberOfAgentsOnline")
QUEUE_METRICS = ("OldestContactInQueueAgeSeconds", "NumberOfContactsInQueue")
"""The age is compared in milliseconds, in spite of its name: the console writes 300000 for 300 seconds."""
NOT_QUIET = INBOUND | QUEUE | TRANSFERS
WAIT_EVENTS = ("CustomerReturned", "BotParticipantDisconnected")
_LONGEST_WAIT = 604_800

_HOURS = ActionType(
    name="CheckHoursOfOperation",
    block="Check hours of operation",
    source="flow-control-actions-checkhoursofoperation; branches per override refused live",
    parameters={"HoursOfOperationId": may(Id("hours"))},
    errors=errors(NO_MATCH, refused=NO_CONDITION),
    conditions=exactly("True", "False"),
    flow_types=NOT_QUIET,
)
_METRIC_CONDITION = ConditionRule(supported=True, operators=NUMBERS, pattern=r"\d+", least=1)
_AGENTS_ABOVE_NONE = ConditionRule(supported=True, operators=("NumberGreaterThan",), operands=("0",), least=1)
_METRIC = ActionType(
    name="CheckMetricData",
    block="Check staffing; Check queue status",
    source="flow-control-actions-checkmetricdata; NoMatchingCondition required live for every metric",
    parameters={"MetricType": must(Choice((*AGENT_METRICS, *QUEUE_METRICS)), STATIC), **DESTINATION},
    groups=(QUEUE_OR_AGENT,),
    errors=errors(NO_CONDITION, NO_MATCH),
    conditions=_METRIC_CONDITION,
    modes=tuple(
        Mode(name="agents", when=(When("MetricType", metric),), conditions=_AGENTS_ABOVE_NONE)
        for metric in AGENT_METRICS
    ),
    flow_types=NOT_QUIET,
)
_GET_METRICS = ActionType(
    name="GetMetricData",
    block="Get metrics",
    source="flow-control-actions-getmetricdata",
    parameters={**DESTINATION, "QueueChannel": may(Choice(("Voice", "Chat", "Task", "Email")))},
    groups=(QUEUE_OR_AGENT,),
    errors=errors(NO_MATCH),
    writes=("Metrics",),
)
_COMPARE = ActionType(
    name="Compare",
    block="Check contact attributes",
    source="flow-control-actions-compare; literals and whole namespaces refused live",
    parameters={"ComparisonValue": must(dynamism=PATH)},
    errors=errors(NO_CONDITION, closed=True),
    conditions=ConditionRule(supported=True, operators=OPERATORS, least=1),
)
_SHARE = ConditionRule(supported=True, operators=("NumberLessThan",), pattern="[1-9][0-9]?|100")
_DISTRIBUTE = ActionType(
    name="DistributeByPercentage",
    block="Distribute by percentage",
    source="flow-control-actions-distributebypercentage; thresholds as the console exports them",
    errors=errors(NO_CONDITION),
    conditions=_SHARE,
    flow_types=INBOUND | TRANSFERS | QUEUE | OUTBOUND,
)
_LOOP = ActionType(
    name="Loop",
    block="Loop",
    source="flow-control-actions-loop",
    parameters={"LoopCount": must(Integer(0, 100))},
    errors=errors(optional=NO_MATCH),
    conditions=exactly("ContinueLooping", "DoneLooping"),
)

_WAIT_CONTINUING = (When("ContinueExecution", "True"),)
_WAIT = ActionType(
    name="Wait",
    block="Wait",
    source="flow-control-actions-wait; parameter named TimeLimitSeconds live",
    parameters={
        "TimeLimitSeconds": may(Integer(1, _LONGEST_WAIT)),
        "Events": may(Items(may(Choice(WAIT_EVENTS), STATIC))),
        "ContinueExecution": may(Choice(("True", "False"), folded=True), STATIC),
        "MinimumWaitTimeSeconds": may(Integer(0, _LONGEST_WAIT)),
    },
    groups=(Group(("TimeLimitSeconds", "ContinueExecution"), least=1, most=2),),
    errors=errors(NO_MATCH),
    conditions=ConditionRule(supported=True, operands=("WaitCompleted",), least=1),
    modes=(
        Mode(
            name="go on meanwhile",
            when=_WAIT_CONTINUING,
            required=("ContinueExecution",),
            conditions=exactly("Continue", "WaitCompleted"),
        ),
        Mode(
            name="for the customer or the bot",
            when=(When("Events", WAIT_EVENTS[0]), When("Events", WAIT_EVENTS[1])),
            errors=errors(NO_MATCH, "ParticipantNotFound"),
            conditions=exactly("WaitCompleted", *WAIT_EVENTS),
        ),
        Mode(
            name="for the bot",
            when=(When("Events", WAIT_EVENTS[1]),),
            errors=errors(NO_MATCH, "ParticipantNotFound"),
            conditions=exactly("WaitCompleted", WAIT_EVENTS[1]),
        ),
        Mode(
            name="for the customer",
            when=(When("Events", WAIT_EVENTS[0]),),
            conditions=exactly("WaitCompleted", WAIT_EVENTS[0]),
        ),
    ),
    channels=channels("CTE"),
)

_TO_FLOW = ActionType(
    name="TransferToFlow",
    block="Transfer to flow",
    source="flow-control-actions-transfertoflow",
    parameters={"ContactFlowId": must(Id("flow"))},
    errors=errors(NO_MATCH),
    flow_types=ROUTED,
    refused_in=EVERYWHERE - ROUTED,
    hands_over=True,
)
_ENDING = QUEUE | WHISPERS | OUTBOUND
_END_FLOW = ActionType(
    name="EndFlowExecution",
    block="End flow / resume",
    source="flow-control-actions-endflowexecution; the Administrator Guide allows it everywhere, the service does not",
    flow_types=_ENDING,
    refused_in=EVERYWHERE - _ENDING,
    terminal=True,
)
_FLOW_ATTRIBUTE = Object({"Value": must(dynamism=TEXT), "Type": may(Choice(("String",)), STATIC)})
_FLOW_ATTRIBUTES = ActionType(
    name="UpdateFlowAttributes",
    block="Set contact attributes (flow)",
    source="flow-control-actions-updateflowattributes; error branch and Value objects required live",
    parameters={"FlowAttributes": must(Entries(may(_FLOW_ATTRIBUTE), least=1, names=r"[^$.]+"))},
    errors=errors(NO_MATCH),
)
_LOGGING = ActionType(
    name="UpdateFlowLoggingBehavior",
    block="Set logging behavior",
    source="flow-control-actions-updateflowloggingbehavior",
    parameters={"FlowLoggingBehavior": must(ENABLED, STATIC)},
    errors=errors(refused=NO_MATCH, closed=True),
)

_ATTRIBUTE_CONDITION = Object(
    {
        "Name": must(Text(64)),
        "Value": must(Text(64)),
        "ProficiencyLevel": must(Decimal(1, 5)),
        "ComparisonOperator": must(Choice(("NumberGreaterOrEqualTo",)), STATIC),
    },
    open=True,
)
_EXPRESSION = Object(
    {
        "AttributeCondition": may(_ATTRIBUTE_CONDITION),
        "AndExpression": may(Items(may(Anything()), least=1)),
        "OrExpression": may(Items(may(Anything()), least=1)),
    },
    groups=(Group(("AttributeCondition", "AndExpression", "OrExpression"), least=1),),
)
_STEP = Object(
    {"Expression": must(_EXPRESSION), "Expiry": may(Object({"DurationInSeconds": must(Integer(1), STATIC)}))}
)
_CRITERIA = ActionType(
    name="UpdateContactRoutingCriteria",
    block="Set routing criteria",
    source="flow-control-actions-updateroutingcriteria; named UpdateContactRoutingCriteria live",
    parameters={"RoutingCriteria": must(Object({"Steps": must(Items(may(_STEP), least=1))}))},
    errors=errors(NO_MATCH),
    flow_types=INBOUND | QUEUE | TRANSFERS,
)
_PROGRESS = ActionType(
    name="CheckOutboundCallStatus",
    block="Check call progress",
    source="flow-control-actions-checkoutboundcallstatus",
    errors=errors(NO_MATCH),
    conditions=any_of("CallAnswered", "VoicemailBeep", "VoicemailNoBeep", "NotDetected"),
    channels=VOICE_ONLY,
    flow_types=EVERYWHERE - QUIET,
)
_VOICE_ID = tuple(
    ActionType(
        name=name,
        block=block,
        source=f"flow-control-actions-{name.lower()}; results without spaces live; Voice ID ended in 2026",
        errors=errors(NO_MATCH),
        conditions=ANY_RESULT,
        channels=VOICE_ONLY,
        undocumented=True,
        withdrawn=True,
    )
    for name, block in (("CheckVoiceId", "Check Voice ID"), ("StartVoiceIdStream", "Set Voice ID"))
)

FLOW_CONTROL_ACTIONS = (
    _HOURS,
    _METRIC,
    _GET_METRICS,
    _COMPARE,
    _DISTRIBUTE,
    _LOOP,
    _WAIT,
    _TO_FLOW,
    _END_FLOW,
    _FLOW_ATTRIBUTES,
    _LOGGING,
    _CRITERIA,
    _PROGRESS,
    *_VOICE_ID,
)
