"""A Pulumi engine in this process: the protocol, state and commands that an unmodified Pulumi program needs.

It deploys to the sandbox only (providers refuse an endpoint that is not loopback) and grows no feature that Pulumi
lacks. commands/ take a command line, steps/ plan and carry out, protocol/ speaks to the program, state/ and values/ are
what is kept and sent, backend/ is where it is kept.
"""

VERSION = "3.272.0"
"""The Pulumi release whose protocol and state this engine writes; the SDK chooses its event transport by it."""
