"""How long an operation stays in progress before it has succeeded, in seconds at scale 1.

The proportions are the service's (an instance takes minutes, a queue a second); the absolute numbers are a test's.
"""

from __future__ import annotations

from sandbox.aws import settings

_USUAL = 0.004
_SLOW = {
    "AWS::Connect::Instance": 0.06,
    "AWS::Connect::PhoneNumber": 0.02,
    "AWS::Connect::TrafficDistributionGroup": 0.03,
    "AWS::Connect::EmailAddress": 0.01,
    "AWS::Connect::Vocabulary": 0.02,
    "AWS::Cases::Domain": 0.02,
    "AWS::CustomerProfiles::Domain": 0.02,
    "AWS::Lex::Bot": 0.04,
    "AWS::Lex::BotVersion": 0.02,
    "AWS::Wisdom::KnowledgeBase": 0.02,
    "AWS::Wisdom::Assistant": 0.02,
}
PENDING_SHARE = 0.1
ROLE_PROPAGATION = 0.02
"""Until a new role can be assumed: seconds on AWS, and the reason why deployments retry."""


def of(type_name: str) -> float:
    return _SLOW.get(type_name, _USUAL) * settings.current().latency_scale


def role_propagation() -> float:
    return ROLE_PROPAGATION * settings.current().latency_scale
