"""The Automation API test-suite of Pulumi's Go SDK, run against our `pulumi`.

A test either passes or stands in excluded.toml with the reason; anything else is a difference.
"""

import json
import os
import shutil
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path

from tests.interop.golang import Go

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PACKAGE = "./go/auto"
_TIMEOUT = "8m"


def excluded() -> dict[str, str]:
    """Test -> why our engine does not run it."""
    document = tomllib.loads((HERE / "excluded.toml").read_text(encoding="utf-8"))
    return {test: group["reason"] for group in document["group"] for test in group["tests"]}


def run_suite(go: Go, work: Path) -> list[tuple[str, bool, str]]:
    module = _writable_copy(go.sdk_folder(), work / "sdk")
    shutil.copytree(HERE / "testproj", module / "go" / "auto" / "test" / "testproj", dirs_exist_ok=True)
    left_out = excluded()
    listed = _top_level(go.must(["test", PACKAGE, "-list", "^Test"], module))
    tried = [test for test in listed if not left_out.get(test, "").startswith("network:")]
    results, output = _run(go, module, work, "^(" + "|".join(tried) + ")$")
    rows = [_row(test, results.get(test, "did not run"), output.get(test, ""), left_out) for test in listed]
    return rows + [(f"left out: {test}", False, "there is no such test") for test in left_out.keys() - set(listed)]


def _row(test: str, result: str, output: str, left_out: Mapping[str, str]) -> tuple[str, bool, str]:
    if test not in left_out:
        fine = result in ("pass", "skip")
        return f"suite: {test}", fine, result if fine else f"{result}\n{output}"
    if result == "pass":  # the reason to leave it out is gone
        return f"left out: {test}", False, "it passes: take it out of excluded.toml"
    return f"left out: {test}", True, left_out[test]


def _run(go: Go, module: Path, work: Path, run: str) -> tuple[dict[str, str], dict[str, str]]:
    """Result and output of each top-level test."""
    backend = work / "backend"
    backend.mkdir(exist_ok=True)
    phrase = work / "phrase.txt"  # one test unsets the variable that holds a phrase, for all tests that run beside it
    phrase.write_text("correct horse battery staple", encoding="utf-8")
    env = {
        "PATH": os.pathsep.join([str(ROOT / "sandbox" / "bin"), os.environ.get("PATH", "")]),
        "PULUMI_TEST_ORG": "organization",
        "PULUMI_BACKEND_URL": backend.as_uri(),
        "PULUMI_CONFIG_PASSPHRASE_FILE": str(phrase),
        "PULUMI_HOME": str(work / "home"),
    }
    done = go.run(["test", PACKAGE, "-json", "-count=1", "-vet=off", f"-timeout={_TIMEOUT}", "-run", run], module, env)
    results: dict[str, str] = {}
    output: dict[str, str] = {}
    for line in done.stdout.splitlines():
        event = json.loads(line) if line.startswith("{") else {}
        test = event.get("Test", "").split("/")[0]
        if event.get("Action") == "output":
            output[test] = output.get(test, "") + event["Output"]
        elif event.get("Action") in ("pass", "fail", "skip") and event.get("Test") == test and test:
            results[test] = event["Action"]
    if not results:
        raise RuntimeError(f"go test did not run:\n{done.stdout}{done.stderr}")
    return results, output


def _top_level(listing: str) -> list[str]:
    return [line for line in listing.splitlines() if line.startswith("Test")]


def _writable_copy(source: Path, target: Path) -> Path:
    """Tests write into their folders; the module cache is read-only."""
    shutil.copytree(source, target)
    for folder, _, files in os.walk(target):
        for path in (Path(folder), *(Path(folder) / name for name in files)):
            path.chmod(path.stat().st_mode | stat.S_IWUSR)
    return target
