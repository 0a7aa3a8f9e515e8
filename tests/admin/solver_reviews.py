"""What the printed definitions say of the measures: which numbers are parts of which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.shown.model import Mark
from tests.admin.solver import Puzzle, Terms, add, read_cells, read_share, subtract

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from admin.shown.model import ShownMeasure, ShownShare, ShownSummary, ShownTable

OLDER = ("PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")
CODES = ("PN0", *OLDER, "no code")
COUNTED = {
    "participation": ("PN1", "PN2", "PN3", "PN5", "PN6"),
    "attendance": ("PN1", "PN2", "PN3", "PN4"),
    "attended_and_contributed": ("PN1", "PN2", "PN3"),
    "views_sent": ("PN5", "PN6"),
    "advocate": ("PN2", "PN5"),
    "attended_silently": ("PN4",),
    "not_reached": ("PN7",),
}
"""Out of the eligible reviews, PN1 to PN7."""
OF_ALL = ("parents_invited", "carers_heard")
OF_SOME = ("heard_at_midpoint", "advocate_asked", "interpreter_asked", "wishes_met", "answered_privately")
TYPES = ("first", "second", "subsequent")
CONTACTS = ("contacted_before", "declined_contact", "contact_not_appropriate", "contact_not_offered")
REASONS = ("reasons_not_attending", "child_reasons", "reasons_no_views", "reasons_parents_not_invited")


@dataclass
class Reviews:
    """The numbers that may be printed of some reviews: of each measure its count and its base."""

    held: Terms
    codes: dict[str, Terms]
    shares: dict[str, tuple[Terms, Terms | None]]
    by_all: dict[str, tuple[Terms, Terms | None]]
    with_young: tuple[Terms, Terms]

    def find(self, name: str, definition: str) -> tuple[Terms, Terms | None]:
        """Return the count and the base of a measure by a definition."""
        if definition == "all_reviews" and name in self.by_all:
            return self.by_all[name]
        if definition == "under_fours_count_as_participating" and name == "participation":
            return self.with_young
        return self.shares[name]

    @property
    def away(self) -> Terms:
        """Where the child did not attend."""
        return add(*(self.codes[code] for code in ("PN0", "PN5", "PN6", "PN7")))


def describe(puzzle: Puzzle) -> Reviews:
    """Add the reviews of a period, or of a group."""
    codes = {code: puzzle.add_unknown() for code in CODES}
    held = puzzle.add_sum(*codes.values())
    eligible = puzzle.add_sum(*(codes[code] for code in OLDER))
    coded = puzzle.add_sum(eligible, codes["PN0"])
    shares: dict[str, tuple[Terms, Terms | None]] = {"reviews_held": (held, None)}
    shares["code_coverage"] = (coded, held)
    for name, counted in COUNTED.items():
        shares[name] = (puzzle.add_sum(*(codes[code] for code in counted)), eligible)
    for name in ("views_evidenced", "co_chaired"):
        shares[name] = (puzzle.add_parts(eligible, ("counted", "rest"))["counted"], eligible)
    shares |= _describe_others(puzzle, held)
    by_all: dict[str, tuple[Terms, Terms | None]] = {
        name: (shares[name][0], held) for name in (*COUNTED, "views_evidenced", "co_chaired")
    }
    with_young = (add(shares["participation"][0], codes["PN0"]), coded)
    return Reviews(held, codes, shares, by_all, with_young)


def _describe_others(puzzle: Puzzle, held: Terms) -> dict[str, tuple[Terms, Terms | None]]:
    """Add what does not follow from the codes."""
    shares: dict[str, tuple[Terms, Terms | None]] = {}
    for name in OF_ALL:
        shares[name] = (puzzle.add_parts(held, ("counted", "rest"))["counted"], held)
    for name in OF_SOME:
        parts = puzzle.add_parts(held, ("counted", "rest", "outside"))
        shares[name] = (parts["counted"], puzzle.add_sum(parts["counted"], parts["rest"]))
    ways = ("reviews_in_person", "reviews_virtual", "reviews_hybrid")
    parts = puzzle.add_parts(held, (*ways, "unknown"))
    known = puzzle.add_sum(*(parts[way] for way in ways))
    shares |= {way: (parts[way], known) for way in ways}
    kinds = (*TYPES, "other")
    parts = puzzle.add_parts(held, (*kinds, *(f"{kind} late" for kind in kinds), "undated"))
    for kind in TYPES:
        shares[f"reviews_in_time_{kind}"] = (parts[kind], puzzle.add_sum(parts[kind], parts[f"{kind} late"]))
    in_time = puzzle.add_sum(*(parts[kind] for kind in kinds))
    dated = puzzle.add_sum(in_time, *(parts[f"{kind} late"] for kind in kinds))
    shares["reviews_in_time"] = (in_time, dated)
    contacts = puzzle.add_parts(held, (*CONTACTS, "contact_not_recorded", "else"))
    shares |= {name: (contacts[name], held) for name in (*CONTACTS, "contact_not_recorded")}
    spoke, declined = contacts["contacted_before"], contacts["declined_contact"]
    shares["offered_contact"] = (puzzle.add_sum(spoke, declined), held)
    for names in (("spoken_alone", "spoken_not_alone"), ("spoken_in_person", "spoken_from_afar")):
        parts = puzzle.add_parts(spoke, (*names, "unknown"))
        shares |= {name: (parts[name], held) for name in names}
    parts = puzzle.add_parts(declined, ("took part", "did not", "not eligible"))
    shares["declined_but_took_part"] = (
        parts["took part"],
        puzzle.add_sum(parts["took part"], parts["did not"]),
    )
    parts = puzzle.add_parts(held, ("attended", "consulted", "neither"))
    shares["parents_attended"] = (parts["attended"], held)
    shares["parents_attended_or_consulted"] = (puzzle.add_sum(parts["attended"], parts["consulted"]), held)
    return shares


def describe_people(puzzle: Puzzle) -> dict[str, tuple[Terms, Terms | None]]:
    """Add children and visits, which are no reviews, and what was due or called off."""
    shares: dict[str, tuple[Terms, Terms | None]] = {}
    children = puzzle.add_unknown()
    shares["children_heard"] = (puzzle.add_parts(children, ("heard", "rest"))["heard"], children)
    parts = puzzle.add_parts(children, ("counted", "rest", "outside"))
    base = puzzle.add_sum(parts["counted"], parts["rest"])
    shares["children_all_reviews_in_time"] = (parts["counted"], base)
    names = ("children_all", "children_some", "children_none")
    parts = puzzle.add_parts(children, (*names, "outside"))
    base = puzzle.add_sum(*(parts[name] for name in names))
    shares |= {name: (parts[name], base) for name in names}
    visits = puzzle.add_unknown()
    parts = puzzle.add_parts(visits, ("visits_done", "visits_failed", "visits_declined", "else"))
    shares |= {name: (part, visits) for name, part in parts.items() if name != "else"}
    with_views = puzzle.add_parts(parts["visits_done"], ("with views", "without"))["with views"]
    shares["feedback_at_visits"] = (with_views, parts["visits_done"])
    due = puzzle.add_unknown()
    shares["reviews_due"] = (due, None)
    shares["reviews_overdue"] = (puzzle.add_parts(due, ("overdue", "rest"))["overdue"], due)
    shares["reviews_stood_down"] = (puzzle.add_unknown(), None)
    return shares


def read_measures(
    puzzle: Puzzle, reviews: Reviews, people: Mapping[str, tuple[Terms, Terms | None]], shown: ShownSummary
) -> None:
    """Read every measure of a period, by the definition that was chosen, and by the usual one."""
    for measure in shown.measures:
        _read_measure(puzzle, reviews, people, shown.definition.value, measure)


def _read_measure(
    puzzle: Puzzle,
    reviews: Reviews,
    people: Mapping[str, tuple[Terms, Terms | None]],
    definition: str,
    measure: ShownMeasure,
) -> None:
    for share, by in ((measure.share, definition), (measure.by_default, "eligible")):
        if share is not None and (measure.name in reviews.shares or measure.name in people):
            count, base = people.get(measure.name) or reviews.find(measure.name, by)
            read_share(puzzle, share, count, base)
            if measure.name in COUNTED:
                _read_bounds(puzzle, reviews, share, count, base)


def _read_bounds(
    puzzle: Puzzle, reviews: Reviews, share: ShownShare, count: Terms, base: Terms | None
) -> None:
    """Read what a share could be: it says how many reviews without a code might be eligible."""
    if (
        puzzle.is_deaf
        or share.low is None
        or base is None
        or not isinstance(share.count, int)
        or not isinstance(share.out_of, int)
    ):
        return
    unknown = puzzle.add_parts(reviews.codes["no code"], ("could be", "too young"))["could be"]
    most = add(base, unknown)
    scaled = {name: often * 100 for name, often in count.items()}
    for edge, sign in ((share.low - 0.5, 1), (share.low + 0.5, -1)):
        edged = {name: often * edge for name, often in most.items()}
        puzzle.say({name: sign * often for name, often in subtract(scaled, edged).items()}, 0)


def read_tables(puzzle: Puzzle, reviews: Reviews, shown: ShownSummary) -> dict[str, Terms]:
    """Read the lists; return what each cell is, by list and cell."""
    found: dict[str, Terms] = {}
    for table in shown.tables:
        cells = _find_cells(puzzle, reviews, table)
        read_cells(puzzle, cells, table.cells)
        if table.total != Mark.HIDDEN:
            puzzle.read(puzzle.add_sum(*(cells[name] for name in table.cells)), table.total)
        found |= {f"{table.key}/{name}": terms for name, terms in cells.items()}
    return found


def _find_cells(puzzle: Puzzle, reviews: Reviews, table: ShownTable) -> dict[str, Terms]:
    if table.key == "participation_codes":
        return reviews.codes
    if table.key == "meetings_by_kind":
        others = {name: puzzle.add_unknown() for name in table.cells if name != "cla_review"}
        return {"cla_review": reviews.held, **others}
    about = {"reasons_no_views": reviews.codes["PN7"]}.get(table.key, reviews.away)
    if table.key == "reasons_parents_not_invited":
        about = subtract(reviews.held, reviews.shares["parents_invited"][0])
    return puzzle.add_parts(about, (*table.cells, "nothing recorded"))


def link_groups(puzzle: Puzzle, whole: Reviews, groups: Iterable[Reviews]) -> None:
    """Say that every number of all reviews is the sum of the groups'."""
    parts = list(groups)
    for code, terms in whole.codes.items():
        puzzle.say(subtract(terms, add(*(part.codes[code] for part in parts))), 0, 0)
    for name, (count, base) in whole.shares.items():
        puzzle.say(subtract(count, add(*(part.shares[name][0] for part in parts))), 0, 0)
        if base is not None:
            bases = [part.shares[name][1] or {} for part in parts]
            puzzle.say(subtract(base, add(*bases)), 0, 0)
