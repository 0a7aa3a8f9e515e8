"""Questions that several forms of the same people ask alike: of the age bands, of the looks. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.shown.audiences import find_heard, place
from forms.definition import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from admin.summary.forms import FormCount
    from admin.summary.questions import QuestionCount
    from forms.definition import Form


@dataclass(frozen=True, slots=True)
class Look:
    """One form's answers to a question."""

    count: FormCount
    counted: QuestionCount

    @property
    def form(self) -> str:
        """The key of the form."""
        return self.count.form.key


@dataclass(frozen=True, slots=True)
class Alike:
    """One question as several forms ask it, or one does. `people`: the key of who they are."""

    people: str
    looks: tuple[Look, ...]

    @property
    def key(self) -> str:
        """The question's."""
        return self.looks[0].counted.key

    @property
    def kind(self) -> str:
        """The question's."""
        return self.looks[0].counted.kind


def list_alike(forms: Iterable[FormCount]) -> Iterator[Alike]:
    """Put the questions together that are asked alike. What is asked no longer stands by itself."""
    groups: dict[tuple[str, ...], list[Look]] = defaultdict(list)
    for count in sorted(forms, key=lambda one: place(one.form)):
        heard = find_heard(count.form)
        people = heard.key if heard else ""
        for counted in count.questions:
            options = list_options(count.form, counted.key, counted.counts)
            alone = (count.form.key,) if counted.dropped or not people else ()
            groups[people, counted.key, counted.kind, *alone, *options].append(Look(count, counted))
    for (people, *_), looks in groups.items():
        yield Alike(people, tuple(looks))


def list_options(form: Form, key: str, values: Iterable[str]) -> tuple[str, ...]:
    """List what could be chosen: two questions are alike if that is the same, and of scales the names too.

    Of a question that the form asks no longer it is the values that were given.
    """
    question = form.find_question(key)
    if question is None:
        return tuple(values)
    if question.kind is Kind.RANGE:
        return (f"{question.low} to {question.high}", *question.names.values())
    return tuple(sorted(option.value for option in question.options))
