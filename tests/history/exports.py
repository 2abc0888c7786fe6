"""Writers: a firm as each system would export it, with the quirks of that system."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from generate import Firm, Piece, Rows, book, text, us, usd

Files = list[tuple[str, bytes]]


def _shown(moment: datetime) -> str:
    return moment.strftime("%b %d, %Y").replace(" 0", " ")


def jobber(firm: Firm) -> Files:
    """One-off jobs: `$` in the header, `-` for nothing, closed by the office some days later; cancelled work is not
    marked there, so it is left out of this file.
    """
    rng = random.Random(len(firm.pieces))
    rows: Rows = [
        [
            "Job #",
            "Client name",
            "Title",
            "Job Type",
            "Created date",
            "Scheduled start date",
            "Closed date",
            "Total revenue ($)",
            "Time tracked",
            "Visits assigned to",
            "Builder Rep",
            "BUILDER REP",
        ]
    ]
    for p in firm.pieces:
        if p.state != "done":
            continue
        closed = p.end + timedelta(days=rng.randrange(0, 9))
        rows.append(
            [
                p.number,
                p.customer,
                p.title,
                p.kind or "-",
                _shown(p.start - timedelta(days=3)),
                _shown(p.start),
                _shown(closed),
                f"{p.value:.2f}",
                f"{int(p.hours)}h {int(p.hours % 1 * 60)}m",
                "Sam and Kim",
                "-",
                "-",
            ]
        )
    return [("One-off jobs_Report_1_of_1_2025-11-19.csv", text(rows))]


def housecall(firm: Firm) -> Files:
    """Segments 1042-1, 1042-2 for work of several days, ids as `="1042-1"`, a byte order mark, minutes on the job."""
    rows: Rows = [
        [
            "Job #",
            "Job status",
            "Customer name",
            "Job description",
            "Job type",
            "Job scheduled start date",
            "Job scheduled end date",
            "Finished",
            "Job amount",
            "On Job Duration",
            "Employee",
            "Job arrival window",
        ]
    ]
    for p in firm.pieces:
        status = "Done" if p.state == "done" else "Pro canceled"
        parts = min(p.visits, 4)
        for k in range(parts):
            start = p.start + timedelta(days=k) if parts > 1 else p.start
            end = p.end if k == parts - 1 else start + timedelta(hours=7)
            rows.append(
                [
                    f'="{p.number}-{k + 1}"' if parts > 1 else f"#{p.number}",
                    status,
                    p.customer,
                    p.title,
                    p.kind,
                    start.strftime("%m/%d/%Y %I:%M %p"),
                    end.strftime("%m/%d/%Y %I:%M %p"),
                    end.strftime("%m/%d/%Y %I:%M %p"),
                    usd(p.value),
                    int(p.hours / parts * 60),
                    "Kim",
                    "10:00am - 12:00pm",
                ]
            )
    return [("jobs.csv", text(rows, encoding="utf-8-sig"))]


def housecall_first(firm: Firm) -> Files:
    """The first generation of headers."""
    rows: Rows = [
        [
            "Invoice Number",
            "Customer",
            "Description",
            "Customer Tags",
            "Created At",
            "Date",
            "End Time",
            "Finished",
            "On Job Duration",
            "Travel Duration",
            "Amount",
            "Job Status",
            "Employee",
        ]
    ]
    for p in firm.pieces:
        rows.append(
            [
                f"#{p.number}",
                p.customer,
                p.title,
                p.kind,
                us(p.start),
                p.start.strftime("%m/%d/%Y %I:%M %p"),
                p.end.strftime("%m/%d/%Y %I:%M %p"),
                p.end.strftime("%m/%d/%Y %I:%M %p"),
                f"{int(p.hours)}:{int(p.hours % 1 * 60):02d}",
                "0:20",
                usd(p.value),
                "Done" if p.state == "done" else "Canceled",
                "Kim",
            ]
        )
    return [("jobs_export.csv", text(rows))]


def servicetitan(firm: Firm) -> Files:
    """A report somebody built, as XLSX: a grand total with the count in the job column, work parked in 2030."""
    rows: Rows = [
        [
            "Job #",
            "Customer Name",
            "Job Type",
            "Business Unit",
            "Summary",
            "Created Date",
            "Scheduled Date",
            "Completion Date",
            "Jobs Subtotal",
            "Total Appointments",
            "Status",
            "Assigned Technicians",
        ]
    ]
    for p in firm.pieces:
        unit = "" if not p.kind else "Production" if p.project else "Service"
        rows.append(
            [
                p.number,
                p.customer,
                p.kind,
                unit,
                p.title,
                us(p.start - timedelta(days=2)),
                us(p.start),
                us(p.end),
                usd(p.value),
                p.visits,
                "Completed" if p.state == "done" else "Canceled",
                "A, B, A",
            ]
        )
    for k in range(5):
        rows.append(
            [
                9000 + k,
                "Parked Person",
                "Service Call",
                "Service",
                "someday",
                us(firm.pieces[0].start),
                "01/01/2030",
                "",
                usd(900),
                1,
                "Scheduled",
                "**Unassigned",
            ]
        )
    total = sum(p.value for p in firm.pieces) + 5 * 900
    rows.append([len(rows) - 1, None, None, None, None, None, None, None, usd(total), None, None, None])
    return [("Jobs report.xlsx", book(rows))]


def quickbooks_online(firm: Firm) -> Files:
    """Sales by Customer Detail: title block, first column empty, customers on rows of their own, totals, a footer.

    Each piece is an invoice of one to three lines; long projects are billed in parts.
    """
    rng = random.Random(len(firm.pieces))
    rows: Rows = [
        ["Acme Mechanical LLC"],
        ["Sales by Customer Detail"],
        ["January 2024 - November 2025"],
        [],
        [
            "",
            "Transaction date",
            "Transaction type",
            "Num",
            "Product/Service full name",
            "Memo/Description",
            "Quantity",
            "Sales price",
            "Amount",
            "Balance",
        ],
    ]
    by_customer: dict[str, list[Piece]] = {}
    for p in firm.pieces:
        if p.state == "done":
            by_customer.setdefault(p.customer, []).append(p)
    total, number = 0.0, 5000
    for customer, pieces in sorted(by_customer.items()):
        rows.append([customer])
        summed = 0.0
        for p in pieces:
            number += 1
            lines = rng.randrange(1, 4)
            for _ in range(lines):
                amount = round(p.value / lines, 2)
                summed += amount
                rows.append(
                    [
                        "",
                        us(p.end),
                        "Invoice",
                        number,
                        p.kind or "Services",
                        p.title,
                        1,
                        f"{amount:,.2f}",
                        f"{amount:,.2f}",
                        "",
                    ]
                )
        rows.append([f"Total for {customer}", "", "", "", "", "", "", "", usd(summed), ""])
        total += summed
    rows.append(["TOTAL", "", "", "", "", "", "", "", usd(total), ""])
    rows += [[], ["Accrual Basis Wednesday, November 19, 2025 09:12 AM GMT-06:00"]]
    return [("Acme_Sales by Customer Detail.csv", text(rows, encoding="utf-8-sig"))]


def quickbooks_desktop(firm: Firm) -> Files:
    """The job list as IIF and the sales beside it."""
    list_: Rows = [
        ["!HDR", "PROD", "VER"],
        ["HDR", "QuickBooks", "Version 34"],
        ["!CUST", "NAME", "CTYPE", "JOBDESC", "JOBTYPE", "JOBSTATUS", "JOBSTART", "JOBPROJEND", "JOBEND", "HIDDEN"],
    ]
    sales: Rows = [["Date", "Num", "Customer", "Memo/Description", "Due Date", "Amount", "Open Balance"]]
    for p in firm.pieces:
        name = f"{p.customer}:{p.number}"
        state = "4" if p.state == "done" else "5"
        list_.append(["CUST", name, "", p.title, p.kind, state, us(p.start), "", us(p.end), "N"])
        if p.state == "done":
            sales.append([us(p.end), 7000 + p.number, name, p.title, us(p.end), f"{p.value:.2f}", "0.00"])
    return [("jobs.IIF", text(list_, separator="\t", encoding="cp1252")), ("invoice list.csv", text(sales))]


def xero(firm: Firm) -> Files:
    """One row for each line of an invoice with the total repeated; days before months; four decimals."""
    head = "ContactName EmailAddress InvoiceNumber Reference InvoiceDate DueDate PlannedDate Total TaxTotal"
    head += " InvoiceAmountPaid InvoiceAmountDue InventoryItemCode Description Quantity UnitAmount Discount LineAmount"
    head += " AccountCode TaxType TaxAmount TrackingName1 TrackingOption1 Currency Type Sent Status"
    rows: Rows = [list(head.split())]
    for p in firm.pieces:
        status = "Paid" if p.state == "done" else "Voided"
        for part in (0.7, 0.3):
            row: list[object] = [
                p.customer,
                "",
                f"INV-{p.number}",
                "",
                p.end.strftime("%d/%m/%Y"),
                "",
                "",
                f"{p.value * 1.1:.4f}",
                f"{p.value * 0.1:.4f}",
                "",
                "",
                "",
                p.title,
                1,
                "",
                "",
                f"{p.value * part:.4f}",
                "200",
                "",
                "",
                "Work",
                p.kind,
                "NZD",
                "Invoice",
                "Sent",
                status,
            ]
            rows.append(row)
    return [("Invoices.csv", text(rows))]


def workiz(firm: Firm) -> Files:
    """A mark, sub-statuses in brackets with double spaces, weekdays in dates."""
    rows: Rows = [
        [
            "Job #",
            "UUID",
            "Client",
            "Job Type",
            "Tags",
            "Job Date",
            "Job End",
            "Total",
            "Amount Due",
            "Hours",
            "Status",
            "Tech",
        ]
    ]
    for p in firm.pieces:
        status = "Done  (Paid  in full)" if p.state == "done" else "Canceled (No show)"
        rows.append(
            [
                p.number,
                f"X{p.number}",
                p.customer,
                p.kind or p.title,
                "",
                p.start.strftime("%a %b %d, %Y %I:%M %p").lower(),
                p.end.strftime("%a %b %d, %Y %I:%M %p"),
                f"{p.value:.2f}",
                "0.00",
                p.hours,
                status,
                "Kim",
            ]
        )
    return [("jobs.csv", text(rows, encoding="utf-8-sig"))]


def fieldedge(firm: Firm) -> Files:
    """Each dispatch is a row of a workbook; the money stands in the list of invoices."""
    calls: Rows = [
        [
            "WO#",
            "Customer",
            "Status",
            "Task (Duration)",
            "Lead Source",
            "Schedule Date/Time",
            "Tech",
            "PO#",
            "Promised Appointment",
            "Arrival",
            "Complete",
            "Est Complete",
            "Priority",
        ]
    ]
    bills: Rows = [["Invoice #", "Customer", "WO #", "Date", "Due Date", "Total", "Due"]]
    for p in firm.pieces:
        for k in range(min(p.visits, 6)):
            start = p.start + timedelta(days=k)
            last = k == min(p.visits, 6) - 1
            calls.append(
                [
                    p.number,
                    p.customer,
                    "Completed" if p.state == "done" else "Cancelled",
                    f"{p.kind} {p.title}",
                    "",
                    start,
                    "Kim",
                    "",
                    "",
                    start,
                    p.end if last else start + timedelta(hours=6),
                    "",
                    "",
                ]
            )
        if p.state == "done":
            bills.append([80000 + p.number, p.customer, p.number, p.end, p.end, p.value, 0])
    return [("DispatchList.xlsx", book(calls)), ("InvoiceList.xlsx", book(bills))]


def spanish(firm: Firm) -> Files:
    """A list kept by hand: Spanish names, semicolons, decimal commas, days before months, CP1252."""
    rows: Rows = [
        ["Folio", "Cliente", "Tipo de trabajo", "Descripción", "Fecha de inicio", "Fecha de fin", "Importe", "Estado"]
    ]
    for p in firm.pieces:
        value = f"{p.value:,.2f}".replace(",", "~").replace(".", ",").replace("~", ".")
        rows.append(
            [
                p.number,
                p.customer,
                p.kind,
                p.title,
                p.start.strftime("%d/%m/%Y"),
                p.end.strftime("%d/%m/%Y"),
                value,
                "Terminado" if p.state == "done" else "Cancelado",
            ]
        )
    return [("trabajos.csv", text(rows, separator=";", encoding="cp1252", end="\r\n"))]


def plain(firm: Firm) -> Files:
    """A list of an unknown system in UTF-16 with tabs."""
    rows: Rows = [["Ticket", "Name", "Work", "Date", "Finished", "Price", "State"]]
    for p in firm.pieces:
        rows.append(
            [
                p.number,
                p.customer,
                f"{p.kind} {p.title}".strip(),
                p.start.strftime("%Y-%m-%d"),
                p.end.strftime("%Y-%m-%d"),
                f"{p.value:.2f}",
                p.state,
            ]
        )
    return [("list.tsv", text(rows, separator="\t", encoding="utf-16"))]


WRITERS: dict[str, Callable[[Firm], Files]] = {
    "jobber": jobber,
    "housecall_pro": housecall,
    "housecall_first": housecall_first,
    "servicetitan": servicetitan,
    "quickbooks_online": quickbooks_online,
    "quickbooks_desktop": quickbooks_desktop,
    "xero": xero,
    "workiz": workiz,
    "fieldedge": fieldedge,
    "spanish": spanish,
    "plain": plain,
}
