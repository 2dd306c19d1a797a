"""Facts about what the examples declare."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.providers.classic.catalog import kinds
from sandbox.registry import catalog
from sandbox.registry.names import cfn_type as type_name
from spec.models import ProgramSpec
from spec.select import belongs_to

NATIVE = "aws-native:connect:"


@pytest.fixture(params=["hawaii_graph", "oregon_graph"])
def graph(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


def test_every_part_of_the_spec_has_exactly_one_resource(hawaii: ProgramSpec, hawaii_graph: Any) -> None:
    infra = hawaii.infrastructure
    wanted = {
        "Queue": [f"infrastructure.queues/{q.id}" for q in infra.queues],
        "HoursOfOperation": [
            *(f"infrastructure.holidays/{c.id}" for c in infra.holidays),
            *(f"infrastructure.hours/{h.id}" for h in infra.hours),
        ],
        "RoutingProfile": [f"infrastructure.routing_profiles/{p.id}" for p in infra.routing_profiles],
        "QuickConnect": [f"infrastructure.quick_connects/{q.id}" for q in infra.quick_connects],
        "SecurityProfile": [f"workforce.roles/{r.id}" for r in hawaii.workforce.roles],
        "User": [f"workforce.agents/{a.username}" for a in hawaii.workforce.agents],
        "Prompt": [f"content.prompts/{p.id}" for p in hawaii.content.prompts],
        "PhoneNumber": [
            f"infrastructure.lines/{line.id}.numbers/{n.number}" for line in infra.lines for n in line.numbers
        ],
    }
    for kind, paths in wanted.items():
        assert Counter(found.path for found in hawaii_graph.of(NATIVE + kind)) == Counter(paths), kind


def test_each_center_is_one_instance_with_its_own_queues(oregon: ProgramSpec, oregon_graph: Any) -> None:
    infra = oregon.infrastructure
    assert len(oregon_graph.of(f"{NATIVE}Instance")) == len(infra.centers)
    for center in infra.centers:
        names = {f"{center.id}-{queue.id}" for queue in belongs_to(oregon, center, infra.queues)}
        assert names <= {found.name for found in oregon_graph.of(f"{NATIVE}Queue")}


def test_every_number_starts_a_flow(graph: Any) -> None:
    numbers = {found.name for found in graph.of(f"{NATIVE}PhoneNumber")}
    associated = {
        found.name
        for found in graph.of("aws:connect/phoneNumberContactFlowAssociation:PhoneNumberContactFlowAssociation")
    }
    assert numbers == associated != set()


def test_a_number_leaves_its_flow_before_it_is_given_the_next_one(graph: Any) -> None:
    """Deleting the association afterwards would take the number off the new flow, and leave it dead."""
    tied = graph.of("aws:connect/phoneNumberContactFlowAssociation:PhoneNumberContactFlowAssociation")
    assert tied
    assert all(found.deleted_first for found in tied)


def takes_tags(type_: str) -> bool:
    """By the registry for aws-native, by the sandbox's own table of classic types."""
    if type_.startswith("aws-native:"):
        return bool((catalog.raw_schema(type_name(type_) or "") or {}).get("tagging", {}).get("taggable"))
    kind = kinds().get(type_)
    return kind is not None and kind.shape.taggable


def test_whatever_takes_tags_says_where_in_the_spec_it_comes_from(graph: Any) -> None:
    taggable = [found for found in graph.resources if takes_tags(found.type)]
    assert len(taggable) > 100
    assert not [found.urn for found in taggable if not found.path]


def test_all_storage_is_encrypted_by_the_programs_own_key(graph: Any) -> None:
    storage = graph.of(f"{NATIVE}InstanceStorageConfig")
    media = [found for found in storage if found.inputs["storageType"] == "S3"]
    assert media
    for found in media:
        assert found.inputs["s3Config"]["encryptionConfig"]["encryptionType"] == "KMS"
    for stream in graph.of("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"):
        assert stream.inputs["extendedS3Configuration"]["kmsKeyArn"]


