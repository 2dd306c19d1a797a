"""Program spec to flows: what a contact meets, from the greeting to the queue and after it."""

from contact_flows.compile.compile import compile_flows

__all__ = ["compile_flows"]
