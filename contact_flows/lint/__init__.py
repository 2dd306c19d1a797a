"""What is wrong with a flow, ours or any other: rules over documents, each finding with its block and what to do."""

from contact_flows.lint.context import Context
from contact_flows.lint.finding import Finding, Severity
from contact_flows.lint.lint import lint
from contact_flows.lint.table import FAMILIES, RULES

__all__ = ["FAMILIES", "RULES", "Context", "Finding", "Severity", "lint"]
