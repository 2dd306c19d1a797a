"""Lambda functions: configuration and code."""

from __future__ import annotations

from typing import Any

from sandbox.engine.provider import Properties, ProviderError
from sandbox.providers.archives import archive_zip, asset_bytes, is_archive
from sandbox.providers.classic.kind import Call, Kind
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.waiting import until_accepted, until_true
from sandbox.providers.classic.words import own_tags, pascal
from sandbox.providers.failures import AwsError
from sandbox.providers.partitions import partition_of

_PLAIN = {
    "role": "Role",
    "handler": "Handler",
    "runtime": "Runtime",
    "description": "Description",
    "timeout": "Timeout",
    "memorySize": "MemorySize",
    "kmsKeyArn": "KMSKeyArn",
    "layers": "Layers",
}
_NESTED = {
    "deadLetterConfig": "DeadLetterConfig",
    "ephemeralStorage": "EphemeralStorage",
    "loggingConfig": "LoggingConfig",
    "tracingConfig": "TracingConfig",
}
_CODE = ("code", "s3Bucket", "s3Key", "s3ObjectVersion", "sourceCodeHash", "architectures")


class Function(Kind):
    shape = shape(
        "aws:lambda/function:Function",
        "lambda",
        inputs="architectures code deadLetterConfig description environment ephemeralStorage handler kmsKeyArn layers "
        "loggingConfig memorySize packageType publish reservedConcurrentExecutions runtime s3Bucket s3Key "
        "s3ObjectVersion skipDestroy sourceCodeHash timeout tracingConfig",
        required="role",
        computed="arn invokeArn lastModified qualifiedArn qualifiedInvokeArn responseStreamingInvokeArn signingJobArn "
        "signingProfileVersionArn sourceCodeSize version",
        replaces="name packageType",
        naming=Naming(longest=64),
        defaults={
            "memorySize": 128,
            "timeout": 3,
            "packageType": "Zip",
            "publish": False,
            "skipDestroy": False,
            "reservedConcurrentExecutions": -1,
        },
        taggable=True,
    )

    def create(self, call: Call) -> str:
        given = call.inputs
        arguments = {**_configuration(call), "Code": _code(call), "Publish": bool(given.get("publish"))}
        if given.get("architectures"):
            arguments["Architectures"] = given["architectures"]
        client, name = call.client, str(given["name"])
        until_accepted(
            lambda: client.create_function(FunctionName=name, Tags=call.tags, **arguments),
            _role_too_fresh,
            call.session.patience,
        )
        return name

    def finish(self, call: Call, id_: str) -> None:
        _settled(call, id_)
        reserved = call.inputs.get("reservedConcurrentExecutions", -1)
        if reserved >= 0:
            call.client.put_function_concurrency(FunctionName=id_, ReservedConcurrentExecutions=reserved)

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, given = call.client, call.inputs
        if any(given.get(name) != old.get(name) for name in (*_PLAIN, *_NESTED, "environment")):
            until_accepted(
                lambda: client.update_function_configuration(FunctionName=id_, **_configuration(call)),
                _role_too_fresh,
                call.session.patience,
            )
            _settled(call, id_)
        if any(given.get(name) != old.get(name) for name in _CODE):
            architectures = {"Architectures": given["architectures"]} if given.get("architectures") else {}
            publish = bool(given.get("publish"))
            client.update_function_code(FunctionName=id_, Publish=publish, **_code(call), **architectures)
            _settled(call, id_)
        if given.get("reservedConcurrentExecutions", -1) < 0 <= old.get("reservedConcurrentExecutions", -1):
            client.delete_function_concurrency(FunctionName=id_)
        self.finish(call, id_)
        function_arn = call.arn(f"function:{id_}")
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_resource(Resource=function_arn, Tags=tags),
            lambda keys: client.untag_resource(Resource=function_arn, TagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        found = call.client.get_function(FunctionName=id_)
        settings: dict[str, Any] = found["Configuration"]
        arn = settings["FunctionArn"]
        version = settings["Version"]
        shown = {own: settings.get(api) for own, api in _PLAIN.items() if own != "layers"}
        return {
            **{name: value for name, value in shown.items() if value not in ("", None)},
            "name": settings["FunctionName"],
            "arn": arn,
            "version": version,
            "qualifiedArn": f"{arn}:{version}",
            "invokeArn": invoke_arn(call.region, arn),
            "qualifiedInvokeArn": invoke_arn(call.region, f"{arn}:{version}"),
            "responseStreamingInvokeArn": invoke_arn(call.region, arn, "response-streaming-invocations"),
            "lastModified": settings["LastModified"],
            "sourceCodeSize": settings["CodeSize"],
            "signingJobArn": settings.get("SigningJobArn", ""),
            "signingProfileVersionArn": settings.get("SigningProfileVersionArn", ""),
            "environment": _environment(settings, call.inputs),
            "architectures": settings.get("Architectures"),
            "tags": own_tags(found.get("Tags")),
        }

    def delete(self, call: Call, id_: str) -> None:
        if not call.inputs.get("skipDestroy"):
            call.client.delete_function(FunctionName=id_)


def invoke_arn(region: str, function_arn: str, path: str = "invocations") -> str:
    """The URI by which API Gateway invokes a function."""
    start = f"arn:{partition_of(region)}:apigateway:{region}:lambda:path"
    version = "2021-11-15" if path != "invocations" else "2015-03-31"
    return f"{start}/{version}/functions/{function_arn}/{path}"


def _configuration(call: Call) -> dict[str, Any]:
    variables = (call.inputs.get("environment") or {}).get("variables") or {}
    nested = {api: pascal(call.inputs[own]) for own, api in _NESTED.items() if call.inputs.get(own)}
    defaults = {"Timeout": 3, "MemorySize": 128}
    return {**defaults, **call.pick(_PLAIN), **nested, "Environment": {"Variables": variables}}


def _code(call: Call) -> dict[str, Any]:
    given = call.inputs
    if given.get("s3Bucket"):
        return call.pick({"s3Bucket": "S3Bucket", "s3Key": "S3Key", "s3ObjectVersion": "S3ObjectVersion"})
    code = given.get("code")
    if code is None:
        raise ProviderError(f"function {given['name']}: neither code nor s3Bucket is given")
    return {"ZipFile": archive_zip(code, call.base) if is_archive(code) else asset_bytes(code, call.base)}


def _environment(settings: dict[str, Any], inputs: Properties) -> dict[str, Any] | None:
    variables = (settings.get("Environment") or {}).get("Variables") or {}
    return {"variables": variables} if variables or inputs.get("environment") else None


def _role_too_fresh(error: AwsError) -> bool:
    """IAM tells the other services of a new role a few seconds later."""
    said = error.message.lower()
    return error.code == "InvalidParameterValueException" and ("assume" in said or "execution role" in said)


def _settled(call: Call, name: str) -> None:
    def done() -> bool:
        found: dict[str, Any] = call.client.get_function(FunctionName=name)["Configuration"]
        return bool(found.get("State") != "Pending" and found.get("LastUpdateStatus") != "InProgress")

    until_true(f"function {name}", done, call.session.patience)
