"""C: content. Asked for only from the stage in which it must be written."""

from __future__ import annotations

from spec.faults import Path, listed
from spec.models.agencies import QuestionKind
from spec.models.dates import Stage
from spec.models.program import ProgramSpec
from spec.rules.managers import active_at_launch
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import walk

MINIMUM = ("1a", "1b", "2a", "2b", "3a", "3b", "3c", "3d", "5a", "5b", "5c", "5d", "6a", "6b", "6c", "6d")
SOPS = tuple(
    f"SOP-{name}"
    for name in [
        "ANSWER",
        "DIRECT",
        "UPSET",
        "UNKNOWN",
        "POLICY",
        "CALLBACK",
        "EMAIL",
        "CHAT",
        "CASE",
        "SENSITIVE",
        "VOICEMAIL",
        "OOO",
        "WALKIN",
        "OUTAGE",
        "RELAY",
        "LANGUAGE",
        "PRIVACY",
        "PAYMENT",
        "HANDOFF",
        "CONTENT",
    ]
)
APPROVALS_HIGH_IMPACT = 2


@rule(since=Stage.E2E)
def faq_missing(program: ProgramSpec) -> Findings:
    """C201: the minimum questions of the six topics are answered (S30-15, S30-16, S30-17, S30-20, S30-25, S30-26)."""
    present = {faq.minimum for faq in program.content.faqs}
    missing = [number for number in MINIMUM if number not in present]
    if missing:
        message = f"no FAQ answers the minimum questions {listed(missing, 'and')}"
        yield Finding(("content", "faqs"), message, "add an FAQ with 'minimum:' for each")


@rule(since=Stage.E2E)
def choose_only_with_several(program: ProgramSpec) -> Findings:
    """C202: the question how to choose an account manager is answered if and only if there are two or more (S30-24)."""
    several = len(active_at_launch(program)) > 1
    answered = [i for i, faq in enumerate(program.content.faqs) if faq.minimum == "4"]
    if several and not answered:
        message = "there are several account managers, but no FAQ says how to choose"
        yield Finding(("content", "faqs"), message, "add an FAQ with 'minimum: \"4\"'")
    for i in () if several else answered:
        message = "there is no choice of account managers, but an FAQ explains it"
        yield Finding(("content", "faqs", i, "minimum"), message, "delete this FAQ")


@rule(since=Stage.E2E)
def answer_missing(program: ProgramSpec) -> Findings:
    """C203: every FAQ has its answer before the end-to-end test (S30-38)."""
    for i, faq in enumerate(program.content.faqs):
        if faq.answer is None:
            yield Finding(("content", "faqs", i), f"FAQ '{faq.id}' has no answer", "write 'answer:'")


@rule(since=Stage.E2E)
def topic_without_content(program: ProgramSpec) -> Findings:
    """C204: each topic has a procedure and an answer (S30-7)."""
    answered = {faq.topic for faq in program.content.faqs}
    general = any(not sop.topics for sop in program.content.sops)
    covered = {topic for sop in program.content.sops for topic in sop.topics}
    for i, topic in enumerate(program.topics):
        lacks = [] if topic.id in answered else ["FAQ"]
        lacks += [] if general or topic.id in covered else ["procedure"]
        if lacks:
            yield Finding(
                ("topics", i), f"the topic '{topic.id}' has no {listed(lacks, 'and no')}", "write it under 'content'"
            )


@rule(since=Stage.E2E)
def sop_missing(program: ProgramSpec) -> Findings:
    """C205: the required procedures are present, with steps (S30-11)."""
    present = {sop.id for sop in program.content.sops}
    missing = [name for name in SOPS if name not in present]
    if missing:
        yield Finding(("content", "sops"), f"the procedures {listed(missing, 'and')} are missing", "write them")
    for path, sop in walk(program, "content.sops[]"):
        if not sop.steps:
            yield Finding(path, f"the procedure {sop.id} has no steps", "write 'steps:'")


@rule(severity="warning", since=Stage.E2E)
def policy_without_authority(program: ProgramSpec) -> Findings:
    """C206: an answer to a policy question cites the statute or rule it rests on (S29-26)."""
    policy = {topic.id for topic in program.topics if topic.kind is QuestionKind.POLICY}
    for i, faq in enumerate(program.content.faqs):
        if faq.topic in policy and faq.minimum != "1b" and not faq.authority:
            yield Finding(("content", "faqs", i), f"the policy FAQ '{faq.id}' cites nothing", "add 'authority:'")


@rule(since=Stage.E2E)
def basis_without_authority(program: ProgramSpec) -> Findings:
    """C207: the answer about the policy basis cites it (S30-17)."""
    for i, faq in enumerate(program.content.faqs):
        if faq.minimum == "1b" and not faq.authority:
            message = f"FAQ '{faq.id}' explains the policy basis without citing it"
            yield Finding(("content", "faqs", i), message, "add 'authority:' with the act")


@rule(since=Stage.E2E)
def statement_not_approved(program: ProgramSpec) -> Findings:
    """C208: a policy statement that others read out is approved by the state, and valid at launch (S30-31)."""
    launch = program.dates.launch
    for path, statement in walk(program, "content.policy_statements[]"):
        if statement.approved is None or statement.approved_by is None:
            message = f"the statement '{statement.id}' is not approved"
            yield Finding(path, message, "add 'approved:' and 'approved_by:'")
        if statement.expires and statement.expires < launch:
            message = f"the statement '{statement.id}' expires on {statement.expires}, before the launch"
            yield Finding((*path, "expires"), message, "have it approved again")


@rule(since=Stage.E2E)
def neutral_choice_missing(program: ProgramSpec) -> Findings:
    """C209: with several account managers, they are compared without favor (S30-5)."""
    if len(active_at_launch(program)) > 1 and program.content.neutral_choice is None:
        message = "there are several account managers, but nothing says how they are compared"
        yield Finding(("content",), message, "add 'neutral_choice: {order: alphabetical}'")


@rule(since=Stage.TRIAL)
def not_approved(program: ProgramSpec) -> Findings:
    """C210: each answer is approved by someone who knows the subject, and high-impact ones by two (XC-23, XC-25)."""
    high = {topic.id for topic in program.topics if topic.high_impact}
    for i, faq in enumerate(program.content.faqs):
        needed = APPROVALS_HIGH_IMPACT if faq.topic in high else 1
        people = {approval.by for approval in faq.approvals}
        if len(people) < needed:
            path: Path = ("content", "faqs", i)
            message = f"FAQ '{faq.id}' is approved by {len(people)} of {needed}"
            yield Finding(path, message, "add 'approvals: [{by: ..., date: ...}]'")


@rule(severity="warning", since=Stage.SETUP)
def no_interest_groups(program: ProgramSpec) -> Findings:
    """C211: the topics to which people can subscribe are listed (BP-60)."""
    if not program.content.interest_groups:
        yield Finding(("content",), "there is nothing to subscribe to", "add 'interest_groups:'")


@rule()
def spoken_language_unknown(program: ProgramSpec) -> Findings:
    """C212: an answer is read out in languages of the program; in any other it would never be heard (S30-15)."""
    declared = [language.code for language in program.infrastructure.languages]
    for i, faq in enumerate(program.content.faqs):
        for code in faq.spoken:
            if code not in declared:
                message = f"FAQ '{faq.id}' is read out in {code}, which is no language of the program"
                path: Path = ("content", "faqs", i, "spoken", code)
                yield Finding(path, message, f"write one of {listed(declared)}, or declare the language")
