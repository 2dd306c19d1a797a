"""The menu behind `#`, and the steps of each service in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from contact_flows import actions as act
from contact_flows.compile.keys import asked_by_key
from contact_flows.compile.services import services
from contact_flows.compile.spoken_line import SpokenLine
from contact_flows.compile.targets import to_queue
from contact_flows.language.document import Action

REPEATS = 1
MAIN_MENU = "9"


def more_services(spot: SpokenLine) -> list[Action]:
    """Their menu, and each of them; nothing where the center has none."""
    offered = services(spot.scope)
    if not offered:
        return []
    words = spot.words
    text = [words(f"more_{service.phrase}", key=service.key) for service in offered]
    keys = {service.key: service.id for service in offered} | {MAIN_MENU: "menu-keys"}
    said = " ".join([*text, words("more_back"), words("menu_person_key"), words("menu_repeat")])
    return [
        *asked_by_key(spot, "more", said, keys, repeats=REPEATS),
        *(action for service in offered for action in STEPS[service.id](spot, service.id)),
    ]


def _case_status(spot: SpokenLine, own: str) -> list[Action]:
    results = {"told": "menu-keys", "person": "person"}
    return act.from_spec("cases", [act.run_module(own, spot.flow("case-status"), "person", results=results)])


def _unrecorded(spot: SpokenLine, own: str) -> list[Action]:
    """A caller who declines the recording is served like any other."""
    return act.from_spec(
        "infrastructure.consent.unrecorded_path",
        [
            act.stop_recording(own, f"{own}-keep"),
            act.remember(f"{own}-keep", {"recorded": "no"}, f"{own}-said"),
            act.say(f"{own}-said", spot.words("recording_stopped"), "menu-keys"),
        ],
    )


def _find(spot: SpokenLine, own: str) -> list[Action]:
    return act.from_spec("account_managers", [act.go_to_flow(own, spot.flow("find-account-manager"), "person")])


def _choose(spot: SpokenLine, own: str) -> list[Action]:
    return act.from_spec("content.neutral_choice", [act.go_to_flow(own, spot.flow("choose"), "person")])


def _complaint(spot: SpokenLine, own: str) -> list[Action]:
    queue = spot.scope.program.infrastructure.routing.am_complaint
    assert queue is not None
    return act.from_spec("infrastructure.routing.am_complaint", to_queue(spot, own, queue))


def _sensitive(spot: SpokenLine, own: str) -> list[Action]:
    queue = spot.scope.program.infrastructure.routing.sensitive
    assert queue is not None
    return act.from_spec("infrastructure.routing.sensitive", to_queue(spot, own, queue, urgent=True))


STEPS: Mapping[str, Callable[[SpokenLine, str], list[Action]]] = {
    "case-status": _case_status,
    "unrecorded": _unrecorded,
    "find-manager": _find,
    "choose": _choose,
    "complaint": _complaint,
    "sensitive": _sensitive,
}
