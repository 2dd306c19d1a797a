"""Progress of an operation, drawn from engine events."""

import io
from types import SimpleNamespace
from typing import Any

from cli.progress import Tracker, show

QUEUE = "urn:pulumi:dev::civicline::aws-native:connect:Queue::office-billing"


def event(kind: str, op: str = "create", urn: str = QUEUE, type_: str = "aws-native:connect:Queue") -> Any:
    body = SimpleNamespace(metadata=SimpleNamespace(op=op, urn=urn, type=type_))
    kinds = dict.fromkeys(("resource_pre_event", "res_outputs_event", "res_op_failed_event", "diagnostic_event"))
    return SimpleNamespace(**{**kinds, kind: body})


def test_a_resource_waits_and_is_then_done() -> None:
    tracker = Tracker(total=2, started=0)
    tracker.feed(event("resource_pre_event"), 1)
    assert tracker.line(1) == "0/2 resources  waiting for Queue office-billing"
    tracker.feed(event("res_outputs_event"), 3)
    assert tracker.line(3) == "1/2 resources  about 3 s left"


def test_unchanged_resources_are_not_counted() -> None:
    tracker = Tracker(total=0, started=0)
    tracker.feed(event("resource_pre_event", "same"), 1)
    tracker.feed(event("res_outputs_event", "same"), 1)
    assert tracker.line(1) == "0/0 resources"


def test_components_are_not_counted() -> None:
    tracker = Tracker(total=1, started=0)
    tracker.feed(event("resource_pre_event", type_="civicline:connect:Center"), 1)
    assert tracker.running == {}


def test_a_failure_is_shown() -> None:
    tracker = Tracker(total=1, started=0)
    tracker.feed(event("resource_pre_event"), 1)
    tracker.feed(event("res_op_failed_event"), 2)
    assert "1 failed" in tracker.line(2)


def test_many_waiting_resources_are_summed_up() -> None:
    tracker = Tracker(total=9, started=0)
    for number in range(5):
        tracker.feed(event("resource_pre_event", urn=f"{QUEUE}-{number}"), number)
    assert tracker.line(5).endswith("Queue office-billing-0, Queue office-billing-1, Queue office-billing-2 and 2 more")


def test_without_a_terminal_there_are_plain_lines_only() -> None:
    out = io.StringIO()
    with show(1, out) as feed:
        feed(event("resource_pre_event"))
        feed(event("res_outputs_event"))
    assert out.getvalue() == "1/1 resources\n"


def test_after_ctrl_c_it_says_that_it_is_stopping() -> None:
    tracker = Tracker(total=2, started=0)
    said = SimpleNamespace(message="cancelling: running steps finish")
    tracker.feed(SimpleNamespace(**{**vars(event("resource_pre_event")), "diagnostic_event": said}), 1)
    assert tracker.line(1).startswith("0/2 resources  stopping: ")


def test_our_own_resources_count_and_a_replacement_counts_once() -> None:
    tracker = Tracker(total=2, started=0)
    tracker.feed(event("res_outputs_event", type_="pulumi-python:dynamic/civicline:LiveVersion"), 1)
    for step in ("create-replacement", "replace", "delete-replaced"):
        tracker.feed(event("resource_pre_event", step), 2)
        tracker.feed(event("res_outputs_event", step), 2)
    assert (tracker.ending(), tracker.running) == ("2/2 resources", {})


def test_the_last_line_promises_no_more_time() -> None:
    out = io.StringIO()
    with show(3, out) as feed:
        feed(event("res_outputs_event"))
    assert out.getvalue() == "1/3 resources\n"
