"""What the pages say of a complaint's codes."""

from __future__ import annotations

from forms.complaints import Outcome, Source, StepKind

FROM = {
    "child": "A child or young person",
    "parent": "A parent",
    "carer": "A carer",
    "professional": "Somebody at work",
    "other": "Somebody else",
}
SOURCES = {
    Source.CHOICE: "They chose it in a form",
    Source.READ: "Somebody who read what they sent says so",
    Source.TYPED: "Somebody at work wrote it down",
}
STEPS = {
    StepKind.ACKNOWLEDGED: "Acknowledged",
    StepKind.EXTENDED: "More time taken",
    StepKind.NOTED: "Note",
    StepKind.ANSWERED: "Answered",
}
OUTCOMES = {
    Outcome.RESOLVED: "Resolved: they are content with what was agreed",
    Outcome.UPHELD: "Upheld",
    Outcome.PARTLY_UPHELD: "Upheld in part",
    Outcome.NOT_UPHELD: "Not upheld",
    Outcome.MOVED_ON: "Gone to the next stage, or to another procedure",
    Outcome.WITHDRAWN: "Withdrawn by the person who complained",
}


def name_from(audience: str) -> str:
    """Say from whom it is."""
    return FROM.get(audience, "Somebody")


def name_source(source: str) -> str:
    """Say how we came to know of it."""
    return SOURCES.get(Source(source), source) if source in set(Source) else source


def name_step(kind: str) -> str:
    """Say what was done."""
    return STEPS[StepKind(kind)] if kind in set(StepKind) else kind


def name_outcome(outcome: str) -> str:
    """Say what came of it; empty while nothing has."""
    return OUTCOMES[Outcome(outcome)] if outcome in set(Outcome) else ""
