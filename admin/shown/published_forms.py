"""The forms as they may be published: how many were asked and answered. Pure.

A form may have looks with fewer words (`simpler`). What came on the invitations to all looks of a form is
what was filled in of all of them, so their numbers are looked at together.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain, combinations, product
from typing import TYPE_CHECKING

from admin.disclosure import Table, are_all_alike
from admin.shown.model import Mark, ShownForm
from admin.shown.past import Behind
from admin.shown.published_answers import publish_answers
from admin.shown.published_measures import write_percent
from admin.shown.told_together import CAME, FILLED_IN, NAMES, Together

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from admin.shown.model import Number, ShownCollated
    from admin.shown.published_answers import Answers
    from admin.shown.sieve import Sieve
    from admin.shown.told_together import Named
    from admin.summary.forms import FormCount


ENDS = (CAME, FILLED_IN)
"""What came on a look, and was filled in of it: what all looks have as many of."""


@dataclass(slots=True)
class Looks:
    """What may be known of the looks of a form: all that came is all that was filled in.

    So some of these numbers, came less filled in, are as many as all the others: what is known of one side is
    known of the other, and once all are known but one, that one is.
    """

    sieve: Sieve
    every: frozenset[Named]
    known: dict[Named, int] = field(default_factory=dict)
    """By name, and filled in below 0."""
    forms: defaultdict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    """All numbers that are known of each look."""
    _together: Together | None = None

    def take(self, form: str, name: str, number: int) -> bool:
        """Tell whether a number may be known beside those before it, then it is."""
        taken = {(form, name): number if name == CAME else -number}
        sums = dict(chain.from_iterable(self._name(dict(some) | taken) for some in _list_subsets(self.known)))
        if not self.sieve.may_know(sums) or not self._may_follow(self.known | taken):
            return False
        self.known |= taken
        return True

    def may_be_told(self, form: str, name: str, number: int) -> bool:
        """Tell whether nothing small follows from it together with what was published before."""
        if not isinstance(self.sieve.guard, Behind):
            return True
        if self._together is None:
            self._together = Together.behind({form for form, _ in self.every}, self.sieve.guard)
        known = {(look, named): so_many for look, of in self.forms.items() for named, so_many in of.items()}
        return self._together.allows(known, (form, name), number)

    def _name(self, some: Mapping[Named, int]) -> Iterator[tuple[str, int]]:
        """Yield what is known then: of these numbers, and by what it is known as well, of all the others."""
        for side in (some.keys(), self.every - some.keys()):
            if side:
                yield "looks/" + " ".join(sorted(map(" ".join, side))), abs(sum(some.values()))

    def _may_follow(self, known: Mapping[Named, int]) -> bool:
        """Tell whether the last number, if one alone is left, may be known beside its look's; then it is."""
        left = self.every - known.keys()
        if len(left) != 1:
            return True
        [(form, name)] = left
        number = abs(sum(known.values()))
        if not take_number(form, name, number, self.forms[form], self.sieve):
            return False
        self.forms[form][name] = number
        return True


def _list_subsets(numbers: Mapping[Named, int]) -> Iterator[tuple[tuple[Named, int], ...]]:
    known = tuple(numbers.items())
    return chain.from_iterable(combinations(known, size) for size in range(len(known) + 1))


def publish_forms(
    forms: Sequence[FormCount], sieve: Sieve
) -> tuple[tuple[ShownForm, ...], tuple[ShownCollated, ...]]:
    """Publish the forms in their order, and the questions that several of them ask alike."""
    families = _find_families(forms)
    looks = {
        name: Looks(sieve, frozenset(product([key for key, of in families.items() if of == name], ENDS)))
        for name in set(families.values())
    }
    numbers = {
        count.form.key: dict(_find_numbers(count, looks[families[count.form.key]], sieve)) for count in forms
    }
    known = {key for key, found in numbers.items() if found["filled_in"] != Mark.HIDDEN}
    answers = publish_answers(forms, known, sieve)
    shown = (_publish_form(count, numbers[count.form.key], answers, sieve) for count in forms)
    return tuple(shown), answers.collated


def _find_families(forms: Iterable[FormCount]) -> Mapping[str, str]:
    """Return for each form the one that it is a look of: one that is the simpler one of no other."""
    fuller = {count.form.simpler: count.form.key for count in forms if count.form.simpler}
    found: dict[str, str] = defaultdict(str)
    for count in forms:
        first, seen = count.form.key, {count.form.key}
        while fuller.get(first) not in {None, *seen}:
            first = fuller[first]
            seen.add(first)
        found[count.form.key] = first
    return found


def _publish_form(
    count: FormCount, numbers: Mapping[str, Number], answers: Answers, sieve: Sieve
) -> ShownForm:
    rate: Number | None = None
    if not count.is_shared:
        has_both = {"asked", "invited"} <= {name for name, number in numbers.items() if number != Mark.HIDDEN}
        rate = write_percent(count.asked, count.invited) if has_both else Mark.HIDDEN
    return ShownForm(
        count.form,
        count.form.title,
        count.form.audience,
        count.form.timing,
        count.define(numbers),
        numbers["invited"],
        numbers["opened"],
        numbers["submitted"],
        numbers["filled_in"],
        numbers["anonymous"],
        rate,
        _publish_channels(count, sieve, is_known=numbers["submitted"] != Mark.HIDDEN),
        tuple(answers.show(count)),
        count.dropped,
        None if rate is None else Mark.HIDDEN if rate == Mark.HIDDEN else count.asked,
    )


def _find_numbers(count: FormCount, looks: Looks, sieve: Sieve) -> Iterator[tuple[str, Number]]:
    """Yield the numbers of a form, the weightiest first, each beside those before it."""
    key = count.form.key
    for name, number in _list_numbers(count):
        is_known = looks.may_be_told(key, name, number)
        is_known = is_known and (name not in ENDS or looks.take(key, name, number))
        is_known = is_known and take_number(key, name, number, looks.forms[key], sieve)
        if name == "invited" and are_all_alike(count.asked, number):
            is_known = False
        if is_known:
            looks.forms[key][name] = number
        yield name, number if is_known else Mark.HIDDEN
    yield "apart", count.apart if sieve.may_know({f"form/{key}/apart": count.apart}) else Mark.HIDDEN


def _list_numbers(count: FormCount) -> Iterator[tuple[str, int]]:
    for name in NAMES:
        yield name, getattr(count, name)


def take_number(key: str, name: str, number: int, known: Mapping[str, int], sieve: Sieve) -> bool:
    """Tell whether a number may be known, and how far it is from each one before, and from what was named."""
    form = f"form/{key}"
    apart = {f"{form}/{name}": number}
    apart |= {f"{form}/{name} {other}": abs(number - value) for other, value in known.items()}
    if name == "anonymous" and "asked" in known:
        apart |= {
            f"{form}/{other} apart from asked and anonymous": abs(value - number - known["asked"])
            for other, value in known.items()
        }
    return sieve.may_know(apart)


def _publish_channels(count: FormCount, sieve: Sieve, *, is_known: bool) -> dict[str, Number]:
    shown: frozenset[str] = frozenset()
    if is_known:
        table = Table(count.channels, {}, prints_cells=True, key=f"form/{count.form.key}/channels")
        shown = sieve.protect(table).cells
    return {name: found if name in shown else Mark.HIDDEN for name, found in count.channels.items()}
