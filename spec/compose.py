"""Text to tree, with every YAML trap found on the way.

Works on the parser's events instead of PyYAML's own composer: no constructor can run, aliases are counted before
anything is expanded, and one trap does not hide the next.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from spec.faults import Fault, Mark
from spec.nodes import Entry, Keyed, Node, Scalar, Sequence
from spec.read_file import position
from spec.scalars import plain_value, trap
from spec.yaml_problems import plain_words

MAX_DEPTH = 40
MAX_VALUES = 200_000
"""A program with 2,000 queues, their topics, answers and agents has a third of this."""
MAX_FAULTS = 1_000
"""Nobody repairs more in one round; a file with more is not a spec."""
MAX_ALIASED = 20_000
"""Nodes that aliases may add to a file. A spec that repeats itself more often has made a mistake, or is an attack."""

# The parser in C is some thirty times faster; it is absent where PyYAML was built without libyaml.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Composed:
    """The tree, or None when the text has no usable one, and the faults found."""

    root: Node | None = None
    faults: list[Fault] = field(default_factory=list)


class _StopComposing(Exception):  # noqa: N818 - a signal inside this module, not an error
    """Nothing after this point can be trusted."""


def compose(text: str, file: str) -> Composed:
    """Read one YAML document."""
    composer = _Composer(text, file)
    try:
        composer.result.root = composer.document()
    except _StopComposing:
        composer.result.root = None
    except yaml.YAMLError as error:
        composer.result.root = None
        with contextlib.suppress(_StopComposing):
            composer.syntax(error)
    return composer.result


class _Composer:
    def __init__(self, text: str, file: str) -> None:
        self.result = Composed()
        self._text, self._file = text, file
        self._end = position(text, len(text))
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self._anchors: dict[str, Node | None] = {}  # None while the anchored node is still open
        self._aliased = self._values = 0

    def _mark(self, mark: Any) -> Mark:
        """From 1, and inside the file: the parser puts what is missing at the end on a line that does not exist."""
        found = Mark(mark.line + 1, mark.column + 1)
        return found if found.line <= self._end.line else self._end

    def fault(self, code: str, mark: Mark, message: str, hint: str) -> None:
        found = Fault(code=code, severity="error", path=(), message=message, hint=hint)
        self.result.faults.append(found.at(self._file, mark))
        if len(self.result.faults) >= MAX_FAULTS:
            raise _StopComposing

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    message = "a second document starts here; a spec is one document"
                    self.fault(
                        "S013",
                        self._mark(event.start_mark),
                        message,
                        "delete the line '---', or move the rest to another file",
                    )
                    return root
                root = self._node(next(self._events), 0)
        if root is None or (isinstance(root, Scalar) and root.value is None):
            self.fault("S010", Mark(1, 1), "this file is empty", "make a starter spec with 'civicline init'")
            return None
        if not isinstance(root, Keyed):
            self.fault(
                "S014", root.mark, "a spec starts with keys, not with a list or a word", "start with 'version: 1'"
            )
            return None
        return root

    def syntax(self, error: yaml.YAMLError) -> None:
        """Report what the parser stopped at; when it was a tab, all tabs, so that one round repairs them."""
        at, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        if "unexpected" in str(getattr(error, "problem", "")):
            at = start or at  # a quote that is never closed: show where it opens, not where the file ends
        lines = self._text.splitlines()
        mark = self._mark(at) if at else Mark(1, 1)
        tabs = [
            (n, line.index("\t")) for n, line in enumerate(lines, 1) if "\t" in line[: len(line) - len(line.lstrip())]
        ]
        if tabs and mark.line >= tabs[0][0]:
            for line, column in tabs[:MAX_FAULTS]:
                self.fault("S012", Mark(line, column + 1), "this line is indented with a tab", "indent with spaces")
            return
        self.fault("S011", mark, *plain_words(error))

    def _node(self, event: Any, depth: int) -> Node:
        mark = self._mark(event.start_mark)
        self._values += 1
        if self._values > MAX_VALUES:
            self.fault("S025", mark, f"this file has more than {MAX_VALUES} values", "name the spec, not a data file")
            raise _StopComposing
        if depth > MAX_DEPTH:
            self.fault(
                "S017", mark, f"this is nested more than {MAX_DEPTH} levels deep", "a spec needs fewer than ten levels"
            )
            raise _StopComposing
        if isinstance(event, yaml.AliasEvent):
            return self._alias(str(event.anchor), mark)
        if event.anchor:
            self._anchors[event.anchor] = None
        node = self._open(event, mark, depth)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _open(self, event: Any, mark: Mark, depth: int) -> Node:
        self._tag(event, mark)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, mark)
        if isinstance(event, yaml.SequenceStartEvent):
            items = tuple(self._items(depth))
            return Sequence(items, mark, 1 + sum(item.size for item in items))
        return self._mapping(mark, depth)

    def _items(self, depth: int) -> Iterator[Node]:
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, depth + 1)

    def _tag(self, event: Any, mark: Mark) -> None:
        if event.tag and event.tag not in ("!", "tag:yaml.org,2002:str"):
            name = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.fault(
                "S015", mark, f"the tag {name} has no place in a spec", "delete the tag; quotes make a value text"
            )

    def _scalar(self, event: Any, mark: Mark) -> Scalar:
        if not event.implicit[0]:
            return Scalar(event.value, mark)
        if fallen := trap(event.value):
            self.fault(fallen.code, mark, fallen.message, fallen.hint)
            return Scalar(event.value, mark)
        return Scalar(plain_value(event.value), mark)

    def _alias(self, name: str, mark: Mark) -> Node:
        node = self._anchors.get(name)
        if name not in self._anchors:
            self.fault(
                "S018", mark, f"there is no anchor &{name} above this line", f"define &{name} first, or write the value"
            )
            return Scalar(None, mark)
        if node is None:
            self.fault("S016", mark, f"*{name} stands inside &{name}, so it would never end", "write the value instead")
            raise _StopComposing
        self._count(node, mark)
        return node

    def _count(self, node: Node, mark: Mark) -> None:
        """Refuse before anything is expanded: sizes are sums, so nine nested lists of nine cost nothing here."""
        self._aliased += node.size
        if self._aliased > MAX_ALIASED:
            message = f"aliases (*name) and merges (<<) would copy more than {MAX_ALIASED} values here"
            self.fault("S016", mark, message, "write the values out, or repeat less")
            raise _StopComposing

    def _mapping(self, mark: Mark, depth: int) -> Keyed:
        entries: dict[str, Entry] = {}
        merged: dict[str, Entry] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            at, name = self._mark(event.start_mark), self._key(event, depth)
            value = self._node(next(self._events), depth + 1)
            if name == "<<" and getattr(event, "implicit", (False,))[0]:
                self._merge(value, at, merged)
            elif name is not None and name in entries:
                first = entries[name].key.line
                self.fault(
                    "S019", at, f"the key {name} is given twice; the first is in line {first}", "delete one of the two"
                )
            elif name is not None:
                entries[name] = Entry(at, value)
        found = merged | entries
        return Keyed(found, mark, 1 + sum(entry.value.size for entry in found.values()))

    def _key(self, event: Any, depth: int) -> str | None:
        """A key as text, whatever it looks like. None, with a fault, when it is a list or a mapping."""
        mark = self._mark(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor:
                self._anchors[event.anchor] = Scalar(event.value, mark)
            self._tag(event, mark)
            if event.implicit[0] and event.value != "<<" and (fallen := trap(event.value)):
                self.fault(fallen.code, mark, fallen.message, fallen.hint)
            return str(event.value)
        node = self._node(event, depth + 1)
        if isinstance(node, Scalar):
            return str(node.value)
        self.fault(
            "S023", mark, "a key must be one word, not a list or a mapping", "write the key as text; quote '{' and '['"
        )
        return None

    def _merge(self, value: Node, mark: Mark, into: dict[str, Entry]) -> None:
        sources = value.items if isinstance(value, Sequence) else (value,)
        for source in sources:
            if not isinstance(source, Keyed):
                self.fault("S024", mark, "<< must be followed by an alias of a mapping", "write <<: *name")
                continue
            self._count(source, mark)
            for key, entry in source.entries.items():
                into.setdefault(key, entry)
