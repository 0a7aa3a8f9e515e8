"""Which measures are about the same people: what is hidden of one must not follow from the others. Pure.

Every measure that is published stands in a table here; what stands in none is never published. A test looks
for measures that add up and stand apart. The tables are the same by whichever definition is printed: whoever
publishes a period by one of them today, and by another tomorrow, gives nothing back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from admin.disclosure import Table
from admin.measures.codes import STAYED_AWAY
from admin.measures.counting import count_facts, find_share
from admin.measures.facts import Facts, ReviewFact
from admin.measures.kinds import Definition
from admin.measures.measures import BY_NAME
from forms.participation import NO_CODE, ParticipationCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from admin.disclosure import Block
    from admin.measures.shares import Share
    from admin.summary.summary import Figure, Figures

Cells = dict[str, int]
Sums = dict[str, tuple["Block", ...]]
HELD = "reviews_held"
CODES = "codes"
ELIGIBLE, AWAY, NO_VIEWS = "eligible", "stayed away", "no views"
"""Sums of codes that other tables stand on: whether they may be known is decided here."""
BY_CODE = (
    *("code_coverage", "participation", "attendance", "attended_and_contributed", "views_sent"),
    *("not_reached", "advocate", "attended_silently"),
)
"""Measures that follow from the code alone, the weightiest first."""
OF_ELIGIBLE = ("views_evidenced", "co_chaired")
"""Measures of eligible reviews that follow from no code."""
ALONE = (
    *("miscoded", "parents_invited", "carers_heard", "heard_at_midpoint"),
    *("advocate_asked", "interpreter_asked", "wishes_met", "answered_privately"),
)
"""Measures of reviews that part nothing but their own base."""
CHILDREN = ("children_heard", "children_all_reviews_in_time")
"""Likewise of children."""
MERGED = {
    "PN1": "PN1+PN2+PN3",
    "PN2": "PN1+PN2+PN3",
    "PN3": "PN1+PN2+PN3",
    "PN5": "PN5+PN6",
    "PN6": "PN5+PN6",
}
"""Codes that nothing tells apart where no code is printed, as in a group."""

ANSWERS = ("told_back", "told_back_in_time", "alerts_acknowledged_in_time")
"""Likewise of replies and deeds, promises, and alerts."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The measures of a period, or of a part of it, by the default definition; `codes` where there are."""

    shares: Mapping[str, Share]
    codes: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of_period(cls, figures: Figures) -> Counts:
        """Take a whole period."""
        return cls(_index(figures.default or figures.chosen), figures.codes)

    @classmethod
    def of_group(cls, figures: Iterable[Figure]) -> Counts:
        """Take a group, counted by whichever definition."""
        return cls(_index(figures))

    @property
    def held(self) -> int:
        """R."""
        return self.find(HELD).count

    @property
    def eligible(self) -> int:
        """E, by whichever definition the measures are counted."""
        parts = ("attended_and_contributed", "views_sent", "attended_silently", "not_reached")
        return sum(self.find(name).count for name in parts)

    def find(self, name: str) -> Share:
        """Return a measure's share."""
        return self.shares[name]


def _index(figures: Iterable[Figure]) -> dict[str, Share]:
    return {figure.name: figure.share for figure in figures}


def name_sum(name: str, definition: Definition) -> str:
    """Return under which name the tables know a measure by a definition."""
    measure = BY_NAME[name]
    return f"{name} by {definition}" if definition in measure.readings else name


def list_tables(counts: Counts, *, is_base_known: bool) -> Iterator[Table]:
    """Yield the tables of the measures but for that of the codes, each with everybody it is about.

    Where it may not be known how many reviews are eligible, no measure out of those is in a table.
    """
    held = counts.held
    for name in OF_ELIGIBLE if counts.codes else (*OF_ELIGIBLE, "advocate"):
        yield _make_of_eligible(counts, name, is_base_known=is_base_known)
    for name in ALONE:
        yield _make_table(counts, held, name)
    children = counts.find("children_heard").out_of or 0
    for name in CHILDREN:
        yield _make_table(counts, children, name)
    yield _part_by(counts, held, "mode", ("reviews_in_person", "reviews_virtual", "reviews_hybrid"))
    yield _part_in_time(counts, held)
    yield _part_contact(counts, held)
    for names in (("spoken_alone", "spoken_not_alone"), ("spoken_in_person", "spoken_from_afar")):
        yield _part_within(counts, held, "contacted_before", names)
    yield _part_declined(counts, held)
    yield _part_within(counts, held, "parents_attended_or_consulted", ("parents_attended",))
    yield _part_by(counts, children, "children", ("children_all", "children_some", "children_none"))
    yield _part_visits(counts)
    due, overdue = (counts.find(name).count for name in ("reviews_due", "reviews_overdue"))
    parts = {"overdue": overdue, "not": due - overdue}
    yield Table(parts, {"reviews_due": (), "reviews_overdue": (frozenset({"overdue"}),)}, key="due")
    off = counts.find("reviews_stood_down").count
    yield Table({"off": off}, {"reviews_stood_down": ()}, key="stood_down")
    for name in ANSWERS:
        yield _make_table(counts, counts.find(name).out_of or 0, name)
    yield Table({"held": held}, {HELD: ()}, key="held")


