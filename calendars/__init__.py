"""Holidays by statute, hours of operation and their overrides. Pure."""
