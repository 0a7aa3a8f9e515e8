"""What the pages of a booklet are made of, before anybody knows how they look: pieces, and blocks of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from admin.printed.way_in import WayIn
    from forms.definition import Option
    from forms.wording import Route


class Tone(Enum):
    """How a paragraph looks."""

    TITLE = auto()
    HEADING = auto()
    BODY = auto()
    NOTE = auto()
    CONDITION = auto()
    """To whom the next question is put."""
    HOW = auto()
    """What to do: tick one."""
    HINT = auto()


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph, or some lines of a long one."""

    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Label:
    """A question with its number; `picture` is the drawing beside it, empty where there is none.

    `under` is what is said under it, beside the drawing.
    """

    number: int
    text: str
    picture: str = ""
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticks:
    """One row of options with a box each: to tick, or in a ranking to number."""

    labels: tuple[str, ...]
    columns: int
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Hearing:
    """Who may hear an answer: small boxes to tick, one after the other."""

    title: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """How a page greets: a title, what it is about, and one of our scenes beside them, or none."""

    title: str
    said: str
    scene: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """One row of options with a drawing above each."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Faces:
    """Faces to circle, each with its name: which of the five drawn faces, and what it is called."""

    points: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A row of numbers to circle."""

    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ends:
    """What the two ends of a row of numbers mean."""

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """Lines to write on."""

    lines: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """An empty frame to draw in."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Boxes for figures side by side, each with what goes in it and how many figures."""

    fields: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Blanks:
    """Lines to write a name or an address on, each with what goes there."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A frame with a title and some paragraphs."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeCard:
    """The QR code, and beside it what to do with it."""

    title: str
    way_in: WayIn


@dataclass(frozen=True, slots=True)
class HelpCard:
    """Who can help now."""

    title: str
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class Envelope:
    """What to write on the envelope; without lines there is room to write it by hand."""

    lines: tuple[str, ...]


Piece: TypeAlias = (
    Words
    | Label
    | Opening
    | Ticks
    | Hearing
    | Pictures
    | Faces
    | Numbers
    | Ends
    | Ruled
    | Drawing
    | Fields
    | Blanks
    | Card
    | CodeCard
    | HelpCard
    | Envelope
)


@dataclass(frozen=True, slots=True)
class Block:
    """Pieces that belong together. Parted only if they fit no page, and never those of `kept`: from, to.

    `number` is the question's, 0 for what is none. `is_follow_up` draws a bar along it. `opens_page` begins
    a new page; `is_small`: for a grown-up, in a booklet that is for a little child.
    """

    pieces: tuple[Piece, ...]
    kept: tuple[int, int] = (0, 0)
    number: int = 0
    is_follow_up: bool = False
    opens_page: bool = False
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Booklet:
    """All of a booklet. `foot` stands on every page."""

    title: str
    council: str
    foot: str
    blocks: tuple[Block, ...]
