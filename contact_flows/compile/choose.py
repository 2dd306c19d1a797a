"""Help me choose: every account manager in the same words, in an order that favors none (S30-24), then a person."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.compile.account_managers import FUNCTION
from contact_flows.compile.agency_text import literal
from contact_flows.compile.answering import choosing_queue
from contact_flows.compile.speaker import Speaker
from contact_flows.compile.targets import to_queue
from contact_flows.compile.ways_out import reached, ways_out
from contact_flows.language.document import Action, FlowDocument, FlowType
from spec.models.account_managers import AccountManager

RANDOM = "random"
FIRST = "$.Attributes.first_choice"
TOPIC = "$.Attributes.topic"
"""What was chosen before this was heard stays chosen."""
LISTENINGS = 3


def choose_flow(speaker: Speaker) -> FlowDocument:
    """The function says who serves customers today; where it does not answer, nobody is left out."""
    order = speaker.scope.program.content.neutral_choice
    managers = sorted(speaker.scope.program.account_managers, key=lambda one: (one.name.casefold(), one.id))
    told = _rotated(speaker, managers) if order and order.order == RANDOM else _in_turn(speaker, managers)
    begin = told[0].id
    asked = {"question": "active", "managers": ",".join(one.id for one in managers)}
    steps = [
        act.speak_as("voice", speaker.words.voice, "ask"),
        act.call_function("ask", FUNCTION, asked, "any", "intro"),
        act.compare("any", "$.External.any_active", {"no": "nobody"}, "intro"),
        act.say("nobody", speaker.words("choose_nobody"), "person"),
        act.say("intro", speaker.words("choose_intro"), begin),
        *told,
        act.menu(
            "after",
            speaker.words("choose_after"),
            {"0": "person", "*": "again"},
            speaker.timeout,
            silent="person",
            on_fault="person",
        ),
        act.repeat("again", LISTENINGS, "ask", "person"),
        *to_queue(speaker, "person", choosing_queue(speaker.scope), {"topic": TOPIC}),
        *ways_out(speaker),
    ]
    return FlowDocument(
        id=speaker.flow("choose"),
        name=speaker.name("Help me choose"),
        type=FlowType.CONTACT_FLOW,
        description="Tells of every account manager in the same words and in a neutral order",
        spec_path="content.neutral_choice",
        language=speaker.language,
        actions=tuple(act.from_spec("content.neutral_choice", reached(steps))),
    )


def _in_turn(speaker: Speaker, managers: list[AccountManager]) -> list[Action]:
    """Alphabetical."""
    names = [_own(one) for one in managers]
    steps: list[Action] = []
    for one, following in zip(managers, [*names[1:], "after"], strict=True):
        steps += _told(speaker, one, skip=following, then=following)
    return steps


def _rotated(speaker: Speaker, managers: list[AccountManager]) -> list[Action]:
    """A circle entered at random, and left before the one with whom it began is told again."""
    names = [_own(one) for one in managers]
    steps = [act.distribute("order", tuple(f"{name}-first" for name in names))]
    for one, name, following in zip(managers, names, [*names[1:], names[0]], strict=True):
        is_first = {following.removeprefix("manager-"): "after"}
        steps += [
            act.remember(f"{name}-first", {"first_choice": one.id}, name),
            *_told(speaker, one, skip=f"{name}-next", then=f"{name}-next"),
            act.compare(f"{name}-next", FIRST, is_first, following),
        ]
    return steps


def _own(manager: AccountManager) -> str:
    return f"manager-{manager.id}"


def _active(manager: AccountManager) -> str:
    """What the function answers: one field for each account manager, as a reference takes no hyphen."""
    return f"$.External.active_{manager.id.replace('-', '_')}"


def _told(speaker: Speaker, manager: AccountManager, *, skip: str, then: str) -> list[Action]:
    own = _own(manager)
    steps = [
        act.compare(own, _active(manager), {"no": skip}, f"{own}-facts"),
        act.say(f"{own}-facts", facts(speaker, manager), then),
    ]
    return act.from_spec(f"account_managers[{manager.id}]", steps)


def facts(speaker: Speaker, manager: AccountManager) -> str:
    """Name, ways to report miles, languages, number: the same for everyone."""
    words = speaker.words
    ways = ", ".join(words(f"way_{way.value}") for way in manager.mileage_reporting)
    known = {one.code: one.name for one in speaker.scope.program.infrastructure.languages}
    languages = ", ".join(words.languages.get(code, known.get(code, code)) for code in manager.languages)
    told = words("choose_facts", name=literal(manager.name), ways=ways, languages=languages)
    line = speaker.scope.all_lines.get(manager.line or "")
    number = manager.phone or (line.numbers[0].number if line and line.numbers else None)
    return f"{told} {words('choose_number', number=digits(number))}" if number else told


def digits(number: str) -> str:
    """A number as people say it: +15035550120 is 5 0 3, 5 5 5, 0 1 2 0."""
    national = number.removeprefix("+1")
    groups = (national[:3], national[3:6], national[6:]) if len(national) == 10 else (national.removeprefix("+"),)  # noqa: PLR2004 - North America
    return ", ".join(" ".join(group) for group in groups)
