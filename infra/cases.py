"""The case store of one center: domain, fields, layout, templates, and its tie to the instance.

Options of single-select fields have no resource type anywhere; `operate` writes them by API after deployment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws_native import cases, connect

from infra.scope import Scope
from spec.models import ProgramSpec

ACKNOWLEDGE, RESPOND, RESOLVE = "acknowledge_by", "respond_by", "resolve_by"
TITLE = "title"
STATUS = "status"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldArgs:
    id: str
    name: str
    type: str
    required: bool
    spec_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateArgs:
    id: str
    name: str
    description: str
    spec_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStoreArgs:
    scope: Scope
    instance_arn: pulumi.Input[str]
    fields: tuple[FieldArgs, ...]
    templates: tuple[TemplateArgs, ...]


def field_args(program: ProgramSpec) -> tuple[FieldArgs, ...]:
    """The three due dates, what the request is and whose it is, and the agency's own fields."""
    dues = ((ACKNOWLEDGE, "Acknowledge by"), (RESPOND, "Respond by"), (RESOLVE, "Resolve by"))
    found = [FieldArgs(id=i, name=n, type="DateTime", required=False, spec_path="cases.slas") for i, n in dues]
    selects = (
        ("request_type", "Request type", "cases.request_types"),
        ("department", "Department", "cases.departments"),
    )
    found += [FieldArgs(id=i, name=n, type="SingleSelect", required=False, spec_path=p) for i, n, p in selects]
    own = program.cases.fields
    taken = {field.name for field in own}
    return (
        *(field for field in found if field.name not in taken),
        *(
            FieldArgs(id=f.id, name=f.name, type=f.type, required=f.required, spec_path=f"cases.fields[{f.id}]")
            for f in own
        ),
    )


def template_args(program: ProgramSpec) -> tuple[TemplateArgs, ...]:
    return tuple(
        TemplateArgs(id=t.id, name=t.name, description=t.description[:255], spec_path=f"cases.templates[{t.id}]")
        for t in program.cases.templates
    )


class CaseStore(pulumi.ComponentResource):
    def __init__(self, name: str, args: CaseStoreArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:CaseStore", name, None, opts)
        self._name, self._args = name, args
        self.domain = cases.Domain(
            f"{name}-cases",
            name=args.scope.alias,
            tags=args.scope.native_tags("cases"),
            opts=pulumi.ResourceOptions(parent=self, protect=True, retain_on_delete=True),
        )
        self.domain_id: pulumi.Output[str] = self.domain.domain_id
        self.association = connect.IntegrationAssociation(
            f"{name}-cases",
            instance_id=args.instance_arn,
            integration_type="CASES_DOMAIN",
            integration_arn=self.domain.domain_arn,
            tags=args.scope.native_tags("cases"),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.fields = {field.id: self._field(field) for field in args.fields}
        self.layout = self._layout()
        self.templates = {template.id: self._template(template) for template in args.templates}
        self.register_outputs({"domainId": self.domain_id, "templates": self.templates})

    def _field(self, field: FieldArgs) -> pulumi.Output[str]:
        made = cases.Field(
            f"{self._name}-{field.id}",
            domain_id=self.domain_id,
            name=field.name,
            type=field.type,
            tags=self._args.scope.native_tags(field.spec_path),
            # The type cannot change, and two fields may not share a name.
            opts=pulumi.ResourceOptions(parent=self, delete_before_replace=True),
        )
        field_id: pulumi.Output[str] = made.field_id
        return field_id

    def _layout(self) -> cases.Layout:
        top = [{"id": STATUS}, {"id": TITLE}]
        more = [{"id": field_id} for field_id in self.fields.values()]
        return cases.Layout(
            self._name,
            domain_id=self.domain_id,
            name="Standard",
            content={"basic": {"top_panel": _section("Request", top), "more_info": _section("Details", more)}},
            tags=self._args.scope.native_tags("cases.fields"),
            opts=pulumi.ResourceOptions(parent=self),
        )

    def _template(self, template: TemplateArgs) -> pulumi.Output[str]:
        required = [{"field_id": self.fields[field.id]} for field in self._args.fields if field.required]
        made = cases.Template(
            f"{self._name}-{template.id}",
            domain_id=self.domain_id,
            name=template.name,
            description=template.description,
            layout_configuration={"default_layout": self.layout.layout_id},
            required_fields=[{"field_id": TITLE}, *required],
            status="Active",
            tags=self._args.scope.native_tags(template.spec_path),
            opts=pulumi.ResourceOptions(parent=self),
        )
        template_id: pulumi.Output[str] = made.template_id
        return template_id


def _section(name: str, fields: Sequence[Mapping[str, pulumi.Input[str]]]) -> dict[str, object]:
    return {"sections": [{"field_group": {"name": name, "fields": fields}}]}
