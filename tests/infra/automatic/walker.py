"""A walk through a state machine, as far as ours go: it knows the fields it meets, and refuses any other.

Source: AWS Step Functions Developer Guide, "Amazon States Language".
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

INVOKE, PUBLISH = "arn:aws:states:::lambda:invoke", "arn:aws:states:::sns:publish"
RETRIES = {"ErrorEquals", "IntervalSeconds", "BackoffRate", "MaxDelaySeconds", "MaxAttempts"}
FIELDS = {
    "Task": {
        "Resource",
        "Parameters",
        "ResultSelector",
        "ResultPath",
        "TimeoutSeconds",
        "Retry",
        "Catch",
        "Next",
        "End",
    },
    "Pass": {"Result", "Parameters", "ResultPath", "Next", "End"},
    "Choice": {"Choices", "Default"},
    "Wait": {"SecondsPath", "Next"},
    "Succeed": set[str](),
    "Fail": {"Error", "Cause"},
}
MANY = 5000


@dataclass
class Clock:
    at: dt.datetime

    def __call__(self) -> dt.datetime:
        return self.at

    def pass_(self, seconds: float) -> None:
        self.at += dt.timedelta(seconds=seconds)


class StateError(Exception):
    """name: as `ErrorEquals` has it. cause: empty for an error that tells none, as a time-out."""

    def __init__(self, name: str, cause: str) -> None:
        super().__init__(f"{name}: {cause}")
        self.name, self.cause = name, cause


@dataclass
class Walker:
    """One execution.

    function   what Lambda does with an event
    publish    (subject, message)
    answer     what a person says to a token; None: nothing, until the time is over
    at_state   called with the name of each state before it is entered
    """

    definition: Mapping[str, Any]
    function: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    publish: Callable[[str, str], None]
    clock: Clock
    answer: Callable[[str], Any] = lambda _: None
    at_state: Callable[[str], None] = lambda _: None
    execution: str = "arn:aws:states:us-west-2:000000000101:execution:automatic:e1"
    passed: list[str] = field(default_factory=list)
    status: str = "RUNNING"
    tokens: int = 0

    def __post_init__(self) -> None:
        started = self.clock().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.context = {"Execution": {"Id": self.execution, "StartTime": started}, "Task": {}}

    def run(self) -> Walker:
        name: str = self.definition["StartAt"]
        data: Any = {}
        while name:
            assert len(self.passed) < MANY, "it never ends"
            self.passed.append(name)
            self.at_state(name)
            state = self.definition["States"][name]
            unknown = set(state) - FIELDS[state["Type"]] - {"Type"}
            assert not unknown, f"{name} has {unknown}"
            name, data = getattr(self, f"_{state['Type'].lower()}")(state, data)
        return self

    def _succeed(self, _state: Any, data: Any) -> tuple[str, Any]:
        self.status = "SUCCEEDED"
        return "", data

    def _fail(self, _state: Any, data: Any) -> tuple[str, Any]:
        self.status = "FAILED"
        return "", data

    def _wait(self, state: Any, data: Any) -> tuple[str, Any]:
        seconds = self._path(state["SecondsPath"], data)
        assert isinstance(seconds, int)
        assert 0 < seconds < 99_999_999
        self.clock.pass_(seconds)
        return state["Next"], data

    def _pass(self, state: Any, data: Any) -> tuple[str, Any]:
        result = state["Result"] if "Result" in state else self._filled(state["Parameters"], data)
        return self._onward(state), _put(data, state["ResultPath"], result)

    def _choice(self, state: Any, data: Any) -> tuple[str, Any]:
        for rule in state["Choices"]:
            tests = rule.get("And") or [rule]
            if all(self._holds(test, data) for test in tests):
                return rule["Next"], data
        return state["Default"], data

    def _holds(self, test: Mapping[str, Any], data: Any) -> bool:
        try:
            found = self._path(test["Variable"], data)
        except KeyError:
            assert "IsPresent" in test, f"{test['Variable']} is not there: the execution would fail"
            return test["IsPresent"] is False
        if "IsPresent" in test:
            return bool(test["IsPresent"])
        (wanted,) = [value for name, value in test.items() if name in ("StringEquals", "BooleanEquals")]
        return bool(found == wanted and type(found) is type(wanted))

    def _task(self, state: Any, data: Any) -> tuple[str, Any]:
        tried: dict[int, int] = {}
        while True:
            try:
                result = self._work(state, data)
            except StateError as error:
                if self._retried(state, error, tried):
                    continue
                caught = next((one for one in state.get("Catch", ()) if _matches(one["ErrorEquals"], error)), None)
                if caught is None:
                    raise
                told = {"Error": error.name} | ({"Cause": error.cause} if error.cause else {})
                return caught["Next"], _put(data, caught["ResultPath"], told)
            if self.status == "SUCCEEDED":
                return "", data
            if "ResultSelector" in state:
                result = self._filled(state["ResultSelector"], result)
            return self._onward(state), _put(data, state.get("ResultPath", "$"), result)

    def _work(self, state: Any, data: Any) -> Any:
        waits = state["Resource"].endswith(".waitForTaskToken")
        if waits:
            self.tokens += 1
            self.context["Task"] = {"Token": f"token-{self.tokens}"}
        given = self._filled(state["Parameters"], data)
        if state["Resource"] == PUBLISH:
            assert given["TopicArn"]
            self.publish(given["Subject"], given["Message"])
            return {"MessageId": "m"}
        assert state["Resource"].removesuffix(".waitForTaskToken") == INVOKE
        try:
            payload = self.function(json.loads(json.dumps(given["Payload"])))
        except StateError:
            raise
        except Exception as error:
            raise StateError(type(error).__name__, json.dumps({"errorMessage": str(error)})) from error
        if not waits:
            return {"Payload": json.loads(json.dumps(payload)), "StatusCode": 200}
        said = self.answer(self.context["Task"]["Token"])
        if said is None:
            self.clock.pass_(state["TimeoutSeconds"])
            raise StateError("States.Timeout", "")
        return said

    def _retried(self, state: Any, error: StateError, tried: dict[int, int]) -> bool:
        for number, rule in enumerate(state.get("Retry", ())):
            assert set(rule) <= RETRIES
            if _matches(rule["ErrorEquals"], error):
                done = tried.get(number, 0)
                if done >= rule["MaxAttempts"]:
                    return False
                tried[number] = done + 1
                self.clock.pass_(min(rule["IntervalSeconds"] * rule["BackoffRate"] ** done, rule["MaxDelaySeconds"]))
                return True
        return False

    def _onward(self, state: Mapping[str, Any]) -> str:
        assert ("Next" in state) != bool(state.get("End")), "a state goes on, or ends"
        if state.get("End"):
            self.status = "SUCCEEDED"
        return str(state.get("Next", ""))

    def _filled(self, template: Any, data: Any) -> Any:
        if isinstance(template, Mapping):
            return {
                name.removesuffix(".$"): self._value(text, data) if name.endswith(".$") else self._filled(text, data)
                for name, text in template.items()
            }
        return template

    def _value(self, text: str, data: Any) -> Any:
        if text.startswith("States.Format("):
            words, _, path = text.removeprefix("States.Format('").removesuffix(")").rpartition("', ")
            assert words.count("{}") == 1
            assert "'" not in words, "an apostrophe ends the text"
            return words.replace("{}", str(self._value(path, data)))
        if text.startswith("States.JsonToString("):
            return json.dumps(self._path(text.removeprefix("States.JsonToString(").removesuffix(")"), data))
        return self._path(text, data)

    def _path(self, path: str, data: Any) -> Any:
        whole, rest = (self.context, path[2:]) if path.startswith("$$") else (data, path[1:])
        for part in filter(None, rest.split(".")):
            whole = whole[part]
        return whole


def _matches(names: list[str], error: StateError) -> bool:
    general = "States.TaskFailed" in names and error.name != "States.Timeout"
    return general or "States.ALL" in names or error.name in names


def _put(data: Mapping[str, Any], path: str, result: Any) -> Any:
    if path == "$":
        return result
    assert path.startswith("$.")
    assert "." not in path[2:]
    return {**data, path[2:]: result}
