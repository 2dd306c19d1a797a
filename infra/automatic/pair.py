"""Both regions of one center, each of which watches the other and would pull to itself."""

from __future__ import annotations

import pulumi

from infra.automatic.component import AutomaticArgs, AutomaticFailover, Board
from infra.center import Center
from infra.encryption import Key
from infra.observing.watch import Watch
from infra.scope import Scope
from infra.serving.doors import Second


def watch_each_other(center: Center, own: pulumi.ResourceOptions, second: Second) -> tuple[AutomaticFailover, ...]:
    """The center's own region first; none where the spec asks for nothing. own: with the providers of that region."""
    asked, replica = center.args.resilience.automatic, center.replica
    if asked is None or replica is None:
        return ()
    home, away = center.args.scope, second.twin.scope
    boards = {
        home.region: Board(center.switchboard, center.key),
        away.region: Board(second.switches.switchboard, second.switches.key),
    }

    def args(scope: Scope, there: str, key: Key, watch: Watch) -> AutomaticArgs:
        return AutomaticArgs(
            scope=scope,
            home=home.region,
            there=there,
            asked=asked,
            boards=boards,
            group_arn=replica.group_arn,
            key=key,
            topic_arn=watch.topic_arn,
            log_days=center.args.log_days,
        )

    name = home.center
    return (
        AutomaticFailover(name, args(home, away.region, center.key, center.watch), own),
        AutomaticFailover(
            f"{name}-twin", args(away, home.region, second.twin.key, second.twin.watch), second.providers
        ),
    )
