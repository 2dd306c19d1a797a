"""Providers of the embedded engine: `aws-native` over Cloud Control, the classic `aws` types in use, dynamic resources.

They talk to the sandbox on this machine only (`loopback`). `registry.make` is the engine's provider factory.
"""
