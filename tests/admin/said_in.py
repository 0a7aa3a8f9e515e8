"""A few words of each language that we print, and its letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forms.languages.catalogues import list_messages, read_message, read_template
from forms.languages.known import CATALOGUES
from forms.speaking import Language

if TYPE_CHECKING:
    from babel.messages.catalog import Message

LETTERS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةىًٌٍَُِّْ،؛؟٠١٢٣٤٥٦٧٨٩",
    "ckb": "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهھەیێ،؛؟",
    "fa": "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءأؤئۀ،؛؟۰۱۲۳۴۵۶۷۸۹«»\u200c",
    "ps": "اآبپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګگلمنڼوهیېۍئءؤ،؛؟",
    "sq": "AaBbCcÇçDdEeËëFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvXxYyZz",
    "ti": "ሀሁሂሃሄህሆለሐመሠረሰሸቀቐበቨተቸኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐቋቛኳኯጓ፡።፣፤፥፧",
    "uk": "АаБбВвГгҐґДдЕеЄєЖжЗзИиІіЇїЙйКкЛлМмНнОоПпРрСсТтУуФфХхЦцЧчШшЩщЬьЮюЯя«»№",
    "vi": (
        "ĂăÂâĐđÊêÔôƠơƯưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệ"
        "ỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ"
    ),
}
SAID = {
    "ar": "كيف تشعر تجاه المكان الذي تعيش فيه؟",
    "ckb": "لەو شوێنەی تێیدا دەژیت هەستت چۆنە؟ ڕات بڵێ.",
    "fa": "دربارهٔ جایی که زندگی می‌کنی چه احساسی داری؟",
    "ps": "د هغه ځای په اړه چې پکې اوسېږئ څنګه احساس کوئ؟ ښه، ډېر ښه.",
    "sq": "Si ndihesh për vendin ku jeton? Çfarë dëshiron të ndryshojë?",
    "ti": "ብዛዕባ እትነብረሉ ቦታ ከመይ ይስምዓካ?",
    "uk": "Як тобі живеться там, де ти живеш? Що б ти хотів змінити?",  # noqa: RUF001 - it is Ukrainian
    "vi": "Em cảm thấy thế nào về nơi em đang sống? Em muốn thay đổi điều gì?",
}
"""How do you feel about the place where you live?"""
FROM_THE_RIGHT = ("ar", "ckb", "fa", "ps")


def pretend(code: str) -> Language:
    """Return a language in which every text is the same few words, with the places that the English has."""
    catalogues = [read_template(name) for name in CATALOGUES]
    messages = [message for catalogue in catalogues for message in list_messages(catalogue)]
    english = [text for message in messages for text in _list_english(message)]
    words = {text: " ".join((SAID[code], *re.findall(r"{\w+}", text))) for text in english}
    return Language(code, code, code in FROM_THE_RIGHT, words=words, safety=words)


def _list_english(message: Message) -> tuple[str, ...]:
    english, _ = read_message(message)
    return (english,) if isinstance(english, str) else english
