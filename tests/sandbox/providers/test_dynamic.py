import base64
from typing import Any

import dill
import pytest
from pulumi.dynamic import (
    CheckFailure,
    CheckResult,
    CreateResult,
    DiffResult,
    ReadResult,
    ResourceProvider,
    UpdateResult,
)

from sandbox.engine.provider import ProviderError
from sandbox.engine.values.model import UNKNOWN
from sandbox.providers.dynamic import KEY, Dynamic

TYPE, URN = "pulumi-python:dynamic:Resource", "urn:pulumi:dev::evergreen::pulumi-python:dynamic:Resource::it"


class Greeter(ResourceProvider):
    """What a program could define."""

    def configure(self, req: Any) -> None:
        self.language = req.config.get("language") or "en"

    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        failures = [] if news.get("text") else [CheckFailure("text", "is empty")]
        return CheckResult(news, failures)

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        return DiffResult(
            changes=_olds.get("text") != _news.get("text"), replaces=["text"] if _news["text"] == "!" else []
        )

    def create(self, props: dict[str, Any]) -> CreateResult:
        if props["text"] == "boom":
            raise ValueError("no greeting today")
        return CreateResult("id-1", {"text": props["text"], "said": f"{self.language}:{props['text']}"})

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        return ReadResult("" if props["text"] == "gone" else id_, {"text": props["text"]})

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        return UpdateResult({"text": _news["text"]})

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        if _props["text"] == "boom":
            raise ValueError("not deletable")


PICKLED = base64.b64encode(dill.dumps(Greeter(), recurse=True, byref=False)).decode()


def props(text: str) -> dict[str, Any]:
    return {"text": text, KEY: PICKLED}


@pytest.fixture
def dynamic() -> Dynamic:
    return Dynamic({"evergreen:language": "haw"})


def test_a_dynamic_resource_lives_its_life(dynamic: Dynamic) -> None:
    inputs, failures = dynamic.check(URN, TYPE, None, props("aloha"), "")
    assert failures == []
    id_, outputs = dynamic.create(URN, TYPE, inputs, "t")
    assert (id_, outputs["said"]) == ("id-1", "haw:aloha")
    assert not dynamic.diff(URN, TYPE, id_, inputs, outputs, inputs).changes
    assert dynamic.diff(URN, TYPE, id_, inputs, outputs, props("!")).replaces == ("text",)
    assert dynamic.update(URN, TYPE, id_, inputs, outputs, props("mahalo")) == props("mahalo")
    assert dynamic.read(URN, TYPE, id_, inputs, outputs)[0] == id_
    dynamic.delete(URN, TYPE, id_, inputs, outputs)


def test_failures_of_the_program_are_answers_not_crashes(dynamic: Dynamic) -> None:
    assert dynamic.check(URN, TYPE, None, props(""), "")[1] == [("text", "is empty")]
    with pytest.raises(ProviderError, match="dynamic provider, create: ValueError: no greeting today"):
        dynamic.create(URN, TYPE, props("boom"), "t")
    with pytest.raises(ProviderError, match="delete: ValueError"):
        dynamic.delete(URN, TYPE, "id-1", props("boom"), {})


def test_what_is_gone_reads_as_gone(dynamic: Dynamic) -> None:
    assert dynamic.read(URN, TYPE, "id-1", props("gone"), {}) == (None, {}, {})


def test_other_code_is_a_change_even_where_the_program_sees_none(dynamic: Dynamic) -> None:
    old = {**props("aloha"), KEY: "other"}
    assert dynamic.diff(URN, TYPE, "id-1", old, props("aloha"), props("aloha")).changes


def test_a_preview_with_an_unknown_provider_is_a_change(dynamic: Dynamic) -> None:
    news = {"text": "x", KEY: UNKNOWN}
    assert dynamic.check(URN, TYPE, None, news, "") == (news, [])
    assert dynamic.diff(URN, TYPE, "id-1", props("a"), props("a"), news).changes
    assert dynamic.preview(TYPE, news) == news


def test_an_interrupted_create_is_not_looked_for(dynamic: Dynamic) -> None:
    assert dynamic.recover(URN, TYPE, props("a"), "t") == (None, None)


def test_an_import_and_a_function_are_refused(dynamic: Dynamic) -> None:
    with pytest.raises(ProviderError, match="cannot be imported"):
        dynamic.read(URN, TYPE, "id-1", {}, {})
    with pytest.raises(ProviderError):
        dynamic.invoke("pulumi-python:index:x", {})
