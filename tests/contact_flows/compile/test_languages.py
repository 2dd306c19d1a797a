"""Languages: a whole line in each that it is spoken in, a key that changes it, and interpreters for the others."""

from spec.models import ProgramSpec
from spec.models.languages import Spoken
from tests.contact_flows.compile.examples import (
    compiled,
    flow_named,
    infra,
    key,
    line,
    oregon,
    reached,
    walk,
    washington,
)


def without_translation() -> ProgramSpec:
    """Oregon before anybody translated its state line."""
    return line(oregon(), "state_line", greeting_in={})


def test_a_translated_line_exists_in_both_languages_with_the_same_ways() -> None:
    flows = compiled(oregon(), "state")
    english, spanish = flows["line-state_line"], flows["line-state_line-es-US"]
    only_first = {id_ for id_ in english.by_id if id_.startswith("language")}
    assert only_first
    assert set(spanish.by_id) == set(english.by_id) - only_first - {"menu-wanted"}
    assert (english.language, spanish.language) == ("en-US", "es-US")


def test_a_spanish_line_speaks_spanish_with_a_spanish_voice() -> None:
    flow = compiled(oregon(), "state")["line-state_line-es-US"]
    assert flow.by_id["voice"].given("TextToSpeechVoice") == "Lupe"
    assert str(flow.by_id["greet"].given("Text")).startswith("Le damos la bienvenida")
    assert "pagos atrasados y sus consecuencias, oprima 6" in str(flow.by_id["menu-keys"].given("Text"))


def test_who_hears_spanish_goes_on_in_spanish() -> None:
    flow = compiled(oregon(), "state")["line-state_line-es-US"]
    named = {flow_named(action) for action in flow.actions if action.type == "TransferToFlow"}
    assert named
    assert all(id_.endswith("-es-US") for id_ in named)
    hooks = {str(ref) for ref in flow.refs if ref.id.startswith("waiting")}
    assert hooks == {"flow:waiting-es-US"}


def test_a_language_names_its_key_in_its_own_voice_and_silence_stays_with_the_first() -> None:
    flow = compiled(oregon(), "state")["line-state_line"]
    asked = flow.by_id["language-es-US"]
    assert str(asked.given("Text")) == "Para español, oprima 2."
    assert flow.by_id["language-voice-es-US"].given("TextToSpeechVoice") == "Lupe"
    assert flow_named(flow.by_id[str(key(asked, "2"))]) == "line-state_line-es-US"
    silent = walk(flow, "language-es-US", "InputTimeLimitExceeded")
    assert [action.given("TextToSpeechVoice") for action in silent if action.given("TextToSpeechVoice")] == ["Joanna"]


def test_who_wants_a_person_before_a_language_hears_the_notice_first() -> None:
    flow = compiled(oregon(), "state")["line-state_line"]
    wants = str(key(flow.by_id["language-es-US"], "0"))
    assert "person" not in reached(flow, wants, past=["noticed"])
    assert key(flow.by_id["menu-wanted"], "skipped") == "person"


def test_without_a_translated_greeting_a_line_is_spoken_in_its_first_language_only() -> None:
    flows = compiled(without_translation(), "state")
    assert "line-state_line-es-US" not in flows
    assert not [id_ for id_ in flows["line-state_line"].by_id if id_.startswith("language")]


def test_a_missing_label_keeps_a_line_from_being_spoken_half() -> None:
    state_line = oregon().infrastructure.lines[0]
    menu = (state_line.menu[0].model_copy(update={"label_in": {}}), *state_line.menu[1:])
    assert "line-state_line-es-US" not in compiled(line(oregon(), "state_line", menu=menu), "state")


def test_a_key_that_leads_to_spanish_speakers_changes_voice_and_phrases_for_what_follows() -> None:
    flow = compiled(washington())["line-main"]
    assert key(flow.by_id["menu-keys"], "8") == "queue-spanish"
    chosen = flow.by_id["queue-spanish"]
    known = chosen.given("Attributes")
    assert isinstance(known, dict)
    assert known["language"] == "es-US"
    assert flow.by_id[str(chosen.next)].given("TextToSpeechVoice") == "Lupe"
    assert flow_named(flow.by_id["queue-spanish-go"]) == "queue-spanish-es-US"


def test_a_key_that_leads_to_a_language_makes_the_choice_of_it_needless() -> None:
    main = washington().infrastructure.lines[0]
    menu = tuple(choice.model_copy(update={"label_in": {"es-US": choice.label}}) for choice in main.menu)
    languages = tuple(one.model_copy(update={"prompts": True}) for one in washington().infrastructure.languages)
    both = infra(line(washington(), "main", greeting_in={"es-US": "Hola."}, menu=menu), languages=languages)
    assert not [id_ for id_ in compiled(both)["line-main"].by_id if id_.startswith("language")]


def test_a_language_without_words_of_ours_is_known_to_the_agent_with_its_interpreter() -> None:
    queues = tuple(
        queue.model_copy(update={"languages": ("ja-JP",)}) if queue.id == "spanish" else queue
        for queue in washington().infrastructure.queues
    )
    japanese = (
        washington()
        .infrastructure.languages[1]
        .model_copy(update={"code": "ja-JP", "name": "Japanese", "voice": Spoken.INTERPRETER})
    )
    flow = compiled(infra(washington(), queues=queues, languages=(*washington().infrastructure.languages, japanese)))[
        "line-main"
    ]
    known = flow.by_id["queue-spanish"].given("Attributes")
    assert isinstance(known, dict)
    assert (known["language"], known["interpreter"]) == ("ja-JP", "yes")
    assert flow_named(flow.by_id["queue-spanish-go"]) == "queue-spanish"


def test_other_languages_ask_for_an_interpreter() -> None:
    flow = compiled(washington())["line-main"]
    chosen = flow.by_id[str(key(flow.by_id["menu-keys"], "9"))]
    known = chosen.given("Attributes")
    assert isinstance(known, dict)
    assert known["interpreter"] == "yes"
