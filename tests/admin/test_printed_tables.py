"""The tables of a file, held against those of a report: each number that differs is named, and no other."""

from __future__ import annotations

from admin.report.excel.book import write_excel
from admin.report.word.write import write_word
from admin.signed.files import read_report_file
from admin.signed.printed import PrintedTable, hold_tables
from tests.report.specimen import SPECIMEN

TABLES = read_report_file(write_word(SPECIMEN)).tables
CAPTION = "The year on a page"


def change(row: int, column: int, to: str) -> tuple[PrintedTable, ...]:
    def write(table: PrintedTable) -> PrintedTable:
        cells = [list(cells) for cells in table.rows]
        if table.caption == CAPTION:
            cells[row][column] = to
        return PrintedTable(table.caption, table.titles, tuple(map(tuple, cells)))

    return tuple(map(write, TABLES))


def test_what_was_printed_is_what_the_report_says() -> None:
    held = hold_tables(TABLES, SPECIMEN)

    assert (held.held, held.others, held.changed) == (len(SPECIMEN.tables), 0, ())


def test_a_workbook_has_no_sheet_that_the_report_does_not_know() -> None:
    held = hold_tables(read_report_file(write_excel(SPECIMEN)).tables, SPECIMEN)

    assert held.held >= len(SPECIMEN.tables)
    assert (held.others, held.changed) == (0, ())


def test_a_number_typed_over_is_named_with_its_place() -> None:
    [cell] = hold_tables(change(0, 3, "95 %"), SPECIMEN).changed

    assert (cell.caption, cell.row, cell.column, cell.says) == (CAPTION, "Participation", "Share", "95 %")
    assert cell.should_say.startswith("93.7")


def test_a_hidden_number_that_was_filled_in_is_named() -> None:
    [cell] = hold_tables(change(2, 1, "3"), SPECIMEN).changed

    assert (cell.row, cell.says, cell.should_say) == ("Attended silently", "3", "c")


def test_words_may_be_written_anew_and_columns_left_out() -> None:
    assert hold_tables(change(0, 0, "Taking part"), SPECIMEN).changed == ()
    narrow = tuple(
        PrintedTable(one.caption, one.titles[:2], tuple(row[:2] for row in one.rows)) for one in TABLES
    )
    assert hold_tables(narrow, SPECIMEN).changed == ()


def test_rows_that_were_taken_away_do_not_shift_the_others() -> None:
    fewer = tuple(PrintedTable(one.caption, one.titles, one.rows[1:]) for one in TABLES)

    assert hold_tables(fewer, SPECIMEN).changed == ()


def test_a_table_of_another_caption_is_not_read() -> None:
    own = PrintedTable("Our own table", ("Measure", "Reviews"), (("Participation", "999"),))

    held = hold_tables((*TABLES, own), SPECIMEN)

    assert (held.others, held.changed) == (1, ())
