"""The words of observing: metrics that the probe of each region publishes, and the kinds of what reads them.

`infra` declares alarms and dashboards over these metrics, `operate` reads the alarms; the probe, which is deployed
alone, has the same words in code of its own. It asks the APIs and places no call, so a metric says that a line *can* be
answered.
"""

from __future__ import annotations

from enum import StrEnum

NAMESPACE = "Civicline"
PROBE_SECONDS = 60
"""Between two looks of a probe; also the period of its metrics."""
LOOKS = 3
"""So many looks in a row that find nobody, and the alarm of a line rings: one bad minute wakes nobody."""
ALARM, DASHBOARD = "alarm", "dashboard"
"""Kinds of resources in deployed.json."""


class Metric(StrEnum):
    """What a probe publishes in its own region.

    LINE_ANSWERS          1 or 0 for a line of the region that was looked at; dimensions of `line_dimensions`
    REGION_ANSWERS        share of the lines there that answer, 0 to 1; dimensions of `region_dimensions`
    REPLICATION_FINDINGS  what Amazon Connect could not mirror, by what that region says; dimensions as above
    HEARTBEAT             1 with every look; dimensions of `center_dimensions`
    """

    LINE_ANSWERS = "LineAnswers"
    REGION_ANSWERS = "RegionAnswers"
    REPLICATION_FINDINGS = "ReplicationFindings"
    HEARTBEAT = "Heartbeat"


class Dimension(StrEnum):
    """DEPLOYMENT tells two environments in one account apart; REGION was looked at, FROM is where the probe runs."""

    DEPLOYMENT = "Deployment"
    CENTER = "Center"
    LINE = "Line"
    REGION = "Region"
    FROM = "From"


class AlarmKind(StrEnum):
    """What an alarm of a center is about; its id in deployed.json begins with it.

    LINE_HERE   a line of the alarm's own region does not answer; `line-here-ID`
    LINE_THERE  a line of the other region, as seen from here; `line-there-ID`
    PROBE       the probe of this region is silent
    """

    LINE_HERE = "line-here"
    LINE_THERE = "line-there"
    PROBE = "probe"
    REPLICATION = "replication"
    CONCURRENCY = "concurrency"


def deployment(program: str, stack: str) -> str:
    """Value of the dimension of that name."""
    return f"{program}/{stack}"


def center_dimensions(deployed: str, center: str, *, seen_from: str) -> dict[str, str]:
    return {Dimension.DEPLOYMENT.value: deployed, Dimension.CENTER.value: center, Dimension.FROM.value: seen_from}


def region_dimensions(deployed: str, center: str, *, region: str, seen_from: str) -> dict[str, str]:
    return {**center_dimensions(deployed, center, seen_from=seen_from), Dimension.REGION.value: region}


def line_dimensions(deployed: str, center: str, line: str, *, region: str, seen_from: str) -> dict[str, str]:
    return {**region_dimensions(deployed, center, region=region, seen_from=seen_from), Dimension.LINE.value: line}
