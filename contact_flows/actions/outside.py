"""What is outside the flow: functions and other telephones."""

from __future__ import annotations

from collections.abc import Mapping

from contact_flows.actions.branches import ANY_ERROR, on_error
from contact_flows.language.document import Action, ErrorBranch, Ref


def call_function(id_: str, function: str, attributes: Mapping[str, str], then: str, on_fault: str) -> Action:
    """Its answer is in `$.External` until the next one is called."""
    return Action(
        id=id_,
        type="InvokeLambdaFunction",
        parameters={
            "LambdaFunctionARN": Ref("function", function),
            "InvocationTimeLimitSeconds": "8",
            "InvocationType": "SYNCHRONOUS",
            "LambdaInvocationAttributes": dict(attributes),
            "ResponseValidation": {"ResponseType": "STRING_MAP"},
        },
        next=then,
        errors=on_error(on_fault),
    )


def dial(id_: str, phone: str, on_fault: str) -> Action:
    """Hand the caller to a number outside; the flow resumes only when nobody is reached."""
    return Action(
        id=id_,
        type="TransferParticipantToThirdParty",
        parameters={
            "ThirdPartyPhoneNumber": phone,
            "ThirdPartyConnectionTimeLimitSeconds": "30",
            "ContinueFlowExecution": "True",
        },
        next=on_fault,
        errors=(
            ErrorBranch("CallFailed", on_fault),
            ErrorBranch("ConnectionTimeLimitExceeded", on_fault),
            ErrorBranch(ANY_ERROR, on_fault),
        ),
    )
