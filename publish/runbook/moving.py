"""Moving a center, closing its lines, and going home again: the commands of this deployment."""

from __future__ import annotations

from collections.abc import Iterator

from publish.runbook import by_hand
from publish.runbook.decisions import BACK, CALLERS, HAND, MOVE
from publish.runbook.document import Block, Command, Section, Steps, Table, Words
from publish.runbook.facts import Facts
from spec.deployed import RECEIVE, DeployedCenter
from spec.switches import Action

CLOSED_HOURS = 4
WAITS = "You may wait longer than usual today."
SHELL = (
    "Any computer with a browser: sign in to the AWS account {account}, choose a region that answers, and open "
    "CloudShell (the symbol >_ at the top); AWS CLI is there. A terminal with AWS CLI and the operator's role does too."
)


def moving(facts: Facts) -> Section:
    return Section("move", MOVE, tuple(_moves(facts)))


def _moves(facts: Facts) -> Iterator[Block]:
    yield Steps(
        (
            "Whoever decides says yes. Write down who and when.",
            "Run the command. It shows what will move, asks, moves, and places simulated calls.",
            "Call each line from a telephone outside. Ask an agent to sign in again.",
            "Exit code 0: all is there. 3: refused, or held on the way. 4: not all is there; it says what is where.",
        )
    )
    for id_, center in facts.movable.items():
        assert center.replica is not None
        to, named = center.replica.region, facts.one_of_several(id_)
        command = facts.civicline("failover", "shift", "--to", to, "--now", center=named)
        yield Command(f"Center {id_}: from {center.region} to {to}", command)
    for id_ in facts.asking:
        command = facts.civicline("failover", "approve", center=facts.one_of_several(id_))
        yield Command(f"Center {id_}: where a region asks for it, say yes; with --no, say no", command)
    yield from _mail(facts)
    yield Words(
        "Calls that wait or talk stay where they are. The same command again does what is missing, and nothing else. "
        'Where it is refused: --not-ready-because "WHY", or --beyond-limits-because "WHY"; the log keeps WHY.'
    )


def _mail(facts: Facts) -> Iterator[Block]:
    """Where nobody but the keeper of the zone can lead mail to the other region."""
    for id_, center in facts.movable.items():
        by_hand_kept = [record for record in center.dns if record.use == RECEIVE and not record.kept]
        rows = tuple((record.region, f"{record.name} {record.type}", record.value) for record in by_hand_kept)
        if rows:
            yield Words(
                f"Mail of center {id_} goes where DNS says. Whoever keeps the zone sets the record of the region:"
            )
            yield Table(f"Mail of center {id_}", ("To receive in", "Record", "Value"), rows)


def calling(facts: Facts) -> Section:
    """What callers hear."""
    line = next(iter(facts.deployed.lines), None)
    tag = line.languages[0] if line and line.languages else "en-US"
    close = facts.civicline("close", "all", "--until", f"{CLOSED_HOURS}h", "--reason", "disturbance")
    announce = facts.civicline("announce", "all", "--until", f"{CLOSED_HOURS}h", "--message", f"{tag}={WAITS}")
    blocks = (
        Command(f"Close every line for {CLOSED_HOURS} hours, with the usual sentence in each language", close),
        Command("Say something before the menu, and close nothing", announce),
        Command("End either", facts.civicline("reopen", "all")),
        Words(
            f'Your own words: --message {tag}="..." and so on for each language. One line: its id instead of all. A '
            "region that is dark hears of it when you run the command again."
        ),
    )
    return Section("callers", CALLERS, blocks)


def without_machine(facts: Facts) -> Section:
    return Section("hand", HAND, (*_other_machine(facts), *_by_hand(facts)))


def _other_machine(facts: Facts) -> Iterator[Block]:
    copies = facts.deployed.copies
    if copies and facts.key:
        yield Words("Another computer with Civicline needs neither the spec nor this machine. One of these is enough:")
        for region, bucket in copies.items():
            yield Command(f"Fetch the record from {region}", facts.fetching(region, bucket))
        yield Words(
            "Then every command of this page works there. A record with another key is refused: do not force it."
        )
    else:
        yield Words(
            "Another computer with Civicline: copy the folder ~/.civicline/deployed/ from one on which civicline up "
            "was run. Do so before the night comes."
        )


def _by_hand(facts: Facts) -> Iterator[Block]:
    accounts = dict.fromkeys(center.account for center in facts.deployed.centers.values())
    yield Words(SHELL.format(account=" or ".join(accounts)))
    for id_, center in facts.movable.items():
        assert center.replica is not None
        to = center.replica.region
        yield Command(f"Center {id_}: where it is, as {to} tells it", by_hand.where(facts, to, center))
        yield Command(f"Center {id_}: calls, agents and sign-in to {to}", by_hand.move(facts, to, center, home=False))
    yield Command("Before any of what follows, once in each shell", by_hand.set_up(facts))
    for id_, center in facts.movable.items():
        assert center.replica is not None
        to = center.replica.region
        yield Command(
            f"Center {id_}: chat, e-mail and web to {to}", by_hand.serve(facts, to, id_, center, Action.SHIFT)
        )
    yield from _closing(facts)


def _closing(facts: Facts) -> Iterator[Block]:
    told = [(id_, center) for id_, center in facts.deployed.centers.items() if center.switchboard and center.switch_log]
    if told:
        words = "SAY='We are closed because of a disturbance. Please call again later.'"
        yield Command("To close: what callers shall hear, without quotation marks", words)
    for id_, center in told:
        for region in center.switch_regions:
            closing = by_hand.close_all(facts, region, id_, center, CLOSED_HOURS)
            yield Command(f"Center {id_}: close every line in {region} for {CLOSED_HOURS} hours", closing)


def going_home(facts: Facts) -> Section:
    return Section("back", BACK, tuple(_home(facts)))


def _home(facts: Facts) -> Iterator[Block]:
    if facts.movable:
        homes = dict.fromkeys(center.region for center in facts.movable.values())
        for region in homes:
            yield Command(f"First: can {region} answer again?", facts.civicline("failover", "check", "--in", region))
    for id_ in facts.movable:
        command = facts.civicline("failover", "restore", center=facts.one_of_several(id_))
        yield Command(f"Center {id_}: home in steps of 10, 50 and 100 %, with a check after each", command)
    yield Command("Open what was closed, end what was announced", facts.civicline("reopen", "all"))
    for id_, center in facts.movable.items():
        yield from _home_by_hand(facts, id_, center)
    yield Steps(
        (
            "Call each line. Only then end the redirect at the carrier, and call each line again.",
            "Write down when it began, when callers were answered again, and what was lost.",
            "Within two days: what should have been otherwise? Change the spec or this page; print it again.",
        )
    )


def _home_by_hand(facts: Facts, id_: str, center: DeployedCenter) -> Iterator[Block]:
    home = center.region
    yield Command(
        f"Center {id_}, by hand: calls, agents and sign-in to {home}", by_hand.move(facts, home, center, home=True)
    )
    command = by_hand.serve(facts, home, id_, center, Action.RESTORE)
    yield Command(
        f"Center {id_}, by hand: chat, e-mail and web to {home} (after the three lines that begin a shell)", command
    )
