"""A drill on paper: each decision with what is known, who takes it, and the command."""

from __future__ import annotations

from operate.drills.tabletop import Point, points
from spec.deployed import Deployed, DeployedCenter, DeployedLine, Instance, TrafficGroup
from spec.models.resilience import Automatic, ExternalFailover, Resilience, Tier
from tests.operate.drills.rehearsal import Rehearsal
from tests.operate.failover.fake_world import EAST, WEST, World

CARRIER = ExternalFailover(carrier="Plains Telephone", desk="+1-360-555-0188", reference="A-77", minutes=45)


def deployed(external: ExternalFailover | None, automatic: Automatic | None) -> Deployed:
    resilience = Resilience(
        tier=Tier.GLOBAL_RESILIENCY, source_region=EAST, replica_region=WEST, external=external, automatic=automatic
    )
    center = DeployedCenter(
        region=EAST, account="1", alias="office", instance=Instance(id="i", arn="a"), resilience=resilience
    )
    line = DeployedLine(
        id="main", name="Main line", center="office", languages=("en-US",), time_zone="UTC",
        numbers=("+13605550170",), fallback_phone="+1-360-555-0179",
    )  # fmt: skip
    return Deployed(
        version=2, program="wa-program", stack="dev", target="aws", spec_digest="", deployed_at="", lines=(line,),
        centers={"office": center},
    )  # fmt: skip


def talked(
    world: World | None = None, external: ExternalFailover | None = None, automatic: Automatic | None = None
) -> tuple[Point, ...]:
    rehearsal = Rehearsal(world or World())
    readiness = rehearsal.world.gate(WEST)
    plan = rehearsal.plan(steps=(100,))
    return points(deployed(external, automatic), plan, rehearsal.journey.look(), readiness, " --target aws")


def test_every_decision_of_the_night_is_asked_for_in_its_order() -> None:
    night = talked()
    assert [point.title for point in night] == [
        "us-east-1 seems to fail",
        "Can us-west-2 answer?",
        "Move, or wait?",
        "Callers, agents and the press ask",
        "Neither region answers, us-west-2 as little as the other",
        "us-east-1 is back",
    ]
    assert all(point.question.endswith("?") and point.who for point in night)


def test_commands_are_those_of_this_deployment() -> None:
    commands = [point.command for point in talked() if point.command]
    assert commands[0] == "civicline failover status --target aws"
    assert all(command.endswith(" --target aws") for command in commands)


def test_commands_name_the_center_where_another_one_could_move_as_well() -> None:
    rehearsal = Rehearsal(World())
    known = deployed(None, None)
    group = TrafficGroup(id="g", arn="arn:g")
    two = dict.fromkeys(("office", "annex"), known.centers["office"].model_copy(update={"traffic_group": group}))
    several = known.model_copy(update={"centers": two})
    plan, readiness = rehearsal.plan(steps=(100,)), rehearsal.world.gate(WEST)
    night = points(several, plan, rehearsal.journey.look(), readiness, "")
    shift = next(point.command for point in night if " shift " in point.command)
    assert shift == 'civicline failover shift --to us-west-2 --now --reason "..." --center office'


def test_what_is_known_now_is_said() -> None:
    ready, moves = talked()[1], talked()[2]
    assert ready.sees == ("us-west-2 can answer every line and channel",)
    assert moves.sees == (
        "office: calls and agents 100 % in us-west-2, sign-in in us-west-2; chat, e-mail and web to us-west-2",
    )
    unready = talked(World(unready={WEST: "a function is missing"}))[1]
    assert unready.sees == ("NOT READY: line main (office)", "a function is missing")


def test_the_night_on_which_no_region_answers_has_the_carrier_and_the_numbers() -> None:
    assert talked()[4].sees == (
        "numbers that callers dial: +13605550170",
        "outside Amazon Connect there is +1-360-555-0179",
        "the spec names no carrier that could redirect the numbers",
    )
    assert talked(external=CARRIER)[4].sees[2:] == (
        "Plains Telephone redirects the numbers: +13605550188, as customer A-77",
        "that takes 45 minutes by contract",
    )


def test_it_is_said_whether_anything_moves_by_itself() -> None:
    assert talked()[0].sees == (
        "office: calls and agents 100 % in us-east-1, sign-in in us-east-1 and us-west-2",
        "office: nothing moves by itself",
    )
    assert talked(automatic=Automatic())[0].sees[1] == "office: after 5 minutes the other region asks a person"
    alone = talked(automatic=Automatic(approval=False))[0]
    assert alone.sees[1] == "office: after 5 minutes the other region moves traffic by itself"
