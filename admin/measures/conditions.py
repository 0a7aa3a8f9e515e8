"""What may be asked of a fact, as data: the same condition is tried on a fact here and put to the database.

A condition is never unknown: what is not recorded is neither yes nor no, and one of no value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

BLANK = (None, "")


@dataclass(frozen=True, slots=True)
class Among:
    """Whether a text is one of these; "" among them stands for what is not recorded."""

    column: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Yes:
    """Whether a yes or no is a yes."""

    column: str


@dataclass(frozen=True, slots=True)
class No:
    """Whether a yes or no is a no: a blank is neither."""

    column: str


@dataclass(frozen=True, slots=True)
class Known:
    """Whether something is recorded at all."""

    column: str


@dataclass(frozen=True, slots=True)
class Every:
    """Whether all of these hold; of none, always."""

    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """Whether one of these holds; of none, never."""

    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """Whether this does not hold."""

    condition: Condition


Condition: TypeAlias = Among | Yes | No | Known | Every | Some | Not
ALWAYS = Every()


def among(column: str, *values: str) -> Among:
    """Ask whether a text is one of these."""
    return Among(column, frozenset(values))


def both(*conditions: Condition) -> Every:
    """Ask whether all of these hold."""
    return Every(conditions)


def either(*conditions: Condition) -> Some:
    """Ask whether one of these holds."""
    return Some(conditions)


def holds(condition: Condition, fact: object) -> bool:  # noqa: PLR0911 - a kind of condition a line
    """Try a condition on a fact, whose attributes are its columns."""
    match condition:
        case Among(column, values):
            return (getattr(fact, column) or "") in values
        case Yes(column):
            return getattr(fact, column) is True
        case No(column):
            return getattr(fact, column) is False
        case Known(column):
            return getattr(fact, column) not in BLANK
        case Every(conditions):
            return all(holds(each, fact) for each in conditions)
        case Some(conditions):
            return any(holds(each, fact) for each in conditions)
        case Not(inner):
            return not holds(inner, fact)


def list_columns(condition: Condition) -> frozenset[str]:
    """Name the columns that a condition is about."""
    match condition:
        case Every(conditions) | Some(conditions):
            return frozenset[str]().union(*map(list_columns, conditions))
        case Not(inner):
            return list_columns(inner)
        case Among(column) | Yes(column) | No(column) | Known(column):
            return frozenset({column})
