"""Scenarios: in a given world, when a contact does this, then it hears, ends, and never does. One form, two executors:
the simulator (`run`) and the service's own test cases (`native`).
"""
