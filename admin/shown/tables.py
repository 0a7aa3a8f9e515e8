"""Which measures are about the same people: what is hidden of one must not follow from the others. Pure.

Every measure that is published stands in a table here; what stands in none is never published. A test looks
for measures that add up and stand apart.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from admin.disclosure import Table
from admin.measures.facts import Facts, ReviewFact
from admin.measures.kinds import Definition
from admin.measures.measures import MEASURES
from forms.participation import NO_CODE, ParticipationCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.summary.summary import Summary

Cells = dict[str, int]
Sums = dict[str, tuple[frozenset[str], ...]]
HELD = "reviews_held"
BY_CODE = (
    *("code_coverage", "participation", "attendance", "attended_and_contributed", "views_sent"),
    *("not_reached", "advocate", "attended_silently"),
)
"""Measures that follow from the code alone, the weightiest first."""
ALONE = (
    *("miscoded", "views_evidenced", "co_chaired", "parents_invited", "carers_heard", "heard_at_midpoint"),
    *("advocate_asked", "interpreter_asked", "wishes_met", "answered_privately"),
)
"""Measures of reviews that part nothing but their own base."""
CHILDREN = ("children_heard", "children_all_reviews_in_time")
"""Likewise of children."""


def list_tables(summary: Summary) -> Iterator[Table]:
    """Yield the tables of the measures, each with everybody it is about."""
    yield make_codes(summary)
    held = summary.find(HELD).count
    for name in ALONE:
        yield _make_table(summary, held, name)
    for name in CHILDREN:
        yield _make_table(summary, summary.find(name).out_of or 0, name)
    yield _part_by(summary, held, ("reviews_in_person", "reviews_virtual", "reviews_hybrid"))
    yield _part_in_time(summary, held)
    yield _part_contact(summary, held)
    for names in (("spoken_alone", "spoken_not_alone"), ("spoken_in_person", "spoken_from_afar")):
        yield _part_within(summary, held, "contacted_before", names)
    yield _part_declined(summary, held)
    yield _part_within(summary, held, "parents_attended_or_consulted", ("parents_attended",))
    children = summary.find("children_all").out_of or 0
    yield _part_by(summary, children, ("children_all", "children_some", "children_none"))
    yield _part_visits(summary)
    due = summary.find("reviews_due").count
    overdue = summary.find("reviews_overdue").count
    parts = {"overdue": overdue, "not": due - overdue}
    yield Table(parts, {"reviews_due": (), "reviews_overdue": (frozenset({"overdue"}),)})
    yield Table({"off": summary.find("reviews_stood_down").count}, {"reviews_stood_down": ()})
    yield Table({"held": held}, {HELD: ()})


def make_codes(summary: Summary) -> Table:
    """Make the table of participation codes, with the measures that follow from them."""
    cells = {**summary.participation_codes, NO_CODE: summary.uncoded}
    return Table(cells, {name: _CODES_OF[name] for name in BY_CODE}, prints_cells=True)


def _find_codes_of(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the codes that a measure's base and count are made of, by asking it about each."""
    measure = next(measure for measure in MEASURES if measure.name == name)
    reading = measure.read_by(Definition.ELIGIBLE)
    shares = {
        code.value if code else NO_CODE: reading.find(_one(code)) for code in (*ParticipationCode, None)
    }
    base = frozenset(code for code, share in shares.items() if share.out_of)
    return base, frozenset(code for code, share in shares.items() if share.count)


def _one(code: ParticipationCode | None) -> Facts:
    return Facts(held=(ReviewFact("one", code=code),), due=(), last_on=date.min, today=date.min)


def _make_table(summary: Summary, total: int, name: str) -> Table:
    """Make the table of one share: what is counted, the rest of its base, and whoever is not in its base."""
    share = summary.find(name)
    out_of = total if share.out_of is None else share.out_of
    cells = {"counted": share.count, "rest": out_of - share.count, "outside": total - out_of}
    return Table(cells, {name: (frozenset({"counted", "rest"}), frozenset({"counted"}))})


def _part_by(summary: Summary, total: int, names: tuple[str, ...]) -> Table:
    """Make a table of shares of one base that exclude each other."""
    base = summary.find(names[0]).out_of or 0
    cells = {name: summary.find(name).count for name in names}
    cells = {**cells, "rest": base - sum(cells.values()), "outside": total - base}
    inside = frozenset(cells) - {"outside"}
    return Table(cells, {name: (inside, frozenset({name})) for name in names})


def _part_in_time(summary: Summary, held: int) -> Table:
    """Make the table of reviews in time, by type: the types add up to all, but for unknown ones."""
    cells: Cells = {}
    sums: Sums = {}
    whole = summary.find("reviews_in_time")
    types = ("first", "second", "subsequent")
    for kind in types:
        share = summary.find(f"reviews_in_time_{kind}")
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
    return Table(cells, sums)


def _part_contact(summary: Summary, held: int) -> Table:
    """Make the table of the five states of contact."""
    names = (
        *("contacted_before", "declined_contact", "contact_not_recorded", "contact_not_offered"),
        "contact_not_appropriate",
    )
    cells = {name: summary.find(name).count for name in names}
    cells["rest"] = held - sum(cells.values())
    sums = {name: (frozenset({name}),) for name in names}
    offered = (frozenset({"contacted_before", "declined_contact"}),)
    return Table(cells, {"contacted_before": sums["contacted_before"], "offered_contact": offered, **sums})


def _part_within(summary: Summary, held: int, whole: str, names: tuple[str, ...]) -> Table:
    """Make a table of shares that part a larger one of the same base."""
    cells = {name: summary.find(name).count for name in names}
    counted = summary.find(whole).count
    cells = {**cells, "rest of it": counted - sum(cells.values()), "others": held - counted}
    inside = frozenset(cells) - {"others"}
    return Table(cells, {whole: (inside,), **{name: (frozenset({name}),) for name in names}})


def _part_declined(summary: Summary, held: int) -> Table:
    """Make the table of those who declined to talk: whether they took part, as far as they were eligible."""
    declined, share = summary.find("declined_contact").count, summary.find("declined_but_took_part")
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
    return Table(cells, sums)


def _part_visits(summary: Summary) -> Table:
    """Make the table of visits by outcome, and of those made by whether views were recorded."""
    done, failed, declined = (
        summary.find(name) for name in ("visits_done", "visits_failed", "visits_declined")
    )
    recorded = summary.find("feedback_at_visits").count
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
    )


_CODES_OF = {name: _find_codes_of(name) for name in BY_CODE}
"""The codes that each of these is made of: base, and count."""
