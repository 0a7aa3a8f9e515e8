"""The words of other languages: catalogues of gettext, how they are made and how they are read.

A language lies in a folder of its own, called by its code, with three catalogues: `forms.po` (the
questionnaires that a young person meets), `pages.po` (pages, bot, letters, booklets) and `safety.po` (who
can help, what happens when somebody may be hurt). Each language is complete or absent.
"""

from forms.languages.forms_said import speak_of, translate_form
from forms.languages.known import KNOWN, list_shipped
from forms.languages.spoken import load_language

__all__ = ["KNOWN", "list_shipped", "load_language", "speak_of", "translate_form"]
