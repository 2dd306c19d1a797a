"""The choice of a language, where a line is spoken in several and no key of its menu leads to one."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.compile.phrases import phrases
from contact_flows.compile.spoken_line import SpokenLine
from contact_flows.language.document import Action

MAX_KEY = 9


def asks_language(spot: SpokenLine) -> bool:
    return spot.is_first and bool(_others(spot))


def _others(spot: SpokenLine) -> tuple[str, ...]:
    """Languages that a caller can reach only here; more than keys can name are left to agents."""
    named = [spot.scope.queues.get(choice.queue) for choice in spot.line.menu if choice.queue is not None]
    by_key = {code for queue in named if queue is not None for code in queue.languages}
    return tuple(code for code in spot.scope.languages_of(spot.line)[1:MAX_KEY] if code not in by_key)


def language_choice(spot: SpokenLine) -> list[Action]:
    """Each language names its key in its own voice. Silence stays with the first, and so does 0, which then skips the
    menu: whoever wants a person hears the notice first.
    """
    others = _others(spot) if asks_language(spot) else ()
    if not others:
        return []
    keys = {str(number): f"language-go-{code}" for number, code in enumerate(others, start=2)}
    all_keys = {"1": "language-first", **keys, "0": "language-person"}
    steps = [act.say("language", spot.words("language_choice", key="1"), f"language-voice-{others[0]}")]
    for number, code in enumerate(others, start=2):
        following = f"language-voice-{others[number - 1]}" if number <= len(others) else ""
        text = phrases(code)("language_choice", key=str(number))
        steps.append(act.speak_as(f"language-voice-{code}", phrases(code).voice, f"language-{code}"))
        steps.append(
            act.say(f"language-{code}", text, following)
            if following
            else act.menu(
                f"language-{code}", text, all_keys, spot.timeout, silent="language-first", on_fault="language-first"
            )
        )
    flows = {code: spot.scope.line_flow(spot.line, code) for code in others}
    steps += [
        *(act.go_to_flow(f"language-go-{code}", flow, "language-first") for code, flow in flows.items()),
        act.remember("language-person", {"menu": "skipped"}, "language-first"),
        act.speak_as("language-first", spot.words.voice, "greet"),
    ]
    return act.from_spec(f"{spot.path}.languages", steps)
