"""What lint says of flows that belong together, of a spec's promises, and of documents beyond all bounds."""

import time
from dataclasses import replace

from contact_flows.language.document import Action, Condition, ErrorBranch, FlowDocument, FlowType, Ref
from contact_flows.lint import Context, Finding, lint

ERROR = "NoMatchingError"


def say(block: str, then: str, text: str = "Hello.") -> Action:
    return Action(
        id=block, type="MessageParticipant", parameters={"Text": text}, next=then, errors=(ErrorBranch(ERROR, then),)
    )


def end(block: str = "end") -> Action:
    return Action(id=block, type="DisconnectParticipant")


def compare(block: str, value: str, cases: dict[str, str], otherwise: str) -> Action:
    return Action(
        id=block,
        type="Compare",
        parameters={"ComparisonValue": value},
        next=otherwise,
        conditions=tuple(Condition(target, (operand,)) for operand, target in cases.items()),
        errors=(ErrorBranch("NoMatchingCondition", otherwise),),
    )


def transfer(block: str, flow: str, then: str) -> Action:
    return Action(
        id=block,
        type="TransferToFlow",
        parameters={"ContactFlowId": Ref("flow", flow)},
        next=then,
        errors=(ErrorBranch(ERROR, then),),
    )


def record(block: str, then: str) -> Action:
    behavior = {"RecordedParticipants": ("Agent", "Customer")}
    return Action(
        id=block, type="UpdateContactRecordingBehavior", parameters={"RecordingBehavior": behavior}, next=then
    )


def menu(keys: tuple[str, ...], then: str) -> Action:
    return Action(
        id="menu",
        type="GetParticipantInput",
        parameters={"Text": "Press a key.", "StoreInput": "False", "InputTimeLimitSeconds": "10"},
        next=then,
        conditions=tuple(Condition(then if key == "1" else "on", (key,)) for key in keys),
        errors=tuple(ErrorBranch(name, then) for name in ("InputTimeLimitExceeded", "NoMatchingCondition", ERROR)),
    )


def flow(*actions: Action, name: str = "line", kind: FlowType = FlowType.CONTACT_FLOW) -> FlowDocument:
    return FlowDocument(id=name, name=name, type=kind, actions=actions)


def of(code: str, findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.code == code]


def test_a_finding_names_the_part_of_the_spec_from_which_its_block_was_compiled() -> None:
    broken = replace(say("hello", "gone"), spec_path="infrastructure.lines[main].greeting")
    (finding, *_) = of("FG101", lint([flow(broken, end())]))
    assert (finding.flow, finding.block, finding.spec_path) == ("line", "hello", "infrastructure.lines[main].greeting")


def test_a_block_without_a_spec_path_has_that_of_its_flow() -> None:
    document = replace(flow(say("hello", "gone"), end()), spec_path="infrastructure.lines[main]")
    assert of("FG101", lint([document]))[0].spec_path == "infrastructure.lines[main]"


def test_a_loop_without_exit_is_printed_as_a_path() -> None:
    (finding,) = of("FG104", lint([flow(say("one", "two"), say("two", "three"), say("three", "two"))]))
    assert "two -> three -> two" in finding.message


def test_a_queue_flow_may_go_round_for_ever_because_that_is_waiting() -> None:
    waiting = flow(say("one", "two"), say("two", "one"), kind=FlowType.CUSTOMER_QUEUE)
    assert of("FG104", lint([waiting])) == []


def test_a_flow_that_is_named_and_not_compiled_is_an_error_only_where_all_flows_are_known() -> None:
    document = flow(say("hello", "on"), transfer("on", "elsewhere", "end"), end())
    assert len(of("FG120", lint([document], context=Context(complete=True)))) == 1
    assert of("FG120", lint([document])) == []


def test_a_menu_of_topics_offers_the_key_for_a_person_that_the_spec_promises() -> None:
    promised = Context(escape_key="0")
    without = flow(menu(("1", "2", "3", "4"), "end"), transfer("on", "other", "end"), end())
    with_it = flow(menu(("1", "2", "3", "0"), "end"), transfer("on", "other", "end"), end())
    assert len(of("FC111", lint([without], context=promised))) == 1
    assert of("FC111", lint([with_it], context=promised)) == []
    assert of("FC111", lint([without])) == []


def test_a_key_is_waited_for_as_long_as_the_spec_promises() -> None:
    document = flow(menu(("1",), "end"), transfer("on", "other", "end"), end())
    assert of("FC120", lint([document], context=Context(key_seconds=10))) == []
    assert len(of("FC120", lint([document], context=Context(key_seconds=12)))) == 1


