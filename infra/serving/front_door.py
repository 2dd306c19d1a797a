"""The front door of a center in one region: the function URL at which web pages ask for a chat or hand in a form.

Anybody may open it, since visitors of a public web page have no identity; so what it can do is little, it runs a few
times at once at most, and pages of other origins cannot read what it says. An agency that expects abuse puts a
distribution with AWS WAF before it: a function URL can have none of its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from infra.encryption import Key
from infra.lambdas import Lambda, LambdaArgs
from infra.policies import Statement
from infra.scope import Scope
from infra.tables import Table
from spec.serving import doors_scope
from spec.switches import SCOPE

FRONT_DOOR = "front_door"
AT_ONCE = 20
"""So many visitors are let in at the same moment. Each takes less than a second; health checks take some as well."""
PREFLIGHT_SECONDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontDoorArgs:
    """scope         of the region
    home          the center's own region
    other         its second one; None where it has one only
    switches_key  of the switchboard, where that is not `key`
    chat_flow     bare id; None where the center has no chat
    task_flow     bare id; it takes what forms say
    form_queue    empty where the center has no web form
    origins       of approved web pages
    """

    scope: Scope
    home: str
    other: str | None
    instance_arn: pulumi.Input[str]
    instance_id: pulumi.Input[str]
    key: Key
    log_days: int
    switches: Table
    switches_key: Key | None = None
    chat_flow: pulumi.Input[str] | None
    task_flow: pulumi.Input[str]
    form_queue: str
    origins: tuple[str, ...]


class FrontDoor(pulumi.ComponentResource):
    def __init__(self, name: str, args: FrontDoorArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:aws:FrontDoor", name, None, opts)
        self._name, self._args, self._child = name, args, pulumi.ResourceOptions(parent=self)
        self.region = args.scope.region
        self._made = self._function()
        self.name: pulumi.Output[str] = self._made.function.name
        self.arn = self._made.arn
        self._allow()
        self.url: pulumi.Output[str] = self._open()
        self.register_outputs({"url": self.url})

    def meet(self, other: FrontDoor) -> None:
        """Tell this door the URL of the other one, and let it read who serves there.

        Not by its environment: each of two functions would have to be made before the other.
        """
        args, there = self._args, other._args
        read = Statement(sid="ReadThere", actions=("dynamodb:GetItem",), resources=[there.switches.arn])
        self._made.role.allow("read-other-switchboard", [read])
        (there.switches_key or there.key).grant_use_to(self._made.role, "use-other-switches-key")
        doors = pulumi.Output.all(**{self.region: self.url, other.region: other.url})
        aws.dynamodb.TableItem(
            f"{self._name}-doors",
            table_name=args.switches.table_name,
            hash_key=SCOPE,
            item=doors.apply(lambda urls: _row(args.scope.center, urls)),
            opts=self._child,
        )

    def _function(self) -> Lambda:
        args = self._args
        lambda_args = LambdaArgs(
            scope=args.scope,
            id=FRONT_DOOR,
            description="Lets web pages in where the center serves chat and forms",
            instance_arn=args.instance_arn,
            key=args.key,
            log_days=args.log_days,
            spec_path=f"infrastructure.centers[{args.scope.center}].channels",
            environment=self._environment(),
            from_flows=False,
            at_once=AT_ONCE,
        )
        return Lambda(f"{self._name}-{FRONT_DOOR}", lambda_args, self._child)

    def _environment(self) -> dict[str, pulumi.Input[str]]:
        """Without variables that would be empty: Lambda's API takes them, the providers drop them."""
        args = self._args
        known: dict[str, pulumi.Input[str]] = {
            "CENTER": args.scope.center,
            "REGION": self.region,
            "HOME": args.home,
            "OTHER": args.other or "",
            "TABLE": args.switches.table_name,
            "INSTANCE": args.instance_id,
            "CHAT_FLOW": args.chat_flow or "",
            "TASK_FLOW": args.task_flow if args.form_queue else "",
            "FORM_QUEUE": args.form_queue,
            "ORIGINS": " ".join(args.origins),
        }
        return {name: value for name, value in known.items() if value != ""}

    def _allow(self) -> None:
        """To begin contacts in this instance, and to read this switchboard."""
        args, role = self._args, self._made.role
        args.switches.grant_read_to(role)
        if args.switches_key is not None:
            args.switches_key.grant_use_to(role, "use-switches-key")
        below = [pulumi.Output.concat(args.instance_arn, f"/{kind}/*") for kind in ("contact", "contact-flow")]
        wanted = [
            *(["connect:StartChatContact"] if args.chat_flow is not None else []),
            *(["connect:StartTaskContact"] if args.form_queue else []),
        ]
        if wanted:
            role.allow("begin-contacts", [Statement(sid="Begin", actions=tuple(wanted), resources=below)])

    def _open(self) -> pulumi.Output[str]:
        """To anybody. A new URL needs both permissions (Lambda Developer Guide, "Control access to function URLs")."""
        args, function = self._args, self._made.function.name
        cors: dict[str, Any] = {
            "allow_origins": list(args.origins),
            "allow_methods": ["GET", "POST"],
            "allow_headers": ["content-type"],
            "max_age": PREFLIGHT_SECONDS,
        }
        named = f"{self._name}-{FRONT_DOOR}"
        url = aws.lambda_.FunctionUrl(
            named,
            function_name=function,
            authorization_type="NONE",
            cors=cors if args.origins else None,
            opts=self._child,
        )
        aws.lambda_.Permission(
            f"{named}-url",
            action="lambda:InvokeFunctionUrl",
            function=function,
            principal="*",
            function_url_auth_type="NONE",
            opts=self._child,
        )
        aws.lambda_.Permission(
            f"{named}-through-url",
            action="lambda:InvokeFunction",
            function=function,
            principal="*",
            invoked_via_function_url=True,
            opts=self._child,
        )
        found: pulumi.Output[str] = url.function_url
        return found


def _row(center: str, urls: dict[str, str]) -> str:
    """In DynamoDB's JSON."""
    return json.dumps({SCOPE: {"S": doors_scope(center)}, **{region: {"S": urls[region]} for region in sorted(urls)}})