def make_codes(counts: Counts) -> Table:
    """Make the table of participation codes, with the measures that follow from them."""
    if not counts.codes:
        return _make_merged(counts)
    return Table(dict(counts.codes), dict(_list_code_sums(BY_CODE)), prints_cells=True, key=CODES)


def _list_code_sums(names: Iterable[str]) -> Iterator[tuple[str, tuple[Block, ...]]]:
    eligible = frozenset(code.value for code in ParticipationCode) - {ParticipationCode.PN0.value}
    yield ELIGIBLE, (eligible,)
    for definition in Definition:
        for name in names:
            if definition is Definition.ELIGIBLE or name_sum(name, definition) != name:
                yield name_sum(name, definition), _CODES_OF[name, definition]
    yield AWAY, (frozenset(code.value for code in STAYED_AWAY),)
    yield NO_VIEWS, (frozenset({ParticipationCode.PN7.value}),)


def _make_merged(counts: Counts) -> Table:
    """Make the table of what the measures tell of the codes: where they are not printed themselves."""
    coded = counts.find("code_coverage").count
    named = {
        "PN1+PN2+PN3": "attended_and_contributed",
        "PN4": "attended_silently",
        "PN5+PN6": "views_sent",
        "PN7": "not_reached",
    }
    cells = {cell: counts.find(name).count for cell, name in named.items()}
    cells = {**cells, "PN0": coded - counts.eligible, NO_CODE: counts.held - coded}
    sums = {
        name: tuple(frozenset(MERGED.get(code, code) for code in each) for each in sets)
        for name, sets in _list_code_sums(name for name in BY_CODE if name != "advocate")
        if name != AWAY
    }
    return Table(cells, sums, key=CODES)


def _find_codes_of(name: str, definition: Definition) -> tuple[Block, ...]:
    """Return the codes that a measure's base and count are made of, by asking it about each."""
    measure = BY_NAME[name]
    shares = {
        code.value if code else NO_CODE: find_share(measure, count_facts(_one(code)), definition)
        for code in (*ParticipationCode, None)
    }
    base = frozenset(code for code, share in shares.items() if share.out_of)
    return base, frozenset(code for code, share in shares.items() if share.count)


def _one(code: ParticipationCode | None) -> Facts:
    return Facts(held=(ReviewFact("one", code=code),), due=(), last_on=date.min, today=date.min)


def _make_of_eligible(counts: Counts, name: str, *, is_base_known: bool) -> Table:
    """Make the table of a share of eligible reviews."""
    count = counts.find(name).count
    cells = {
        "counted": count,
        "rest": counts.eligible - count,
        "outside": counts.held - counts.eligible,
    }
    inside, counted = frozenset({"counted", "rest"}), frozenset({"counted"})
    by_all = {name_sum(name, Definition.ALL_REVIEWS): (counted,)}
    sums: Sums = {name: (inside, counted), **by_all} if is_base_known else {}
    return Table(cells, sums, key=name, known=(inside,) if is_base_known else ())


def _make_table(counts: Counts, total: int, name: str) -> Table:
    """Make the table of one share: what is counted, the rest of its base, and whoever is not in its base."""
    share = counts.find(name)
    out_of = total if share.out_of is None else share.out_of
    cells = {"counted": share.count, "rest": out_of - share.count, "outside": total - out_of}
    return Table(cells, {name: (frozenset({"counted", "rest"}), frozenset({"counted"}))}, key=name)


