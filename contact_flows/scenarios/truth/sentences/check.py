"""A condition under which a sentence is true."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from contact_flows.scenarios.truth.book import Sentence
from contact_flows.scenarios.truth.case import Case
from contact_flows.simulate.trace import Said

Check = Callable[[Case, Sentence, Said], Iterator[str]]
"""Why it is not true."""
