"""Actions that speak: Play prompt, Loop prompts, Set voice."""

from __future__ import annotations

import math
from collections.abc import Mapping

from contact_flows.simulate.graph import Edge, Run
from contact_flows.simulate.making import Maker, Making
from contact_flows.simulate.session import Session
from contact_flows.simulate.speech import VOICES, Speak, has_prompt, speaker

ENGINES = frozenset({"standard", "neural", "long-form", "generative"})


def play(making: Making) -> Run:
    """Nobody left to hear it is an error; so is a prompt the channel cannot carry, such as a recording in a chat."""
    speak, branches = speaker(making), making.branches
    skips = making.flag("SkipWhenDTMFBufferEnabled")

    def run(s: Session) -> Edge:
        if speak is None or s.audience == "nobody":
            return branches.error()
        if not (skips and s.buffered and s.keys):
            speak(s)
        return branches.next

    return run


def loop_prompts(making: Making) -> Run:
    """Plays its messages in turn until something interrupts it: the agent, the contact, or its own interrupt time."""
    messages = making.given("Messages")
    parts = [part for part in messages if isinstance(part, Mapping)] if isinstance(messages, tuple) else []
    speakers = [speaker(making, part) for part in parts if has_prompt(part)]
    every = making.number("InterruptFrequencySeconds", math.inf)
    branches, place, node = making.branches, making.place(), making.node

    def run(s: Session) -> Edge:
        if not speakers or every <= 0:
            return branches.error()
        _play_in_turn(s, speakers, place, s.at + every)
        s.after_interrupt = node
        return branches.on("MessagesInterrupted")

    return run


def _play_in_turn(s: Session, speakers: list[Speak | None], place: tuple[str, str], end: float) -> None:
    """One round is enough for the trace; the rest of the time passes in silence. Where it stopped, it goes on later."""
    turn = s.messages.get(place, 0)
    for _ in speakers:
        speak = speakers[turn % len(speakers)]
        turn += 1
        s.messages[place] = turn
        if speak is not None:
            speak(s)
        if s.at >= end:
            break
    s.at = min(end, s.until)
    s.spend(0.0)


def set_voice(making: Making) -> Run:
    """A voice that does not exist is an error; its language is that of what is said from here on."""
    voice, engine, branches = making.text("TextToSpeechVoice"), making.text("TextToSpeechEngine"), making.branches

    def run(s: Session) -> Edge:
        name = voice(s)
        if name not in VOICES or (engine(s) or "neural").lower() not in ENGINES:
            s.remark(making.flow, making.block, f"there is no voice {name} {engine(s)}".rstrip())
            return branches.error()
        s.voice, s.spoken = name, VOICES[name]
        return branches.next

    return run


MAKERS: Mapping[str, Maker] = {
    "MessageParticipant": play,
    "MessageParticipantIteratively": loop_prompts,
    "UpdateContactTextToSpeechVoice": set_voice,
}
