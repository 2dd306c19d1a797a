"""What is seen, and what to do about it: the first page of a runbook."""

from __future__ import annotations

from collections.abc import Iterator

from publish.runbook.document import Command, Section, Table, Words
from publish.runbook.facts import Facts
from spec.faults import listed

CARRIER = "Redirect at the carrier"
MOVE = "Move to the other region"
CALLERS = "Tell callers, or close"
HAND = "Without this machine"
BACK = "Back to normal"


def decisions(facts: Facts) -> Section:
    rows = tuple(_rows(facts))
    return Section("decide", "What you see, what you do", (Table("What you see, what you do", _HEAD, rows),))


_HEAD = ("What you see", "What you do", "Section")


def _rows(facts: Facts) -> Iterator[tuple[str, str, str]]:
    if facts.movable:
        yield (
            "Calls are not answered; the check says that the other region is ready.",
            "Move everything there, at once. A region that does not answer is not needed for it.",
            MOVE,
        )
        yield (
            "The same; the check says NOT READY.",
            "Repair what it names, if it takes minutes. Else move with --not-ready-because, or use the carrier.",
            f"{MOVE}; {CARRIER}",
        )
        yield (
            "Status says UNDER WAY.",
            "Somebody began to move; switches --log says who. Then run the same command again, or move back.",
            MOVE,
        )
    if facts.asking:
        yield (
            "A message of a region asks whether to take the traffic.",
            "Look first: it asks because it sees the other region dark. Then say yes or no by failover approve.",
            MOVE,
        )
    for id_, center in facts.standbys.items():
        assert center.standby is not None
        yield (
            f"{center.region} is down, in which center {id_} is.",
            f"Its cold standby in {center.standby.region} has no numbers, and no command moves calls. Use the carrier.",
            CARRIER,
        )
    yield (
        "Nothing answers in any region, or AWS announces that Amazon Connect is down.",
        "Order the redirect first: it takes longest. Then go on trying.",
        CARRIER,
    )
    yield (
        "The center works, but people cannot: weather, fire alarm, a network in the building.",
        "Close the lines with words of your own. Do not move anything.",
        CALLERS,
    )
    yield (
        "Something else is down (payment site, case system); calls are answered.",
        "Announce it before the menu.",
        CALLERS,
    )
    yield "This machine is dead, or you are not at it.", "Another computer, or a browser alone.", HAND
    yield "It works again.", "Wait an hour. Then go home in steps, and end the redirect.", BACK


def first_look(facts: Facts) -> Section:
    """Reading only."""
    blocks: list[Command | Words] = []
    if facts.movable:
        blocks.append(Command("Where calls, agents, chat, e-mail and web are", facts.civicline("failover", "status")))
        for region in _seconds(facts):
            note = f"Whether {region} can answer every line"
            blocks.append(Command(note, facts.civicline("failover", "check", "--in", region)))
    for id_, center in facts.standbys.items():
        assert center.standby is not None
        command = facts.civicline("failover", "check", "--in", center.standby.region, "--center", id_)
        blocks.append(Command(f"What the cold standby of center {id_} has", command))
    blocks.append(Command("What is closed or announced, and by whom", facts.civicline("switches", "--log")))
    blocks.append(Words(_checked(facts)))
    return Section("look", "Look first; nothing is changed", tuple(blocks))


def _seconds(facts: Facts) -> tuple[str, ...]:
    """Regions to which calls can move."""
    found = (center.replica.region for center in facts.movable.values() if center.replica)
    return tuple(dict.fromkeys(found))


def _checked(facts: Facts) -> str:
    if not facts.movable and not facts.standbys:
        return f"These centers are in one region: {listed(list(facts.deployed.centers), 'and')}. There is no other."
    if not facts.checked:
        return "Nobody checked the other region when this page was made. Last check, by hand: ____________________"
    told = "; ".join(f"{region}: {words}" for region, words in facts.checked.items())
    return f"When this page was made, the check said: {told}."
