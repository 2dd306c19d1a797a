"""The form by which contacts are judged: the same questions for every agent, scored to 100."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
from pulumi_aws_native import connect

from infra.scope import Scope

TITLE = "Contact quality"
SECTIONS = (
    ("opening", "Opening", ("Named the program and offered help", "Said that the contact is recorded")),
    ("privacy", "Privacy", ("Verified identity before disclosing anything", "Took no card number")),
    ("answer", "Answer", ("Gave the published answer", "Referred policy questions to the state", "Stayed neutral")),
    ("closing", "Closing", ("Opened a case for what was not resolved", "Recorded what the contact was about")),
)
"""Reference, title and questions of each section; all weigh the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationArgs:
    scope: Scope
    instance_arn: pulumi.Input[str]


class Evaluations(pulumi.ComponentResource):
    def __init__(self, name: str, args: EvaluationArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:Evaluations", name, None, opts)
        form = connect.EvaluationForm(
            name,
            instance_arn=args.instance_arn,
            title=TITLE,
            description="Scored by quality reviewers; the same for every agent",
            items=[{"section": _section(*section)} for section in SECTIONS],
            scoring_strategy={"mode": "SECTION_ONLY", "status": "ENABLED"},
            status="ACTIVE",
            tags=args.scope.native_tags("workforce.testing"),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.arn: pulumi.Output[str] = form.evaluation_form_arn
        self.register_outputs({"arn": self.arn})


def _section(ref: str, title: str, questions: tuple[str, ...]) -> dict[str, object]:
    items = [{"question": _question(f"{ref}-{number}", text)} for number, text in enumerate(questions, start=1)]
    return {"ref_id": ref, "title": title, "weight": 100 / len(SECTIONS), "items": items}


def _question(ref: str, text: str) -> dict[str, object]:
    options = [
        {"ref_id": f"{ref}-yes", "text": "Yes", "score": 10},
        {"ref_id": f"{ref}-no", "text": "No", "score": 0},
    ]
    return {
        "ref_id": ref,
        "title": text,
        "question_type": "SINGLESELECT",
        "not_applicable_enabled": True,
        "question_type_properties": {"single_select": {"display_as": "RADIO", "options": options}},
    }
