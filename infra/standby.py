"""A cold standby: the center once more, as an instance of its own in the second region.

AWS supports no redundancy over two regions but Global Resiliency (Administrator Guide, "Set up Amazon Connect Global
Resiliency"): nothing is mirrored here and nobody moves traffic. It is the same components with the same arguments, and
numbers stay where they are: callers come only when the carrier redirects them. Every tag says so.
"""

from __future__ import annotations

from dataclasses import replace

from infra.center_args import CenterArgs
from infra.queues import queue_args
from infra.scope import in_standby
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.resilience import Tier


def standby_args(program: ProgramSpec, center: Center, args: CenterArgs) -> CenterArgs | None:
    """What the second instance consists of; None for every other tier."""
    if args.resilience.tier is not Tier.COLD_STANDBY or args.second_region is None:
        return None
    return replace(
        args,
        scope=in_standby(args.scope, args.second_region),
        lines=(),  # nobody dials it, so that no line of it is watched
        numbers=(),
        queues=queue_args(program, center, frozenset()),
        dns_zone=None,  # mail goes where the zone sends it: to the center
        standby=None,
    )
