"""Odd things seen in exports: each changes nothing in what is measured, or is told."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from generate import Piece, Rows, book, firm, text, us, usd

from advisor.history import import_records
from advisor.history.imported import Imported

KNOWN = firm(21, 0.3, 60, "plumbing")
PIECES = KNOWN.pieces
REVENUE = sum(p.value for p in PIECES)
HEAD = ["Job #", "Customer", "Job type", "Description", "Start", "End", "Total", "Status"]


def row(p: Piece, date: str = "%m/%d/%Y", value: str = "{:.2f}") -> list[object]:
    start, end = p.start.strftime(date), p.end.strftime(date)
    return [p.number, p.customer, p.kind, p.title, start, end, value.format(p.value), "Done"]


def rows(date: str = "%m/%d/%Y", value: str = "{:.2f}") -> Rows:
    return [HEAD, *(row(p, date, value) for p in PIECES)]


def read(*files: bytes | tuple[str, bytes], **options: object) -> Imported:
    named = [f if isinstance(f, tuple) else (f"file {i}.csv", f) for i, f in enumerate(files)]
    return import_records(named, **options)  # type: ignore[arg-type]


def revenue(read: Imported) -> float:
    return sum(shape.mean_usd * shape.records for shape in read.shapes if shape.mean_usd)


def codes(read: Imported) -> set[str]:
    return {finding.code for finding in read.findings}


def whole(read: Imported, used: int = 60) -> None:
    """All work is there once, with its value."""
    assert read.rows.used == used
    assert read.rows.read == read.rows.used + read.rows.grouped + read.rows.dropped
    assert revenue(read) == pytest.approx(REVENUE, rel=0.05)


PLAIN = read(text(rows()))


@pytest.mark.parametrize(
    "form",
    [
        "%Y-%m-%dT%H:%M:%SZ", "%Y%m%d", "%b %d, %Y at %I:%M %p", "%m/%d/%Y - %I:%M%p", "%m/%d/%Y (%a)",
        "%I:%M %p %m/%d/%Y", "%m/%d/%Y %I %p", "%d/%b/%y", "%a %b %d %Y",
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_form_that_a_system_was_seen_to_write(form: str) -> None:
    again = read(text(rows(date=form)))
    assert again.period == PLAIN.period
    assert "date-unread" not in codes(again)


@pytest.mark.parametrize("nothing", ["0000-00-00", "N/A", "TBD", "--"])
def test_a_word_for_no_date_is_no_date_and_no_doubt(nothing: str) -> None:
    table = rows()
    table[5][4] = table[9][4] = nothing
    again = read(text(table))
    assert again.rows.used == 60
    assert "date-unread" not in codes(again)


@pytest.mark.parametrize(
    "form", ["US${:,.2f}", "MX$ {:,.2f}", "{:,.2f} dollars", "${:,.2f} M.N.", "CA$ {:,.2f} + tax", "'{:.2f}"]
)
def test_money_with_the_name_of_a_currency_around_it(form: str) -> None:
    whole(read(text(rows(value=form))))


def test_points_between_thousands_and_shortened_amounts() -> None:
    pointed = [
        HEAD,
        *([*r[:6], f"{p.value:,.0f}".replace(",", "."), "Done"] for p, r in zip(PIECES, rows()[1:], strict=True)),
    ]
    whole(read(text(pointed, separator=";")))
    short = [HEAD, *([*r[:6], f"${p.value / 1000:.3f}k", "Done"] for p, r in zip(PIECES, rows()[1:], strict=True))]
    whole(read(text(short)))


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Minutes", "{m}"),
        ("Duration (min)", "{m}"),
        ("Seconds", "{s}"),
        ("Hours", "{h}h{r:02d}"),
        ("Hours", "PT{h}H{r}M"),
    ],
)
def test_hours_in_other_units_and_forms(name: str, form: str) -> None:
    table = [[*HEAD, name]]
    for p, cells in zip(PIECES, rows()[1:], strict=True):
        minutes = round(p.hours * 60)
        table.append([*cells, form.format(m=minutes, s=minutes * 60, h=minutes // 60, r=minutes % 60)])
    share = read(text(table)).shares.by_hours
    assert share is not None
    assert share.mid == pytest.approx(KNOWN.share("hours"), abs=0.03)


def test_the_column_of_the_tax_is_never_the_value() -> None:
    table: Rows = [["Job #", "Customer", "Job type", "Start", "Tax", "Total incl. tax", "Total excl. tax"]]
    for p in PIECES:
        table.append([p.number, p.customer, p.kind, us(p.start), p.value * 0.1, p.value * 1.1, f"{p.value:.2f}"])
    assert read(text(table)).mapping["total"] == "Total excl. tax"


def test_a_column_without_a_filled_cell_gives_way_to_the_next_one() -> None:
    head = ["#ID", "Customer", "Title", "Status", "Start Date/Time", "End Date/Time", "Clock In Date/Time",
            "Clock Out Date/Time", "Total"]  # fmt: skip
    table: Rows = [
        head,
        *([p.number, p.customer, p.title, "Complete", us(p.start), us(p.end), "", "", p.value] for p in PIECES),
    ]
    again = read(text(table))
    assert (again.system, again.mapping["start"]) == ("fieldpulse", "Start Date/Time")


SHEETS: dict[str, Rows] = {
    "Summary": [["Month", "Jobs", "Revenue"], *([f"{m} 2024", 5, 1000 * m] for m in range(1, 13))],
    "Customers": [["Customer", "Phone", "Total"], *([p.customer, "555-0100", 100] for p in PIECES)],
    "Prices": [["Item", "Category", "Price"], *([f"Item {i}", "Parts", 10.0 * i + 5] for i in range(80))],
    "Staff": [["Name", "Title", "Hired", "Rate"], *([f"E {i}", "Tech", f"01/{i:02d}/2019", 30] for i in range(1, 9))],
    "Notes": [["Read me"], ["This is the export"]],
    "About": [["Key", "Value"], ["Company", "Acme"], ["Run on", "2025-01-01"]],
}


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_beside_the_list_of_work_are_left_out(name: str) -> None:
    again = read(("jobs.xlsx", book(SHEETS[name], name, {"Jobs": rows()})))
    whole(again)
    assert again.shares == PLAIN.shares


def test_a_table_whose_columns_the_user_named_is_never_left_out() -> None:
    raw = ("jobs.xlsx", book(SHEETS["Prices"], "Prices", {"Jobs": rows()}))
    assert "table-without-work" in codes(read(raw))
    own = {"jobs.xlsx, sheet Prices": {"title": "Item", "total": "Price"}}
    assert read(raw, mapping=own).rows.used == 140


def test_customers_with_one_bill_each_do_not_hide_the_totals() -> None:
    table: Rows = [["Acme"], ["Sales by Customer Detail"], ["2024"], []]
    table.append(["", "Transaction date", "Transaction type", "Num", "Memo/Description", "Quantity", "Amount"])
    for i, p in enumerate(PIECES):
        table += [[f"{p.customer} {i}", *[""] * 6], ["", us(p.end), "Invoice", 100 + i, p.title, 1, f"{p.value:,.2f}"]]
        table.append([f"Total for {p.customer} {i}", *[""] * 5, usd(p.value)])
    table += [["TOTAL", *[""] * 5, usd(REVENUE)], [], ["Cash Basis Wednesday, November 19, 2025 09:12 AM GMT-06:00"]]
    again = read(text(table))
    whole(again)
    assert {"cash-basis"} <= codes(again)
    assert "total-differs" not in codes(again)


def test_a_total_of_its_own_month_is_checked_against_that_month() -> None:
    table: Rows = [HEAD]
    for part in (PIECES[:30], PIECES[30:]):
        table += [row(p) for p in part]
        table.append(["Total", *[""] * 5, f"{sum(p.value for p in part):.2f}", ""])
    again = read(text(table))
    whole(again)
    assert "total-differs" not in codes(again)


SPELLINGS = [
    ("WO#", "WO #", "{}", "WO-{}"), ("Job #", "Job", "WO{:06d}", "{}"), ("Job ID", "Job #s", "{}", "#{}"),
    ("WO Number", "Work Order", "J-{}", "J-{}"), ("Job No", "Job Number", "{}", "{}.0"),
]  # fmt: skip


@pytest.mark.parametrize(("job", "link", "mine", "theirs"), SPELLINGS)
def test_bills_find_their_jobs_however_the_number_is_spelled(job: str, link: str, mine: str, theirs: str) -> None:
    jobs: Rows = [[job, "Customer", "Description", "Date", "Completed"]]
    bills: Rows = [["Invoice #", "Customer", link, "Invoice Date", "Total"]]
    for i, p in enumerate(PIECES):
        jobs.append([mine.format(p.number), p.customer, p.title, us(p.start), us(p.end)])
        bills.append([9000 + i, p.customer, theirs.format(p.number), us(p.end), f"{p.value:.2f}"])
    whole(read(text(jobs), text(bills)))


def test_sales_without_job_numbers_go_to_the_customers_job_nearest_in_time() -> None:
    jobs: Rows = [["Job #", "Customer", "Job type", "Start", "End", "Status"]]
    sales: Rows = [["Date", "Num", "Customer", "Memo/Description", "Due Date", "Amount", "Open Balance"]]
    for i, p in enumerate(PIECES):
        jobs.append([p.number, p.customer, p.kind, us(p.start), us(p.end), "Done"])
        sales.append([us(p.end), 5000 + i, p.customer.upper(), "Services", us(p.end), f"{p.value:.2f}", "0.00"])
    again = read(text(jobs), text(sales))
    whole(again)
    assert "joined-by-customer" in codes(again)
    strangers = [sales[0], *([*s[:2], "Nobody Known", *s[3:]] for s in sales[1:])]
    assert "files-do-not-join" in codes(read(text(jobs), text(strangers)))


def test_bills_of_the_last_months_alone_are_told() -> None:
    late = sorted(PIECES, key=lambda p: p.end)[-20:]
    jobs: Rows = [["WO#", "Customer", "Description", "Date", "Completed"]]
    jobs += [[p.number, p.customer, p.title, us(p.start), us(p.end)] for p in PIECES]
    bills: Rows = [
        ["Invoice #", "WO #", "Invoice Date", "Total"],
        *([i, p.number, us(p.end), p.value] for i, p in enumerate(late)),
    ]
    assert "bills-cover-less" in codes(read(text(jobs), text(bills)))


def test_exports_that_overlap_count_once_with_and_without_numbers() -> None:
    table = rows()
    changed = [list(r) for r in table[21:]]
    changed[0][6] = f"{PIECES[20].value + 1:.2f}"
    again = read(text(table[:41]), text([HEAD, *changed]))
    whole(again)
    assert any("reaches further" in f.message for f in again.findings)
    bare = [r[1:] for r in table]
    whole(read(text(bare[:41]), text([bare[0], *bare[21:]])))
    assert read(text([*bare, *bare[1:4]])).rows.used == 63, "within one file two alike rows are two visits"


def test_hours_of_two_people_on_one_day_are_both_counted() -> None:
    table: Rows = [["Date", "Employee", "Job #", "Task", "Hours"]]
    for p in PIECES:
        for day in range(min(p.visits, 4)):
            for who in ("Kim", "Sam"):
                table.append(
                    [us(p.start + timedelta(days=day)), who, p.number, p.title, p.hours / min(p.visits, 4) / 2]
                )
    again = read(text(table))
    assert again.rows.used == 60
    assert again.shares.by_hours is not None
    assert again.shares.by_hours.mid == pytest.approx(KNOWN.share("hours"), abs=0.03)


def test_a_closed_knowify_job_with_nothing_billed_was_not_won() -> None:
    table: Rows = [["Client", "Job name", "Contract total", "Invoiced", "Created date", "Sales lead", "Status"]]
    table += [
        [p.customer, f"{p.title} {p.number}", usd(p.value), usd(p.value), us(p.start), "K", "Closed"] for p in PIECES
    ]
    lost = ["GC One", "Bid only", usd(90_000), "$0.00", us(PIECES[0].start), "K", "Closed"]
    again = read(text([*table, lost]))
    whole(again)
    assert again.rows.reasons == {"quote": 1}


def test_orders_hours_and_cost_items_of_jobtread_meet_in_the_job() -> None:
    projects = [p for p in PIECES if p.project]
    orders: Rows = [["Document", "Total", "Subtotal", "Close Message", "Status"]]
    orders += [[f"Customer Order {p.number}-1", p.value, p.value, "", "Approved"] for p in projects]
    orders += [[f"Customer Order {projects[0].number}-2", 9000, 9000, "", s] for s in ("Pending", "Draft", "Void")]
    time: Rows = [["User", "Job", "Type", "Hours (decimal)"]]
    time += [["Kim", f"{p.number}-{p.title}", "Work", p.hours] for p in projects]
    again = read(text(orders), text(time))
    assert again.rows.used == len(projects)
    assert revenue(again) == pytest.approx(sum(p.value for p in projects), rel=0.02)
    assert again.shapes[-1].median_hours is not None
    items: Rows = [["Document", "Ext Price", "Job", "Status"]]
    items += [
        [f"Customer Order {p.number}-1", p.value * part, f"{p.number}-x", "Approved"]
        for p in projects
        for part in (0.4, 0.6)
    ]
    assert read(text(items)).rows.used == len(projects)


@pytest.mark.parametrize("above", [True, False], ids=["month above its rows", "month in merged cells"])
def test_months_that_stand_once_date_the_rows_below(above: bool) -> None:
    table: Rows = [["Customer" if above else "Month", "Job type", "Description", "Total", "Who"]]
    month = ""
    for p in PIECES:
        named = f"{p.start:%B %Y}"
        if above and named != month:
            table.append([named, "", "", "", ""])
        first = p.customer if above else named if named != month else ""
        table.append([first, p.kind, p.title, p.value, "Kim"])
        month = named
    again = read(text(table))
    whole(again)
    assert again.period is not None
    assert again.period.first == f"{PIECES[0].start:%Y-%m}-01"


def test_an_average_below_the_table_is_no_work() -> None:
    tail: Rows = [["Average", *[""] * 5, f"{REVENUE / 60:.2f}", ""], ["Count", "60", *[""] * 6]]
    whole(read(text([*rows(), *tail])))


@pytest.mark.parametrize(("name", "yes"), [("Cancelled?", "Yes"), ("Void", "TRUE"), ("Cancelled on", "03/01/2025")])
def test_a_column_of_its_own_marks_what_was_cancelled(name: str, yes: str) -> None:
    table = [[*HEAD, name], *([*r, yes if i % 6 == 0 else ""] for i, r in enumerate(rows()[1:]))]
    assert read(text(table)).rows.reasons == {"cancelled": 10}


def test_one_is_said_in_the_singular() -> None:
    table = [*rows(), rows()[3]]
    table += [
        [901, "Q", "Repair", "x", "soon", "", "0", "Done"],
        [902, "Q", "Repair", "x", us(PIECES[0].start), "", "1", "Done"],
    ]
    credit = ["", PIECES[3].customer, "Credit", "x", us(PIECES[3].end), "", "(10.00)", "Done"]
    again = read(text([*table, credit]))
    assert len(again.findings) >= 4
    for finding in again.findings:
        assert not re.search(r"(?<![\d,.])1 (?:pieces|rows|cells|records|dates|jobs)\b", finding.message), (
            finding.message
        )


@pytest.mark.parametrize("trade", ["electrical", "remodeler", "restoration"])
def test_two_words_on_one_product_at_one_price_do_not_split_it(trade: str) -> None:
    import math
    import random

    from advisor.history.book import load_book

    anchors = load_book().anchors_for(trade)
    assert anchors is not None
    rng = random.Random(7)
    middle, spread = 0.65 * anchors.short_project.median_usd, 0.85 * math.log(anchors.short_project.spread)
    table: Rows = [["Number", "Job type", "Date", "Total"]]
    for i in range(120):
        value = middle * math.exp(rng.gauss(0, spread))
        table.append([i, rng.choice(["Install", "Replacement"]), f"2024-{i % 12 + 1:02d}-11", f"{value:.2f}"])
    again = read(text(table), trade=trade)
    share = again.shares.by_revenue
    assert share is not None
    assert not (again.can_tell and 0.2 < share.mid < 0.8), "a split was invented"
