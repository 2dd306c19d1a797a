"""CloudTrail: the record of who did what to the account."""

from __future__ import annotations

from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.words import pascal, tag_list, tag_map

_TRAIL = {
    "s3BucketName": "S3BucketName",
    "s3KeyPrefix": "S3KeyPrefix",
    "snsTopicName": "SnsTopicName",
    "includeGlobalServiceEvents": "IncludeGlobalServiceEvents",
    "isMultiRegionTrail": "IsMultiRegionTrail",
    "isOrganizationTrail": "IsOrganizationTrail",
    "enableLogFileValidation": "EnableLogFileValidation",
    "cloudWatchLogsGroupArn": "CloudWatchLogsLogGroupArn",
    "cloudWatchLogsRoleArn": "CloudWatchLogsRoleArn",
    "kmsKeyId": "KmsKeyId",
}


_TRAIL_READ = {**_TRAIL, "enableLogFileValidation": "LogFileValidationEnabled"}


class Trail(Kind):
    shape = shape(
        "aws:cloudtrail/trail:Trail",
        "cloudtrail",
        inputs=" ".join([*_TRAIL, "enableLogging", "eventSelectors"]),
        required="s3BucketName",
        computed="arn homeRegion snsTopicArn",
        replaces="name",
        naming=Naming(longest=128),
        defaults={
            "enableLogging": True,
            "includeGlobalServiceEvents": True,
            "isMultiRegionTrail": False,
            "isOrganizationTrail": False,
            "enableLogFileValidation": False,
        },
        taggable=True,
    )

    def create(self, call: Call) -> str:
        tags = {"TagsList": tag_list(call.tags)} if call.tags else {}
        made = call.client.create_trail(Name=call.inputs["name"], **call.pick(_TRAIL), **tags)
        return str(made["TrailARN"])

    def finish(self, call: Call, id_: str) -> None:
        client, given = call.client, call.inputs
        if given.get("eventSelectors"):
            selectors = pascal(given["eventSelectors"])
            client.put_event_selectors(TrailName=id_, EventSelectors=selectors)
        if given.get("enableLogging", True):
            client.start_logging(Name=id_)
        else:
            client.stop_logging(Name=id_)

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client = call.client
        client.update_trail(Name=id_, **call.pick(_TRAIL))
        self.finish(call, id_)
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.add_tags(ResourceId=id_, TagsList=tag_list(tags)),
            lambda keys: client.remove_tags(ResourceId=id_, TagsList=[{"Key": key} for key in keys]),
        )

    def live(self, call: Call, id_: str) -> Properties:
        trail: dict[str, Any] = call.client.get_trail(Name=id_)["Trail"]
        logging = call.client.get_trail_status(Name=id_)["IsLogging"]
        tags = call.client.list_tags(ResourceIdList=[id_])["ResourceTagList"]
        shown = {own: trail.get(api) for own, api in _TRAIL_READ.items() if own in call.inputs or not call.inputs}
        return {
            **shown,
            "name": trail["Name"],
            "arn": trail["TrailARN"],
            "homeRegion": trail.get("HomeRegion", call.region),
            "snsTopicArn": trail.get("SnsTopicARN", ""),
            "enableLogging": logging,
            "tags": tag_map(tags[0]["TagsList"]) if tags else None,
        }

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_trail(Name=id_.rsplit("/", 1)[1])

    def find(self, call: Call) -> str | None:
        return self.existing(call, call.arn(f"trail/{call.inputs['name']}"))
