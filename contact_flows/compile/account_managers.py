"""Find my account manager: looked up by the caller's number, said by name, and connected."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.compile.agency_text import literal
from contact_flows.compile.answering import line_of
from contact_flows.compile.speaker import Speaker
from contact_flows.compile.targets import bounced, to_line, to_queue
from contact_flows.compile.ways_out import reached, ways_out
from contact_flows.language.document import Action, FlowDocument, FlowType
from spec.models.account_managers import AccountManager

FUNCTION = "find_account_manager"


def find_flow(speaker: Speaker) -> FlowDocument:
    """Whoever is not known, or belongs to nobody who is compiled here, is found by a person."""
    managers = speaker.scope.program.account_managers
    steps = [
        act.speak_as("voice", speaker.words.voice, "ask"),
        act.call_function("ask", FUNCTION, {"language": speaker.language}, "found", "unknown"),
        act.compare("found", "$.External.found", {"yes": "which"}, "unknown"),
        act.compare(
            "which", "$.External.account_manager", {one.id: f"manager-{one.id}" for one in managers}, "unknown"
        ),
        *(action for one in managers for action in _connected(speaker, one)),
        act.say("unknown", speaker.words("manager_unknown"), "person"),
        *_person(speaker),
        *bounced(speaker),
        *ways_out(speaker),
    ]
    return FlowDocument(
        id=speaker.flow("find-account-manager"),
        name=speaker.name("Find account manager"),
        type=FlowType.CONTACT_FLOW,
        description="Connects a customer with the account manager on record",
        spec_path="account_managers",
        language=speaker.language,
        actions=tuple(act.from_spec("account_managers", reached(steps))),
    )


def _connected(speaker: Speaker, manager: AccountManager) -> list[Action]:
    own = f"manager-{manager.id}"
    steps = [
        act.remember(own, {"account_manager": manager.id}, f"{own}-name"),
        act.say(f"{own}-name", speaker.words("manager_found", name=literal(manager.name)), f"{own}-to"),
        *_way_to(speaker, f"{own}-to", manager),
    ]
    return act.from_spec(f"account_managers[{manager.id}]", steps)


def _way_to(speaker: Speaker, own: str, manager: AccountManager) -> list[Action]:
    """The account manager's own line; without one in this center its queue; else the telephone."""
    line = line_of(speaker.scope, manager)
    here = [queue.id for queue in speaker.scope.queues.values() if queue.account_manager == manager.id]
    if here and (line is None or line.account_manager != manager.id):
        return to_queue(speaker, own, here[0], {"account_manager": manager.id})
    if line is not None:
        return to_line(speaker, own, line)
    return [act.say(own, speaker.words("person_next"), "person")]


def _person(speaker: Speaker) -> list[Action]:
    routing = speaker.scope.program.infrastructure.routing
    queue = routing.unknown_account_manager or routing.general
    return act.from_spec("infrastructure.routing.unknown_account_manager", to_queue(speaker, "person", queue))
