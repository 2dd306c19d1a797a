"""What watches the centers, as it is shown."""

from __future__ import annotations

import datetime as dt

from cli.render.failover.observed import observed_json, observed_text
from operate.observing.alarms import AlarmState, Ringing
from operate.observing.look import Observed, Told
from spec.errors import CloudError
from spec.heartbeat import Heartbeat

AT = dt.datetime(2027, 1, 18, 21, 0, tzinfo=dt.UTC)
EAST, WEST = "us-east-1", "us-west-2"
RINGS = AlarmState(
    id="line-there-main", name="a-line-there-main", state=Ringing.RINGS, says="no answer", since=AT, tells=("arn",)
)
QUIET = AlarmState(id="probe", name="a-probe", state=Ringing.OK, says="silent", since=AT, tells=("arn",))
BEAT = Heartbeat(center="office", region=WEST, at=AT - dt.timedelta(minutes=2), answers={"main": True}, sees={})
DARK = CloudError("cloudwatch:describe_alarms in us-east-1", "ConnectionClosedError")
FOUND = Observed(
    "office",
    (
        Told(center="office", region=WEST, alarms=(RINGS, QUIET), beats={WEST: BEAT}),
        Told(center="office", region=EAST, alarms=DARK, beats=DARK),
    ),
)


def test_each_line_says_the_region_first_and_fits_the_terminal() -> None:
    text = observed_text([FOUND], AT, dt.UTC, 60)
    assert text.splitlines() == [
        "what watches office",
        "  us-west-2   probe: looked 2 minutes ago: every line can be",
        "              answered",
        "  us-west-2   ALARM: no answer (since Mon 21:00 UTC)",
        "  us-east-1   alarms: nobody can tell:",
        "              cloudwatch:describe_alarms in us-east-1:",
        "              ConnectionClosedError",
    ]


def test_where_nothing_rings_and_nothing_looks_nothing_is_said() -> None:
    quiet = Observed("office", (Told(center="office", region=WEST, alarms=(QUIET,), beats={}),))
    assert observed_text([quiet], AT, dt.UTC, 60) == ""


def test_programs_get_what_rings_what_was_seen_and_who_tells_nothing() -> None:
    told = observed_json([FOUND])["office"]
    assert [(one["region"], one["id"], one["since"]) for one in told["ringing"]] == [
        (WEST, "line-there-main", AT.isoformat())
    ]
    assert told["probes"] == {WEST: {"at": BEAT.at.isoformat(), "answers": {"main": True}, "sees": {}}}
    assert told["unread"].keys() == {EAST}
