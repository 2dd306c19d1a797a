"""Step Functions: state machines as they are declared. moto keeps the definition; nothing is executed here."""

from __future__ import annotations

from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.waiting import until_accepted
from sandbox.providers.classic.words import text
from sandbox.providers.failures import AwsError

STANDARD = "STANDARD"


class StateMachine(Kind):
    shape = shape(
        "aws:sfn/stateMachine:StateMachine",
        "stepfunctions",
        inputs="type",
        required="definition roleArn",
        computed="arn creationDate description revisionId stateMachineVersionArn status versionDescription",
        replaces="name namePrefix type",
        documents="definition",
        naming=Naming(longest=80, prefixed="namePrefix"),
        defaults={"type": STANDARD},
        taggable=True,
    )

    def create(self, call: Call) -> str:
        given = call.inputs
        tags = [{"key": key, "value": value} for key, value in call.tags.items()]
        made = until_accepted(
            lambda: call.client.create_state_machine(
                name=given["name"], type=given.get("type", STANDARD), tags=tags, **_written(given)
            ),
            _role_too_fresh,
            call.session.patience,
        )
        return str(made["stateMachineArn"])

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client = call.client
        if _written(call.inputs) != _written(old):
            client.update_state_machine(stateMachineArn=id_, **_written(call.inputs))
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_resource(
                resourceArn=id_, tags=[{"key": key, "value": value} for key, value in tags.items()]
            ),
            lambda keys: client.untag_resource(resourceArn=id_, tagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        found: dict[str, Any] = call.client.describe_state_machine(stateMachineArn=id_)
        tags = call.client.list_tags_for_resource(resourceArn=id_)["tags"]
        own = {tag["key"]: tag["value"] for tag in tags if not tag["key"].startswith(("aws:", "civicline:urn"))}
        return {
            "name": found["name"],
            "arn": id_,
            "definition": found["definition"],
            "roleArn": found["roleArn"],
            "type": found.get("type", STANDARD),
            "status": found.get("status", ""),
            "creationDate": found["creationDate"].isoformat(),
            "description": found.get("description", ""),
            "revisionId": found.get("revisionId", ""),
            "stateMachineVersionArn": "",
            "versionDescription": "",
            "tags": own,
        }

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_state_machine(stateMachineArn=id_)

    def find(self, call: Call) -> str | None:
        return self.existing(call, call.arn(f"stateMachine:{call.inputs['name']}", service="states"))


def _written(inputs: Properties) -> dict[str, str]:
    return {"definition": text(inputs["definition"]), "roleArn": str(inputs["roleArn"])}


def _role_too_fresh(error: AwsError) -> bool:
    """IAM tells the other services of a new role a few seconds later."""
    return error.code == "AccessDeniedException" and "assume" in error.message.lower()
