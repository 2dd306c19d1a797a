"""What `$.` references stand for, and how long."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_flows.language.document import Action, FlowType
from tests.contact_flows.simulate.small import TO_QUEUE, act, call, flow, keep, play, say, texts


def flow_attribute(id_: str, value: str, then: str) -> Action:
    return act(
        id_, "UpdateFlowAttributes", then, errors={"NoMatchingError": "failed"}, FlowAttributes={"a": {"Value": value}}
    )


GO = act("go", "TransferToFlow", "end", errors={"NoMatchingError": "failed"}, ContactFlowId="flow:next")


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("Hello $.Attributes.name.", "Hello Ana."),
        ("$.Attributes['my key']", "spaced"),
        ("$['Attributes']['name']", "Ana"),
        ("$.Attributes['`$.Attributes.which`']", "Ana"),
        ("<$.Attributes.missing>", "<>"),
        ("$.Channel $.AwsRegion", "VOICE us-west-2"),
        ("$.CustomerEndpoint.Address", "+12065550142"),
        ("a price of $5", "a price of $5"),
        ("<$.Nothing.here>", "<>"),
    ],
)
def test_a_text_has_its_references_replaced(written: str, heard: str) -> None:
    trace = play(say("say", written), attributes={"name": "Ana", "my key": "spaced", "which": "name"})
    assert texts(trace) == [heard]


def test_contact_attributes_survive_a_transfer_and_flow_attributes_do_not() -> None:
    steps = (keep("keep", "own", a="contact"), flow_attribute("own", "flow", "go"), GO)
    trace = play(*steps, others=(flow("next", say("say", "$.Attributes.a <$.FlowAttributes.a>")),))
    assert texts(trace) == ["contact <>"]


def test_flow_attributes_last_within_their_flow() -> None:
    assert texts(play(flow_attribute("own", "x", "say"), say("say", "$.FlowAttributes.a"))) == ["x"]


def test_a_flat_flow_attribute_is_refused() -> None:
    wrong = act("own", "UpdateFlowAttributes", errors={"NoMatchingError": "failed"}, FlowAttributes={"a": "x"})
    assert texts(play(wrong)) == ["failed"]


def test_the_next_invocation_overwrites_what_the_last_one_gave() -> None:
    functions = {"function:f": lambda _e, _at: {"a": "1"}, "function:g": lambda _e, _at: {"b": "2"}}
    trace = play(
        call("f", "function:f", "g"),
        call("g", "function:g", "say"),
        say("say", "<$.External.a><$.External.b>"),
        functions=functions,
    )
    assert texts(trace) == ["<><2>"]


def test_attributes_of_more_than_32_kb_are_refused_as_a_whole() -> None:
    trace = play(keep("keep", "end", small="x", large="y" * 33_000))
    assert texts(trace) == ["failed"]
    assert trace.attributes == {}


def test_an_attribute_that_is_set_again_is_not_counted_twice() -> None:
    rounds = [keep(f"k{n}", f"k{n + 1}" if n < 9 else "end", a=str(n) * 20_000) for n in range(10)]
    assert play(*rounds).attributes["a"] == "9" * 20_000


def test_a_name_typed_as_language_code_shows_as_reference() -> None:
    data = act(
        "data", "UpdateContactData", "say", errors={"NoMatchingError": "failed"}, LanguageCode="es-US", Name="Request"
    )
    assert texts(play(data, say("say", "$.LanguageCode $.Name"))) == ["es-US Request"]


def test_the_agent_is_unknown_to_an_inbound_flow() -> None:
    assert texts(play(say("say", "<$.Agent.FirstName>"))) == ["<>"]


def test_the_queue_is_the_target_queue_before_the_contact_waits() -> None:
    target = act(
        "set", "UpdateContactTargetQueue", "say", errors={"NoMatchingError": "failed"}, QueueId="queue:billing"
    )
    assert texts(play(target, say("say", "$.Queue.Name"))) == ["Billing"]


def test_a_parameter_may_be_one_whole_reference() -> None:
    target = act(
        "set", "UpdateContactTargetQueue", "say", errors={"NoMatchingError": "failed"}, QueueId="$.Attributes.queue"
    )
    assert texts(play(target, say("say", "$.Queue.Name"), attributes={"queue": "queue:general"})) == ["General"]


def test_more_than_six_tags_are_refused() -> None:
    tags = act("tag", "TagContact", errors={"NoMatchingError": "failed"}, Tags={str(n): "x" for n in range(7)})
    assert texts(play(tags)) == ["failed"]


def test_words_are_attributed_to_the_voice_then_to_the_flow_then_to_the_contact() -> None:
    voice = act(
        "voice", "UpdateContactTextToSpeechVoice", "go", errors={"NoMatchingError": "failed"},
        TextToSpeechVoice="Lupe", TextToSpeechEngine="Neural",
    )  # fmt: skip
    other = flow("next", say("say", "hola"), language="en-US")
    trace = play(say("first", "hello", "voice"), voice, GO, others=(other,))
    assert [said.language for said in trace.said] == ["en-US", "es-US"]


def test_a_voice_that_does_not_exist_is_an_error() -> None:
    voice = act(
        "voice", "UpdateContactTextToSpeechVoice", errors={"NoMatchingError": "failed"}, TextToSpeechVoice="Bob"
    )
    assert texts(play(voice)) == ["failed"]


def test_marks_of_speech_synthesis_are_not_heard() -> None:
    ssml = act("say", "MessageParticipant", SSML="<speak>Hello <break time='1s'/>$.Attributes.name</speak>")
    assert texts(play(ssml, attributes={"name": "Ana"})) == ["Hello Ana"]


def test_a_recording_is_heard_by_its_words_where_the_world_knows_them() -> None:
    recorded = act("say", "MessageParticipant", PromptId="prompt:hold")
    assert texts(play(recorded)) == ["[prompt:hold]"]


def test_an_agent_is_spoken_of_only_in_flows_that_have_one() -> None:
    assert texts(play(say("s", "<$.Agent.FirstName>"))) == ["<>"]
    customer = flow("c", say("s", "<$.Agent.FirstName>"), kind=FlowType.CUSTOMER_WHISPER)
    hook = act("hook", "UpdateContactEventHooks", "set", EventHooks={"CustomerWhisper": "flow:c"})
    assert texts(play(hook, *TO_QUEUE, others=(customer,)))[-1] == "<Agent>"


def test_elements_of_a_functions_list_have_no_name() -> None:
    answer = {"rows": ["one", "two"], "row": {"0": "named"}}
    lookup = replace(
        call("f"), next="s", parameters={**(call("f").parameters or {}), "ResponseValidation": {"ResponseType": "JSON"}}
    )
    trace = play(
        lookup, say("s", "<$.External.rows.0 $.External.row.0>"), functions={"function:f": lambda _e, _at: answer}
    )
    assert texts(trace) == ["< named>"]


def test_attributes_of_the_related_contact_are_not_those_of_this_one() -> None:
    other = act("k", "UpdateContactAttributes", "s", Attributes={"a": "x"}, TargetContact="Related")
    assert play(other, say("s", "s")).attributes == {}


def test_attributes_are_measured_in_bytes() -> None:
    assert texts(play(keep("k", a="e" * 32_000))) == []
    assert texts(play(keep("k", a="é" * 17_000))) == ["failed"]


def test_a_flow_attribute_needs_a_name_that_can_be_referred_to() -> None:
    dotted = act(
        "k", "UpdateFlowAttributes", errors={"NoMatchingError": "failed"}, FlowAttributes={"a.b": {"Value": "1"}}
    )
    assert texts(play(dotted)) == ["failed"]
