"""Centers in one region: nothing moves, and whoever is on duty asks all the same whether the region answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from operate.aws import URGENT, Target, call
from operate.failover.words import said
from operate.switches.state import at_once
from spec.deployed import Deployed, DeployedCenter
from spec.errors import CloudError


@dataclass(frozen=True, slots=True)
class Alone:
    """silence: why the region does not tell of an active instance; None where it does."""

    center: str
    region: str
    silence: CloudError | None


def in_one_region(deployed: Deployed, centers: Collection[str] = ()) -> tuple[str, ...]:
    """Centers without a second region of any kind; of them those that are named, where any is."""
    found = (id_ for id_, one in deployed.centers.items() if one.replica is None and one.standby is None)
    return tuple(id_ for id_ in found if not centers or id_ in centers)


def look_alone(target: Target, deployed: Deployed, centers: Sequence[str]) -> tuple[Alone, ...]:
    """In the order of the centers, asked at once. Raises nothing of AWS."""
    return tuple(at_once(lambda id_: _look(target, id_, deployed.centers[id_]), centers))


def _look(target: Target, id_: str, center: DeployedCenter) -> Alone:
    try:
        told = call(target.client("connect", center.region, URGENT), "describe_instance", InstanceId=center.instance.id)
    except CloudError as error:
        return Alone(id_, center.region, error)
    status = told["Instance"]["InstanceStatus"]
    if status == "ACTIVE":
        return Alone(id_, center.region, None)
    return Alone(id_, center.region, CloudError(center.region, f"its instance is {status}"))


def words(alone: Alone, center: DeployedCenter) -> Iterator[tuple[str, str]]:
    """(label, sentence) of one center."""
    state = f"does NOT answer: {said(alone.silence)}" if alone.silence else "answers"
    yield alone.region, f"{state}; calls, agents, chat, e-mail and web are there, and nothing moves elsewhere"
    carrier = center.resilience.external if center.resilience else None
    if carrier is None:
        yield "redirect", "the carrier's; the spec does not say whose (resilience.external)"
        return
    known = [f"desk {carrier.desk}"] if carrier.desk else []
    known += [str(carrier.portal)] if carrier.portal else []
    known += [f"reference {carrier.reference}"] if carrier.reference else []
    yield "redirect", f"{', '.join([carrier.carrier, *known])}; civicline failover runbook has the words"
