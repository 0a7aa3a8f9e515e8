"""The children and IROs of the made-up council, and how long each child is in care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from forms.participation import find_birthday

SEED = "demoshire"
YEAR = 365
ADULT = 18
AGES_IN_CARE = ((0, 4, 17), (4, 10, 20), (10, 16, 38), (16, 18, 25))
"""From which age up to which, and of how many in a hundred: about what England counts."""
CHANCES_TO_STAY = (60, 1300)
"""Days that somebody who comes into care stays, at least and at most."""
IROS = (
    *("Sam Okafor", "Priya Nair", "Jo Whitfield", "Maeve Brennan", "Tomasz Lis", "Ruth Adeyemi"),
    *("Colin Parry", "Hana Yusuf", "Bev Lomax", "Idris Khan", "Nell Garside", "Owen Tate"),
    *("Farah Siddiq", "Kate Ormerod", "Luis Mendes", "Ann Threlfall", "Dev Patel", "Una Doyle"),
)
"""Made-up names. Some 65 children to each: about what is held to be good practice."""
CHILDREN_OF_AN_IRO = 67
TEAMS = ("North", "South", "Leaving care", "Disabled children")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a council is: children in care on a day, new ones, visits and other meetings in a year."""

    children: int
    joining: int
    visits: int
    others: int
    share_of_answers: float = 1.0
    """How much likelier than usual people are to answer: a small council would else have too few answers."""
    share_of_scans: float = 1.0
    """How many scans its posters have for each of a medium council's."""


SIZES = {
    "small": Size(children=40, joining=16, visits=36, others=26, share_of_answers=1.6, share_of_scans=0.15),
    "medium": Size(children=1200, joining=500, visits=900, others=340),
    "large": Size(children=1200, joining=1450, visits=1800, others=300, share_of_answers=4.1),
}
"""Small to try things on, medium as councils are. Large has twice as many children, coming and going quickly,
and five times the answers: what is quick there is quick anywhere."""


@dataclass(frozen=True, slots=True)
class MadeChild:
    """A child of the council. `style` is how it takes part as a rule: comes, sends, mixed or away."""

    ref: str
    born: date
    entered_on: date
    left_on: date
    iro: int
    team: str
    style: str

    @property
    def iro_ref(self) -> str:
        """The IRO's reference."""
        return f"DEMO-IRO-{self.iro + 1:02}"

    @property
    def iro_name(self) -> str:
        """The IRO's name."""
        return IROS[self.iro]


def make_children(size: Size, first_on: date, last_on: date) -> tuple[MadeChild, ...]:
    """Make the children who are in care at any time between two days."""
    luck = Random(f"{SEED}/children")  # noqa: S311 - made-up people, not secrets
    years = (last_on - first_on).days / YEAR
    stay = round(YEAR * size.children / size.joining)
    children = []
    for number in range(size.children + round(size.joining * years)):
        if number < size.children:
            entered_on = first_on - timedelta(days=luck.randint(40, 2000))
            left_on = first_on + timedelta(days=luck.randint(1, 2 * stay))
            aged_on = first_on
        else:
            entered_on = first_on + timedelta(days=luck.randrange((last_on - first_on).days))
            left_on = entered_on + timedelta(days=luck.randint(*CHANCES_TO_STAY))
            aged_on = entered_on
        born = _make_birth(luck, aged_on)
        children.append(
            MadeChild(
                ref=f"DEMO-C-{number + 1:05}",
                born=born,
                entered_on=max(entered_on, born),
                left_on=min(left_on, find_birthday(born, ADULT)),
                iro=number % min(len(IROS), 1 + size.children // CHILDREN_OF_AN_IRO),
                team=luck.choice(TEAMS),
                style=luck.choices(("comes", "sends", "mixed", "away"), (46, 27, 18, 9))[0],
            )
        )
    return tuple(children)


def _make_birth(luck: Random, day: date) -> date:
    """Make a date of birth for somebody who is in care on a day."""
    bands = [band[:2] for band in AGES_IN_CARE]
    youngest, oldest = luck.choices(bands, [band[2] for band in AGES_IN_CARE])[0]
    return day - timedelta(days=luck.randint(youngest * YEAR + youngest // 4, oldest * YEAR - 2))
