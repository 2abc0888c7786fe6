"""Write `data/schema/*.json` from the models."""

from __future__ import annotations

from pathlib import Path

from advisor.schemas import NAMES, schema_text

FOLDER = Path(__file__).parent.parent.parent / "data" / "schema"


def pages() -> dict[Path, str]:
    """Text of every schema file by its path."""
    return {FOLDER / f"{name}.json": schema_text(name) for name in NAMES}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