def _part_by(counts: Counts, total: int, key: str, names: tuple[str, ...]) -> Table:
    """Make a table of shares of one base that exclude each other."""
    base = counts.find(names[0]).out_of or 0
    cells = {name: counts.find(name).count for name in names}
    cells = {**cells, "rest": base - sum(cells.values()), "outside": total - base}
    inside = frozenset(cells) - {"outside"}
    return Table(cells, {name: (inside, frozenset({name})) for name in names}, key=key)


def _part_in_time(counts: Counts, held: int) -> Table:
    """Make the table of reviews in time, by type: the types add up to all, but for unknown ones."""
    cells: Cells = {}
    sums: Sums = {}
    whole = counts.find("reviews_in_time")
    types = ("first", "second", "subsequent")
    for kind in types:
        share = counts.find(f"reviews_in_time_{kind}")
        cells |= {f"{kind} in time": share.count, f"{kind} late": (share.out_of or 0) - share.count}
    timely = sum(cells[f"{kind} in time"] for kind in types)
    late = sum(cells[f"{kind} late"] for kind in types)
    out_of = whole.out_of or 0
    cells |= {"other in time": whole.count - timely, "other late": out_of - whole.count - late}
    cells["outside"] = held - out_of
    in_time = frozenset(name for name in cells if name.endswith("in time"))
    sums["reviews_in_time"] = (frozenset(cells) - {"outside"}, in_time)
    for kind in types:
        both = frozenset({f"{kind} in time", f"{kind} late"})
        sums[f"reviews_in_time_{kind}"] = (both, frozenset({f"{kind} in time"}))
    return Table(cells, sums, key="in_time")


def _part_contact(counts: Counts, held: int) -> Table:
    """Make the table of the five states of contact."""
    names = (
        *("contacted_before", "declined_contact", "contact_not_recorded", "contact_not_offered"),
        "contact_not_appropriate",
    )
    cells = {name: counts.find(name).count for name in names}
    cells["rest"] = held - sum(cells.values())
    sums: Sums = {name: (frozenset({name}),) for name in names}
    offered = (frozenset({"contacted_before", "declined_contact"}),)
    sums = {"contacted_before": sums["contacted_before"], "offered_contact": offered, **sums}
    return Table(cells, sums, key="contact")


def _part_within(counts: Counts, held: int, whole: str, names: tuple[str, ...]) -> Table:
    """Make a table of shares that part a larger one of the same base."""
    cells = {name: counts.find(name).count for name in names}
    counted = counts.find(whole).count
    cells = {**cells, "rest of it": counted - sum(cells.values()), "others": held - counted}
    inside = frozenset(cells) - {"others"}
    sums = {whole: (inside,), **{name: (frozenset({name}),) for name in names}}
    return Table(cells, sums, key=f"{whole}/{names[0]}")


def _part_declined(counts: Counts, held: int) -> Table:
    """Make the table of those who declined to talk: whether they took part, as far as they were eligible."""
    declined, share = counts.find("declined_contact").count, counts.find("declined_but_took_part")
    out_of = share.out_of or 0
    cells = {
        "took part": share.count,
        "did not": out_of - share.count,
        "not eligible": declined - out_of,
        "others": held - declined,
    }
    eligible = frozenset({"took part", "did not"})
    sums = {
        "declined_contact": (eligible | {"not eligible"},),
        "declined_but_took_part": (eligible, frozenset({"took part"})),
    }
    return Table(cells, sums, key="declined")


def _part_visits(counts: Counts) -> Table:
    """Make the table of visits by outcome, and of those made by whether views were recorded."""
    done, failed, declined = (
        counts.find(name) for name in ("visits_done", "visits_failed", "visits_declined")
    )
    recorded = counts.find("feedback_at_visits").count
    cells = {
        "with views": recorded,
        "without": done.count - recorded,
        "failed": failed.count,
        "declined": declined.count,
        "rest": (done.out_of or 0) - done.count - failed.count - declined.count,
    }
    made = frozenset({"with views", "without"})
    return Table(
        cells,
        {
            "visits_done": (made,),
            "visits_declined": (frozenset({"declined"}),),
            "visits_failed": (frozenset({"failed"}),),
            "feedback_at_visits": (made, frozenset({"with views"})),
        },
        key="visits",
    )


_CODES_OF = {
    (name, definition): _find_codes_of(name, definition) for name in BY_CODE for definition in Definition
}
"""The codes that each of these is made of, by each definition: base, and count."""
