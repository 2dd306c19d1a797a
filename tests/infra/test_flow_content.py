"""Content of flows in a circle: published after the flow exists, read back, and taken back to the placeholder."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from contact_flows.language.document import Action, FlowDocument, FlowSet, FlowType, Ref
from infra.flow_content import MARK, RefusedFlowError, _Publishes, placeholder
from infra.flows import without_queues
from sandbox.aws.flows import checker

REAL = json.dumps({"Version": "2019-10-30", "StartAction": "a", "Metadata": {"x": 1}, "Actions": []})
PROPS = {"region": "us-west-2", "instance": "i", "flow": "f", "content": REAL, "before": "placeholder"}


class Flow:
    """A Connect client with one flow."""

    def __init__(
        self, content: str = "", tags: dict[str, str] | None = None, error: dict[str, Any] | None = None
    ) -> None:
        self.content, self.tags, self.error = content, tags or {}, error

    def update_contact_flow_content(self, **given: Any) -> None:
        if self.error:
            raise ClientError(self.error, "UpdateContactFlowContent")  # type: ignore[arg-type]  # any error body
        self.content = given["Content"]

    def describe_contact_flow(self, **_: Any) -> dict[str, Any]:
        if self.error:
            raise ClientError(self.error, "DescribeContactFlow")  # type: ignore[arg-type]  # any error body
        return {"ContactFlow": {"Content": self.content, "Tags": self.tags}}


class Publishes(_Publishes):
    def __init__(self, flow: Flow) -> None:
        self.flow = flow

    def client(self, props: dict[str, Any]) -> Any:
        del props
        return self.flow


def test_the_content_is_published_once_the_flow_exists() -> None:
    flow = Flow()
    made = Publishes(flow).create(dict(PROPS))
    assert (made.id, flow.content) == ("i/f", REAL)


def test_new_content_is_an_update_and_another_flow_a_replacement() -> None:
    provider = Publishes(Flow())
    same = provider.diff("i/f", PROPS, PROPS)
    assert (same.changes, same.replaces) == (False, [])
    assert provider.diff("i/f", PROPS, {**PROPS, "content": "other"}).changes
    assert provider.diff("i/f", PROPS, {**PROPS, "flow": "g"}).replaces == ["flow"]


def test_layout_written_by_the_service_is_no_drift() -> None:
    moved = json.dumps({**json.loads(REAL), "Metadata": {"x": 2}}, indent=1)
    assert Publishes(Flow(moved)).read("i/f", dict(PROPS)).outs == PROPS


def test_a_change_by_hand_is_read_back() -> None:
    by_hand = json.dumps({**json.loads(REAL), "StartAction": "b"})
    assert Publishes(Flow(by_hand)).read("i/f", dict(PROPS)).outs == {**PROPS, "content": by_hand}


def test_a_flow_that_is_gone_reads_as_gone() -> None:
    gone = Publishes(Flow(error={"Error": {"Code": "ResourceNotFoundException", "Message": "no"}}))
    assert not gone.read("i/f", dict(PROPS)).id
    gone.delete("i/f", dict(PROPS))


def test_deletion_leaves_the_placeholder() -> None:
    flow = Flow(REAL, {MARK["key"]: MARK["value"]})
    Publishes(flow).delete("i/f", dict(PROPS))
    assert flow.content == "placeholder"


def test_deletion_leaves_a_flow_alone_that_publishes_its_own_content() -> None:
    flow = Flow(REAL)
    Publishes(flow).delete("i/f", dict(PROPS))
    assert flow.content == REAL


def test_a_refusal_tells_every_problem() -> None:
    problems = [{"message": "Invalid Action type. Type: X"}, {"message": "Path: 2.Evaluate"}]
    refusing = Flow(error={"Error": {"Code": "InvalidContactFlowException", "Message": ""}, "problems": problems})
    with pytest.raises(RefusedFlowError, match=r"problems: \[Invalid Action type. Type: X; Path: 2.Evaluate\]"):
        Publishes(refusing).create(dict(PROPS))


@pytest.mark.parametrize("type_", [t for t in FlowType if t not in (FlowType.MODULE, FlowType.CAMPAIGN)])
def test_a_placeholder_of_every_type_can_be_published(type_: FlowType) -> None:
    assert checker.problems(placeholder(type_), str(type_), lambda _kind, _id: True) == []


def flow(id_: str, *refs: Ref, type_: FlowType = FlowType.CONTACT_FLOW) -> FlowDocument:
    names = {str(number): ref for number, ref in enumerate(refs)}
    return FlowDocument(id=id_, name=id_, type=type_, actions=(Action(id="a", type="X", parameters=names),))


def test_flows_that_name_no_queue_even_through_others_come_first() -> None:
    module = flow("opening", Ref("function", "opening"), type_=FlowType.MODULE)
    outbound = flow("outbound", Ref("module", "opening"))
    queue = flow("queue-billing", Ref("queue", "billing"), Ref("module", "opening"))
    line = flow("line-main", Ref("flow", "queue-billing"))
    found = without_queues(FlowSet((module, outbound, queue, line)))
    assert [one.id for one in found] == ["opening", "outbound"]
