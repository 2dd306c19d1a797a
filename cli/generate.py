"""`make generate`: writes what is derived from the code, so that it cannot say something else.

docs/reference/   commands, fields and rules of the spec, codes of lint, keys of scenario files, JSON Schema,
                  AWS policies of those who deploy and of those who operate
"""

from __future__ import annotations

import json
from pathlib import Path

from calendars.rules import ALL_RULES
from cli.lint_reference import lint_page
from cli.reference import commands_page
from cli.scenario_reference import scenario_page
from infra.rights.deploying import deployment_policies, replica_policies
from infra.rights.doors import door_policy
from infra.rights.failover import failover_policy
from infra.rights.operating import operating_policy
from spec.reference import references

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
ACCOUNT, REGION, SECOND_REGION, ZONE = "000000000000", "us-west-2", "us-east-1", "Z0123456789EXAMPLE"
"""Stand-ins in the committed policies; docs/aws-account.md says to put your own."""


def pages() -> dict[str, str]:
    """File name in docs/reference -> text."""
    policies = {
        f"policy-{policy.name}.json": json.dumps(policy.document, indent=2) + "\n"
        for policy in (
            *deployment_policies(ACCOUNT, REGION),
            *replica_policies(ACCOUNT, SECOND_REGION),
            door_policy(ACCOUNT, (REGION, SECOND_REGION), (ZONE,)),
            operating_policy(ACCOUNT, (REGION, SECOND_REGION)),
            failover_policy(ACCOUNT, (REGION, SECOND_REGION)),
        )
    }
    written = {"commands.md": commands_page(), "flow-lint.md": lint_page(), "scenarios.md": scenario_page()}
    return {**written, **references(ALL_RULES), **policies}


def main() -> None:
    """Write every page; those that nothing writes any more are for git to show."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
