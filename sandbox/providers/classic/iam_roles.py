"""IAM roles and the policies written into them."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

from urllib.parse import unquote

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.words import tag_list, tag_map, text


class Role(Kind):
    shape = shape(
        "aws:iam/role:Role",
        "iam",
        inputs="description forceDetachPolicies maxSessionDuration path permissionsBoundary",
        required="assumeRolePolicy",
        computed="arn createDate uniqueId",
        replaces="name namePrefix path",
        documents="assumeRolePolicy",
        naming=Naming(longest=64, prefixed="namePrefix"),
        defaults={"path": "/", "maxSessionDuration": 3600, "forceDetachPolicies": False},
        taggable=True,
        regional=False,
    )

    def create(self, call: Call) -> str:
        optional = {
            "description": "Description",
            "maxSessionDuration": "MaxSessionDuration",
            "path": "Path",
            "permissionsBoundary": "PermissionsBoundary",
        }
        trust = text(call.inputs["assumeRolePolicy"])
        arguments = {"RoleName": call.inputs["name"], "AssumeRolePolicyDocument": trust, "Tags": tag_list(call.tags)}
        call.client.create_role(**arguments, **call.pick(optional))
        return str(call.inputs["name"])

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, given = call.client, call.inputs
        if given["assumeRolePolicy"] != old.get("assumeRolePolicy"):
            client.update_assume_role_policy(RoleName=id_, PolicyDocument=text(given["assumeRolePolicy"]))
        if any(given.get(name) != old.get(name) for name in ("description", "maxSessionDuration")):
            seconds = given.get("maxSessionDuration", 3600)
            client.update_role(RoleName=id_, Description=given.get("description", ""), MaxSessionDuration=seconds)
        if given.get("permissionsBoundary") != old.get("permissionsBoundary"):
            self._bound(call, id_)
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_role(RoleName=id_, Tags=tag_list(tags)),
            lambda keys: client.untag_role(RoleName=id_, TagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        role = call.client.get_role(RoleName=id_)["Role"]
        boundary = (role.get("PermissionsBoundary") or {}).get("PermissionsBoundaryArn")
        return {
            "name": role["RoleName"],
            "arn": role["Arn"],
            "uniqueId": role["RoleId"],
            "createDate": str(role["CreateDate"]),
            "path": role["Path"],
            "assumeRolePolicy": document(role["AssumeRolePolicyDocument"]),
            "description": role.get("Description") or None,
            "maxSessionDuration": role.get("MaxSessionDuration"),
            "permissionsBoundary": boundary,
            "tags": tag_map(role.get("Tags")),
        }

    def delete(self, call: Call, id_: str) -> None:
        if call.inputs.get("forceDetachPolicies"):
            for policy in call.client.list_attached_role_policies(RoleName=id_)["AttachedPolicies"]:
                call.client.detach_role_policy(RoleName=id_, PolicyArn=policy["PolicyArn"])
            for name in call.client.list_role_policies(RoleName=id_)["PolicyNames"]:
                call.client.delete_role_policy(RoleName=id_, PolicyName=name)
        call.client.delete_role(RoleName=id_)

    @staticmethod
    def _bound(call: Call, id_: str) -> None:
        boundary = call.inputs.get("permissionsBoundary")
        if boundary:
            call.client.put_role_permissions_boundary(RoleName=id_, PermissionsBoundary=boundary)
        else:
            call.client.delete_role_permissions_boundary(RoleName=id_)


class RolePolicy(Kind):
    repeatable = True
    shape = shape(
        "aws:iam/rolePolicy:RolePolicy",
        "iam",
        required="role policy",
        replaces="name namePrefix role",
        documents="policy",
        naming=Naming(longest=128, prefixed="namePrefix"),
        regional=False,
    )

    def identity(self, inputs: Properties) -> str | None:
        return f"{inputs.get('role')}:{inputs.get('name')}"

    def create(self, call: Call) -> str:
        given = call.inputs
        call.client.put_role_policy(
            RoleName=given["role"],
            PolicyName=given["name"],
            PolicyDocument=text(given["policy"]),
        )
        return f"{given['role']}:{given['name']}"

    def update(self, call: Call, id_: str, old: Properties) -> None:
        self.create(call)

    def live(self, call: Call, id_: str) -> Properties:
        role, name = id_.split(":", 1)
        found = call.client.get_role_policy(RoleName=role, PolicyName=name)
        return {"role": role, "name": name, "policy": document(found["PolicyDocument"])}

    def delete(self, call: Call, id_: str) -> None:
        role, name = id_.split(":", 1)
        call.client.delete_role_policy(RoleName=role, PolicyName=name)


def document(found: object) -> str:
    """A policy as IAM returns it: botocore decodes it where it can, else it is URL-encoded text."""
    return unquote(found) if isinstance(found, str) else text(found)
