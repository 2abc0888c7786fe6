"""Writers for systems whose lists are plainer: projects only, or one row for each job, with their known quirks."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import xlwt
from generate import Firm, Piece, Rows, text, us, usd

Files = list[tuple[str, bytes]]
Cell = Callable[[Piece], object]


def _table(firm: Firm, name: str, columns: dict[str, Cell], keep: Callable[[Piece], bool] = lambda _: True) -> Files:
    rows: Rows = [list(columns)]
    rows += [[cell(p) for cell in columns.values()] for p in firm.pieces if keep(p)]
    return [(name, text(rows, encoding="utf-8-sig"))]


def _done(p: Piece, done: str, cancelled: str) -> str:
    return done if p.state == "done" else cancelled


def _is_project(p: Piece) -> bool:
    return p.project


def buildertrend(firm: Firm) -> Files:
    """An old workbook (BIFF8): a title, a blank row, the header in row 3, serial dates, a total without a name."""
    made = xlwt.Workbook()
    sheet = made.add_sheet("Jobs")
    day = xlwt.easyxf(num_format_str="M/D/YYYY")
    head = [
        "Job name", "Project type", "Job status", "Contract price", "Projected start", "Projected completion",
        "Actual start", "Actual completion", "Project manager",
    ]  # fmt: skip
    sheet.write(0, 0, "Jobsites Rollup")
    for column, name in enumerate(head):
        sheet.write(2, column, name)
    pieces = [p for p in firm.pieces if p.project]
    for row, p in enumerate(pieces, start=3):
        words = [f"{p.title} {p.number}", p.kind, _done(p, "Closed", "Canceled"), p.value]
        for column, value in enumerate(words):
            sheet.write(row, column, value)
        for column, moment in ((4, p.start), (5, p.end), (6, p.start), (7, p.end)):
            sheet.write(row, column, moment, day)
        sheet.write(row, 8, "-- Unassigned --")
    sheet.write(3 + len(pieces), 3, sum(p.value for p in pieces))
    out = io.BytesIO()
    made.save(out)
    return [("Jobsites Rollup.xls", out.getvalue())]


def jobtread(firm: Firm) -> Files:
    """No list of jobs: the number stands inside the name of each document; a project has a bill for each part."""
    rows: Rows = [["Document", "Total", "Subtotal", "City", "County", "Status"]]
    for p in firm.pieces:
        if not p.project:
            continue
        for part in range(2):
            amount = f"{p.value / 2:.2f}"
            status = _done(p, "Approved", "Voided")
            rows.append([f"Customer Invoice {p.number}-{120 + part}", amount, amount, "Rapid City", "", status])
    return [("Customer Invoices.csv", text(rows, encoding="utf-8-sig"))]


def procore(firm: Firm) -> Files:
    """Projects only."""
    columns: dict[str, Cell] = {
        "Name": lambda p: f"{p.title} {p.number}", "Project Number": lambda p: f"P-{p.number}",
        "Stage": lambda p: _done(p, "Post-Construction", "Cancelled"), "Project Type": lambda p: p.kind,
        "Start date": lambda p: us(p.start), "Completion date": lambda p: us(p.end),
        "Total value": lambda p: usd(p.value), "Office": lambda _: "Main",
    }  # fmt: skip
    return _table(firm, "projects.csv", columns, _is_project)


def service_fusion(firm: Firm) -> Files:
    """Statuses are the office's own words around the documented ones."""
    columns: dict[str, Cell] = {
        "Job#": lambda p: p.number, "Customer": lambda p: p.customer, "Category": lambda p: p.kind,
        "Description": lambda p: p.title, "Status": lambda p: _done(p, "Paid In Full", "Cancelled"),
        "Start Date": lambda p: us(p.start), "End Date": lambda p: us(p.end), "Total": lambda p: usd(p.value),
        "Techs": lambda _: "Kim",
    }  # fmt: skip
    return _table(firm, "jobs.csv", columns)


