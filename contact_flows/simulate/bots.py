"""Get customer input by words: Lex, and the agentic form of it.

The result is an intent. What a bot does not understand is its FallbackIntent, by that name; silence counts as not
understood. Source: Administrator Guide, "Get customer input".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from contact_flows.language.document import Channel, Value
from contact_flows.simulate.arns import in_dark_region
from contact_flows.simulate.contact import Answer, Asked, Keys, Says
from contact_flows.simulate.graph import Edge, Run
from contact_flows.simulate.making import Maker, Making, number
from contact_flows.simulate.references import text
from contact_flows.simulate.session import Session
from contact_flows.simulate.speech import speaker, words
from contact_flows.simulate.world import Fault, Understood

FALLBACK = Understood("FallbackIntent", state="Fulfilled")
START_SILENCE_SECONDS = 3.0
SPEAKING_SECONDS = 3.0
MOST_DIGITS = 1024
BOT_FAILS_AFTER_SECONDS = 10.0


def lex(making: Making) -> Run:
    key, branches, hear = _bot(making), making.branches, _conversation(making)
    opening = making.part("LexInitializationData").get("InitialMessage")
    first = text(opening)
    timer = bool(making.part("LexTimeoutSeconds"))

    def run(s: Session) -> Edge:
        bot = key(s)
        s.keys = ""
        if s.audience != "customer" or (opening is not None and not first(s)) or _is_dead(s, bot):
            return branches.error()
        said = first(s) if opening is not None else hear(s)
        if said is None and timer and s.channel is Channel.CHAT:
            return branches.error("InputTimeLimitExceeded")
        found = _understood(s, bot, said)
        s.lex = _namespace(found)
        if found.state == "Failed":
            return branches.error()
        return branches.on(found.intent)

    return run


def _bot(making: Making) -> Callable[[Session], str]:
    newer, older = making.part("LexV2Bot"), making.part("LexBot")
    return text(newer.get("AliasArn") or older.get("Name"))


def _is_dead(s: Session, bot: str) -> bool:
    fault = s.world.faults.get(bot) or s.world.faults.get("bots")
    if fault is Fault.SLOW:
        s.spend(BOT_FAILS_AFTER_SECONDS)
    return fault is not None or s.world.understanding is None or in_dark_region(s, bot)


def _conversation(making: Making) -> Callable[[Session], str | None]:
    """Asks, and gives the words (or keys, which the bot gets as text); None for silence."""
    speak, heard = speaker(making), words(making.parameters)
    limit = _time(making.part("LexTimeoutSeconds"), making.channel)
    flow, block = making.place()
    language = making.language

    def hear(s: Session) -> str | None:
        if speak is not None:
            speak(s)
        if s.caller is None:
            answer: Answer = s.next_answer()
        else:
            tongue = s.spoken or language or s.language
            answer = s.ask(Asked(flow, block, tongue, heard(s)[0], limit, MOST_DIGITS, speech=True))
        said = answer.words if isinstance(answer, Says) else answer.keys if isinstance(answer, Keys) else ""
        s.spend(min(SPEAKING_SECONDS, limit) if said else limit)
        return said.strip() or None

    return hear


def _time(timer: Mapping[str, Value], channel: Channel) -> float:
    """Without a timer a chat waits for its customer until it expires."""
    if channel is Channel.VOICE:
        return START_SILENCE_SECONDS
    return max(0.0, number(timer.get("Text"), math.inf))


def _understood(s: Session, bot: str, said: str | None) -> Understood:
    if said is None or s.world.understanding is None:
        return FALLBACK
    return s.world.understanding(bot, said, s.spoken or s.language) or FALLBACK


def _namespace(found: Understood) -> Mapping[str, object]:
    negative = 1.0 if found.sentiment == "NEGATIVE" else 0.0
    return {
        "IntentName": found.intent,
        "Slots": found.slots,
        "SessionAttributes": found.session,
        "DialogState": found.state,
        "IntentConfidence": {"Score": found.confidence},
        "SentimentResponse": {
            "Label": found.sentiment,
            "Scores": {"Negative": negative, "Positive": 1.0 if found.sentiment == "POSITIVE" else 0.0},
        },
    }


def agentic(making: Making) -> Run:
    """A conversation that ends by itself, or with the wish for a person (`Escalation`)."""
    branches, hear = making.branches, _conversation(making)
    key = text(making.part("AgentConfiguration").get("ApplicationId"))

    def run(s: Session) -> Edge:
        bot = key(s)
        if s.audience != "customer" or _is_dead(s, bot):
            return branches.error()
        said = hear(s)
        if said is None and s.channel is Channel.CHAT:
            return branches.error("InputTimeLimitExceeded")
        found = _understood(s, bot, said)
        s.agentic = {"ContextVariables": found.session}
        return branches.condition(found.intent) or branches.next

    return run


MAKERS: Mapping[str, Maker] = {"ConnectParticipantWithLexBot": lex, "ConnectParticipantWithAgenticCX": agentic}
