"""Receipt rules of Amazon SES (version 1 of its API): what happens to e-mail that arrives."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind, gone
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.words import camel, pascal

_ACTIONS = {
    "addHeaderActions": "AddHeaderAction",
    "bounceActions": "BounceAction",
    "lambdaActions": "LambdaAction",
    "s3Actions": "S3Action",
    "snsActions": "SNSAction",
    "stopActions": "StopAction",
    "workmailActions": "WorkmailAction",
}


class ReceiptRuleSet(Kind):
    shape = shape(
        "aws:ses/receiptRuleSet:ReceiptRuleSet",
        "ses",
        required="ruleSetName",
        computed="arn",
        replaces="ruleSetName",
    )

    def identity(self, inputs: Properties) -> str | None:
        return inputs.get("ruleSetName")

    def create(self, call: Call) -> str:
        call.client.create_receipt_rule_set(RuleSetName=call.inputs["ruleSetName"])
        return str(call.inputs["ruleSetName"])

    def live(self, call: Call, id_: str) -> Properties:
        call.client.describe_receipt_rule_set(RuleSetName=id_)
        return {"ruleSetName": id_, "arn": call.arn(f"receipt-rule-set/{id_}", "ses")}

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_receipt_rule_set(RuleSetName=id_)


class ActiveReceiptRuleSet(Kind):
    """One rule set of an account and region is active; its id is the name of that set."""

    repeatable = True
    shape = shape(
        "aws:ses/activeReceiptRuleSet:ActiveReceiptRuleSet",
        "ses",
        required="ruleSetName",
        computed="arn",
        replaces="ruleSetName",
    )

    def create(self, call: Call) -> str:
        call.client.set_active_receipt_rule_set(RuleSetName=call.inputs["ruleSetName"])
        return str(call.inputs["ruleSetName"])

    def live(self, call: Call, id_: str) -> Properties:
        if _active(call) != id_:
            raise gone(f"active rule set {id_}")
        return {"ruleSetName": id_, "arn": call.arn(f"receipt-rule-set/{id_}", "ses")}

    def delete(self, call: Call, id_: str) -> None:
        """A set that has been replaced meanwhile by another one stays active."""
        if _active(call) == id_:
            call.client.set_active_receipt_rule_set()

    def find(self, call: Call) -> str | None:
        return self.existing(call, str(call.inputs["ruleSetName"]))


class ReceiptRule(Kind):
    shape = shape(
        "aws:ses/receiptRule:ReceiptRule",
        "ses",
        inputs=" ".join([*_ACTIONS, "after enabled recipients scanEnabled tlsPolicy"]),
        required="ruleSetName",
        computed="arn",
        replaces="name ruleSetName",
        naming=Naming(longest=64),
        defaults={"enabled": False, "scanEnabled": False, "tlsPolicy": "Optional"},
    )

    def identity(self, inputs: Properties) -> str | None:
        return f"{inputs.get('ruleSetName')}:{inputs.get('name')}"

    def create(self, call: Call) -> str:
        after = call.pick({"after": "After"})
        call.client.create_receipt_rule(RuleSetName=call.inputs["ruleSetName"], Rule=_rule(call.inputs), **after)
        return str(self.identity(call.inputs))

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, given = call.client, call.inputs
        client.update_receipt_rule(RuleSetName=given["ruleSetName"], Rule=_rule(given))
        if given.get("after") != old.get("after"):
            names = {"RuleSetName": given["ruleSetName"], "RuleName": given["name"]}
            client.set_receipt_rule_position(**names, **call.pick({"after": "After"}))

    def live(self, call: Call, id_: str) -> Properties:
        owner, name = id_.split(":", 1)
        rule: dict[str, Any] = call.client.describe_receipt_rule(RuleSetName=owner, RuleName=name)["Rule"]
        return {
            **_shown(rule.get("Actions") or []),
            "name": name,
            "ruleSetName": owner,
            "arn": call.arn(f"receipt-rule-set/{owner}:receipt-rule/{name}", "ses"),
            "enabled": rule.get("Enabled", False),
            "scanEnabled": rule.get("ScanEnabled", False),
            "tlsPolicy": rule.get("TlsPolicy", "Optional"),
            "recipients": rule.get("Recipients") or None,
        }

    def delete(self, call: Call, id_: str) -> None:
        owner, name = id_.split(":", 1)
        call.client.delete_receipt_rule(RuleSetName=owner, RuleName=name)


def _active(call: Call) -> str | None:
    answer: Mapping[str, Any] = call.client.describe_active_receipt_rule_set()
    name = (answer.get("Metadata") or {}).get("Name")
    return str(name) if name else None


def _rule(inputs: Properties) -> dict[str, Any]:
    names = {"enabled": "Enabled", "recipients": "Recipients", "scanEnabled": "ScanEnabled", "tlsPolicy": "TlsPolicy"}
    given = {api: inputs[own] for own, api in names.items() if inputs.get(own) is not None}
    return {"Name": inputs["name"], **given, "Actions": _actions(inputs)}


def _actions(inputs: Properties) -> list[dict[str, Any]]:
    """All kinds of actions in one list, in the order of their `position`, which starts at 1."""
    placed = [(entry["position"], api, entry) for own, api in _ACTIONS.items() for entry in inputs.get(own) or ()]
    return [
        {api: pascal({key: value for key, value in entry.items() if key != "position"})}
        for _, api, entry in sorted(placed, key=lambda action: (action[0], action[1]))
    ]


def _shown(actions: list[dict[str, Any]]) -> Properties:
    own = {api: name for name, api in _ACTIONS.items()}
    shown: dict[str, list[dict[str, Any]]] = {}
    for position, action in enumerate(actions, start=1):
        for api, entry in action.items():
            if api in own:
                shown.setdefault(own[api], []).append({**camel(entry), "position": position})
    return dict(shown)
