"""Random valid programs: an example or the starter, with some of its parts varied.

Each variation is a small edit. One that would break a rule of the spec is taken back, so that whatever is drawn is a
program that `civicline validate` accepts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from spec.load import load
from spec.models import ProgramSpec
from spec.models.dates import Stage
from spec.models.hours import HoursOverride, OverrideType
from spec.models.languages import ConsentMode
from spec.models.lines import Line
from spec.models.queues import Queue
from spec.models.resilience import Tier
from spec.rules.table import broken_rules
from tests.contact_flows.compile.examples import ROOT, infra, routing

BASES = (
    *(f"stacks/{name}" for name in ("hawaii-in-house", "washington-outsourced", "oregon-vendor")),
    *(f"tests/cases/good/{name}" for name in ("managers", "office")),
)
ZONES = ("America/Boise", "America/Phoenix", "Pacific/Honolulu", "America/Adak", "America/St_Johns")
WEEKS = (
    {"mon-fri": ("08:00-17:00",)},
    {"mon-sun": ("00:00-24:00",)},
    {"mon-fri": ("08:00-12:00", "13:00-17:00"), "sun": ("01:00-03:30",)},
    {"sat": ("23:00-24:00",), "sun": ("00:00-02:30",)},
    {"wed": ("10:00-10:30",)},
)
SPANISH = "es-US"
Draw = st.DrawFn
Variation = Callable[[Draw, ProgramSpec], ProgramSpec]


@cache
def base(name: str) -> ProgramSpec:
    return load(Path(ROOT, name, "program.yaml"))


@st.composite
def programs(draw: Draw, bases: Sequence[str] = BASES) -> tuple[ProgramSpec, str]:
    """A valid program, up to eight variations away from one that stands in the tree; and which they were, in words."""
    name = draw(st.sampled_from(bases))
    program, told = base(name), [name]
    for variation in draw(st.lists(st.sampled_from(VARIATIONS), max_size=8)):
        varied = variation(draw, program)
        if is_valid(varied):
            program = varied
            told.append(variation.__name__.strip("_"))
    return program, ", ".join(told)


def is_valid(program: ProgramSpec) -> bool:
    return all(fault.severity != "error" for fault in broken_rules(program, Stage.SETUP))


def _one_line(draw: Draw, program: ProgramSpec, change: Callable[[Line], Line]) -> ProgramSpec:
    lines = program.infrastructure.lines
    at = draw(st.integers(0, len(lines) - 1))
    return infra(program, lines=(*lines[:at], change(lines[at]), *lines[at + 1 :]))


def _one_queue(draw: Draw, program: ProgramSpec, change: Callable[[Queue], Queue]) -> ProgramSpec:
    queues = program.infrastructure.queues
    at = draw(st.integers(0, len(queues) - 1))
    return infra(program, queues=(*queues[:at], change(queues[at]), *queues[at + 1 :]))


def _shorter_menu(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    """Any part of a menu, in any order, under any keys; perhaps none of it."""

    def change(line: Line) -> Line:
        kept = draw(st.permutations(line.menu))[: draw(st.integers(0, len(line.menu)))]
        keys = draw(st.permutations("123456789"))
        return line.model_copy(
            update={"menu": tuple(c.model_copy(update={"key": k}) for c, k in zip(kept, keys, strict=False))}
        )

    return _one_line(draw, program, change)


def _choice_elsewhere(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    """One choice leads to another topic, queue or line, with or without an interpreter."""
    names = {
        "topic": [topic.id for topic in program.topics],
        "queue": [queue.id for queue in program.infrastructure.queues],
        "line": [line.id for line in program.infrastructure.lines],
    }
    kind = draw(st.sampled_from(sorted(names)))
    goal = {"topic": None, "queue": None, "line": None, kind: draw(st.sampled_from(names[kind]))}
    interpreter = draw(st.booleans())

    def change(line: Line) -> Line:
        if not line.menu:
            return line
        at = draw(st.integers(0, len(line.menu) - 1))
        choice = line.menu[at].model_copy(update={**goal, "interpreter": interpreter})
        return line.model_copy(update={"menu": (*line.menu[:at], choice, *line.menu[at + 1 :])})

    return _one_line(draw, program, change)


def _languages(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    """A line speaks one language or both, in either order, with or without the words for it."""
    order = draw(st.sampled_from((("en-US",), (SPANISH,), ("en-US", SPANISH), (SPANISH, "en-US"))))
    translated = draw(st.booleans())

    def change(line: Line) -> Line:
        words = {SPANISH: f"Bienvenidos. {line.greeting}"} if translated else {}
        menu = tuple(
            choice.model_copy(update={"label_in": {SPANISH: f"opción {choice.key}"} if translated else {}})
            for choice in line.menu
        )
        return line.model_copy(update={"languages": order, "greeting_in": words, "menu": menu})

    return _one_line(draw, program, change)


def _line_ends(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    """Its queue, the queue of its messages, and the number of last resort."""
    queues = [queue.id for queue in program.infrastructure.queues]
    queue = draw(st.sampled_from(queues))
    messages = draw(st.sampled_from((None, *queues)))
    phone = draw(st.sampled_from((None, "+13605550179")))
    update = {"queue": queue, "voicemail_queue": messages, "fallback_phone": phone}
    return _one_line(draw, program, lambda line: line.model_copy(update=update))


def _queue(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    """What a queue offers when nobody is free, how many it takes, and which language it stands for."""
    update = {
        "callback": draw(st.booleans()),
        "voicemail": draw(st.booleans()),
        "max_contacts": draw(st.sampled_from((1, 50, 10_000))),
        "languages": draw(st.sampled_from(((), ("en-US",), (SPANISH,), ("en-US", SPANISH)))),
    }
    return _one_queue(draw, program, lambda queue: queue.model_copy(update=update))


def _overflow(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    other = draw(st.sampled_from((None, *(queue.id for queue in program.infrastructure.queues))))
    return _one_queue(draw, program, lambda queue: queue.model_copy(update={"overflow": other}))


def _callbacks(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    update = {
        "window_minutes": draw(st.sampled_from((0, 120, 720))),
        "cap": draw(st.sampled_from((0, 1, 20))),
        "attempts": draw(st.sampled_from((1, 3))),
    }
    return infra(program, callbacks=program.infrastructure.callbacks.model_copy(update=update))


def _consent(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    parts = ("record_calls", "announce", "record_announcement", "unrecorded_path")
    update = {"mode": draw(st.sampled_from(ConsentMode)), **{part: draw(st.booleans()) for part in parts}}
    return infra(program, consent=program.infrastructure.consent.model_copy(update=update))


def _transfers(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    return routing(program, max_transfers=draw(st.integers(1, 5)))


def _routes(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    """The queues of which a program may have none."""
    names = ("am_complaint", "sensitive", "supervisor", "unknown_account_manager")
    queues = [queue.id for queue in program.infrastructure.queues]
    return routing(program, **{draw(st.sampled_from(names)): draw(st.sampled_from((None, *queues)))})


def _hours(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    """Odd weeks, dated closures, no holidays."""
    every = program.infrastructure.hours
    at = draw(st.integers(0, len(every) - 1))
    launch = program.dates.launch
    closed = HoursOverride.model_validate(
        {"id": "shut", "from": launch, "till": launch, "type": OverrideType.CLOSED, "reason": "moving"}
    )
    update = {
        "weekly": draw(st.sampled_from(WEEKS)),
        "overrides": draw(st.sampled_from(((), (closed,), every[at].overrides))),
        "holidays": draw(st.sampled_from((None, every[at].holidays))),
    }
    return infra(program, hours=(*every[:at], every[at].model_copy(update=update), *every[at + 1 :]))


def _zone(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    """The whole program in another zone: of another width, with clocks that change at other moments, or never."""
    there = program.program.model_copy(update={"time_zone": draw(st.sampled_from(ZONES)), "served_regions": ()})
    hours = tuple(one.model_copy(update={"time_zone": None}) for one in program.infrastructure.hours)
    return infra(program, hours=hours).model_copy(update={"program": there})


def _channels(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    """A center without chat or without e-mail."""
    centers = program.infrastructure.centers
    at = draw(st.integers(0, len(centers) - 1))
    gone = draw(st.sampled_from(("chat", "email", "web_form")))
    center = centers[at]
    less = center.model_copy(update={"channels": center.channels.model_copy(update={gone: None})})
    return infra(program, centers=(*centers[:at], less, *centers[at + 1 :]))


def _centers_own(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    """With and without a number of last resort."""
    phone = draw(st.sampled_from((None, "+13605550179")))
    resilience = program.infrastructure.resilience.model_copy(update={"fallback_phone": phone})
    return infra(program, resilience=resilience)


def _accessibility(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    update = {"dtmf_timeout_seconds": draw(st.sampled_from((10, 15, 20))), "ivr_agent_escape": draw(st.booleans())}
    return infra(program, accessibility=program.infrastructure.accessibility.model_copy(update=update))


def _interpreter(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    return infra(program, interpreter_line=draw(st.sampled_from((None, program.infrastructure.interpreter_line))))


def _government_cloud(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    """One region, no e-mail, no cases."""
    infrastructure = program.infrastructure
    phone = draw(st.sampled_from((None, "+13605550179")))
    alone = {"tier": Tier.MULTI_AZ, "source_region": "us-gov-west-1", "replica_region": None, "fallback_phone": phone}
    centers = tuple(
        center.model_copy(
            update={"resilience": None, "channels": center.channels.model_copy(update={"email": None})},
        )
        for center in infrastructure.centers
    )
    return infra(
        program,
        security=infrastructure.security.model_copy(
            update={"govcloud": True, "data_residency": ("us-gov-west-1",)},
        ),
        resilience=infrastructure.resilience.model_copy(update=alone),
        centers=centers,
    )


def _account_managers(draw: Draw, program: ProgramSpec) -> ProgramSpec:
    """One more beside one that there is: the same people, of another name, with topics of its own."""
    if not program.account_managers:
        return program
    *others, one = draw(st.permutations(program.account_managers))
    half = (one.share or 0.0) / 2
    number = len(others) + 1
    twin = one.model_copy(
        update={
            "id": f"{one.id}_two",
            "name": f"{one.name} {number}",
            "share": half,
            "phone": f"+1360555018{number}",
            "email": f"two{number}@twin.example",
            "line": None,
        }
    )
    topics = tuple(
        topic.model_copy(update={"id": f"{topic.id}_two", "name": f"{topic.name} {number}", "account_manager": twin.id})
        for topic in program.topics
        if topic.account_manager == one.id
    )
    shared = (*others, one.model_copy(update={"share": half}), twin)
    return program.model_copy(update={"account_managers": shared, "topics": (*program.topics, *topics)})


VARIATIONS: tuple[Variation, ...] = (
    _shorter_menu,
    _choice_elsewhere,
    _languages,
    _line_ends,
    _queue,
    _overflow,
    _callbacks,
    _consent,
    _transfers,
    _routes,
    _hours,
    _zone,
    _channels,
    _centers_own,
    _accessibility,
    _interpreter,
    _government_cloud,
    _account_managers,
)
