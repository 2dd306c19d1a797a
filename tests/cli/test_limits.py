"""The limits of AWS that a person switches on in the sandbox."""

from typing import Any

import pytest

from cli.limits import Choice, Limits
from cli.render.sandbox import limit_words
from sandbox.server.codec import settings_document, settings_from

NONE = {
    "real_limits": False,
    "number_cooldown_days": 0,
    "numbers_per_instance": 0,
    "instance_churn": 0,
    "overrides_max": 50,
}
ALL = {**NONE, "real_limits": True, "number_cooldown_days": 180, "numbers_per_instance": 5, "instance_churn": 100}


@pytest.mark.parametrize(
    ("choice", "settings"),
    [
        (Choice(), {}),
        (Choice(limits=Limits.NONE), NONE),
        (Choice(limits=Limits.RATES), {"real_limits": True}),
        (Choice(limits=Limits.ALL), ALL),
        (Choice(limits=Limits.ALL, numbers_per_instance=20), {**ALL, "numbers_per_instance": 20}),
        (Choice(number_cooldown_days=0), {"number_cooldown_days": 0}),
        (Choice(status_deletion=True), {"undeletable_types": []}),
        (Choice(overrides_ignored=True), {"overrides_ignored": True}),
        (Choice(replication_delay=30.0), {"replication_delay": 30.0}),
        (Choice(replication_blocked=("PROMPT", "QUEUE/Bene*")), {"replication_blocked": ["PROMPT", "QUEUE/Bene*"]}),
        (Choice(replication_blocked=("none",)), {"replication_blocked": []}),
        (Choice(status_deletion=False), {"undeletable_types": ["AWS::Connect::AgentStatus"]}),
    ],
)
def test_only_what_was_asked_for_changes(choice: Choice, settings: dict[str, Any]) -> None:
    assert choice.settings() == settings
    assert settings_document(settings_from(settings)).items() >= settings.items(), "the server takes it"


def test_limits_in_force_are_told_in_words() -> None:
    assert list(limit_words(settings_document(settings_from(ALL)))) == [
        "request rates",
        "released numbers rest for 180 days",
        "5 numbers per instance",
        "100 instances made and deleted in 30 days",
        "50 overrides per hours of operation",
        "agent statuses stay",
    ]
    assert list(limit_words({})) == []
    assert list(limit_words({"replication_blocked": ["QUEUE/Bene*"]})) == ["QUEUE/Bene* is not replicated"]
