"""Before a center gives up its second region: nothing of its traffic may be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from operate.aws import Target
from operate.failover.clock import SystemPace
from operate.failover.connect import UNKNOWN
from operate.failover.deployment import controls_of_center
from operate.failover.ports import UnknownGroupError
from operate.failover.reading import Seen, look, tried
from operate.failover.words import said
from spec.deployed import DeployedCenter
from spec.errors import CloudError, PlanRefusedError

NOTHING = "nothing was changed"


def require_at_home(target: Target, centers: Mapping[str, DeployedCenter]) -> None:
    """Each with a replica. Raises PlanRefusedError; CloudError where a region does not tell."""
    pace = SystemPace()
    for id_, center in centers.items():
        controls = controls_of_center(target, id_, center)
        # A run that was cut short may have ended the group already: nothing can be there then.
        if not isinstance(tried(partial(controls.group.read, center.region), pace), UnknownGroupError):
            (seen,) = look([controls], pace)
            require_all_at_home(seen)


def require_all_at_home(seen: Seen) -> None:
    """What cannot be read is no proof that nobody is there."""
    unread = {region: error for region, error in seen.unread_rows.items() if not _is_gone(error)}
    for region, error in {**unread, **seen.dark}.items():
        what = f"whether traffic of the center {seen.center} is there cannot be read ({said(error)}); {NOTHING}"
        raise CloudError(region, what, f"try again when {region} answers; its replica stands until then")
    away = list(_away(seen))
    if away:
        what = f"the center {seen.center} would lose this region, and it has {', '.join(away)}; {NOTHING}"
        raise PlanRefusedError(seen.across(seen.home), what, f"civicline failover restore brings it to {seen.home}")


def _is_gone(error: CloudError) -> bool:
    """A table that is not there any more, of a run that was cut short."""
    response = getattr(error.__cause__, "response", {})
    return bool(response.get("Error", {}).get("Code") == UNKNOWN)


def _away(seen: Seen) -> Iterator[str]:
    """What is in the second region, in words."""
    split, away = seen.split, seen.across(seen.home)
    assert split is not None, "a region answered"
    if split.voice.get(away):
        yield f"{split.voice[away]} % of the calls"
    if split.agents.get(away):
        yield f"{split.agents[away]} % of the agents"
    if not split.sign_in.get(seen.home, False):
        yield "the sign-in of the agents"
    for channel, region in seen.served.items():
        if region == away:
            yield channel
    if seen.serving is not None and seen.serving.towards:
        yield f"a move towards {seen.serving.towards} that has not ended"
