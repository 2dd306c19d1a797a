"""Speaks with a person: arguments, rendering, exit codes."""
