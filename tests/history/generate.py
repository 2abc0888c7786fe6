"""Firms whose split is known, written the way each system exports: the truth that the import must find again.

Nothing here is taken from real records. Words, values and lengths are drawn from this file's own lists, which differ
from the product's anchors on purpose: prices by a third and more, some words unknown, some titles silent.
"""

from __future__ import annotations

import csv
import io
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

Rows = list[list[object]]


@dataclass
class Piece:
    """One piece of work as it really was."""

    number: int
    project: bool
    kind: str
    title: str
    value: float
    hours: float
    start: datetime
    end: datetime
    customer: str
    visits: int = 1
    state: str = "done"


@dataclass
class Trade:
    """How a trade's work looks: kinds of each side with title, median value, spread, median days and hours."""

    jobs: list[tuple[str, str, float, float]]
    projects: list[tuple[str, str, float, float]]


HVAC = Trade(
    jobs=[
        ("Service Call", "AC not cooling upstairs", 330, 0.7),
        ("Maintenance", "Spring tune-up", 149, 0.4),
        ("Diagnostic", "Furnace will not light", 190, 0.5),
        ("Repair", "Replace capacitor", 420, 0.6),
    ],
    projects=[
        ("Install", "Full system change-out 3 ton", 11800, 0.35),
        ("New Construction", "Rough-in, 4 bedroom house", 16500, 0.5),
        ("Retrofit", "Rooftop units and ductwork, office", 48000, 0.6),
    ],
)
PLUMBING = Trade(
    jobs=[
        ("Drain Cleaning", "Kitchen line clogged", 260, 0.5),
        ("Leak Repair", "Leak under sink", 340, 0.6),
        ("Water Heater", "40 gal water heater", 1450, 0.3),
        ("Service", "Running toilet", 210, 0.5),
    ],
    projects=[
        ("Repipe", "Whole house repipe PEX", 8900, 0.4),
        ("Bathroom Remodel", "Master bath remodel plumbing", 14500, 0.5),
        ("New Construction", "Rough-in and trim, custom home", 27000, 0.5),
    ],
)
ELECTRICAL = Trade(
    jobs=[
        ("Service Call", "Breaker trips", 240, 0.5),
        ("Repair", "Outlet dead in garage", 280, 0.5),
        ("Inspection", "Safety check before sale", 180, 0.4),
        ("Service Call", "Flickering lights", 310, 0.6),
    ],
    projects=[
        ("Panel Upgrade", "200 amp panel upgrade", 4300, 0.3),
        ("Rewire", "Rewire 1940s house", 15500, 0.4),
        ("Tenant Improvement", "TI build-out, second floor", 62000, 0.7),
        ("Commercial Project", "Parking lot lighting", 38000, 0.6),
    ],
)
ROOFING = Trade(
    jobs=[
        ("Repair", "Leak at chimney", 780, 0.6),
        ("Inspection", "Roof inspection", 200, 0.3),
        ("Maintenance", "Gutter clean", 240, 0.4),
    ],
    projects=[
        ("Replacement", "Tear off and reroof, 28 squares", 14500, 0.35),
        ("Commercial", "TPO reroof, warehouse", 88000, 0.6),
    ],
)
ESPANOL = Trade(
    jobs=[
        ("Servicio", "Reparación de fuga en cocina", 300, 0.6),
        ("Mantenimiento", "Mantenimiento de minisplit", 140, 0.4),
        ("Reparación", "Arreglo de calentador", 350, 0.5),
    ],
    projects=[
        ("Remodelación", "Remodelación de baño completa", 15000, 0.5),
        ("Obra nueva", "Construcción de casa, instalación", 42000, 0.6),
        ("Ampliación", "Ampliación de segundo piso", 30000, 0.5),
    ],
)
TRADES = {"hvac": HVAC, "plumbing": PLUMBING, "electrical": ELECTRICAL, "roofing": ROOFING, "espanol": ESPANOL}
SURNAMES = [
    "Abbott",
    "Boyle",
    "Cruz",
    "Dunn",
    "Ellis",
    "Flores",
    "Grant",
    "Hodge",
    "Ibarra",
    "James",
    "Knox",
    "Lopez",
    "Marsh",
    "Nash",
    "Ortiz",
    "Park",
    "Quinn",
    "Reyes",
]


