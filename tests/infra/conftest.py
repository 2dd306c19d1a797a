"""The resource graph of a program, recorded by Pulumi's own mocks: what would be declared, without an engine."""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pulumi
import pytest
from pulumi.runtime import mocks, rpc, stack
from pulumi.runtime.sync_await import _sync_await

from infra.deployed_output import deployed
from infra.program import ProgramArgs, declare_all
from spec.load import load
from spec.models import ProgramSpec

STACKS = Path(__file__).parents[2] / "stacks"
TODAY = dt.date(2026, 11, 21)
# Pulumi's AWS package warns of its own deprecated classes while it is being imported.
ITS_OWN_WARNINGS = "ignore::DeprecationWarning:pulumi_aws"
# Read-only properties by which resources refer to one another; a mock has to make them up.
MINTED = (
    *("arn", "awsId", "domainArn", "domainId", "fieldId", "layoutId", "templateId", "queueArn", "hoursOfOperationArn"),
    *("phoneNumberArn", "contactFlowArn", "contactFlowModuleArn", "promptArn", "quickConnectArn", "routingProfileArn"),
    *("securityProfileArn", "userArn", "userHierarchyGroupArn", "emailAddressArn", "evaluationFormArn", "ruleArn"),
    *("agentStatusArn", "dashboardArn"),
    *("alias_id", "group_id", "group_arn", "functionUrl"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings(ITS_OWN_WARNINGS))
            item.add_marker(pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"))


@dataclass(frozen=True)
class Declared:
    """One resource: type token, logical name, inputs, and the options that matter here."""

    type: str
    name: str
    inputs: Mapping[str, Any]
    urn: str
    protect: bool
    retain: bool
    ignored: tuple[str, ...]
    deleted_first: bool
    provider: str

    @property
    def region(self) -> str:
        """Where its provider is; where a dynamic resource works. Empty for what has no region."""
        named = self.provider.rpartition("::")[0].rpartition("::")[2]
        return str(self.inputs.get("region", "")) or named.removeprefix("aws-native-").removeprefix("aws-")

    @property
    def path(self) -> str:
        """The spec path it is tagged with; empty when it has no such tag."""
        names = ("tags", "botTags", "botAliasTags")
        tags: Any = next((self.inputs[name] for name in names if self.inputs.get(name)), {})
        if isinstance(tags, list):
            tags = {tag["key"]: tag["value"] for tag in tags}
        return str(tags.get("civicline:spec-path", ""))


class Answers(mocks.Mocks):
    """Every resource exists at once, with made-up identifiers."""

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        service = next((name for name in ("lambda", "lex") if name in args.typ), "thing")
        minted = f"arn:aws:{service}:us-west-2:000000000101:{args.typ}/{args.name}"
        told = {"dkimSigningAttributes": {"tokens": [f"{args.name}-{n}" for n in range(3)]}}
        return f"{args.name}-id", {**dict.fromkeys(MINTED, minted), **told, **args.inputs}

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[Any, Any], list[tuple[str, str]] | None]:
        raise AssertionError(f"the program looks something up: {args.token}")


class Recorder(mocks.MockMonitor):
    """Remembers every registration."""

    def __init__(self) -> None:
        super().__init__(Answers())
        self.found: list[Declared] = []

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802 - the protocol's name
        answer = super().RegisterResource(request)  # type: ignore[no-untyped-call]  # the mocks are partly untyped
        self.found.append(
            Declared(
                request.type,
                request.name,
                rpc.deserialize_properties(request.object),
                answer.urn,
                request.protect,
                request.retainOnDelete,
                tuple(request.ignoreChanges),
                request.deleteBeforeReplace,
                request.provider,
            )
        )
        return answer


@dataclass(frozen=True)
class Graph:
    """Everything declared, and what the program exports as `deployed`."""

    resources: tuple[Declared, ...]
    outputs: Mapping[str, Any]

    def of(self, type_: str) -> list[Declared]:
        return [found for found in self.resources if found.type == type_]


def record(program: ProgramSpec, folder: Path, environment: str = "dev") -> Graph:
    """The program's graph, recorded in a thread and an event loop of its own, as an engine would run it.

    The SDK takes the thread's loop; the main thread's may be gone, closed by a test that ran a whole engine.
    """
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_in_own_loop, program, folder, environment).result()


def _in_own_loop(program: ProgramSpec, folder: Path, environment: str) -> Graph:
    """The mocks work in threads of this loop, each of which makes a loop of its own that nobody closes: we do."""
    others = open_loops()
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        return _record(program, folder, environment)
    finally:
        loop.run_until_complete(loop.shutdown_default_executor())
        asyncio.set_event_loop(None)
        for left in open_loops():
            if not any(left is other for other in others):
                left.close()


def open_loops() -> list[asyncio.BaseEventLoop]:
    loops = (found for found in gc.get_objects() if issubclass(type(found), asyncio.BaseEventLoop))
    return [loop for loop in loops if not loop.is_closed() and not loop.is_running()]


def _record(program: ProgramSpec, folder: Path, environment: str) -> Graph:
    recorder = Recorder()
    mocks.set_mocks(Answers(), project="civicline", stack="dev", monitor=recorder)
    args = ProgramArgs(program=program, stack=environment, folder=folder, today=TODAY)
    exported: dict[str, Any] = {}

    def run() -> None:  # the mocks register no outputs of the stack
        declared = declare_all(args)
        found = deployed(program, environment, TODAY, declared.centers, declared.copies)
        pulumi.Output.from_input(found).apply(exported.update)

    _sync_await(stack.run_pulumi_func(run))
    return Graph(tuple(recorder.found), exported)


@pytest.fixture(scope="session")
def record_program() -> Callable[..., Graph]:
    """(program, environment) -> its graph, with the recordings of Hawaii's example."""

    def run(program: ProgramSpec, environment: str = "dev") -> Graph:
        return record(program, STACKS / "hawaii-in-house", environment)

    return run


@pytest.fixture(scope="session")
def hawaii() -> ProgramSpec:
    return load(STACKS / "hawaii-in-house" / "program.yaml")


@pytest.fixture(scope="session")
def oregon() -> ProgramSpec:
    return load(STACKS / "oregon-vendor" / "program.yaml")


@pytest.fixture(scope="session")
def hawaii_graph(hawaii: ProgramSpec) -> Graph:
    return record(hawaii, STACKS / "hawaii-in-house")


@pytest.fixture(scope="session")
def oregon_graph(oregon: ProgramSpec) -> Graph:
    return record(oregon, STACKS / "oregon-vendor")
