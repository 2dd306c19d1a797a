"""Managed policies, their attachment to roles, and SAML providers (agents sign in through one)."""

from __future__ import annotations

from sandbox.engine.provider import Properties
from sandbox.providers.classic.iam_roles import document
from sandbox.providers.classic.kind import Call, Kind, gone
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.words import tag_list, tag_map, text
from sandbox.providers.partitions import arn


class Policy(Kind):
    shape = shape(
        "aws:iam/policy:Policy",
        "iam",
        inputs="description path",
        required="policy",
        computed="arn attachmentCount policyId",
        replaces="name namePrefix path description",
        documents="policy",
        naming=Naming(longest=128, prefixed="namePrefix"),
        defaults={"path": "/"},
        taggable=True,
        regional=False,
    )

    def create(self, call: Call) -> str:
        given = call.inputs
        arguments = {"PolicyName": given["name"], "PolicyDocument": text(given["policy"]), "Tags": tag_list(call.tags)}
        made = call.client.create_policy(**arguments, **call.pick({"description": "Description", "path": "Path"}))
        return str(made["Policy"]["Arn"])

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client = call.client
        if call.inputs["policy"] != old.get("policy"):
            _make_room(call, id_)
            document_text = text(call.inputs["policy"])
            client.create_policy_version(PolicyArn=id_, PolicyDocument=document_text, SetAsDefault=True)
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_policy(PolicyArn=id_, Tags=tag_list(tags)),
            lambda keys: client.untag_policy(PolicyArn=id_, TagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        policy = call.client.get_policy(PolicyArn=id_)["Policy"]
        version = call.client.get_policy_version(PolicyArn=id_, VersionId=policy["DefaultVersionId"])
        return {
            "name": policy["PolicyName"],
            "arn": policy["Arn"],
            "path": policy["Path"],
            "policyId": policy["PolicyId"],
            "attachmentCount": policy.get("AttachmentCount", 0),
            "description": policy.get("Description") or None,
            "policy": document(version["PolicyVersion"]["Document"]),
            "tags": tag_map(policy.get("Tags")),
        }

    def delete(self, call: Call, id_: str) -> None:
        for version in call.client.list_policy_versions(PolicyArn=id_)["Versions"]:
            if not version["IsDefaultVersion"]:
                call.client.delete_policy_version(PolicyArn=id_, VersionId=version["VersionId"])
        call.client.delete_policy(PolicyArn=id_)

    def find(self, call: Call) -> str | None:
        path = call.inputs.get("path", "/")
        resource = f"policy{path}{call.inputs['name']}"
        return self.existing(call, arn("iam", "", call.session.account(), resource, of_region=call.session.region))


class RolePolicyAttachment(Kind):
    shape = shape(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "iam",
        required="role policyArn",
        replaces="role policyArn",
        regional=False,
    )

    def identity(self, inputs: Properties) -> str | None:
        return f"{inputs.get('role')}/{inputs.get('policyArn')}"

    def create(self, call: Call) -> str:
        call.client.attach_role_policy(RoleName=call.inputs["role"], PolicyArn=call.inputs["policyArn"])
        return str(self.identity(call.inputs))

    def live(self, call: Call, id_: str) -> Properties:
        role, policy = id_.split("/", 1)
        attached = call.client.list_attached_role_policies(RoleName=role)["AttachedPolicies"]
        if policy not in {entry["PolicyArn"] for entry in attached}:
            raise gone(f"attachment {id_}")
        return {"role": role, "policyArn": policy}

    def delete(self, call: Call, id_: str) -> None:
        role, policy = id_.split("/", 1)
        call.client.detach_role_policy(RoleName=role, PolicyArn=policy)


class SamlProvider(Kind):
    shape = shape(
        "aws:iam/samlProvider:SamlProvider",
        "iam",
        required="samlMetadataDocument",
        computed="arn samlProviderUuid validUntil",
        replaces="name",
        naming=Naming(longest=128),
        taggable=True,
        regional=False,
    )

    def create(self, call: Call) -> str:
        given = call.inputs
        arguments = {"Name": given["name"], "SAMLMetadataDocument": given["samlMetadataDocument"]}
        made = call.client.create_saml_provider(**arguments, Tags=tag_list(call.tags))
        return str(made["SAMLProviderArn"])

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, metadata = call.client, call.inputs["samlMetadataDocument"]
        if metadata != old.get("samlMetadataDocument"):
            client.update_saml_provider(SAMLProviderArn=id_, SAMLMetadataDocument=metadata)
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_saml_provider(SAMLProviderArn=id_, Tags=tag_list(tags)),
            lambda keys: client.untag_saml_provider(SAMLProviderArn=id_, TagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        found = call.client.get_saml_provider(SAMLProviderArn=id_)
        return {
            "name": id_.rsplit("/", 1)[1],
            "arn": id_,
            "samlMetadataDocument": found["SAMLMetadataDocument"],
            "samlProviderUuid": found.get("SAMLProviderUUID"),
            "validUntil": str(found["ValidUntil"]) if found.get("ValidUntil") else None,
            "tags": tag_map(found["Tags"]) if "Tags" in found else None,
        }

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_saml_provider(SAMLProviderArn=id_)

    def find(self, call: Call) -> str | None:
        resource = f"saml-provider/{call.inputs['name']}"
        return self.existing(call, arn("iam", "", call.session.account(), resource, of_region=call.session.region))


_MOST_VERSIONS = 5


def _make_room(call: Call, policy_arn: str) -> None:
    """A policy keeps at most five versions: drop the oldest that is not in force."""
    versions = call.client.list_policy_versions(PolicyArn=policy_arn)["Versions"]
    idle = sorted((v for v in versions if not v["IsDefaultVersion"]), key=lambda v: str(v["CreateDate"]))
    if len(versions) >= _MOST_VERSIONS:
        call.client.delete_policy_version(PolicyArn=policy_arn, VersionId=idle[0]["VersionId"])
