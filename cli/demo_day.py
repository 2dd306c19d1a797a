"""A simulated day: ten calls at telling moments, each with what the caller heard.

The calls are scenarios of the example programs (`stacks/*/scenarios`), run on their compiled flows with the code of
their functions; each must end as its scenario says.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from cli.programs import load
from cli.terminal import columns
from contact_flows.compile import compile_flows
from contact_flows.scenarios.load import load_scenarios
from contact_flows.scenarios.model import Scenario
from contact_flows.scenarios.run import Bench, Result, run_here
from contact_flows.scenarios.worlds import place_of
from contact_flows.simulate.trace import Ended
from infra.local_functions import local_functions
from spec.models import ProgramSpec

STACKS = Path(__file__).parents[1] / "stacks"

CALLS = (
    ("washington-outsourced", "one-second-before-closing"),
    ("washington-outsourced", "thanksgiving-inside-the-launch-weeks"),
    ("washington-outsourced", "blizzard-closure"),
    ("washington-outsourced", "everything-full-callback"),
    ("washington-outsourced", "cases-dead-while-closed"),
    ("washington-outsourced", "spanish"),
    ("washington-outsourced", "relay-caller-is-silent"),
    ("washington-outsourced", "policy-question"),
    ("oregon-vendor", "nobody-knows-the-account-manager"),
    ("washington-outsourced", "keys-that-do-not-exist"),
)


def simulated_day() -> bool:
    """Print the ten calls. False when one did not end as it must."""
    programs = {stack: load(STACKS / stack / "program.yaml") for stack in dict(CALLS)}
    good = True
    for number, (stack, id_) in enumerate(CALLS, start=1):
        result = _called(programs[stack], STACKS / stack / "program.yaml", id_)
        print("\n".join(_told(number, result, columns(sys.stdout))), flush=True)
        good = good and result.passed
    return good


def _called(program: ProgramSpec, file: Path, id_: str) -> Result:
    scenario = next(one for one in load_scenarios(file, program).scenarios if one.id == id_)
    center = place_of(program, scenario.given).center
    bench = Bench(program, center, compile_flows(program, center), local_functions)
    return run_here(bench, (scenario,))[0]


def _told(number: int, result: Result, width: int) -> Iterator[str]:
    scenario = result.scenario
    yield ""
    yield from textwrap.wrap(f"{number}. {scenario.title} ({scenario.given.at}; {_did(scenario)})", width)
    for language, text, times in _runs(result.heard):
        repeated = f" ({times} times)" if times > 1 else ""
        heard = f"{language} {'(music)' if text.startswith('[prompt:') else text}"
        yield f"   {textwrap.shorten(heard, width - len(repeated) - 3, placeholder=' ...')}{repeated}"
    yield f"   -> {_ended(result)}{'' if result.passed else f': NOT AS IT MUST: {result.unmet}'}"


def _runs(heard: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str, int]]:
    """What was heard, each text once, with how often; in the order in which it was first heard."""
    for language, text in dict.fromkeys(heard):
        yield language, text, heard.count((language, text))


def _did(scenario: Scenario) -> str:
    """What the caller does, equal steps told once: "presses 7, then 3"."""
    steps = [
        _WORDS.get(key, "{}").format(value)
        for step in scenario.when
        for key, value in step.model_dump(exclude_none=True).items()
    ]
    return ", then ".join(dict.fromkeys(steps)) or "says nothing"


_WORDS = {
    "press": "presses {}",
    "say": 'says "{}"',
    "silent": "says nothing",
    "choose_language": "chooses {}",
    "hang_up": "hangs up",
}


def _ended(result: Result) -> str:
    queue = (result.queue or "").removeprefix("queue:")
    return {
        Ended.QUEUE: f"comes to a person of the queue {queue}",
        Ended.CALLBACK: "is called back",
        Ended.VOICEMAIL: "the request is kept as a case",
        Ended.TRANSFER: "is connected to another number",
        Ended.DISCONNECT: "the call ends",
        Ended.FAULT: "is stranded",
    }[Ended(result.ended)]