def test_no_bucket_is_public_unencrypted_or_reachable_without_tls(graph: Any) -> None:
    buckets = {found.name for found in graph.of("aws:s3/bucket:Bucket")}
    for kind in (
        "BucketPublicAccessBlock",
        "BucketServerSideEncryptionConfiguration",
        "BucketVersioning",
        "BucketPolicy",
    ):
        token = f"aws:s3/{kind[0].lower()}{kind[1:]}:{kind}"
        assert {found.name for found in graph.of(token)} == buckets, kind
    for block in graph.of("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"):
        assert all(
            value is True for name, value in block.inputs.items() if name.startswith(("block", "ignore", "restrict"))
        )
    for policy in graph.of("aws:s3/bucketPolicy:BucketPolicy"):
        assert '"aws:SecureTransport": "false"' in policy.inputs["policy"]


def test_no_policy_allows_a_whole_service(graph: Any) -> None:
    for policy in graph.of("aws:iam/rolePolicy:RolePolicy"):
        assert ':*"' not in policy.inputs["policy"].split('"Resource"')[0]
        for statement in json.loads(policy.inputs["policy"])["Statement"]:
            # Speech is synthesized from no resource of ours; metrics have no ARN, and end at our namespace; directories
            # are listed, and IAM knows no resource for that.
            assert statement["Resource"] != ["*"] or statement["Action"] in (
                ["polly:SynthesizeSpeech"],
                ["cloudwatch:PutMetricData"],
                ["ds:DescribeDirectories"],
            )


def test_what_cannot_be_made_again_is_protected_and_kept(graph: Any) -> None:
    kinds = ("connect:Instance", "connect:PhoneNumber", "connect:AgentStatus", "cases:Domain")
    kept = [found for kind in kinds for found in graph.of(f"aws-native:{kind}")]
    made_again = ("prompts", "copies-us-east-1", "copies-us-west-2")
    kept += [found for found in graph.of("aws:s3/bucket:Bucket") if not found.name.endswith(made_again)]
    kept += [found for found in graph.of("aws:kms/key:Key") if found.inputs["description"].startswith("Contact data")]
    assert kept
    assert not [found.urn for found in kept if not (found.protect and found.retain)]


def test_a_protected_bucket_keeps_its_locks(graph: Any) -> None:
    kept = {found.name for found in graph.of("aws:s3/bucket:Bucket") if found.protect}
    around = [found for found in graph.resources if found.type.startswith("aws:s3/bucket") and found.name in kept]
    assert not [found.urn for found in around if not found.protect]


def test_no_change_of_a_number_can_replace_it(graph: Any) -> None:
    for number in graph.of(f"{NATIVE}PhoneNumber"):
        assert {"type", "countryCode", "prefix"} <= set(number.ignored)


def test_renaming_a_line_keeps_the_urn_of_its_number(hawaii: ProgramSpec, record_program: Callable[..., Any]) -> None:
    infra = hawaii.infrastructure
    renamed = infra.lines[0].model_copy(update={"id": "renamed", "name": "Renamed"})
    other = hawaii.model_copy(update={"infrastructure": infra.model_copy(update={"lines": (renamed,)})})

    def urns(program: ProgramSpec) -> set[str]:
        return {found.urn for found in record_program(program).of(f"{NATIVE}PhoneNumber")}

    assert urns(other) == urns(hawaii)


def test_nobody_has_a_password(graph: Any) -> None:
    users = graph.of(f"{NATIVE}User")
    assert users
    assert not [user.name for user in users if "password" in user.inputs]


def test_the_program_exports_every_id_and_nothing_secret(hawaii_graph: Any) -> None:
    stack = hawaii_graph.outputs["centers"]["office"]
    kinds = Counter(row["kind"] for row in stack["resources"])
    assert kinds["queue"] == len(hawaii_graph.of(f"{NATIVE}Queue"))
    assert kinds["number"] == len(hawaii_graph.of(f"{NATIVE}PhoneNumber"))
    named_by_arn = {"function", "alarm", "dashboard", "probe", "front_door"}
    assert all(row["arn" if row["kind"] in named_by_arn else "aws_id"] for row in stack["resources"])


