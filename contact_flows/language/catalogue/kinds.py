"""What a parameter of an action may hold.

The service wants every scalar as JSON text ("5", "True"); only `Anything` keeps JSON types.
Sources: Amazon Connect Developer Guide, "Flow language actions" and the page of each action; console exports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Dynamism(StrEnum):
    """How far a value may be taken from the contact at run time.

    STATIC   a literal only
    WHOLE    a literal, or one reference that is the whole value
    PATH     one reference that is the whole value; a literal is refused
    TEXT     references anywhere in the text
    """

    STATIC = "STATIC"
    WHOLE = "WHOLE"
    PATH = "PATH"
    TEXT = "TEXT"


@dataclass(frozen=True, slots=True)
class Text:
    longest: int | None = None
    pattern: str | None = None
    """Regular expression that the whole literal matches."""
    form: str = ""
    """The pattern in words, for a message."""


@dataclass(frozen=True, slots=True)
class Integer:
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Decimal:
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words; the service tells capitals apart except where `folded`."""

    values: tuple[str, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Id:
    """Id or ARN of something.

    of       queue, agent, hours, flow, module, prompt, view, task-template: things of the instance;
             function, bot, other: things elsewhere
    bare     whether the id alone will do; otherwise the whole ARN
    """

    of: str
    bare: bool = True


@dataclass(frozen=True, slots=True)
class Object:
    """Named members.

    open     whether members beyond the known ones may stand in it
    """

    members: Mapping[str, Parameter]
    groups: tuple[Group, ...] = ()
    needs: tuple[Need, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class Entries:
    """Names of the author's choice, each with a value."""

    value: Parameter
    least: int = 0
    most: int | None = None
    names: str = r"(?s).+"
    """Regular expression that each whole name matches."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    item: Parameter
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Anything:
    """JSON of any type, such as the typed input of a module."""


Kind = Text | Integer | Decimal | Choice | Id | Object | Entries | Items | Anything


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter, member or item.

    published   whether publication looks at the value; False where the service is known to take any
    """

    kind: Kind = field(default_factory=Text)
    dynamism: Dynamism = Dynamism.WHOLE
    required: bool = False
    published: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Parameters that exclude one another, or of which some must be given.

    published   whether publication is known to look at it
    """

    names: tuple[str, ...]
    least: int = 0
    most: int | None = 1
    published: bool = True


@dataclass(frozen=True, slots=True)
class Need:
    """A member without which another does not work.

    member    member whose literal, when it matches `text`, brings the need
    name      member that must then be given
    value     regular expression that its literal must match
    """

    member: str
    name: str
    text: str = r"(?s).+"
    value: str = r"(?s).+"


def must(kind: Kind | None = None, dynamism: Dynamism = Dynamism.WHOLE) -> Parameter:
    """A required parameter."""
    return Parameter(kind or Text(), dynamism, required=True)


def may(kind: Kind | None = None, dynamism: Dynamism = Dynamism.WHOLE, *, published: bool = True) -> Parameter:
    """An optional parameter."""
    return Parameter(kind or Text(), dynamism, published=published)


TRUE_FALSE = Choice(("True", "False"), folded=True)
"""The console writes capitals in some actions and small letters in others."""
ENABLED = Choice(("Enabled", "Disabled"))
E164 = Text(pattern=r"\+[1-9]\d{6,14}", form="a phone number such as +18085550100")
