"""Before `--delete-protected`: what a service protects by itself is unlocked, as Pulumi's own protection is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from infra.protection import locked_tables
from operate.table_locks import unlock_table

if TYPE_CHECKING:
    from cli.session import Session
    from infra.engine import Engine, Protected


def unlock(session: Session, engine: Engine, doomed: Iterable[Protected]) -> None:
    """Take DynamoDB's protection off the tables among them. Raises CloudError."""
    names = frozenset(item.name for item in doomed)
    if names:
        for region, table in locked_tables(engine.export(), names):
            unlock_table(session.aws.client("dynamodb", region), table)