def test_a_bot_tells_no_children_and_keeps_no_conversation(graph: Any) -> None:
    bots, aliases = graph.of("aws-native:lex:Bot"), graph.of("aws-native:lex:BotAlias")
    assert {found.name for found in bots} == {found.name for found in aliases} != set()
    assert all(found.inputs["dataPrivacy"] == {"childDirected": False} for found in bots)
    assert not [found.name for found in aliases if "conversationLogSettings" in found.inputs]
    assert {found.inputs["botAliasName"] for found in aliases} == {"live"}


def test_every_locale_of_a_bot_has_an_intent_for_what_is_not_understood(graph: Any) -> None:
    for bot in graph.of("aws-native:lex:Bot"):
        for locale in bot.inputs["botLocales"]:
            signatures = [intent.get("parentIntentSignature") for intent in locale["intents"]]
            assert signatures.count("AMAZON.FallbackIntent") == 1
            assert locale["voiceSettings"]["engine"] == "neural"


def test_new_wording_is_a_new_version_of_the_same_bot_and_alias(
    hawaii: ProgramSpec, hawaii_graph: Any, record_program: Callable[..., Any]
) -> None:
    infra = hawaii.infrastructure
    menu = infra.lines[0].menu
    said = (menu[0].model_copy(update={"label": "an entirely new wording"}), *menu[1:])
    lines = (infra.lines[0].model_copy(update={"menu": said}), *infra.lines[1:])
    changed = record_program(hawaii.model_copy(update={"infrastructure": infra.model_copy(update={"lines": lines})}))

    def urns(graph: Any, kind: str) -> set[str]:
        return {found.urn for found in graph.of(f"aws-native:lex:{kind}")}

    assert urns(changed, "Bot") == urns(hawaii_graph, "Bot")
    assert urns(changed, "BotAlias") == urns(hawaii_graph, "BotAlias")
    assert urns(changed, "BotVersion").isdisjoint(urns(hawaii_graph, "BotVersion"))


def test_flows_name_functions_and_bots_for_the_contacts_own_region(graph: Any) -> None:
    texts = [
        found.inputs["content"] for kind in ("ContactFlow", "ContactFlowModule") for found in graph.of(NATIVE + kind)
    ]
    texts += [found.inputs["content"] for found in graph.of("pulumi-python:dynamic/civicline:FlowContent")]
    actions = [action for text in texts for action in json.loads(text)["Actions"]]
    named = [
        action["Parameters"]["LambdaFunctionARN"] for action in actions if action["Type"] == "InvokeLambdaFunction"
    ]
    bots = [
        action["Parameters"]["LexV2Bot"]["AliasArn"]
        for action in actions
        if action["Type"] == "ConnectParticipantWithLexBot"
    ]
    assert named
    assert bots
    assert {arn.split(":")[3] for arn in (*named, *bots)} == {"$.AwsRegion"}


def test_a_flow_in_a_circle_gets_its_content_afterwards(graph: Any) -> None:
    filled = {found.name: found for found in graph.of("pulumi-python:dynamic/civicline:FlowContent")}
    waiting = {found.name for found in graph.of(f"{NATIVE}ContactFlow") if "content" in found.ignored}
    assert waiting == filled.keys()
    assert waiting


def test_agents_call_out_by_the_flow_that_says_who_calls(graph: Any) -> None:
    queues = graph.of(f"{NATIVE}Queue")
    flows = {found.inputs.get("outboundCallerConfig", {}).get("outboundFlowArn") for found in queues}
    assert [flow for flow in flows if flow and flow.endswith("-outbound")]


def test_a_module_declares_every_branch_by_which_its_content_returns(hawaii_graph: Any) -> None:
    modules = hawaii_graph.of(f"{NATIVE}ContactFlowModule")
    assert modules
    for module in modules:
        actions = json.loads(module.inputs["content"])["Actions"]
        returned = {a["Parameters"]["Result"] for a in actions if "Result" in a.get("Parameters", {})}
        declared = json.loads(module.inputs.get("settings") or "{}").get("transitions", {"results": []})
        assert {result["name"] for result in declared["results"]} == returned, module.name
