"""What `failover check` prints: the same facts as text and as JSON."""

from __future__ import annotations

import datetime as dt

from cli.render.failover.readiness import as_json, as_text
from operate.readiness.verdict import Readiness, Scope, State, Subject, Verdict

NOW = dt.datetime(2027, 1, 18, 9, 0, tzinfo=dt.UTC)
WHY, TODO = "the table switches is not there", "civicline up PROGRAM"


def verdict(scope: Scope, id_: str, state: State, *why: str) -> Verdict:
    return Verdict(Subject("office", scope, id_), state, why, tuple(TODO for _ in why))


FOUND = Readiness(
    "us-west-2",
    (
        verdict(Scope.LINE, "main", State.NOT_READY, WHY, "the prompt hold is not there"),
        verdict(Scope.CHANNEL, "chat", State.NOT_READY, WHY),
        verdict(Scope.CHANNEL, "task", State.READY),
    ),
)


def test_each_reason_is_told_once_with_what_to_do() -> None:
    text = as_text(FOUND, 100)
    assert text.count(WHY) == 1
    assert f"try: {TODO}" in text
    assert "1 reason told above" in text
    assert text.splitlines()[0] == "center office, in us-west-2"
    assert text.splitlines()[-1] == "us-west-2 is not ready for 2 of 3 lines and channels"


def test_states_are_words() -> None:
    lines = as_text(FOUND, 100).splitlines()
    assert any(line.split() == ["NOT", "READY", "line", "main"] for line in lines)
    assert any(line.split() == ["ready", "channel", "task"] for line in lines)


def test_the_last_line_says_what_the_gate_would() -> None:
    ready = Readiness("us-west-2", FOUND.verdicts[2:])
    lost = Readiness("us-west-2", (verdict(Scope.LINE, "main", State.DEGRADED, WHY),))
    assert as_text(ready, 100).endswith("us-west-2 can answer every line and channel")
    assert as_text(lost, 100).endswith("and something is lost")


def test_json_has_each_verdict_with_all_its_reasons() -> None:
    told = as_json(FOUND, NOW)
    assert (told["region"], told["ready"], told["holds"]) == ("us-west-2", False, False)
    assert told["checked_at"] == "2027-01-18T09:00:00+00:00"
    assert told["verdicts"][1] == {
        "center": "office",
        "channel": "chat",
        "state": "not_ready",
        "reasons": [{"why": WHY, "todo": TODO}],
    }
