"""Where the files lie that the server serves: inside an installed wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent.parent


def shipped(name: str) -> Path:
    """Path of a file that ships with the product, such as `advisor_app.py`."""
    inside = PACKAGE / "_shipped" / name
    return inside if inside.exists() else PACKAGE.parent / name


def streamlit_page() -> Path:
    """Streamlit's own page, into which every page of the app is drawn."""
    from streamlit import file_util

    return Path(file_util.get_static_dir()) / "index.html"
