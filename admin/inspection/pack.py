"""The inspection pack as a report: printed in every format. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.measures.measures import BY_NAME
from admin.report.making import make_section, say
from admin.report.model import Bullets, Column, Holds, Manner, Report, Row, Table
from admin.retention.classes import ALWAYS, PURGED
from forms.participation import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from admin.inspection.evidence import Evidence
    from admin.report.model import Section, Stamp
    from admin.shown.model import Number, ShownMeasure

RULES = {rule.number: rule.message for rule in Rule}
SOURCES = {
    "reviews": "The council's list of reviews",
    "ssda903": "Table REVIEWS of the statutory return",
    "ssd": "The extract of the case system",
}
WORDS = Holds.WORDS


def write_pack(evidence: Evidence, stamp: Stamp, kept: Mapping[str, int]) -> Report:
    """Write the pack. `kept` are the settings of how long what is kept, by name."""
    sections = (
        _write_reading(),
        _write_figures(evidence),
        _write_recording(evidence),
        _write_findings(evidence),
        _write_record(evidence),
        _write_alerts(evidence),
        _write_keeping(kept),
    )
    return Report(
        "Inspection pack: participation",
        evidence.shown.council,
        tuple(section for section in sections if section is not None),
        stamp,
        evidence.shown.period.name,
    )


def _write_reading() -> Section | None:
    return make_section(
        "reading",
        "How to read this",
        (
            say(
                "For every figure: what it means, how many count, out of how many, and among how many rows "
                "on record. The references of all these rows are in the CSV that goes with this. All of it "
                "is counted now, also where the period was signed before."
            ),
            say(
                "True counts, small ones too: for whoever inspects, not for publication. Nobody's words are "
                "in it, and no name.",
                manner=Manner.CAVEAT,
            ),
        ),
    )


def _write_figures(evidence: Evidence) -> Section | None:
    columns = (
        Column("Measure", WORDS),
        Column("Count"),
        Column("Of"),
        Column("Share", Holds.PERCENT),
        Column("Rows looked at"),
        Column("In the base"),
        Column("Of these, count"),
        Column("Counted", WORDS),
    )
    rows = tuple(_write_measure(evidence, measure) for measure in evidence.shown.measures)
    return make_section(
        "figures",
        "The figures and what they are made of",
        (Table("evidence", "Each measure with the rows behind it", columns, rows), _write_signed(evidence)),
    )


def _write_measure(evidence: Evidence, measure: ShownMeasure) -> Row:
    rows = evidence.rows.get(measure.name, ())
    share = measure.share
    base = [row for row in rows if row.is_in_base]
    cells: tuple[str | Number | None, ...] = (
        measure.title,
        share.count,
        share.out_of,
        share.percent,
        len(rows),
        len(base),
        sum(row.counts for row in base),
        BY_NAME[measure.name].unit.plural,
    )
    return Row(cells, measure.definition)


def _write_signed(evidence: Evidence) -> Table | None:
    if not evidence.signed:
        return None
    columns = (Column("Edition", WORDS), Column("Signed", WORDS), Column("Checksum", WORDS))
    rows = tuple(
        Row((f"{one.edition}", f"{one.signed_at:%d/%m/%Y}", one.checksum)) for one in evidence.signed
    )
    note = "What is another number since stands under Signed periods in the console."
    return Table("signed", "This period was signed", columns, rows, (note,))


def _write_recording(evidence: Evidence) -> Section | None:
    sources = tuple(Row((SOURCES.get(source, source), count)) for source, count in evidence.sources.items())
    deeds = tuple(
        Row((deed.action.replace(".", ": ").replace("_", " "), deed.role, deed.times, deed.meetings))
        for deed in evidence.deeds
    )
    by_file = Table(
        "sources",
        "Reviews held, by which file they came first",
        (Column("File", WORDS), Column("Reviews")),
        sources,
    )
    by_whom = Table(
        "deeds",
        "What is on record of the meetings of the period",
        (Column("What", WORDS), Column("As what", WORDS), Column("Times"), Column("Meetings")),
        deeds,
    )
    here = evidence.recorded_here
    said = f"Of {here:,} of these reviews" if here else "Of none of these reviews"
    return make_section(
        "recording",
        "Who recorded",
        (
            by_file if sources else None,
            say(f"{said} it was recorded in the service itself what came of them."),
            by_whom if deeds else None,
        ),
    )


def _write_findings(evidence: Evidence) -> Section | None:
    rows = tuple(Row((check, RULES.get(check, ""), count)) for check, count in evidence.findings.items())
    columns = (Column("Rule", WORDS), Column("What it says", WORDS), Column("Reviews"))
    return make_section(
        "findings",
        "What the statutory return's checks find",
        (Table("findings", "Findings on table REVIEWS", columns, rows),),
    )


def _write_record(evidence: Evidence) -> Section | None:
    whole = f"The record of who did what is whole: {evidence.entries:,} entries, each tied to the one before."
    broken = f"The record of who did what is broken in {len(evidence.faults):,} places."
    return make_section(
        "record",
        "Is the record whole?",
        (
            say(broken, manner=Manner.CAVEAT) if evidence.faults else say(whole),
            Bullets(evidence.faults) if evidence.faults else None,
        ),
    )


def _write_alerts(evidence: Evidence) -> Section | None:
    alerts = evidence.alerts
    columns = (Column("Signals that somebody may need a person", WORDS), Column("Signals"))
    rows = (
        Row(("Raised in the period", alerts.raised)),
        Row(("Of these, nobody has taken on", alerts.not_taken_on)),
        Row(("Of these, not closed", alerts.not_closed)),
    )
    return make_section(
        "alerts",
        "Signals",
        (
            Table("alerts", "Signals raised, and what is still open", columns, rows),
            say("How many were taken on in time stands among the figures above."),
        ),
    )


def _write_keeping(kept: Mapping[str, int]) -> Section | None:
    columns = (Column("What", WORDS), Column("Kept until", WORDS), Column("What is left then", WORDS))
    rows = tuple(Row((one.what, one.until, one.left)) for one in (*PURGED, *ALWAYS))
    settings = Table(
        "keep_settings",
        "As this council has set it",
        (Column("Setting", WORDS), Column("Value")),
        tuple(_write_settings(kept)),
    )
    return make_section(
        "keeping",
        "How long what is kept",
        (settings, Table("kept", "What is kept, and how long", columns, rows)),
    )


def _write_settings(kept: Mapping[str, int]) -> Iterable[Row]:
    return (Row((name, value)) for name, value in kept.items())
