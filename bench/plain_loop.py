"""`python -m bench.plain_loop EXPORT ENDPOINT`: make what a state holds with a thread pool and nothing else.

No engine, no SDK, no state: the resources of an exported state are created in the order of their dependencies by the
calls that the sandbox's providers make (boto3 below them). Ids and ARNs of the exported deployment are replaced by the
new ones as they become known. Prints seconds, and those of processor time,
as JSON.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from bench.place import ROOT
from sandbox.engine.provider import Provider
from sandbox.providers.registry import make

PARALLEL = 16
SHORTEST_ID = 8
_REGIONAL = ("pulumi:providers:", "aws:", "aws-native:", "pulumi-python:")


class Loop:
    """Renames old ids to new ones in what is still to be made."""

    def __init__(self, resources: list[dict[str, Any]], endpoint: str) -> None:
        self._resources = {resource["urn"]: resource for resource in resources}
        self._env = {"AWS_ENDPOINT_URL": endpoint, "AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any"}
        self._endpoint = endpoint
        self._renamed: dict[str, str] = {}
        self._lock = threading.Lock()
        self._providers: dict[str, Provider] = {}

    def run(self) -> None:
        waiting = {urn: self._needs(resource) for urn, resource in self._resources.items()}
        running: dict[Future[None], str] = {}
        with ThreadPoolExecutor(PARALLEL) as pool:
            while waiting or running:
                ready = [urn for urn, needs in waiting.items() if not needs]
                for urn in ready:
                    del waiting[urn]
                    running[pool.submit(self._make, self._resources[urn])] = urn
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    future.result()
                    made = running.pop(future)
                    for needs in waiting.values():
                        needs.discard(made)

    def _needs(self, resource: dict[str, Any]) -> set[str]:
        provider = resource.get("provider", "").rpartition("::")[0]
        found = {*resource.get("dependencies", ()), resource.get("parent", ""), provider}
        return {urn for urn in found if urn in self._resources}

    def _make(self, resource: dict[str, Any]) -> None:
        type_: str = resource["type"]
        if not type_.startswith(_REGIONAL):
            return  # a component makes no call
        if type_.startswith("pulumi:providers:"):
            package = type_.rpartition(":")[2]
            config = {"civicline:endpoint": self._endpoint}
            self._providers[resource["urn"]] = make(package, resource.get("inputs", {}), config, self._env, str(ROOT))
            return
        provider = self._providers[resource["provider"].rpartition("::")[0]]
        id_, outputs = provider.create(resource["urn"], type_, self._fresh(resource["inputs"]), resource["urn"])
        with self._lock:
            self._note(resource["id"], id_)
            self._note(resource["outputs"], outputs)

    def _note(self, old: Any, new: Any) -> None:
        if isinstance(old, str) and isinstance(new, str):
            parts = zip(old.split("/"), new.split("/"), strict=False)  # programs use the last part of an ARN by itself
            for before, after in ((old, new), *parts):
                if before != after and len(before) > SHORTEST_ID:
                    self._renamed[before] = after
        elif isinstance(old, dict) and isinstance(new, dict):
            for name in old.keys() & new.keys():
                self._note(old[name], new[name])

    def _fresh(self, value: Any) -> Any:
        if isinstance(value, str):
            with self._lock:
                if value in self._renamed:
                    return self._renamed[value]
                parts = [old for old in self._renamed if old in value]
                for old in sorted(parts, key=len, reverse=True):
                    value = value.replace(old, self._renamed[old])
            return value
        if isinstance(value, list):
            return [self._fresh(part) for part in value]
        if isinstance(value, dict):
            return {name: self._fresh(part) for name, part in value.items()}
        return value


def main(exported: Path, endpoint: str) -> None:
    loop = Loop(json.loads(exported.read_text(encoding="utf-8"))["resources"], endpoint)
    started, busy = time.perf_counter(), time.process_time()
    loop.run()
    print(json.dumps({"seconds": time.perf_counter() - started, "processor": time.process_time() - busy}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
