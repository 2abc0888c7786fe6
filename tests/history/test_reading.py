"""Files as people send them: encodings, separators, spreadsheets, shells around the table, odd numbers and dates."""

from __future__ import annotations

import pytest
from generate import Rows, book, firm, ods, text

from advisor.errors import FileError
from advisor.history import import_records
from advisor.history.imported import Imported

HEAD = ["Job #", "Customer", "Job type", "Start", "End", "Total", "Status"]


def rows(n: int = 60) -> Rows:
    made = firm(21, 0.3, n)
    return [HEAD] + [
        [p.number, p.customer, p.kind, f"{p.start:%m/%d/%Y}", f"{p.end:%m/%d/%Y}", f"{p.value:,.2f}", "Done"]
        for p in made.pieces
    ]


def read(raw: bytes, name: str = "jobs.csv", **options: object) -> Imported:
    return import_records([(name, raw)], **options)  # type: ignore[arg-type]


PLAIN = read(text(rows()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encoding_and_separator_change_nothing(encoding: str, separator: str) -> None:
    again = read(text(rows(), separator=separator, encoding=encoding, end="\r\n"))
    assert again.shares == PLAIN.shares
    assert again.mapping == PLAIN.mapping


@pytest.mark.parametrize("write", [book, ods], ids=["xlsx", "ods"])
def test_a_spreadsheet_reads_like_the_text(write: object) -> None:
    again = read(write(rows()), "jobs.xlsx")  # type: ignore[operator]
    assert again.shares == PLAIN.shares


def test_a_spreadsheet_under_a_wrong_name_is_known_by_its_content() -> None:
    assert read(book(rows()), "jobs.csv").shares == PLAIN.shares


def test_title_blank_rows_totals_and_footer_around_the_table_are_left_out() -> None:
    table = rows()
    total = sum(float(str(r[5]).replace(",", "")) for r in table[1:])
    shelled: Rows = [["Acme Plumbing"], ["Jobs by date"], ["January 2024"], [], *table]
    shelled += [["Total", "", "", "", "", f"{total:,.2f}", ""], [], ["Generated 11/19/2025 at 9:12 AM"]]
    again = read(text(shelled))
    assert again.shares == PLAIN.shares
    assert again.rows.reasons == {"totals": 1, "footer": 1}


def test_a_header_that_repeats_on_every_page_is_left_out() -> None:
    table = rows()
    paged = [*table[:31], HEAD, *table[31:]]
    again = read(text(paged))
    assert again.shares == PLAIN.shares
    assert again.rows.reasons == {"repeated-header": 1}


def test_a_total_that_does_not_add_up_is_told() -> None:
    table = [*rows(), ["Total", "", "", "", "", "9,999,999.00", ""]]
    assert any(f.code == "total-differs" for f in read(text(table)).findings)


@pytest.mark.parametrize("shown", ["${:,.2f}", "{:.2f} USD", "$ {:,.2f}", "{:,.0f}"])
def test_money_as_people_write_it(shown: str) -> None:
    made = firm(21, 0.3, 60)
    table: Rows = [HEAD]
    table += [
        [p.number, p.customer, p.kind, f"{p.start:%m/%d/%Y}", f"{p.end:%m/%d/%Y}", shown.format(p.value), "Done"]
        for p in made.pieces
    ]
    again = read(text(table))
    assert again.shares.by_revenue is not None
    assert PLAIN.shares.by_revenue is not None
    assert again.shares.by_revenue.mid == pytest.approx(PLAIN.shares.by_revenue.mid, abs=0.01)


def test_amounts_in_brackets_are_credits_and_lower_the_revenue() -> None:
    table = rows()
    number, customer = table[1][0], table[1][1]
    credit = [number, customer, table[1][2], table[1][3], table[1][4], f"({table[1][5]})", "Done"]
    again = read(text([*table, credit]))
    assert again.rows.used == 60
    assert again.rows.grouped == 1


def test_the_order_of_day_and_month_is_read_from_the_column() -> None:
    def dated(order: str) -> Rows:
        made = firm(21, 0.3, 60)
        return [HEAD] + [
            [p.number, p.customer, p.kind, p.start.strftime(order), p.end.strftime(order), f"{p.value:.2f}", "Done"]
            for p in made.pieces
        ]

    us, uk, iso = (read(text(dated(order))) for order in ("%m/%d/%Y", "%d/%m/%Y", "%Y-%m-%d"))
    assert us.period == uk.period == iso.period
    assert (us.files[0].date_order, uk.files[0].date_order) == ("mdy", "dmy")


def test_an_order_of_dates_that_no_date_tells_is_asked_for() -> None:
    table: Rows = [HEAD] + [
        [n, "Somebody", "Repair", f"{n % 12 + 1:02d}/05/2025", f"{n % 12 + 1:02d}/06/2025", "300", "Done"]
        for n in range(40)
    ]
    told = read(text(table))
    assert any(f.code == "date-order-open" for f in told.findings)
    chosen = read(text(table), mapping={"date_order": "dmy"})
    assert chosen.files[0].date_order == "dmy"
    assert not any(f.code == "date-order-open" for f in chosen.findings)


def test_serial_dates_of_a_spreadsheet_program_are_dates() -> None:
    made = firm(21, 0.3, 60)
    table: Rows = [HEAD]
    for p in made.pieces:
        start, end = ((d - type(d)(1899, 12, 30)).days for d in (p.start, p.end))
        table.append([p.number, p.customer, p.kind, start, end, f"{p.value:.2f}", "Done"])
    assert read(text(table)).period == PLAIN.period


def test_the_users_own_reading_of_a_column_wins_and_is_kept() -> None:
    table = rows()
    head = ["A", "B", "C", "D", "E", "F", "G"]
    chosen = {"id": "A", "customer": "B", "type": "C", "start": "D", "end": "E", "total": "F", "status": "G"}
    again = read(text([head, *table[1:]]), mapping=chosen)
    assert again.mapping == chosen
    assert again.shares == PLAIN.shares


def test_a_column_can_be_taken_away() -> None:
    assert PLAIN.shares.by_revenue is not None
    without = read(text(rows()), mapping={"total": ""})
    assert without.shares.by_revenue is None
    assert any(f.code == "value-missing" for f in without.findings)


def test_a_column_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(FileError, match="Fee"):
        read(text(rows()), mapping={"total": "Fee"})


def test_a_finding_names_the_row_as_a_spreadsheet_program_counts_it() -> None:
    table = rows()
    table[7][3] = "soon"
    (finding,) = [f for f in read(text(table)).findings if f.code == "date-unread"]
    assert (finding.row, finding.column) == (8, "Start")
    assert "1 cell" in finding.message
