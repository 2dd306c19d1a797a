"""Modules: isolation, results, nesting."""

from __future__ import annotations

from typing import Any

from contact_flows.language.document import Action, FlowDocument, FlowType
from tests.contact_flows.simulate.small import TO_QUEUE, act, call, flow, keep, play, say, texts

ANSWER = {"function:f": lambda _event, _at: {"a": "outside"}}


def invoke(
    id_: str = "invoke", module: str = "module:m", then: str = "say", on: dict[str, str] | None = None, **inputs: str
) -> Action:
    errors = {"NoMatchingError": "failed", "NoMatchingCondition": "failed"}
    return act(id_, "InvokeFlowModule", then, on, errors, FlowModuleId=module, Input=inputs)


def returns(id_: str = "return", result: str = "", **data: str) -> Action:
    given: dict[str, Any] = {"Result": result, "ResultData": data} if result or data else {}
    return act(id_, "EndFlowModuleExecution", None, **given)


def module(*actions: Action, id_: str = "m") -> FlowDocument:
    return flow(id_, *actions, kind=FlowType.MODULE)


def test_a_module_returns_to_the_action_behind_its_invocation() -> None:
    trace = play(invoke(), say("say", "back"), others=(module(say("in", "inside", "return"), returns()),))
    assert texts(trace) == ["inside", "back"]


def test_a_module_branches_by_its_result() -> None:
    trace = play(
        invoke(on={"good": "good"}), say("good", "good"), say("say", "next"), others=(module(returns(result="good")),)
    )
    assert texts(trace) == ["good"]


def test_a_result_that_no_branch_names_is_no_matching_condition() -> None:
    trace = play(
        invoke(on={"good": "good"}), say("good", "good"), say("say", "x"), others=(module(returns(result="b")),)
    )
    assert texts(trace) == ["failed"]


def test_a_module_sees_contact_attributes_and_its_input_only() -> None:
    inside = say("in", "<$.Attributes.a><$.Modules.Input.x><$.External.a><$.FlowAttributes.f>", "return")
    own = act(
        "own",
        "UpdateFlowAttributes",
        "invoke",
        errors={"NoMatchingError": "failed"},
        FlowAttributes={"f": {"Value": "f"}},
    )
    trace = play(
        call("f", then="keep"), keep("keep", "own", a="$.External.a"), own, invoke(x="given"), say("say", "end"),
        others=(module(inside, returns()),), functions=ANSWER,
    )  # fmt: skip
    assert texts(trace)[0] == "<outside><given><><>"


def test_what_a_module_looked_up_is_not_the_callers() -> None:
    inside = (call("f", then="return"), returns())
    trace = play(invoke(), say("say", "<$.External.a>"), others=(module(*inside),), functions=ANSWER)
    assert texts(trace) == ["<>"]


def test_what_the_caller_looked_up_is_there_after_the_module() -> None:
    trace = play(
        call("f", then="invoke"), invoke(), say("say", "<$.External.a>"), others=(module(returns()),), functions=ANSWER
    )
    assert texts(trace) == ["<outside>"]


def test_a_module_gives_result_data_to_its_invoker() -> None:
    read = say("say", "$.Modules.ResultData.x $.Modules.Result")
    trace = play(
        invoke(on={"done": "say"}, then="failed"), read, others=(module(returns(result="done", x="$.Attributes.a")),),
        attributes={"a": "42"},
    )  # fmt: skip
    assert texts(trace) == ["42 done"]


def test_contact_attributes_set_in_a_module_stay() -> None:
    trace = play(invoke(), say("say", "$.Attributes.a"), others=(module(keep("k", "return", a="in"), returns()),))
    assert texts(trace) == ["in"]


def test_a_module_that_invokes_itself_is_blocked() -> None:
    again = module(invoke("again", then="return"), returns(), say("failed", "blocked", "return"))
    assert texts(play(invoke(), say("say", "end"), others=(again,))) == ["blocked", "end"]


def nested(depth: int) -> tuple[FlowDocument, ...]:
    """m0 invokes m1, and so on; the last one says that it was reached."""
    inner = tuple(
        module(
            invoke("down", f"module:m{level + 1}", "return"), returns(), say("failed", "too deep", "return"),
            id_=f"m{level}",
        )
        for level in range(depth - 1)
    )  # fmt: skip
    return (*inner, module(say("here", "reached", "return"), returns(), id_=f"m{depth - 1}"))


def test_modules_nest_five_deep_and_no_deeper() -> None:
    assert texts(play(invoke(module="module:m0"), say("say", "end"), others=nested(5))) == ["reached", "end"]
    assert texts(play(invoke(module="module:m0"), say("say", "end"), others=nested(6))) == ["too deep", "end"]


def test_an_unknown_module_is_an_error() -> None:
    assert texts(play(invoke(module="module:nowhere"), say("say", "x"))) == ["failed"]


def test_an_action_that_the_invoking_flow_may_not_have_takes_its_error_branch() -> None:
    inside = act("set", "UpdateContactTargetQueue", "return", errors={"NoMatchingError": "no"}, QueueId="queue:billing")
    whisper = flow("whisper", invoke(then="end"), kind=FlowType.AGENT_WHISPER)
    hook = act(
        "hook", "UpdateContactEventHooks", "set", errors={"NoMatchingError": "failed"},
        EventHooks={"AgentWhisper": "flow:whisper"},
    )  # fmt: skip
    target = act(
        "set", "UpdateContactTargetQueue", "enter", errors={"NoMatchingError": "failed"}, QueueId="queue:billing"
    )
    enter = act("enter", "TransferContactToQueue", "failed", errors={"NoMatchingError": "failed"})
    trace = play(hook, target, enter, others=(whisper, module(inside, returns(), say("no", "refused", "return"))))
    assert [said.text for said in trace.said if said.to == "agent"] == ["refused"]


def test_a_module_may_be_named_by_a_version() -> None:
    trace = play(invoke(module="module:m:3"), say("say", "end"), others=(module(say("in", "in", "return"), returns()),))
    assert texts(trace) == ["in", "end"]


def test_loops_in_a_module_go_on_where_they_were() -> None:
    inside = (
        act("loop", "Loop", "return", {"ContinueLooping": "more", "DoneLooping": "return"}, LoopCount="1"),
        say("more", "more", "return"),
        returns(),
    )
    twice = (invoke("one", then="two"), invoke("two", then="say"), say("say", "end"))
    assert texts(play(*twice, others=(module(*inside),))) == ["more", "end"]


def test_an_agent_who_accepts_during_a_module_leaves_nothing_of_it_to_the_next_flow() -> None:
    hooks = {"CustomerQueue": "flow:waiting", "AgentWhisper": "flow:whisper"}
    first, second = (
        act(f"hook{n}", "UpdateContactEventHooks", then, errors={"NoMatchingError": "failed"}, EventHooks={event: key})
        for n, (event, key, then) in enumerate(zip(hooks, hooks.values(), ("hook1", "set"), strict=True))
    )
    waiting = flow("waiting", invoke(then="end"), kind=FlowType.CUSTOMER_QUEUE)
    whisper = flow("whisper", invoke(then="end", module="module:m"), kind=FlowType.AGENT_WHISPER)
    talks = module(say("in", " ".join(["word"] * 100), "return"), returns())
    trace = play(first, second, *TO_QUEUE, others=(waiting, whisper, talks))
    assert trace.agent
    assert [said.to for said in trace.said] == ["customer", "agent"], "the whisper may invoke the same module"