def test_comparisons_of_one_value_agree_along_a_way() -> None:
    """Recording starts unless it was refused, and its notice is said under the same condition."""
    told = flow(
        compare("refused", "$.Attributes.refused", {"yes": "still-refused"}, "record"),
        record("record", "still-refused"),
        compare("still-refused", "$.Attributes.refused", {"yes": "on"}, "notice"),
        say("notice", "on", "This call is recorded."),
        transfer("on", "queue", "end"),
        end(),
    )
    untold = replace(
        told,
        actions=tuple(
            compare("still-refused", "$.Attributes.other", {"yes": "on"}, "notice") if a.id == "still-refused" else a
            for a in told.actions
        ),
    )
    assert of("FC140", lint([told])) == []
    assert len(of("FC140", lint([untold]))) == 1


def test_a_flow_with_a_notice_of_its_own_may_be_entered_untold() -> None:
    first = flow(record("record", "on"), transfer("on", "second", "end"), end(), name="first")
    second = flow(say("notice", "end", "This call is recorded."), end(), name="second")
    assert of("FC140", lint([first, second])) == []
    assert len(of("FC140", lint([first]))) == 1


def test_tasks_and_mail_may_end_without_a_word() -> None:
    silent = flow(compare("kind", "$.Attributes.kind", {"spam": "end"}, "on"), transfer("on", "queue", "end"), end())
    assert of("FG111", lint([silent])) == []


def test_a_branch_for_tasks_in_a_flow_that_also_speaks_may_end_without_a_word() -> None:
    both = flow(compare("channel", "$.Channel", {"TASK": "end"}, "hello"), say("hello", "bye"), end("bye"), end())
    assert of("FG111", lint([both])) == []
    calls = flow(compare("channel", "$.Channel", {"VOICE": "end"}, "hello"), say("hello", "bye"), end("bye"), end())
    assert [finding.block for finding in of("FG111", lint([calls]))] == ["end"]


def test_a_key_that_ends_the_call_on_request_strands_nobody() -> None:
    asked = replace(menu(("1",), "end"), parameters={"Text": "To hang up, press 1.", "InputTimeLimitSeconds": "10"})
    assert of("FG111", lint([flow(asked, end())])) == []


def test_findings_come_in_the_order_of_blocks() -> None:
    document = flow(say("a", "gone"), say("b", "gone"), say("c", "gone"))
    assert [finding.block for finding in of("FG101", lint([document]))] == ["a", "b", "c"]


def test_a_flow_of_ten_times_the_size_takes_about_ten_times_as_long() -> None:
    def chain(length: int) -> FlowDocument:
        return flow(*_chain(length))

    def seconds(length: int) -> float:
        document = chain(length)
        start = time.process_time()
        lint([document])
        return time.process_time() - start

    seconds(100)
    assert seconds(4_000) < 40 * max(seconds(400), 0.01)


def _chain(length: int) -> list[Action]:
    steps = [compare(f"s{i}", "$.Channel", {"CHAT": f"s{i + 1}"}, f"s{max(0, i - 1)}") for i in range(length)]
    return [*steps, end(f"s{length}"), end("on")]


def test_a_document_beyond_all_bounds_gets_its_own_verdict_at_once() -> None:
    found = lint([flow(*(say(f"s{i}", f"s{i + 1}") for i in range(30_000)))])
    assert [finding.code for finding in found] == ["FE108", "FE109", "FE190"]


def test_a_search_that_outgrows_its_budget_is_said_to_be_unfinished() -> None:
    """Every one of many functions may have answered last, all along a chain of many blocks."""
    size = 1_000
    choices = [compare(f"choose{i}", "$.Channel", {f"{i}": f"call{i}"}, f"choose{i + 1}") for i in range(size)]
    calls = [call(f"call{i}", f"function-{i}", "s0") for i in range(size)]
    told = say(f"choose{size}", "end", "It is $.External.state.")
    start = time.process_time()
    found = lint([flow(*choices, *calls, *_chain(size), told, end())])
    assert time.process_time() - start < 30
    assert of("FE190", found)


def call(block: str, function: str, then: str) -> Action:
    return Action(
        id=block,
        type="InvokeLambdaFunction",
        parameters={
            "LambdaFunctionARN": f"arn:aws:lambda:$.AwsRegion:123456789012:function:{function}",
            "InvocationTimeLimitSeconds": "8",
        },
        next=then,
        errors=(ErrorBranch(ERROR, then),),
    )
