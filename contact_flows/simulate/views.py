"""Show view and Authenticate customer: what a chat is shown, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping

from contact_flows.simulate.contact import Asked, Says
from contact_flows.simulate.graph import Edge, Run
from contact_flows.simulate.making import Maker, Making
from contact_flows.simulate.session import Session

VIEW_SECONDS = 400.0
AUTHENTICATION_MINUTES = 3.0
MINUTE = 60.0


def show(making: Making) -> Run:
    """The contact answers with the name of a view's action; silence is the time-out."""
    branches, limit = making.branches, max(0.0, making.number("InvocationTimeLimitSeconds", VIEW_SECONDS))
    flow, block = making.place()

    def run(s: Session) -> Edge:
        if s.audience != "customer":
            return branches.error()
        answer = s.ask(Asked(flow, block, s.language, "", limit, speech=True))
        if not isinstance(answer, Says):
            s.spend(limit)
            return branches.error("TimeLimitExceeded")
        s.view = {"Action": answer.words, "ViewResultData": {}}
        return branches.on(answer.words)

    return run


def authenticate(making: Making) -> Run:
    """`OptedOut` said in answer declines; silence is the time-out; anything else signs in."""
    branches = making.branches
    limit = MINUTE * max(0.0, making.number("TimeLimitMinutes", AUTHENTICATION_MINUTES))
    flow, block = making.place()

    def run(s: Session) -> Edge:
        if s.audience != "customer":
            return branches.error()
        answer = s.ask(Asked(flow, block, s.language, "", limit, speech=True))
        if not isinstance(answer, Says):
            s.spend(limit)
            return branches.error("TimeLimitExceeded")
        return branches.condition(answer.words) or branches.next

    return run


MAKERS: Mapping[str, Maker] = {"ShowView": show, "AuthenticateParticipant": authenticate}