@dataclass
class Firm:
    """Pieces of work in the order of their start, and what is true of them."""

    pieces: list[Piece]
    trade: str
    kept: list[Piece] = field(default_factory=list)

    def share(self, basis: str) -> float:
        """The true project share of the work that was done: by count, revenue or hours."""
        weight: Callable[[Piece], float] = {
            "count": lambda p: 1.0,
            "revenue": lambda p: p.value,
            "hours": lambda p: p.hours,
        }[basis]
        done = [p for p in self.pieces if p.state == "done"]
        return sum(weight(p) for p in done if p.project) / max(sum(weight(p) for p in done), 1e-9)


def firm(seed: int, share: float, n: int, trade: str = "hvac", words: str = "types", price: float = 1.0) -> Firm:
    """A firm with *n* pieces of work of which the part *share* is project-shaped.

    Args:
        words: "types" (each row has a telling type), "titles" (titles tell, types do not), "some" (half of the titles
            are a name and a street), "none" (no word tells anything).
        price: factor on all values, since prices differ by market.
    """
    rng = random.Random(seed)
    made = TRADES[trade]
    pieces = []
    projects = set(rng.sample(range(n), round(share * n)))
    for i in range(n):
        project = i in projects
        kind, title, middle, spread = rng.choice(made.projects if project else made.jobs)
        value = round(price * middle * math.exp(rng.gauss(0, spread)), 2)
        start = datetime(2024, 1, 2, 8) + timedelta(days=int(600 * i / n), minutes=15 * rng.randrange(32))
        while start.weekday() > 4:
            start += timedelta(days=1)
        if project:
            days = max(1.0, value / 2600 * math.exp(rng.gauss(0, 0.3)))
            hours = days * 8 * rng.choice([1.5, 2, 3])
            end = start + timedelta(days=round(days * 7 / 5), hours=4)
            visits = max(2, int(days))
        else:
            hours = min(max(value / 160 * math.exp(rng.gauss(0, 0.3)), 0.5), 8.0)
            end, visits = start + timedelta(hours=hours), 1
        customer = f"{rng.choice(SURNAMES)} {rng.choice(SURNAMES)}"
        if words == "none" or (words == "some" and rng.random() < 0.5):
            title = f"{customer}, {rng.randrange(10, 999)} {rng.choice(SURNAMES)} St"
        if words != "types":
            kind = ""
        pieces.append(Piece(1000 + i, project, kind, title, value, round(hours, 2), start, end, customer, visits))
    return Firm(pieces, trade)


def spoil(made: Firm, seed: int, part: float = 0.06) -> Firm:
    """Some work of the firm is cancelled; its dollars stay in the file."""
    rng = random.Random(seed)
    for piece in made.pieces:
        if rng.random() < part:
            piece.state = "cancelled"
    return made


def text(rows: Rows, *, separator: str = ",", encoding: str = "utf-8", end: str = "\n") -> bytes:
    """Rows as a text file."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue().encode(encoding)


def usd(value: float) -> str:
    """`$1,225.00`"""
    return f"${value:,.2f}"


def book(rows: Rows, title: str = "Sheet1", others: dict[str, Rows] | None = None) -> bytes:
    """Rows as an XLSX file."""
    import openpyxl

    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for name, more in (others or {}).items():
        extra = made.create_sheet(name)
        for row in more:
            extra.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def ods(rows: Rows) -> bytes:
    """Rows as an ODS file."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    made = OpenDocumentSpreadsheet()
    table = Table(name="Jobs")
    for row in rows:
        line = TableRow()
        for value in row:
            if isinstance(value, (int, float)):
                cell = TableCell(valuetype="float", value=str(value))
            else:
                cell = TableCell(valuetype="string")
            cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    made.spreadsheet.addElement(table)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def us(moment: date) -> str:
    """`01/31/2025`"""
    return moment.strftime("%m/%d/%Y")
