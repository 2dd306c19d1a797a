"""The conformity table in words: where, what the spec says, what AWS shows."""

import json
from typing import Any

from cli.render.conformity import as_problems, as_table
from operate.conformity.compare import Conformity
from operate.conformity.rows import Difference, Kind, Row, State
from spec.faults import Path

QUEUES: Path = ("infrastructure", "queues")


def place(path: Path) -> str:
    return f"program.yaml:{len(path)}:1"


def differing(name: str, wanted: Any, found: Any) -> Conformity:
    path = (*QUEUES, 1)
    difference = Difference(name, wanted, found, path)
    return Conformity((Row("office", path, Kind.QUEUE, "Billing", State.DIFFERS, (difference,)),))


def remark(name: str, wanted: Any, found: Any) -> str:
    return "\n".join(as_problems(differing(name, wanted, found), place, 1000).splitlines()[1:-1])


def flow(**texts: str) -> str:
    return json.dumps({"Actions": [{"Identifier": key, "Parameters": {"Text": text}} for key, text in texts.items()]})


def test_rows_stand_under_their_part_of_the_spec() -> None:
    rows = tuple(Row("office", (*QUEUES, n), Kind.QUEUE, f"Queue {n}", State.VERIFIED) for n in range(2))
    assert as_table(Conformity(rows), place).splitlines() == [
        "infrastructure.queues",
        "  verified  [0]  queue  Queue 0",
        "  verified  [1]  queue  Queue 1",
        "2 verified, 0 differs, 0 missing",
    ]


def test_what_differs_is_said_again_below_the_table_with_its_line() -> None:
    lines = as_table(differing("max contacts", 50, 3), place).splitlines()
    assert lines[2:4] == [
        "differs: queue Billing, infrastructure.queues[1]",
        "  program.yaml:3:1: max contacts: the spec says 50, AWS shows 3",
    ]


def test_what_is_missing_names_the_line_that_asks_for_it() -> None:
    row = Row("office", (*QUEUES, 0), Kind.QUEUE, "Billing", State.MISSING)
    assert "  program.yaml:3:1: asked for here, not found in AWS" in as_problems(Conformity((row,)), place)


def test_of_a_list_only_what_differs_is_said() -> None:
    text = remark("overrides", frozenset({"Labor Day", "Launch"}), frozenset({"Launch", "Storm"}))
    assert text.splitlines() == [
        "  program.yaml:3:1: overrides: not in AWS: Labor Day",
        "  program.yaml:3:1: overrides: in AWS only: Storm",
    ]


def test_of_a_flow_the_action_is_named() -> None:
    text = remark("content", flow(greet="Aloha", bye="Mahalo"), flow(greet="Hello", bye="Mahalo"))
    assert text.endswith("content: action greet: Parameters: Text: the spec says Aloha, AWS shows Hello")


def test_actions_that_came_or_went_are_named() -> None:
    text = remark("content", flow(greet="Aloha"), flow(bye="Mahalo"))
    assert "action bye is in AWS only" in text
    assert "action greet is not in AWS" in text


def test_a_flow_that_is_no_document_is_said_to_be_none() -> None:
    assert remark("content", flow(greet="Aloha"), "nonsense").endswith("content: AWS shows no flow document")


def test_long_texts_are_shown_from_where_they_part() -> None:
    text = remark("greeting", "same " * 40 + "end", "same " * 40 + "END")
    assert text.endswith("the spec says …e same same end, AWS shows …e same same END")


def test_nothing_and_no_are_words() -> None:
    assert remark("flow", "Main", None).endswith("the spec says Main, AWS shows nothing")
    assert remark("outbound calls", True, False).endswith("the spec says yes, AWS shows no")


def test_no_line_is_wider_than_the_terminal() -> None:
    words = " ".join(f"word{n}" for n in range(9))
    table = differing("greeting", words, words.upper())
    assert max(map(len, as_problems(table, place, 60).splitlines())) <= 60


def test_days_that_differ_are_counted_and_the_first_ones_named() -> None:
    wanted = {f"2027-12-{day}": "closed" for day in (24, 25, 26, 31)}
    text = remark("effective hours", wanted, {**wanted, **dict.fromkeys(wanted, "07:45-16:30")})
    assert text.splitlines()[:4] == [
        "  program.yaml:3:1: effective hours: 4 days differ, from 2027-12-24 to 2027-12-31",
        "  program.yaml:3:1: effective hours: Friday, 2027-12-24: the spec says closed, AWS shows 07:45-16:30",
        "  program.yaml:3:1: effective hours: Saturday, 2027-12-25: the spec says closed, AWS shows 07:45-16:30",
        "  program.yaml:3:1: effective hours: Sunday, 2027-12-26: the spec says closed, AWS shows 07:45-16:30",
    ]
    assert "issue 3064" in text.splitlines()[4]


def test_one_day_is_one_day() -> None:
    text = remark("effective hours", {"2027-12-24": "closed"}, {"2027-12-24": "07:45-16:30"})
    assert "effective hours: 1 day differs, 2027-12-24\n" in text


def test_where_overrides_differ_too_the_service_is_not_blamed() -> None:
    path: Path = ("infrastructure", "hours", 0)
    differences = (
        Difference("overrides", frozenset({"Labor Day"}), frozenset[str](), path),
        Difference("effective hours", {"2027-09-06": "closed"}, {"2027-09-06": "08:00-17:00"}, path),
    )
    row = Row("office", path, Kind.HOURS, "Office", State.DIFFERS, differences)
    assert "3064" not in as_problems(Conformity((row,)), place, 1000)
