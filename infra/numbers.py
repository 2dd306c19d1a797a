"""Telephone numbers, and the flow that each one starts.

A released number is gone for up to 180 days, so nothing here ever releases one: it is named after itself (renaming a
line does not touch it), protected, kept on deletion, and no change of a create-only property replaces it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import phonenumbers
import pulumi
import pulumi_aws as aws
from pulumi_aws_native import connect

from infra.number_moves import NumberPlaces
from infra.scope import Scope
from spec.models import ProgramSpec
from spec.models.centers import Center, Environment, Restriction
from spec.models.lines import LineNumber, NumberType
from spec.select import belongs_to

CREATE_ONLY = ["type", "countryCode", "prefix", "sourcePhoneNumberArn"]
MOVED_ELSEWHERE = ["targetArn"]
"""After the claim `NumberPlaces` moves it, because a change of this property would leave the number without a flow."""
_TYPES = {NumberType.DID: "DID", NumberType.TOLL_FREE: "TOLL_FREE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberArgs:
    """number is E.164; flow is the id of the flow that answers it."""

    number: str
    country: str
    type: str
    line: str
    description: str
    flow: str
    spec_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSetArgs:
    """target_arn: of the instance, or of the traffic distribution group of a center in two regions."""

    scope: Scope
    instance_id: pulumi.Input[str]
    target_arn: pulumi.Input[str]
    numbers: tuple[NumberArgs, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFlowsArgs:
    """target_arn as of the NumberSet."""

    scope: Scope
    target_arn: pulumi.Input[str]
    instance_id: pulumi.Input[str]
    numbers: tuple[NumberArgs, ...]
    arns: Mapping[str, pulumi.Input[str]]
    flows: Mapping[str, pulumi.Input[str]]


def number_args(program: ProgramSpec, env: Environment, center: Center) -> tuple[NumberArgs, ...]:
    """Numbers to claim; none where the environment keeps its hands off public numbers."""
    if Restriction.NO_PUBLIC_NUMBERS in env.restrictions:
        return ()
    return tuple(
        _one(line.id, line.name, number)
        for line in belongs_to(program, center, program.infrastructure.lines)
        for number in line.numbers
    )


def _one(line: str, name: str, number: LineNumber) -> NumberArgs:
    return NumberArgs(
        number=number.number,
        country=phonenumbers.region_code_for_number(phonenumbers.parse(number.number, None)) or "US",
        type=_TYPES[number.type],
        line=line,
        description=name,
        flow=f"line-{line}",
        spec_path=f"infrastructure.lines[{line}].numbers[{number.number}]",
    )


class NumberSet(pulumi.ComponentResource):
    def __init__(self, name: str, args: NumberSetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:NumberSet", name, None, opts)
        ignored = [*CREATE_ONLY, *MOVED_ELSEWHERE]
        kept = pulumi.ResourceOptions(parent=self, protect=True, retain_on_delete=True, ignore_changes=ignored)
        self.arns: dict[str, pulumi.Output[str]] = {
            number.number: connect.PhoneNumber(
                resource_name(number.number),
                target_arn=args.target_arn,
                type=number.type,
                country_code=number.country,
                prefix=number.number,  # the whole number as prefix claims exactly this one
                description=number.description,
                tags=args.scope.native_tags(number.spec_path),
                opts=kept,
            ).phone_number_arn
            for number in args.numbers
        }
        if args.numbers:
            NumberPlaces(
                f"{name}-moved",
                region=args.scope.region,
                instance=args.instance_id,
                target=args.target_arn,
                flows=_by_id((arn, "") for arn in self.arns.values()),
                opts=pulumi.ResourceOptions(parent=self),
            )
        self.register_outputs({"arns": self.arns})


class NumberFlows(pulumi.ComponentResource):
    """No provider but the classic one can associate a number with its flow."""

    def __init__(self, name: str, args: NumberFlowsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:NumberFlows", name, None, opts)
        # The provider's deletion takes the number off whatever flow it serves by then, so it comes first.
        child = pulumi.ResourceOptions(parent=self, delete_before_replace=True)
        made = [
            aws.connect.PhoneNumberContactFlowAssociation(
                resource_name(number.number),
                instance_id=args.instance_id,
                phone_number_id=pulumi.Output.from_input(args.arns[number.number]).apply(last_part),
                contact_flow_id=pulumi.Output.from_input(args.flows[number.flow]).apply(last_part),
                opts=child,
            )
            for number in args.numbers
        ]
        if args.numbers:
            # Nothing to do as a rule: it mends what a run that was killed between a move and its flow has left.
            NumberPlaces(
                f"{name}-started",
                region=args.scope.region,
                instance=args.instance_id,
                target=args.target_arn,
                flows=_by_id((args.arns[number.number], args.flows[number.flow]) for number in args.numbers),
                opts=pulumi.ResourceOptions(parent=self, depends_on=made),
            )
        self.register_outputs({})


def _by_id(pairs: Iterable[tuple[pulumi.Input[str], pulumi.Input[str]]]) -> pulumi.Output[dict[str, str]]:
    """Bare id of a number -> bare id of what it starts."""
    both: list[pulumi.Output[list[str]]] = [pulumi.Output.all(number, flow) for number, flow in pairs]
    known: pulumi.Output[list[list[str]]] = pulumi.Output.all(*both)
    return known.apply(lambda rows: {last_part(number): last_part(flow) for number, flow in rows})


def resource_name(number: str) -> str:
    """Logical name of a number: the number itself, whatever line or center it serves."""
    return f"number-{number.lstrip('+')}"


def last_part(arn: str) -> str:
    """The bare id at the end of an ARN."""
    return arn.rsplit("/", 1)[-1]
