"""How much is read of an upload: generous for a contractor, harmless for a server."""

from __future__ import annotations

MAX_BYTES = 100_000_000
"""Largest file. Five years of forty calls a day, with every column a system has, come to about 30 MB."""

MAX_ALL_BYTES = 150_000_000
"""Most bytes of all files of one upload together."""

MAX_FILES = 12
"""Most files of one upload: jobs, recurring jobs and invoices, each in a few parts."""

MAX_ROWS = 500_000
"""Most rows of all files together: ten years of two hundred visits a day."""

MAX_COLUMNS = 500
"""Most columns of a table; the widest export seen has about 150."""

MAX_UNPACKED = 600_000_000
"""Most bytes that a spreadsheet may unpack to, by its own statement, which is then held to."""

SHEET_MEMORY = 3_000_000_000
"""Address space of the process that opens a spreadsheet, in bytes (where the system can limit it)."""

SHEET_SECONDS = 90
"""Longest time that opening one spreadsheet may take."""

MAX_FINDINGS = 60
"""Most findings of one import: each tells a kind of doubt once, with its first row and how many rows it has."""