def simpro(firm: Firm) -> Files:
    """Stages instead of statuses; totals before tax; days before months."""
    columns: dict[str, Cell] = {
        "Job No": lambda p: p.number, "Customer": lambda p: p.customer, "Job Type": lambda p: p.kind,
        "Job Name": lambda p: p.title, "Stage": lambda p: _done(p, "Archived", "Cancelled"),
        "Date Issued": lambda p: p.start.strftime("%d/%m/%Y"), "Completed Date": lambda p: p.end.strftime("%d/%m/%Y"),
        "Total Ex Tax": lambda p: f"{p.value:,.2f}",
    }  # fmt: skip
    return _table(firm, "jobs.csv", columns)


def servicem8(firm: Firm) -> Files:
    """Quotes and work orders share one list."""
    rows: Rows = [[
        "Job No", "Company Name", "Job Address", "Status", "Description", "Category", "Work Order Date",
        "Completion Date", "Total",
    ]]  # fmt: skip
    for p in firm.pieces:
        status = _done(p, "Completed", "Unsuccessful")
        rows.append([
            p.number, p.customer, "12 Elm St", status, p.title, p.kind, f"{p.start:%Y-%m-%d %H:%M:%S}",
            f"{p.end:%Y-%m-%d %H:%M:%S}", f"{p.value:.2f}",
        ])  # fmt: skip
    for number in range(4):
        rows.append([f"Q{number}", "Somebody", "", "Quote", "Asked only", "", "2025-01-02 08:00:00", "", "99000.00"])
    return [("jobs.csv", text(rows))]


def knowify(firm: Firm) -> Files:
    """The report of all jobs; what was bid and not won stands there with nothing billed."""
    rows: Rows = [
        ["Client", "Job name", "Job type", "Status", "Contract total", "Invoiced", "Created date", "Sales lead"]
    ]
    for p in firm.pieces:
        billed = p.value if p.state == "done" else 0
        status = _done(p, "Closed", "Rejected")
        rows.append(
            [p.customer, f"{p.title} {p.number}", p.kind, status, usd(p.value), usd(billed), us(p.start), "Kim"]
        )
    return [("Advanced Jobs Report.csv", text(rows))]


def jobnimbus(firm: Firm) -> Files:
    """Record types and boards are the firm's own."""
    columns: dict[str, Cell] = {
        "Display Name": lambda p: p.title, "Number": lambda p: p.number, "Customer": lambda p: p.customer,
        "Record Type": lambda p: p.kind, "Status": lambda p: _done(p, "Completed", "Lost"),
        "Date Created": lambda p: us(p.start), "Date Start": lambda p: us(p.start), "Date End": lambda p: us(p.end),
        "Sales Rep": lambda _: "Kim", "Approved Invoice Total": lambda p: usd(p.value),
    }  # fmt: skip
    return _table(firm, "jobs.csv", columns)


def fieldpulse(firm: Firm) -> Files:
    """Clocked times beside planned ones."""

    def moment(value: datetime) -> str:
        return value.strftime("%m/%d/%Y %I:%M %p")

    columns: dict[str, Cell] = {
        "#ID": lambda p: p.number, "Customer": lambda p: p.customer, "Title": lambda p: p.title,
        "Subtitle": lambda p: p.kind, "Status": lambda p: _done(p, "Complete", "Canceled"),
        "Start Date/Time": lambda p: moment(p.start), "End Date/Time": lambda p: moment(p.end),
        "Clock In Date/Time": lambda p: moment(p.start), "Clock Out Date/Time": lambda p: moment(p.end),
        "Created At": lambda p: moment(p.start), "Total": lambda p: usd(p.value),
    }  # fmt: skip
    return _table(firm, "jobs.csv", columns)


PROJECTS_ONLY: dict[str, Callable[[Firm], Files]] = {
    "buildertrend": buildertrend, "jobtread": jobtread, "procore": procore,
}  # fmt: skip
OTHERS: dict[str, Callable[[Firm], Files]] = {
    "service_fusion": service_fusion, "simpro": simpro, "servicem8": servicem8, "knowify": knowify,
    "jobnimbus": jobnimbus, "fieldpulse": fieldpulse,
}  # fmt: skip
