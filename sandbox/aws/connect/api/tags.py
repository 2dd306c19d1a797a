"""Tags of anything that has an ARN."""

from __future__ import annotations

from sandbox.aws.connect.desk import Desk, missing
from sandbox.aws.connect.operations import Answer, operation
from sandbox.aws.projection import as_map, as_tags
from sandbox.aws.store import Resource


def _tagged(desk: Desk) -> Resource:
    arn = str(desk.params["resourceArn"])
    found = desk.resources.owned(arn)
    if found is None:
        raise missing(f"Resource not found: {arn}")
    return found


@operation("ListTagsForResource")
def listed(desk: Desk) -> Answer:
    return {"tags": as_map(_tagged(desk).model.get("Tags"))}


@operation("TagResource")
def tag(desk: Desk) -> Answer:
    found = _tagged(desk)
    desk.change(found, {"Tags": as_tags({**as_map(found.model.get("Tags")), **desk.params["tags"]})})
    return {}


@operation("UntagResource")
def untag(desk: Desk) -> Answer:
    found = _tagged(desk)
    kept = {key: value for key, value in as_map(found.model.get("Tags")).items() if key not in desk.params["tagKeys"]}
    desk.change(found, {"Tags": as_tags(kept)})
    return {}
