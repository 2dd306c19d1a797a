"""The Automation API test-suite of Pulumi's Go SDK, run against our `pulumi`.

A test either passes or stands in excluded.toml with the reason; anything else is a difference.
"""

import json
import os
import shutil
import stat
import tomllib
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
    run = "^(" + "|".join(test for test in listed if test not in left_out) + ")$"
    results, output = _run(go, module, work, run)
    rows = [
        (f"left out: {test}", test in listed, why if test in listed else "no such test")
        for test, why in left_out.items()
    ]
    for test in listed:
        if test not in left_out:
            result = results.get(test, "did not run")
            passed = result in ("pass", "skip")
            rows.append((f"suite: {test}", passed, result if passed else f"{result}\n{output.get(test, '')}"))
    return rows + _now_passing(go, module, work, left_out)


def _now_passing(go: Go, module: Path, work: Path, left_out: dict[str, str]) -> list[tuple[str, bool, str]]:
    """Excluded tests that pass have lost their reason, and fail the run. Those that would use the network are not tried."""
    tried = [test for test, why in left_out.items() if not why.startswith("network:")]
    results, _ = _run(go, module, work, "^(" + "|".join(tried) + ")$")
    return [
        (f"left out, yet passes: {test}", False, "take it out of excluded.toml")
        for test in tried
        if results.get(test) == "pass"
    ]


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
    done = go.run(["test", PACKAGE, "-json", "-count=1", f"-timeout={_TIMEOUT}", "-run", run], module, env)
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
