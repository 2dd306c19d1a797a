"""Automatic failover, where the spec asks for it: in each region an alarm, a state machine, a function that decides.

See ADR 18 for the two keys. None of it runs in the sandbox, where alarms do not fire and nothing executes a state
machine.
"""
