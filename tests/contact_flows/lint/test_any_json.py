"""No JSON, and no change of a good flow, makes lint raise or hang."""

import copy
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contact_flows.language.catalogue import ACTION_TYPES
from contact_flows.language.document import FlowType
from contact_flows.language.reading import NotAFlowError
from contact_flows.lint import RULES, Finding, lint
from contact_flows.lint.foreign import read_foreign

GOOD = [json.loads(file.read_text("utf-8")) for file in sorted(Path("tests/cases/flows/good").glob("*.json"))]
QUICK = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(
    SCALARS | st.sampled_from(["$.External", "$.Attributes.a", "$.Channel", "True", "", "arn:aws:connect:x"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from(["a", "b", "c", "d", "gone", ""])
PARAMETERS = sorted({name for kind in ACTION_TYPES.values() for name in kind.parameters})
BRANCHES = st.sampled_from(["NoMatchingError", "NoMatchingCondition", "InputTimeLimitExceeded", "QueueAtCapacity", "?"])
ACTIONS = st.fixed_dictionaries(
    {
        "Identifier": NAMES,
        "Type": st.sampled_from([*ACTION_TYPES, "PlayPrompt", "Unknown"]),
        "Parameters": st.dictionaries(st.sampled_from(PARAMETERS), VALUES, max_size=4),
        "Transitions": st.fixed_dictionaries(
            {},
            optional={
                "NextAction": NAMES,
                "Conditions": st.lists(
                    st.fixed_dictionaries(
                        {
                            "NextAction": NAMES,
                            "Condition": st.fixed_dictionaries(
                                {
                                    "Operator": st.sampled_from(["Equals", "And", "NumberLessThan"]),
                                    "Operands": st.lists(VALUES, max_size=2),
                                }
                            ),
                        }
                    ),
                    max_size=3,
                ),
                "Errors": st.lists(st.fixed_dictionaries({"NextAction": NAMES, "ErrorType": BRANCHES}), max_size=3),
            },
        ),
    }
)


def judged(value: Any, type_: FlowType | None = None) -> tuple[Finding, ...]:
    """Findings; none where the value is refused as no flow."""
    try:
        document = read_foreign(json.dumps(value), id="any", type=type_).document
    except NotAFlowError:
        return ()
    found = lint([document])
    assert {finding.code for finding in found} <= set(RULES)
    return found


@QUICK
@given(VALUES)
def test_any_json_is_a_complaint_or_findings(value: Any) -> None:
    judged(value)


@QUICK
@given(st.lists(ACTIONS, max_size=8), st.sampled_from([*FlowType, None]))
def test_any_flow_of_any_actions_is_judged(actions: list[Any], type_: FlowType | None) -> None:
    judged({"Version": "2019-10-30", "StartAction": "a", "Actions": actions}, type_)


@QUICK
@given(st.sampled_from(GOOD), st.data())
def test_a_good_flow_with_any_one_change_is_judged(good: Any, data: st.DataObject) -> None:
    changed = copy.deepcopy(good)
    holder, key = data.draw(st.sampled_from(list(_places(changed))))
    if data.draw(st.booleans()):
        del holder[key]
    else:
        holder[key] = data.draw(VALUES)
    judged(changed)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every member of every object and list."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        part = waiting.pop()
        pairs = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
        for key, inner in pairs:
            found.append((part, key))
            waiting.append(inner)
    return found


@QUICK
@given(st.text(max_size=60))
def test_any_text_is_a_complaint_or_a_flow(text: str) -> None:
    with suppress(NotAFlowError):
        lint([read_foreign(text, id="any").document])
