"""The Pulumi program, for a person with the Pulumi CLI: `pulumi up` in a checkout does what `civicline up` does.

The stack's configuration says which program file and which environment: `civicline:program`, `civicline:stack`.
"""

from infra.program import from_config

if __name__ == "__main__":
    from_config()
