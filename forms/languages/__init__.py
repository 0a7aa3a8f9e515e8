"""The words of other languages: catalogues of gettext, how they are made and how they are read.

A language lies in a folder of its own, called by its code, with three catalogues: `forms.po` (the
questionnaires that a young person meets), `pages.po` (pages, bot, letters, booklets) and `safety.po` (who
can help, what happens when somebody may be hurt). Each language is complete or absent.
"""
