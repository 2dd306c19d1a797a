"""Pulumi's gRPC protocol: what a running program talks to, and how a program is run."""
