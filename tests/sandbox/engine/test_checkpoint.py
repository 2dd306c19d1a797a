import json
from dataclasses import replace
from typing import Any

import pytest

from sandbox.engine.state.checkpoint import Serializer, latest, load_checkpoint
from sandbox.engine.state.model import Deployment, Operation, Pending, Resource
from sandbox.engine.state.records import from_record, to_record
from sandbox.engine.values.crypter import Crypter, reveal
from sandbox.engine.values.model import SECRET, SIGNATURE, secret
from spec.errors import UsageError

URN = "urn:pulumi:dev::rehearsal::fake:index:Thing::one"


class Reversal:
    """Secrets that are easy to read in a test: the text backwards, and a count of the work."""

    state = "v1:salt:check"

    def __init__(self) -> None:
        self.encrypted = 0

    def encrypt(self, text: str) -> str:
        self.encrypted += 1
        return text[::-1]

    def decrypt(self, text: str) -> str:
        return text[::-1]


def loaded(text: str) -> Deployment:
    return load_checkpoint(text, Crypter(Reversal()), "dev.json")


def text_of(**deployment: Any) -> str:
    return json.dumps({"version": 3, "checkpoint": {"stack": "organization/rehearsal/dev", "latest": deployment}})


def full() -> Resource:
    return Resource(
        urn=URN,
        type="fake:index:Thing",
        custom=True,
        id="thing-1",
        inputs={"token": secret("hush"), "list": [1, {"deep": secret([1, 2])}]},
        outputs={"arn": "a"},
        parent="urn:pulumi:dev::rehearsal::pulumi:pulumi:Stack::rehearsal-dev",
        provider="urn:pulumi:dev::rehearsal::pulumi:providers:fake::default::id",
        dependencies=("urn:pulumi:dev::rehearsal::fake:index:Thing::zero",),
        property_dependencies={"token": ("urn:pulumi:dev::rehearsal::fake:index:Thing::zero",)},
        protect=True,
        init_errors=("half made",),
        custom_timeouts={"create": 90.0},
        created="2027-01-01T00:00:00Z",
        extra={"sourcePosition": "project:///__main__.py#3,1"},
    )


def test_a_deployment_survives_being_written_and_read() -> None:
    crypter = Crypter(Reversal())
    deployment = Deployment((full(),), (Operation(Pending.CREATING, full()),), {"integrity_error": None})
    text = Serializer("dev", "rehearsal", crypter).checkpoint(deployment)
    assert "hush" not in text
    back = loaded(text)
    assert [to_record(r, None) for r in back.resources] == [to_record(full(), None)]
    assert [(p.kind, to_record(p.resource, None)) for p in back.pending] == [("creating", to_record(full(), None))]


def test_fields_of_pulumi_that_the_engine_does_not_use_are_kept() -> None:
    record = {"urn": URN, "type": "fake:index:Thing", "custom": True, "viewOf": "x", "hideDiff": ["a"]}
    assert to_record(from_record(record, Crypter(Reversal())), None) == record


def test_an_unchanged_secret_keeps_its_ciphertext() -> None:
    secrets = Reversal()
    crypter = Crypter(secrets)
    sealed = {SIGNATURE: SECRET, "ciphertext": '"hush"'[::-1]}
    resource = from_record({"urn": URN, "type": "t", "custom": True, "outputs": {"a": sealed}}, crypter)
    assert to_record(replace(resource, id="new"), crypter)["outputs"] == {"a": sealed}
    assert secrets.encrypted == 0


def test_an_unchanged_resource_is_serialized_once() -> None:
    secrets = Reversal()
    serializer = Serializer("dev", "rehearsal", Crypter(secrets))
    resource = full()
    assert serializer.fragment(resource) is serializer.fragment(resource)


def test_plaintext_of_an_export_is_read() -> None:
    shown = reveal({"a": secret({"b": 1})})
    assert Crypter(Reversal()).open(shown) == {"a": secret({"b": 1})}


def test_a_stack_that_holds_nothing_yet_is_empty() -> None:
    assert loaded("") == Deployment()
    assert loaded(text_of()).resources == ()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "dev.json: the state cannot be read: not JSON"),
        ("[]", "no `checkpoint` object"),
        ('{"version": 3, "checkpoint": {"latest": 4}}', "`checkpoint.latest` is not an object"),
        ('{"version": 4, "checkpoint": {}}', "the state has version 4"),
        ('{"version": 3, "features": ["taint"], "checkpoint": {}}', "version 3 with features taint"),
        (text_of(resources=[{"urn": "nonsense", "type": "t"}]), r"dev.json: resources\[0\].*not a URN"),
        (text_of(resources=[{"type": "t"}]), r"resources\[0\].*urn"),
        (text_of(resources=[{"urn": URN, "type": "t", "inputs": 3}]), r"resources\[0\].*inputs is not an object"),
        (text_of(pending_operations=[{"type": "dreaming", "resource": {}}]), r"pending_operations\[0\].*dreaming"),
        (text_of(holograms=[]), "the state holds holograms, which this engine does not know"),
    ],
)
def test_a_state_that_cannot_be_read_without_loss_is_refused_with_its_place(text: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        loaded(text)


def test_the_deployment_inside_a_checkpoint_is_found_without_any_secret() -> None:
    assert latest(text_of(metadata={"a": 1}), "dev.json") == {"metadata": {"a": 1}}
