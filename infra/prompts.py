"""Recordings, uploaded from beside the spec and made into prompts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pulumi
import pulumi_aws as aws
from pulumi_aws_native import connect

from infra.bucket import Bucket, BucketArgs
from infra.scope import Scope
from spec.errors import SpecError
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.select import belongs_to


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptArgs:
    id: str
    name: str
    path: Path
    digest: str
    """Of the recording: a new recording is a new object, so that the prompt is made to read it."""
    spec_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptSetArgs:
    scope: Scope
    instance_arn: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    prompts: tuple[PromptArgs, ...]


def prompt_args(program: ProgramSpec, center: Center, folder: Path) -> tuple[PromptArgs, ...]:
    """Prompts of one center; `folder` is the program file's. Raises SpecError for a recording that is not there."""
    return tuple(
        PromptArgs(
            id=prompt.id,
            name=prompt.name,
            path=folder / prompt.file,
            digest=_digest(folder / prompt.file, prompt.id),
            spec_path=f"content.prompts[{prompt.id}]",
        )
        for prompt in belongs_to(program, center, program.content.prompts)
    )


def _digest(path: Path, prompt: str) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    except OSError as error:
        where = f"content.prompts[{prompt}].file"
        raise SpecError(where, f"{path}: {error.strerror}", "put the recording there, or correct the path") from error


class PromptSet(pulumi.ComponentResource):
    def __init__(self, name: str, args: PromptSetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:PromptSet", name, None, opts)
        self.arns: dict[str, pulumi.Output[str]] = {}
        if args.prompts:
            child = pulumi.ResourceOptions(parent=self)
            bucket_args = BucketArgs(
                scope=args.scope, kind="prompts", spec_path="content.prompts", key_arn=args.key_arn
            )
            bucket = Bucket(f"{name}-prompts", bucket_args, child)
            self.arns = {
                prompt.id: _declare(f"{name}-{prompt.id}", prompt, args, bucket, child) for prompt in args.prompts
            }
        self.register_outputs({"arns": self.arns})


def _declare(
    name: str, prompt: PromptArgs, args: PromptSetArgs, bucket: Bucket, child: pulumi.ResourceOptions
) -> pulumi.Output[str]:
    key = f"{prompt.id}-{prompt.digest}.wav"
    recording = aws.s3.BucketObjectv2(
        name,
        bucket=bucket.bucket_name,
        key=key,
        source=pulumi.FileAsset(str(prompt.path)),
        content_type="audio/wav",
        tags=args.scope.tags(prompt.spec_path),
        opts=child,
    )
    made = connect.Prompt(
        name,
        instance_arn=args.instance_arn,
        name=prompt.name,
        s3_uri=pulumi.Output.concat("s3://", recording.bucket, "/", recording.key),
        tags=args.scope.native_tags(prompt.spec_path),
        opts=child,
    )
    arn: pulumi.Output[str] = made.prompt_arn
    return arn
