"""S3 buckets themselves; what is configured about them is in `s3_settings`."""

from __future__ import annotations

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.words import tag_list, tag_map
from sandbox.providers.failures import AwsError
from sandbox.providers.partitions import arn, suffix_of
from sandbox.providers.session import Client

CLASSIC_REGION = "us-east-1"

# Route 53 zones of the S3 website endpoints ("Amazon S3 endpoints and quotas", AWS General Reference).
_WEBSITE_ZONES = {
    "us-east-1": "Z3AQBSTGFYJSTF",
    "us-east-2": "Z2O1EMRO9K5GLX",
    "us-west-1": "Z2F56UZL2M1ACD",
    "us-west-2": "Z3BJ6K6RIION7M",
    "ca-central-1": "Z1QDHH18159H29",
    "eu-central-1": "Z21DNDUVLTQW6Q",
    "eu-west-2": "Z3GKZC51ZF0DB4",
    "ap-northeast-1": "Z2M4EHUR26P7ZW",
    "ap-northeast-3": "Z2YQB5RD63NC85",
}


class Bucket(Kind):
    shape = shape(
        "aws:s3/bucket:Bucket",
        "s3",
        inputs="forceDestroy objectLockEnabled",
        computed="arn bucketDomainName bucketRegion bucketRegionalDomainName hostedZoneId websiteDomain "
        "websiteEndpoint",
        replaces="bucket bucketPrefix objectLockEnabled",
        naming=Naming("bucket", longest=63, lower=True, prefixed="bucketPrefix"),
        defaults={"forceDestroy": False, "objectLockEnabled": False},
        taggable=True,
    )

    def create(self, call: Call) -> str:
        name: str = call.inputs["bucket"]
        arguments: Properties = {"Bucket": name}
        if call.region != CLASSIC_REGION:
            arguments["CreateBucketConfiguration"] = {"LocationConstraint": call.region}
        if call.inputs.get("objectLockEnabled"):
            arguments["ObjectLockEnabledForBucket"] = True
        call.client.create_bucket(**arguments)
        return name

    def finish(self, call: Call, id_: str) -> None:
        if call.tags:
            call.client.put_bucket_tagging(Bucket=id_, Tagging={"TagSet": tag_list(call.tags)})

    def update(self, call: Call, id_: str, old: Properties) -> None:
        if call.tags:
            self.finish(call, id_)
        elif old.get("tags"):
            call.client.delete_bucket_tagging(Bucket=id_)

    def live(self, call: Call, id_: str) -> Properties:
        call.client.head_bucket(Bucket=id_)
        domain = suffix_of(call.region)
        return {
            "bucket": id_,
            "arn": arn("s3", "", "", id_, of_region=call.region),
            "bucketRegion": call.region,
            "bucketDomainName": f"{id_}.s3.{domain}",
            "bucketRegionalDomainName": f"{id_}.s3.{call.region}.{domain}",
            "hostedZoneId": _WEBSITE_ZONES.get(call.region),
            "tags": self._tags(call, id_),
        }

    def delete(self, call: Call, id_: str) -> None:
        if call.inputs.get("forceDestroy"):
            empty(call.client, id_)
        call.client.delete_bucket(Bucket=id_)

    @staticmethod
    def _tags(call: Call, id_: str) -> dict[str, str]:
        try:
            return tag_map(call.client.get_bucket_tagging(Bucket=id_)["TagSet"])
        except AwsError as error:
            if error.code == "NoSuchTagSet":
                return {}
            raise


def empty(client: Client, bucket: str) -> None:
    """Delete every version of every object, past governance retention where the caller may."""
    _delete_versions(client, bucket, "", exactly=False)


def empty_key(client: Client, bucket: str, key: str) -> None:
    """Delete every version of one object."""
    _delete_versions(client, bucket, key, exactly=True)


def _delete_versions(client: Client, bucket: str, prefix: str, *, exactly: bool) -> None:
    while True:
        page = client.list_object_versions(Bucket=bucket, Prefix=prefix)
        found = [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]
        versions = [version for version in found if not exactly or version["Key"] == prefix]
        for version in versions:
            where = {"Bucket": bucket, "Key": version["Key"], "VersionId": version["VersionId"]}
            client.delete_object(**where, BypassGovernanceRetention=True)
        if not versions:
            return
