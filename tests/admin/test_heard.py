"""You said, we did, drafted from published figures, and on paper."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import zxingcpp

from admin.gathered import Gathered, Pledge, PledgeState
from admin.heard.draft import list_numbers, list_unknown_numbers, write_draft
from admin.heard.pdf import HeardTooLongError, ToPrint, draw_pages, draw_poster
from admin.quotes.reading import Pair
from admin.shown.model import Mark, ShownShare, ShownSummary
from admin.shown.true import show_true
from forms.heard import Heard, Point
from forms.languages.known import list_shipped
from forms.languages.spoken import load_language
from forms.speaking import ENGLISH, speaking
from tests.admin.test_figures_tables import summarise

if TYPE_CHECKING:
    from forms.speaking import Language

POINT = Point("We wanted Mum at the meeting.", "IROs now ask whom you want there.")
FULL = Heard(
    tuple(f"{number} of every 100 of you said that, and we wrote it down." for number in (81, 82, 83, 84)),
    (POINT,) * 5,
    (POINT,) * 3,
    ("Every child gets a letter after the meeting.",) * 4,
)
LINK = "https://say.example.gov.uk/heard"


def make_shown(count: int | Mark, percent: int | Mark) -> ShownSummary:
    shown = show_true(summarise(1, 60), "Example", date(2026, 6, 1))
    shares = {"children_heard": ShownShare(count, 60, percent), "participation": ShownShare(40, 50, percent)}
    measures = [replace(one, share=shares[one.name]) if one.name in shares else one for one in shown.measures]
    pairs = (Pair("Wanted Mum", "Mum is asked", "done"), Pair("No school", "They help", "not_possible"))
    year = date(2026, 4, 1)
    pledges = (Pledge("A letter", year, PledgeState.OPEN), Pledge("Old", year, PledgeState.DONE))
    return replace(
        shown,
        hidden_below=6,
        measures=tuple(measures),
        pairs=pairs,
        gathered=Gathered(pledges=pledges),
    )


def test_a_draft_says_what_may_be_said() -> None:
    draft = write_draft(make_shown(1204, 83))
    assert draft == Heard(
        (
            "1,204 of you told us what you think before your meeting.",
            "At 83 of every 100 meetings, children had their say.",
        ),
        (Point("Wanted Mum", "Mum is asked"),),
        (Point("No school", "They help"),),
        ("A letter",),
    )


def test_what_is_hidden_is_not_drafted() -> None:
    assert write_draft(make_shown(Mark.HIDDEN, Mark.NONE)).told == ()


def test_true_counts_are_never_drafted_from() -> None:
    with pytest.raises(ValueError, match="published figures alone"):
        write_draft(replace(make_shown(1204, 83), hidden_below=None))


def test_a_number_that_somebody_wrote_in_is_noticed() -> None:
    draft = write_draft(make_shown(1204, 83))
    written = replace(draft, next=("In 2027, 3 of you said so.",))
    assert list_numbers(draft) == ("1,204", "83", "100")
    assert list_unknown_numbers(written, draft) == ("2027", "3")


def make_printed(heard: Heard, band: str = "8-11", language: Language = ENGLISH) -> ToPrint:
    return ToPrint(
        heard, band, "Example County Council", (date(2025, 4, 1), date(2026, 3, 31)), LINK, language
    )


def read_pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as opened:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in opened]


@pytest.mark.parametrize("band", ["4-7", "8-11", "12-17"])
@pytest.mark.parametrize("heard", [FULL, Heard(("One line.",)), Heard(could_not=(POINT,))])
def test_two_pages_hold_what_may_be_written(band: str, heard: Heard) -> None:
    pages = read_pages(draw_pages(make_printed(heard, band)).pdf)
    assert len(pages) == 2
    for text in heard.list_texts():
        assert text in " ".join(pages)


@pytest.mark.parametrize("code", list_shipped())
def test_every_language_has_its_letters_and_fits(code: str) -> None:
    printed = make_printed(FULL, language=load_language(code))
    for drawn, pages in ((draw_pages(printed), 2), (draw_poster(printed), 1)):
        assert (len(read_pages(drawn.pdf)), drawn.missing) == (pages, "")


@pytest.mark.parametrize("heard", [FULL, Heard(("One line.",)), Heard(next=("Soon.",))])
def test_the_poster_leads_to_the_page(heard: Heard) -> None:
    with pypdfium2.PdfDocument(draw_poster(make_printed(heard)).pdf) as opened:
        [picture] = [page.render(scale=150 / 72).to_pil() for page in opened]
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [LINK]


def test_words_that_fit_no_page_are_refused() -> None:
    with pytest.raises(HeardTooLongError):
        draw_pages(make_printed(Heard(("far too long " * 400,))))


@pytest.mark.parametrize("code", list_shipped())
def test_a_draft_in_another_language_is_wholly_in_it(code: str) -> None:
    language = load_language(code)
    with speaking(language):
        draft = write_draft(make_shown(1204, 83))
        one = write_draft(make_shown(21, 83)).told[0]
    assert (draft.changed, draft.could_not, draft.next) == ((), (), ()), "what staff wrote is in English"
    first, second = draft.told
    assert (language.write_number(1204) in first, "83" in second, "21" in one) == (True, True, True)
    assert not re.search("[a-z]{3}", first + second) or code in {"sq", "vi"}
    assert "meeting" not in first + second
    assert list_unknown_numbers(draft, draft) == ()


def test_a_draft_counts_as_the_language_does() -> None:
    said = {}
    with speaking(load_language("uk")):
        for count in (21, 22, 25):
            said[count] = write_draft(make_shown(count, 83)).told[0].replace(str(count), "N")
    assert said[21] != said[22]
    with speaking(load_language("ar")):
        assert write_draft(make_shown(2, 83)).told[0].startswith("أخبرنا اثنان")


def test_numbers_are_known_however_a_language_writes_them() -> None:
    draft = Heard(("1,204 of you",))
    known = (
        "1204",
        "1.204",
        "1 204",
        "1\u00a0204",
        "\u0661\u066c\u0662\u0660\u0664",
        "\u06f1\u06f2\u06f0\u06f4",
    )
    for written in known:
        assert list_unknown_numbers(Heard((f"{written} x",)), draft) == (), written
    assert list_unknown_numbers(Heard(("12.04 and \u0663",)), draft) == ("12.04", "\u0663")
