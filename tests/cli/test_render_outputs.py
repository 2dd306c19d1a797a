"""What is deployed, in words."""

from cli.render.outputs import as_text
from spec.deployed import Deployed, DeployedCenter, DeployedResource, Instance


def test_resources_stand_under_their_kind() -> None:
    queues = tuple(DeployedResource(kind="queue", id=name, name=name, aws_id=f"id-{name}") for name in ("Billing", "A"))
    center = DeployedCenter(
        region="us-west-2",
        account="123456789012",
        alias="rates",
        instance=Instance(id="i", arn="arn:i"),
        resources=queues,
    )
    deployed = Deployed(
        version=1,
        program="rates",
        stack="dev",
        target="sandbox",
        spec_digest="0",
        deployed_at="2027-01-01T00:00:00+00:00",
        centers={"office": center},
    )
    assert as_text(deployed).splitlines() == [
        "rates dev on sandbox, 2027-01-01T00:00:00+00:00",
        "office: rates in us-west-2",
        "  arn:i",
        "  queue",
        "    Billing  id-Billing",
        "    A        id-A",
    ]
