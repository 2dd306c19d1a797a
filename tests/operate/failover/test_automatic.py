"""Which question of automatic failover is meant, and what comes of an answer."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from operate.aws import Patience
from operate.failover.automatic import OVER, Watch, answer, the_waiting, watches
from spec.automatic import Approval, approval_of
from spec.errors import CloudError, PlanRefusedError, UsageError
from spec.models.resilience import Automatic, Resilience, Tier
from tests.spec.test_deployed import DEPLOYED

EAST, WEST = "us-east-1", "us-west-2"
NOW = dt.datetime(2027, 1, 15, 3, 0, tzinfo=dt.UTC)
ASKED = Approval(
    center="office",
    region=WEST,
    execution="arn:aws:states:us-west-2:000000000101:execution:automatic:e1",
    token="token-1",
    why="seen from us-west-2, no line of us-east-1 can be answered",
    asked=NOW,
    expires=NOW + dt.timedelta(hours=12),
)
DARK = CloudError("dynamodb in us-east-1", "it does not answer", "try again")


@dataclass
class Steps:
    """Step Functions by hand: remembers answers, and refuses with a code."""

    refusal: str = ""
    answers: list[dict[str, Any]] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    meta: Any = field(
        default_factory=lambda: SimpleNamespace(
            service_model=SimpleNamespace(service_name="stepfunctions"), region_name=WEST
        )
    )
    endpoint: str | None = None

    def client(self, service: str, region: str, _: Patience) -> Any:
        assert service == "stepfunctions"
        self.regions.append(region)
        return self

    def send_task_success(self, **given: Any) -> Any:
        if self.refusal:
            raise ClientError({"Error": {"Code": self.refusal, "Message": "no"}}, "SendTaskSuccess")
        self.answers.append(given)
        return {}


def watch(**asked: Approval | CloudError | None) -> Watch:
    named = {"east": EAST, "west": WEST}
    return Watch("office", Automatic(), {named[name]: found for name, found in asked.items()})


def test_a_question_comes_back_as_it_was_written() -> None:
    assert approval_of(ASKED.item()) == ASKED
    assert approval_of({}) is None
    assert approval_of({**ASKED.item(), "asked": {"S": "yesterday"}}) is None


def test_the_open_question_is_found_also_while_the_other_region_is_dark() -> None:
    assert the_waiting([watch(east=DARK, west=ASKED)], None) == ASKED


TWO = DEPLOYED.model_copy(
    update={
        "centers": {
            "office": DEPLOYED.centers["office"].model_copy(
                update={
                    "switchboard": "board",
                    "switch_regions": (EAST, WEST),
                    "resilience": Resilience(tier=Tier.GLOBAL_RESILIENCY, automatic=Automatic()),
                }
            )
        }
    }
)


@dataclass
class Boards:
    """DynamoDB of both regions; the west has the question."""

    def client(self, _service: str, region: str, _: Patience) -> Any:
        return _Board(region)


@dataclass
class _Board:
    region: str

    def get_item(self, **given: Any) -> Any:
        assert given["Key"] == {"scope": {"S": "approval#office"}}
        return {"Item": ASKED.item()} if self.region == WEST else {}


def test_a_question_waits_until_it_ends_and_a_region_that_is_silent_is_not_asked() -> None:
    boards: Any = Boards()

    def asked(after: dt.timedelta, *silent: str) -> dict[str, Approval | CloudError | None]:
        (found,) = watches(boards, TWO, ["office"], NOW + after, silent)
        return dict(found.asked)

    hours = dt.timedelta(hours=12)
    assert asked(hours - dt.timedelta(seconds=1)) == {EAST: None, WEST: ASKED}
    assert asked(hours) == {EAST: None, WEST: None}
    assert asked(dt.timedelta(0), WEST) == {EAST: None}


def test_of_two_questions_one_must_be_named() -> None:
    both = [watch(east=replace(ASKED, region=EAST), west=ASKED)]
    with pytest.raises(UsageError, match="office to us-east-1 and office to us-west-2"):
        the_waiting(both, None)
    assert the_waiting(both, WEST) == ASKED


def test_what_could_not_be_read_is_not_taken_for_nothing() -> None:
    with pytest.raises(CloudError, match="nobody can tell"):
        the_waiting([watch(east=DARK, west=None)], None)
    with pytest.raises(PlanRefusedError, match="no move waits"):
        the_waiting([watch(east=None, west=None)], None)


@pytest.mark.parametrize("approved", [True, False])
def test_the_answer_goes_to_the_region_that_asked(approved: bool) -> None:
    steps = Steps()
    answer(steps, ASKED, approved=approved, by="arn (kai)")  # type: ignore[arg-type]  # a target by hand
    assert steps.regions == [WEST]
    (given,) = steps.answers
    assert given["taskToken"] == "token-1"
    assert json.loads(given["output"]) == {"approved": approved, "by": "arn (kai)"}


@pytest.mark.parametrize("code", sorted(OVER))
def test_an_answer_that_comes_too_late_is_refused_in_words(code: str) -> None:
    with pytest.raises(PlanRefusedError, match="nobody waits for this answer any more"):
        answer(Steps(refusal=code), ASKED, approved=True, by="kai")  # type: ignore[arg-type]  # a target by hand


def test_another_refusal_is_told_as_it_is() -> None:
    with pytest.raises(CloudError, match="AccessDenied"):
        answer(Steps(refusal="AccessDeniedException"), ASKED, approved=True, by="kai")  # type: ignore[arg-type]  # a target by hand
