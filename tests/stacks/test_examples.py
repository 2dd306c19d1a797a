"""What all three examples have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from publish.hold_music import hold_music
from spec.load import check, load
from spec.models import ProgramSpec
from spec.models.agencies import QuestionKind
from spec.models.dates import Stage

STACKS = Path(__file__).parent.parent.parent / "stacks"
EXAMPLES = ("hawaii-in-house", "washington-outsourced", "oregon-vendor")
MINIMUM = {"1a", "1b", "2a", "2b", "3a", "3b", "3c", "3d", "5a", "5b", "5c", "5d", "6a", "6b", "6c", "6d"}
SOPS = (
    "ANSWER DIRECT UPSET UNKNOWN POLICY CALLBACK EMAIL CHAT CASE SENSITIVE VOICEMAIL OOO WALKIN OUTAGE RELAY LANGUAGE"
    " PRIVACY PAYMENT HANDOFF CONTENT"
)

each_example = pytest.mark.parametrize("name", EXAMPLES)


def loaded(name: str) -> ProgramSpec:
    return load(STACKS / name / "program.yaml")


def strings(value: Any) -> Iterator[str]:
    """Every text in a dumped spec."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)


@pytest.mark.parametrize("stage", list(Stage))
@each_example
def test_an_example_has_no_error_in_any_stage(name: str, stage: Stage) -> None:
    assert check(STACKS / name / "program.yaml", stage).errors == ()


def test_the_only_warning_is_that_tamarack_has_no_chat() -> None:
    found = {name: [fault.code for fault in check(STACKS / name / "program.yaml").warnings] for name in EXAMPLES}
    assert found == {"hawaii-in-house": [], "washington-outsourced": [], "oregon-vendor": ["M103"]}


@each_example
def test_every_number_is_reserved_for_fiction(name: str) -> None:
    numbers = [text for text in strings(loaded(name).model_dump(mode="json")) if re.fullmatch(r"\+\d+", text)]
    assert len(numbers) > 3
    assert [number for number in numbers if not re.fullmatch(r"\+1\d{3}55501\d\d", number)] == []


@each_example
def test_every_address_is_reserved_for_examples(name: str) -> None:
    text = (STACKS / name / "program.yaml").read_text(encoding="utf-8")
    domains = re.findall(r"[\w.]+@([\w.-]+)|https://([\w.-]+)", text)
    named = {(mail or web).rstrip(".") for mail, web in domains}
    assert len(named) > 1
    assert {domain for domain in named if not domain.endswith(".example")} == set()


@each_example
def test_the_answers_cover_every_minimum_question(name: str) -> None:
    program = loaded(name)
    expected = MINIMUM | ({"4"} if len(program.account_managers) > 1 else set())
    assert {faq.minimum for faq in program.content.faqs if faq.minimum} == expected


@each_example
def test_every_topic_has_an_answer(name: str) -> None:
    program = loaded(name)
    assert {topic.id for topic in program.topics} == {faq.topic for faq in program.content.faqs}


@each_example
def test_the_procedures_are_the_whole_set_and_each_has_steps(name: str) -> None:
    sops = loaded(name).content.sops
    assert [sop.id for sop in sops] == [f"SOP-{short}" for short in SOPS.split()]
    assert all(len(sop.steps) >= 2 for sop in sops)


@each_example
def test_a_policy_answer_names_its_authority(name: str) -> None:
    program = loaded(name)
    policy = {topic.id for topic in program.topics if topic.kind is QuestionKind.POLICY}
    assert [faq.id for faq in program.content.faqs if faq.topic in policy and not faq.authority] == []


@each_example
def test_a_policy_topic_ends_in_a_queue_of_the_state(name: str) -> None:
    program = loaded(name)
    roles = {party.id: party.role.value for party in program.parties}
    owners = {queue.id: roles[queue.owner] for queue in program.infrastructure.queues}
    reached = {
        owners[queue]
        for topic in program.topics
        if topic.kind is QuestionKind.POLICY
        for queue in (topic.queue, topic.backup_queue)
        if queue
    }
    assert reached == {"state"}


@each_example
def test_every_topic_has_a_second_queue(name: str) -> None:
    assert [topic.id for topic in loaded(name).topics if topic.backup_queue in (None, topic.queue)] == []


@each_example
def test_every_policy_statement_is_approved_and_expires(name: str) -> None:
    statements = loaded(name).content.policy_statements
    assert len(statements) == 3
    assert all(s.authority and s.approved and s.approved_by and s.expires for s in statements)


@each_example
def test_the_hold_music_is_the_computed_one(name: str) -> None:
    program = loaded(name)
    for prompt in program.content.prompts:
        assert (STACKS / name / prompt.file).read_bytes() == hold_music()


@each_example
def test_no_anchor_and_no_bare_time_is_in_the_file(name: str) -> None:
    text = (STACKS / name / "program.yaml").read_text(encoding="utf-8")
    bare = "\n".join(re.sub(r'"[^"]*"|#.*', "", line) for line in text.splitlines())
    assert re.search(r"[:\[,-] +[&*]\w", bare) is None
    times = re.findall(r"(?<=[\[ ])\d{1,2}:\d\d", "\n".join(re.findall(r"weekly: .*", bare)))
    assert times == []


@each_example
def test_both_parsers_of_pyyaml_read_the_same(name: str) -> None:
    text = (STACKS / name / "program.yaml").read_text(encoding="utf-8")
    assert yaml.load(text, yaml.CSafeLoader) == yaml.load(text, yaml.SafeLoader)


@each_example
def test_no_line_is_too_long_to_review(name: str) -> None:
    lines = (STACKS / name / "program.yaml").read_text(encoding="utf-8").splitlines()
    assert max(len(line) for line in lines) <= 140


@each_example
def test_an_editor_finds_the_schema(name: str) -> None:
    first = (STACKS / name / "program.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../docs/reference/program.schema.json"


@each_example
def test_dev_comes_first_and_only_production_serves_the_public(name: str) -> None:
    environments = loaded(name).infrastructure.environments
    assert environments[0].name == "dev"
    assert [env.name for env in environments if not env.production] == ["dev", "test"]
    assert all(env.restrictions for env in environments if not env.production)
