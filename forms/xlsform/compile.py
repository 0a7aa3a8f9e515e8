"""From sheets to a form: everything is looked at, whatever was found before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.definition import Anonymity, Form
from forms.xlsform.choices import read_lists
from forms.xlsform.conditions import References
from forms.xlsform.minute import list_minute_faults
from forms.xlsform.settings import read_settings
from forms.xlsform.survey import Survey, read_survey
from forms.xlsform.tables import make_tables, make_version

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.xlsform.issues import Findings
    from forms.xlsform.markdown import RawSheet


def compile_form(raw: Sequence[RawSheet], findings: Findings) -> Form | None:
    """Return the form that the sheets describe; it may be used only if nothing was found.

    None when a whole part is missing, so that there is nothing to put together.
    """
    tables = make_tables(raw, findings)
    lists = read_lists(tables.get("choices"), findings)
    heading = read_settings(tables["settings"], findings) if "settings" in tables else None
    survey = read_survey(tables["survey"], lists, findings) if "survey" in tables else None
    if survey:
        _check_conditions(survey, findings)
    if not heading or not survey:
        return None
    form = Form(
        key=heading.key,
        version=make_version(tables),
        title=heading.title,
        audience=heading.audience,
        timing=heading.timing,
        questions=tuple(survey.questions),
        reader=heading.reader,
        anonymous=heading.anonymous,
        sharing=heading.sharing,
        simpler=heading.simpler,
        look=heading.look,
        minute=heading.minute,
    )
    for fault in list_minute_faults(form):
        findings.add("settings", heading.row, "minute", fault)
    if form.anonymous is Anonymity.CHOICE and not form.unnamed.asked:
        findings.add("survey", 0, "needs_name", "leaves no question for people who give no name")
    return form


def _check_conditions(survey: Survey, findings: Findings) -> None:
    references = References(survey.conditions, survey.questions, survey.rows_by_name, survey.groups)
    for condition in survey.conditions:
        for fault in filter(None, references.find_faults(condition)):
            findings.add("survey", condition.row, condition.column, fault)
