"""What a rule is: a generator over one flow, with its code and what must hold in its docstring."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from contact_flows.lint.finding import Finding, Severity
from contact_flows.lint.view import FlowView


class Hit(NamedTuple):
    """One place where a rule is broken. `block` is empty where the flow as a whole is meant."""

    block: str
    message: str
    hint: str


Hits = Iterator[Hit]
_HEAD = re.compile(r"(?P<code>F[A-Z]\d{3}): (?P<title>.*?)\.?(\n\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with what its docstring says of it: code, and the sentence that must hold."""

    code: str
    severity: Severity
    title: str
    find: Callable[[FlowView], Hits]

    def findings(self, flow: FlowView) -> Iterator[Finding]:
        document = flow.document
        for block, message, hint in self.find(flow):
            action = document.by_id.get(block)
            yield Finding(
                code=self.code,
                severity=self.severity,
                message=message,
                flow=document.id,
                block=block,
                spec_path=(action.spec_path if action else "") or document.spec_path,
                hint=hint,
            )


def rule(severity: Severity) -> Callable[[Callable[[FlowView], Hits]], Rule]:
    """Make a rule of a generator whose docstring reads `FG101: what must hold`."""

    def wrap(find: Callable[[FlowView], Hits]) -> Rule:
        head = _HEAD.match(inspect.cleandoc(find.__doc__ or ""))
        if head is None:
            raise TypeError(f"{find.__name__} needs a docstring such as 'FG101: what must hold'")
        return Rule(head["code"], severity, " ".join(head["title"].split()), find)

    return wrap
