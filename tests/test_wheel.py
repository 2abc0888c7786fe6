"""The wheel holds everything: installed into an empty environment, `advisor advise` works there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel")]


def uv() -> str:
    found = os.environ.get("UV") or shutil.which("uv")
    if found is None:
        for place in (".tools/bin/uv", ".tools/site/bin/uv"):
            if (ROOT / place).exists():
                return str(ROOT / place)
    assert found, "uv is needed to build the wheel"
    return found


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([uv(), "build", "--wheel", "--quiet", "--out-dir", str(out), str(ROOT)], check=True, timeout=300)
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_ships_data_fonts_theme_and_the_app(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "data/vendors.yaml", "data/rules.yaml", "data/schema/answers.json", "static/fonts/PublicSans-Regular.ttf",
        ".streamlit/config.toml", "advisor_app.py",
    ):  # fmt: skip
        assert f"advisor/_shipped/{name}" in names
    assert "advisor/report/template.typ" in names
    assert not any(name.startswith("tests/") for name in names)


def test_an_empty_environment_with_the_wheel_advises(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    subprocess.run([uv(), "venv", "--quiet", "--python", sys.executable, str(environment)], check=True, timeout=300)
    bin_folder = environment / ("Scripts" if os.name == "nt" else "bin")
    python = bin_folder / ("python.exe" if os.name == "nt" else "python")
    subprocess.run([uv(), "pip", "install", "--quiet", "--python", str(python), str(wheel)], check=True, timeout=600)
    answers = tmp_path / "mine.yaml"
    answers.write_text("company: {trade: plumbing_service}\nwork: {project_share: 0}\n", encoding="utf-8")
    run = subprocess.run(
        [str(bin_folder / "advisor"), "advise", str(answers), "--json"],
        check=True, timeout=120, capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert json.loads(run.stdout)["category"] == "fsm"
    # What signs consultants in comes with it, and does not lean on a package that only the tests install.
    speaks = "from authlib.integrations.starlette_client import OAuth"
    subprocess.run([str(python), "-W", "error", "-c", speaks], check=True, timeout=60, cwd=tmp_path)
    subprocess.run(
        [str(bin_folder / "advisor"), "report", str(answers), "-o", str(tmp_path / "out.pdf")],
        check=True, timeout=120, capture_output=True, cwd=tmp_path,
    )  # fmt: skip
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
