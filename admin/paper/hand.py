"""What draws each piece in a PDF. With a pen that only measures it says how tall a piece is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from fpdf.enums import Align

from admin.paper import pieces as p
from admin.paper.cards import PAD, draw_card, draw_code_card, draw_help_card
from admin.paper.drawings import SCENE_SHAPE, draw_face, draw_picture, draw_scene
from admin.paper.pieces import Tone
from admin.printed.pen import DEEP, HAIR, INK, MM_A_POINT, SOFT, WHITE

if TYPE_CHECKING:
    from admin.paper.looks import Look
    from admin.paper.pieces import Piece
    from admin.printed.pen import Colour, Pen

DRAWING, LITTLE_DRAWING = 75.0, 160.0
"""Millimetres that a frame to draw in is tall at least."""
ADDRESS_LINES = 4
SUBJECT_GAP = 4.0
"""Between a question and the drawing beside it."""
SCENE_WIDTH = 62.0
_BOLD = frozenset({Tone.TITLE, Tone.HEADING, Tone.CONDITION})
_COLOURS: dict[Tone, Colour] = {
    Tone.TITLE: DEEP,
    Tone.HEADING: DEEP,
    Tone.CONDITION: DEEP,
    Tone.HOW: SOFT,
    Tone.HINT: SOFT,
}


@dataclass(frozen=True, slots=True)
class Hand:
    """Draws pieces. Each is told where it begins, and how tall it was laid out; it says how tall it is."""

    pen: Pen

    def draw(  # noqa: C901, PLR0911, PLR0912, PLR0913, PLR0917 - a line a kind
        self, piece: Piece, look: Look, x: float, y: float, width: float, high: float
    ) -> float:
        """Draw a piece; return how tall it is, if it is measured before it is laid out."""
        match piece:
            case p.Words():
                return self._write(piece, look, x, y, width)
            case p.Label():
                return self._label(piece, look, x, y, width)
            case p.Opening():
                return self._opening(piece, look, x, y, width)
            case p.Hearing():
                return self._hearing(piece, look, x, y, width)
            case p.Ticks():
                return self._ticks(piece, look, x, y, width)
            case p.Pictures():
                return self._pictures(piece, look, x, y, width)
            case p.Faces():
                return self._faces(piece, look, x, y, width)
            case p.Numbers():
                return self._numbers(piece, look, x, y, width)
            case p.Ends():
                return self._ends(piece, look, x, y, width)
            case p.Ruled():
                return self._ruled(look, x, y, width, high or piece.lines * look.line)
            case p.Drawing():
                self.pen.box(x, y, width, high, fill=None, edge=INK)
                return LITTLE_DRAWING if look.most else DRAWING
            case p.Fields():
                return self._fields(piece, look, x, y)
            case p.Blanks():
                return self._blanks(piece, look, x, y, width)
            case p.Card():
                return draw_card(self.pen, piece, look, x, y, width)
            case p.CodeCard():
                return draw_code_card(self.pen, piece, look, x, y, width)
            case p.HelpCard():
                return draw_help_card(self.pen, piece, look, x, y, width)
            case p.Envelope():
                return self._envelope(piece, look, x, y, width)
        assert_never(piece)

    def _write(self, piece: p.Words, look: Look, x: float, y: float, width: float) -> float:
        tone = piece.tone
        colour = _COLOURS.get(tone, INK)
        is_bold = tone in _BOLD
        end = self.pen.write(
            x, y, width, piece.text, look.sizes[tone], bold=is_bold, colour=colour, lead=1.35
        )
        return end - y

    def _label(self, piece: p.Label, look: Look, x: float, y: float, width: float) -> float:
        number = look.number * self.pen.scale
        across = number * 0.8
        self.pen.disc(x, y, across, fill=DEEP, edge=None)
        size = look.label * 0.72
        middle = (across - size * self.pen.scale * MM_A_POINT) / 2
        self.pen.write(
            x, y + middle, across, str(piece.number), size, bold=True, colour=WHITE, lead=1, align=Align.C
        )
        drop = (across - look.label * self.pen.scale * 1.3 * MM_A_POINT) / 2
        beside = look.subject + SUBJECT_GAP if piece.picture else 0
        wide = width - look.number - beside
        end = self.pen.write(x + look.number, y + drop, wide, piece.text, look.label, bold=True, lead=1.3)
        if not piece.picture:
            return max(end - y, across)
        end += look.gap * 0.1
        for line in piece.under:
            end = self.pen.write(
                x + look.number, end, wide, line, look.sizes[Tone.HINT], colour=SOFT, lead=1.35
            )
        self.pen.svg(draw_picture(piece.picture), x + width - look.subject, y, look.subject)
        return max(end - y, look.subject)

    def _opening(self, piece: p.Opening, look: Look, x: float, y: float, width: float) -> float:
        """Write a title and what it is about, and draw a scene beside them."""
        wide = width - SCENE_WIDTH - 5 if piece.scene else width
        size = look.sizes[Tone.TITLE]
        end = self.pen.write(x, y, wide, piece.title, size, bold=True, colour=DEEP, lead=1.35)
        end += look.gap * 0.35
        body = look.sizes[Tone.BODY]
        end = self.pen.write(x, end, wide, piece.said, body, lead=1.35) if piece.said else end
        if not piece.scene:
            return end - y
        left = x + width - SCENE_WIDTH
        self.pen.svg(draw_scene(piece.scene), left, y + 1, SCENE_WIDTH, SCENE_SHAPE)
        return max(end - y, SCENE_WIDTH * SCENE_SHAPE + 1)

    def _hearing(self, piece: p.Hearing, look: Look, x: float, y: float, width: float) -> float:
        """Draw boxes one after the other, as many as a line holds."""
        size = look.sizes[Tone.HINT]
        high = size * 1.4 * MM_A_POINT * self.pen.scale
        box, gap = high * 0.75, high * 0.4
        left, down = x, y
        for place, label in enumerate((piece.title, *piece.labels)):
            before = box + gap if place else 0.0
            wide = before + self.pen.find_width(label, size) * self.pen.scale * 1.02 + gap * 2.5
            if left > x and left + wide - gap * 2 > x + width:
                left, down = x, down + high * 1.25
            if place:
                self._square(left, down + (high - box) / 2, box)
            self.pen.write(left + before, down, width, label, size, colour=SOFT)
            left += wide
        return down + high - y

    def _ticks(self, piece: p.Ticks, look: Look, x: float, y: float, width: float) -> float:
        column, box = width / piece.columns, look.box
        ends = [y + box]
        for place, label in enumerate(piece.labels):
            left = x + place * column
            self._square(left, y, box)
            text = look.option * self.pen.scale * 1.3 * MM_A_POINT
            beside = left + box * 1.4
            ends.append(
                self.pen.write(
                    beside, y + (box - text) / 2, column - box * 1.4 - 2, label, look.option, lead=1.3
                )
            )
        return max(ends) - y

    def _square(self, x: float, y: float, box: float) -> None:
        self.pen.box(x, y, box, box, fill=None, edge=INK, line=0.45, corner=box / 6)

    def _pictures(self, piece: p.Pictures, look: Look, x: float, y: float, width: float) -> float:
        """Draw frames of one height: a box to tick in the corner, the picture, its name."""
        gap, column = 4.0, (width - 8) / 3
        under = y + PAD + look.picture + 1
        ends = []
        for place, option in enumerate(piece.options):
            left = x + place * (column + gap)
            self.pen.svg(
                draw_picture(option.picture), left + (column - look.picture) / 2, y + PAD - 1, look.picture
            )
            ends.append(
                self.pen.write(
                    left + 2, under, column - 4, option.label, look.option, lead=1.2, align=Align.C
                )
            )
        high = max(ends) + 2.5 - y
        for place in range(len(piece.options)):
            left = x + place * (column + gap)
            self.pen.box(left, y, column, high, fill=None, edge=HAIR)
            self._square(left + 2.5, y + 2.5, look.box)
        return high

    def _faces(self, piece: p.Faces, look: Look, x: float, y: float, width: float) -> float:
        column = width / len(piece.points)
        face = min(look.face, column - 6)
        ends = []
        for place, (mark, name) in enumerate(piece.points):
            left = x + place * column
            self.pen.svg(draw_face(mark), left + (column - face) / 2, y, face)
            ends.append(
                self.pen.write(left + 1, y + face + 1, column - 2, name, look.option, lead=1.2, align=Align.C)
            )
        return max(ends) - y

    def _numbers(self, piece: p.Numbers, look: Look, x: float, y: float, width: float) -> float:
        column = width / 11
        across = min(column - 2, look.option * 0.85)
        for place, point in enumerate(piece.points):
            left = x + place * column
            self.pen.disc(left, y, across, fill=None, edge=HAIR)
            middle = (across - look.option * self.pen.scale * MM_A_POINT) / 2
            self.pen.write(left, y + middle, across, str(point), look.option, lead=1, align=Align.C)
        return across

    def _ends(self, piece: p.Ends, look: Look, x: float, y: float, width: float) -> float:
        size, half = look.sizes[Tone.HINT], width / 2 - 2
        low = self.pen.write(x, y, half, piece.low, size, colour=SOFT)
        high = self.pen.write(x + half + 4, y, half, piece.high, size, colour=SOFT, align=Align.R)
        return max(low, high) - y

    def _ruled(self, look: Look, x: float, y: float, width: float, high: float) -> float:
        for line in range(1, round(high / look.line) + 1):
            self.pen.rule(x, y + line * look.line - 1, width)
        return high

    def _fields(self, piece: p.Fields, look: Look, x: float, y: float) -> float:
        box = look.box * 1.7
        end = y + box
        for name, figures in piece.fields:
            for place in range(figures):
                self._square(x + place * (box + 1), y, box)
            wide = figures * (box + 1)
            if name:
                end = self.pen.write(x, y + box + 0.5, wide + 8, name, look.sizes[Tone.HINT], colour=SOFT)
            x += wide + 9
        return end - y

    def _blanks(self, piece: p.Blanks, look: Look, x: float, y: float, width: float) -> float:
        size, down = look.sizes[Tone.BODY], y
        wide = max(self.pen.find_width(name, size) for name in piece.names) * self.pen.scale + 4
        for name in piece.names:
            down = self.pen.write(x, down + 3, wide, name, size)
            self.pen.rule(x + wide, down, width - wide)
        return down - y

    def _envelope(self, piece: p.Envelope, look: Look, x: float, y: float, width: float) -> float:
        """Draw an envelope with the address on it, or lines for it."""
        size, wide = look.sizes[Tone.BODY] * 1.1, min(width, 135)
        line = size * 1.5 * MM_A_POINT * self.pen.scale if piece.lines else max(look.line, 11)
        high = max(len(piece.lines) or ADDRESS_LINES, 3) * line + 24
        self.pen.box(x, y, wide, high, fill=None, edge=INK, dash=2)
        self.pen.box(x + wide - 22, y + 4, 18, 15, fill=None, edge=HAIR)
        for place in range(ADDRESS_LINES if not piece.lines else 0):
            self.pen.rule(x + 14, y + 19 + (place + 0.7) * line, wide - 28)
        for place, text in enumerate(piece.lines):
            self.pen.write(x + 14, y + 19 + place * line, wide - 28, text, size, bold=True)
        return high
