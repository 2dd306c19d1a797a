"""Switchboards and logs as DynamoDB keeps them, and the caller's name as STS tells it. Importing it has no effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from operate.aws import URGENT, Target, call
from operate.switches.named import require_switchboards
from operate.switches.ports import Change, Place, Rows
from operate.switches.transaction import entered, transact
from spec.deployed import Deployed
from spec.errors import CloudError
from spec.switches import EXPIRES, LOG_AT, LOG_CENTER, SCOPE, Item, Kind, LogEntry, entry_of, row_of

T = TypeVar("T")
KEYS_MOST = 100
"""Rows that one BatchGetItem reads; a transaction takes as many writes (DynamoDB API reference)."""
CHANGES_MOST = KEYS_MOST // 2
SIGNED = ("kind", "set_by", "set_at", EXPIRES)
"""Attributes by which a row is known to be the one that was seen."""
ROUNDS_MOST = 5
"""So often DynamoDB may put off a part of the keys before that counts as no answer."""


@dataclass(frozen=True)
class DynamoBoard:
    """One center in one region."""

    target: Target
    place: Place
    switchboard: str
    log: str

    @cached_property
    def _client(self) -> Any:
        return self.target.client("dynamodb", self.place.region, URGENT)

    def rows(self, scopes: Sequence[str]) -> Rows:
        found = (row_of(item) for part in _parts(scopes, KEYS_MOST) for item in self._items(part))
        return {row.scope: row for row in found if row is not None}

    def _items(self, scopes: Sequence[str]) -> Iterator[Item]:
        asked: Any = {"Keys": [{SCOPE: {"S": scope}} for scope in scopes], "ConsistentRead": True}
        for _ in range(ROUNDS_MOST):
            answer = call(self._client, "batch_get_item", RequestItems={self.switchboard: asked})
            yield from answer["Responses"].get(self.switchboard, ())
            asked = answer.get("UnprocessedKeys", {}).get(self.switchboard)
            if not asked:
                return
        raise CloudError(f"dynamodb in {self.place.region}", "it puts off what it is asked", "try again in a minute")

    def change(self, changes: Sequence[Change], token: str) -> None:
        for number, part in enumerate(_parts(changes, CHANGES_MOST)):
            items = [item for change in part for item in (self._row(change), entered(self.log, change.entry))]
            transact(self._client, items, f"{token}-{number:02}")

    def _row(self, change: Change) -> dict[str, Any]:
        condition = _still(change)
        if change.then is None:
            return {"Delete": {"TableName": self.switchboard, "Key": {SCOPE: {"S": change.scope}}, **condition}}
        return {"Put": {"TableName": self.switchboard, "Item": change.then.item(), **condition}}

    def entries(self) -> Iterator[LogEntry]:
        asked: dict[str, Any] = {
            "TableName": self.log,
            "KeyConditionExpression": f"{LOG_CENTER} = :center",
            "ExpressionAttributeValues": {":center": {"S": self.place.center}},
            "ScanIndexForward": False,
            "ConsistentRead": True,
        }
        while True:
            page = call(self._client, "query", **asked)
            yield from (self._read(item) for item in page["Items"])
            if not page.get("LastEvaluatedKey"):
                return
            asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _read(self, item: Mapping[str, Any]) -> LogEntry:
        try:
            return entry_of(item)
        except (KeyError, ValueError, TypeError) as error:
            at = item.get(LOG_AT, {}).get("S", "an entry")
            what = f"{at} is not as Civicline writes it"
            raise CloudError(
                f"{self.log} in {self.place.region}", what, "somebody else writes to this table"
            ) from error


@dataclass(frozen=True, slots=True)
class StsIdentity:
    target: Target

    def __call__(self, region: str) -> str:
        return str(call(self.target.client("sts", region, URGENT), "get_caller_identity")["Arn"])


def boards_of(target: Target, deployed: Deployed, centers: Iterable[str]) -> tuple[DynamoBoard, ...]:
    """One for each region of each center, a center's own first. Raises UsageError for an older deployment."""
    require_switchboards(deployed)
    return tuple(
        DynamoBoard(target, Place(id_, region), center.switchboard or "", center.switch_log or "")
        for id_ in centers
        for center in (deployed.centers[id_],)
        for region in center.switch_regions
    )


def _still(change: Change) -> dict[str, Any]:
    """The condition that the row is what was seen.

    A row that ended may be gone, since DynamoDB deletes it when it likes. One that was not there may be one that means
    nothing to anybody: written by hand, of a kind that does not exist.
    """
    was = change.was
    if was is None:
        kinds = {":closed": {"S": Kind.CLOSED.value}, ":announce": {"S": Kind.ANNOUNCE.value}}
        return _condition("attribute_not_exists(#scope) OR NOT #kind IN (:closed, :announce)", kinds, SCOPE, "kind")
    item = was.item()
    known = [name for name in SIGNED if name in item]
    missing = [name for name in SIGNED if name not in item]
    same = [*(f"#{name} = :{name}" for name in known), *(f"attribute_not_exists(#{name})" for name in missing)]
    names, expression = [*known, *missing], " AND ".join(same)
    if not was.in_force(change.entry.at):
        names, expression = [*names, SCOPE], f"attribute_not_exists(#{SCOPE}) OR ({expression})"
    return _condition(expression, {f":{name}": item[name] for name in known}, *names)


def _condition(expression: str, values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Names by their stand-ins: some, such as `expires`, could be reserved words one day."""
    return {
        "ConditionExpression": expression,
        "ExpressionAttributeNames": {f"#{name}": name for name in names},
        "ExpressionAttributeValues": dict(values),
    }


def _parts(items: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), most):
        yield items[start : start + most]
