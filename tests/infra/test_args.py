"""What the spec decides about a center, before any cloud is asked."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from infra.center_args import CenterArgs, center_args
from infra.people import security_profile_args
from infra.permissions import PERMISSIONS
from infra.policies import Statement
from infra.quick_connects import offers
from infra.retention import LOG_DAYS, log_days
from infra.scope import MAX_BUCKET, Scope, shorten, tag_value
from spec.models import ProgramSpec
from spec.models.centers import Restriction
from spec.models.people import RoleBase
from spec.roles import TRAINEE, effective_role
from spec.select import environment

FOLDER = Path(__file__).parents[2] / "stacks" / "hawaii-in-house"
TODAY = dt.date(2027, 3, 1)


def args_of(
    program: ProgramSpec, *, today: dt.date = TODAY, restrictions: tuple[Restriction, ...] | None = None
) -> CenterArgs:
    env = environment(program, "dev")
    if restrictions is not None:
        env = env.model_copy(update={"restrictions": restrictions})
    return center_args(program, env, program.infrastructure.centers[0], folder=FOLDER, today=today)


def test_an_environment_without_public_numbers_claims_none_and_shows_none(hawaii: ProgramSpec) -> None:
    args = args_of(hawaii, restrictions=(Restriction.NO_PUBLIC_NUMBERS,))
    assert args.numbers == ()
    assert {queue.caller_number for queue in args.queues} == {None}


def test_two_days_of_one_year_decide_the_same(hawaii: ProgramSpec) -> None:
    assert args_of(hawaii) == args_of(hawaii, today=dt.date(2027, 11, 30))


def test_holidays_close_inside_the_launch_weeks(hawaii: ProgramSpec) -> None:
    (hours,) = args_of(hawaii).hours
    (holidays,) = hours.parents
    closed = {override.from_ for override in holidays.overrides}
    assert {dt.date(2027, 7, 4), dt.date(2027, 8, 20)} <= closed  # the fourth is a Sunday, kept on Monday, too
    assert [(one.from_.day, one.till.day) for one in hours.overrides] == [(1, 3), (6, 19), (21, 27)]


def test_the_calendar_of_cases_knows_the_holidays(hawaii: ProgramSpec) -> None:
    calendar = json.loads(args_of(hawaii).calendar)
    assert "2027-07-05" in calendar["closed"]
    assert calendar["weekdays"] == [0, 1, 2, 3, 4]
    assert calendar["time_zone"] == "Pacific/Honolulu"


def test_no_queue_offers_a_transfer_to_itself(hawaii: ProgramSpec) -> None:
    args = args_of(hawaii)
    targets = {quick.id: quick.queue for quick in args.quick_connects}
    for queue, offered in offers(args.quick_connects).items():
        assert queue not in {targets[quick] for quick in offered}


def test_an_untrained_agent_works_as_a_trainee(hawaii: ProgramSpec) -> None:
    center = hawaii.infrastructure.centers[0]
    agent = next(a for a in hawaii.workforce.agents if a.role == "agent")
    assert effective_role(hawaii, center, agent).id == "agent"
    assert effective_role(hawaii, center, agent.model_copy(update={"trained": ()})).id == "trainee"


def test_a_program_without_a_trainee_role_gets_one(hawaii: ProgramSpec) -> None:
    roles = tuple(role for role in hawaii.workforce.roles if role.base is not RoleBase.TRAINEE)
    program = hawaii.model_copy(update={"workforce": hawaii.workforce.model_copy(update={"roles": roles})})
    profiles = security_profile_args(program, program.infrastructure.centers[0])
    assert TRAINEE in {profile.id for profile in profiles}


def test_no_profile_takes_a_name_that_every_instance_has(hawaii: ProgramSpec) -> None:
    profiles = security_profile_args(hawaii, hawaii.infrastructure.centers[0])
    assert not {profile.name for profile in profiles} & {"Agent", "Admin", "CallCenterManager", "QualityAnalyst"}


def test_every_role_template_has_permissions_and_a_trainee_the_fewest() -> None:
    assert PERMISSIONS.keys() == set(RoleBase)
    assert PERMISSIONS[RoleBase.TRAINEE] < PERMISSIONS[RoleBase.AGENT]


def test_an_auditor_changes_nothing() -> None:
    verbs = {permission.rpartition(".")[2] for permission in PERMISSIONS[RoleBase.AUDITOR]}
    assert not verbs & {"Edit", "Create", "Delete", "Publish", "EnableAndDisable"}


@pytest.mark.parametrize("actions", [("*",), ("s3:*",)])
def test_a_statement_that_allows_a_whole_service_is_refused(actions: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="whole service"):
        Statement(sid="All", actions=actions, resources=["*"])
    assert Statement(sid="None", effect="Deny", actions=actions, resources=["*"]).actions == actions


def test_logs_are_kept_at_least_as_long_as_asked(hawaii: ProgramSpec) -> None:
    security = hawaii.infrastructure.security
    for wanted in (30, 365, 366, 3653):
        changed = security.model_copy(update={"log_retention_days": wanted})
        infra = hawaii.infrastructure.model_copy(update={"security": changed})
        found = log_days(hawaii.model_copy(update={"infrastructure": infra}))
        assert wanted <= found
        assert found in LOG_DAYS


def test_two_long_names_stay_different() -> None:
    first, second = (shorten(f"{'a' * 80}{end}", MAX_BUCKET) for end in "xy")
    assert first != second
    assert len(first) == len(second) == MAX_BUCKET


def test_a_bucket_name_is_legal_whatever_the_ids_are() -> None:
    scope = Scope(
        program="a" * 48,
        stack="b" * 48,
        center="c_d",
        account="000000000101",
        region="us-west-2",
        alias="x",
        production=True,
    )
    name = scope.bucket("media")
    assert len(name) <= MAX_BUCKET
    assert "_" not in name


def test_a_spec_path_fits_into_a_tag() -> None:
    assert (
        tag_value("infrastructure.lines[main].numbers[+18085550140]")
        == "infrastructure.lines/main.numbers/+18085550140"
    )
    assert tag_value("workforce.statuses[Follow-up, (late)]") == "workforce.statuses/Follow-up_ _late_"
