"""What is deployed, in words."""

from cli.render.outputs import as_text
from spec.deployed import Deployed, DeployedCenter, DeployedReplica, DeployedResource, Instance, TrafficGroup

QUEUES = tuple(DeployedResource(kind="queue", id=name, name=name, aws_id=f"id-{name}") for name in ("Billing", "A"))
CENTER = DeployedCenter(
    region="us-west-2",
    account="123456789012",
    alias="rates",
    instance=Instance(id="i", arn="arn:i"),
    resources=QUEUES,
)


def deployed(center: DeployedCenter) -> Deployed:
    return Deployed(
        version=1,
        program="rates",
        stack="dev",
        target="sandbox",
        spec_digest="0",
        deployed_at="2027-01-01T00:00:00+00:00",
        centers={"office": center},
    )


def test_resources_stand_under_their_kind() -> None:
    assert as_text(deployed(CENTER)).splitlines() == [
        "rates dev on sandbox, 2027-01-01T00:00:00+00:00",
        "office: rates in us-west-2",
        "  arn:i",
        "  queue",
        "    Billing  id-Billing",
        "    A        id-A",
    ]


def test_a_replica_is_told_with_what_it_does_not_share() -> None:
    replica = DeployedReplica(
        region="us-east-1",
        alias="rates-us-east-1",
        instance=Instance(id="i", arn="arn:there"),
        resources=(DeployedResource(kind="function", id="opening", name="opening", arn="arn:f"),),
    )
    both = CENTER.model_copy(update={"replica": replica, "traffic_group": TrafficGroup(id="g", arn="arn:g")})
    told = as_text(deployed(both)).splitlines()
    assert told[3] == "  arn:g"
    assert told[-4:] == [
        "office, what is not mirrored: rates-us-east-1 in us-east-1",
        "  arn:there",
        "  function",
        "    opening  arn:f",
    ]
