"""All evidence about a center in its two regions, several readers at once. What cannot be read stays in its place."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from operate.drills.log import Told
from operate.flows.surroundings import Surroundings, read_surroundings
from operate.readiness.alarms import FoundAlarms, read_watch
from operate.readiness.apart import FoundApart, read_apart
from operate.readiness.automatic import FoundAutomatic, read_automatic
from operate.readiness.bots import FoundBot, read_bots
from operate.readiness.door import FoundDoor, read_door
from operate.readiness.evidence import Unread, reading
from operate.readiness.flows import FoundFlows, read_flow_set
from operate.readiness.functions import FoundFunction, read_functions
from operate.readiness.instance import Drift, FoundInstance, read_drift, read_instance
from operate.readiness.limits import Quota, read_quotas
from operate.readiness.mail import FoundMail, Sending, read_mail, read_sending, wanted
from operate.readiness.members import FoundDesks, read_desks
from operate.readiness.origins import read_origins
from operate.readiness.practice import read_practice
from operate.readiness.region import Place, Region
from operate.readiness.standby import FoundTelephones, read_telephones
from operate.readiness.storage import FoundStorage, read_storage
from operate.readiness.stores import FoundStores, read_stores
from operate.readiness.traffic import FoundTraffic, read_traffic

T = TypeVar("T")
READERS = 8
"""Calls under way at once; Amazon Connect takes two a second of each operation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Of the region that shall answer. silence: why it does not answer at all; empty where it does.

    drift, traffic   None for a center with a cold standby
    telephones       of a cold standby; None for any other region
    """

    silence: str
    instance: FoundInstance | Unread
    drift: Drift | Unread | None
    traffic: FoundTraffic | Unread | None
    telephones: FoundTelephones | Unread | None
    functions: dict[str, FoundFunction] | Unread
    bots: dict[str, FoundBot] | Unread
    storage: FoundStorage | Unread
    mail: FoundMail | Unread | None
    door: FoundDoor | Unread | None
    stores: FoundStores | Unread
    desks: FoundDesks | Unread
    around: Surroundings | Unread
    flows: FoundFlows | Unread
    origins: frozenset[str] | Unread
    apart: FoundApart | Unread
    quotas: dict[str, Quota] | Unread
    practice: Told | Unread | None
    alarms: FoundAlarms | Unread
    automatic: FoundAutomatic | Unread | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposite:
    """Of the other region, which this one is compared with; silence as above. sending: None without e-mail."""

    silence: str
    around: Surroundings | Unread
    flows: FoundFlows | Unread
    origins: frozenset[str] | Unread
    apart: FoundApart | Unread
    quotas: dict[str, Quota] | Unread
    sending: Sending | Unread | None
    practice: Told | Unread | None


@dataclass(frozen=True, slots=True)
class _Work:
    """Readers of one region under way. silence: why the region answers nothing; then nobody asks it."""

    region: Region
    pool: ThreadPoolExecutor
    silence: str

    def start(self, what: str, read: Callable[[Region], T]) -> Future[T | Unread]:
        if self.silence:
            unread: Future[T | Unread] = Future()
            unread.set_result(Unread(what, self.silence))
            return unread
        return self.pool.submit(reading, what, lambda: read(self.region))


def gather(place: Place) -> tuple[Evidence, Opposite]:
    """Never raises because of a region: that it does not answer is evidence."""
    with ThreadPoolExecutor(READERS) as pool:
        silences = [pool.submit(region.silence) for region in (place.here, place.there)]
        evidence = _of_here(_Work(place.here, pool, silences[0].result()), place)
        # A dark region may take seconds to say nothing; this one is read meanwhile.
        opposite = _of_there(_Work(place.there, pool, silences[1].result()), place)
        return evidence(), opposite()


def _of_here(work: _Work, place: Place) -> Callable[[], Evidence]:
    """What to call for the evidence, once everything has been started."""
    flows, around = work.start("the flows", read_flow_set), work.start(*_AROUND)
    drift, traffic, telephones = _moved(work, place)
    instance = work.start("the instance", read_instance)
    functions, bots = work.start("the Lambda functions", read_functions), work.start("the bots", read_bots)
    storage, mail = work.start("storage, keys and tables", read_storage), work.start("e-mail", read_mail)
    stores, desks = work.start("cases and profiles", read_stores), work.start("the agents' profiles", read_desks)
    origins, quotas, apart = work.start(*_ORIGINS), work.start(*_QUOTAS), work.start(*_APART)
    door, automatic = work.start("the front door", read_door), work.start("automatic failover", read_automatic)
    practice, alarms = _practice(work, place), work.start("the alarms", read_watch)
    return lambda: Evidence(
        silence=work.silence,
        instance=instance.result(),
        drift=drift.result(),
        traffic=traffic.result(),
        telephones=telephones.result(),
        functions=functions.result(),
        bots=bots.result(),
        storage=storage.result(),
        mail=mail.result(),
        door=door.result(),
        stores=stores.result(),
        desks=desks.result(),
        around=around.result(),
        flows=flows.result(),
        origins=origins.result(),
        apart=apart.result(),
        quotas=quotas.result(),
        practice=practice.result(),
        alarms=alarms.result(),
        automatic=automatic.result(),
    )


def _of_there(work: _Work, place: Place) -> Callable[[], Opposite]:
    flows, around = work.start("the flows", read_flow_set), work.start(*_AROUND)
    origins, quotas, apart = work.start(*_ORIGINS), work.start(*_QUOTAS), work.start(*_APART)
    practice = _practice(work, place)
    sending = work.start("what SES lets the account send", read_sending) if wanted(work.region) else None
    return lambda: Opposite(
        silence=work.silence,
        around=around.result(),
        flows=flows.result(),
        origins=origins.result(),
        apart=apart.result(),
        quotas=quotas.result(),
        sending=sending.result() if sending is not None else None,
        practice=practice.result(),
    )


def _moved(
    work: _Work, place: Place
) -> tuple[
    Future[Drift | Unread | None], Future[FoundTraffic | Unread | None], Future[FoundTelephones | Unread | None]
]:
    """What brings calls and agents there, by the tier."""
    group = place.group
    if group is not None:
        return (
            work.start("the findings of the replication", read_drift),
            work.start("the traffic distribution group", lambda region: read_traffic(region, group)),
            _nothing(),
        )
    telephones = _nothing() if place.source else work.start("the telephone numbers", read_telephones)
    return _nothing(), _nothing(), telephones


def _nothing() -> Future[Any]:
    """Evidence that the tier does not have."""
    done: Future[Any] = Future()
    done.set_result(None)
    return done


def _practice(work: _Work, place: Place) -> Future[Told | Unread | None]:
    return work.start("when the move was practiced", lambda region: read_practice(region, place.id))


def _around(region: Region) -> Surroundings:
    return read_surroundings(region.as_target, region.center)


_AROUND = ("queues, hours and prompts", _around)
_ORIGINS = ("the approved origins", read_origins)
_APART = ("what is not mirrored", read_apart)
_QUOTAS = ("the service quotas of Amazon Connect", read_quotas)
