"""Many visitors at once, each with a websocket of its own, and what became of every answer.

python -m benchmarks.sessions --sessions 100 --minutes 30

Each visitor walks through the questionnaire with a pause before every answer, changes an answer now and then, looks at
the result, leaves, and comes again as somebody else. Every answer is read back from the store at the end. Without
`--url` a server of its own is started on an empty database (`--database`, else SQLite in a temporary folder).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from advisor import load_knowledge
from advisor.questionnaire.flow import value_at
from advisor.questionnaire.question import Question
from advisor.storage.sql import open_store
from advisor.ui.controls import SIGNALS
from advisor.ui.typed import number_from
from advisor.ui.widgets import SEVERITIES
from benchmarks.cold_start import free_port
from benchmarks.robot import PageError, Robot

KNOWN = load_knowledge()
SLIDER = "Share of projects, in percent"
BY_TICK = {label: name for name, (label, _) in SIGNALS.items()}
CHANGED_AGAIN = 0.1
"""Share of answers that a visitor thinks better of."""

LEFT_OPEN = 0.15
"""Share of questions that a visitor passes over."""


@dataclass
class Found:
    """What all visitors met. `answers` and `pages` are milliseconds until the page was drawn."""

    answers: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    broken: int = 0
    given: dict[str, dict[str, Any]] = field(default_factory=dict)
    finished: int = 0


class Visitor:
    """One visitor after the other on one place; `given` are the fields as the store should hold them."""

    def __init__(self, url: str, found: Found, think: float, seed: int, until: float) -> None:
        self.url, self.found, self.think, self.until = url, found, think, until
        self.chance = random.Random(seed)

    async def stay(self) -> None:
        """Walks the questionnaire again and again until the time is over."""
        await asyncio.sleep(self.chance.random() * self.think)
        while time.monotonic() < self.until:
            self.robot, self.given = Robot(self.url), dict[str, Any]()
            try:
                await self._walk()
                self.found.finished += 1
            except PageError as error:
                self.found.errors[str(error)] += 1
                await asyncio.sleep(self.think)
            finally:
                if self.robot.token():
                    self.found.given[self.robot.token()] = self.given
                self.found.broken += self.robot.broken
                await self.robot.close()

    async def _walk(self) -> None:
        await self._page(self.robot.open("questions"))
        while time.monotonic() < self.until:
            await self._step()
            if "See the result" in self.robot.labels("button"):
                await self._page(self.robot.press("See the result"))
                return
            await self._page(self.robot.press("Next"))

    async def _page(self, work: Any) -> None:
        await asyncio.sleep(self._pause())
        start = time.perf_counter()
        await work
        self.found.pages.append((time.perf_counter() - start) * 1000)

    async def _step(self) -> None:
        """Answers the questions that the page shows, in any order."""
        asked = [q for q in KNOWN.questionnaire.questions if self._is_here(q)]
        self.chance.shuffle(asked)
        for question in asked:
            if self.chance.random() < LEFT_OPEN:
                continue
            for _ in range(2 if self.chance.random() < CHANGED_AGAIN else 1):
                if time.monotonic() >= self.until or not self._is_here(question):
                    break
                await self._answer(question)

    def _is_here(self, question: Question) -> bool:
        labels = self.robot.labels()
        if question.field == "work.project_share":
            return SLIDER in labels
        if question.kind == "signals":
            return bool(labels & set(BY_TICK))
        return question.ask in labels and question.kind not in ("duration", "tools", "pains", "ids", "text")

    async def _answer(self, question: Question) -> None:
        name = question.field
        if name == "work.project_share":
            percent = self.chance.choice([n for n in range(101) if n != 50])
            await self._set(SLIDER, "slider", [percent], {name: percent / 100})
        elif question.kind == "signals":
            label = self.chance.choice(sorted(self.robot.labels("checkbox") & set(BY_TICK)))
            field_ = f"{name}.{BY_TICK[label]}"
            ticked = not self.given.get(field_, False)
            if ticked or sum(v is True for f, v in self.given.items() if f.startswith(name)) > 1:
                await self._set(label, "checkbox", ticked, {field_: ticked})
        elif question.kind == "trade":
            box = self.robot.widget(question.ask, "selectbox")
            trade = self.chance.choice([t for t in KNOWN.trades.values() if t.name_en in box.options])
            await self._set(question.ask, "selectbox", trade.name_en, {name: (trade.id,)})
        elif question.kind in ("count", "money", "share"):
            text = str(self.chance.randint(1, 90))
            await self._set(question.ask, "text_input", text, {name: number_from(text, question)})
        else:
            await self._choose(question)

    async def _choose(self, question: Question) -> None:
        words: dict[str, Any] = {choice.label: choice.value for choice in question.choices}
        if question.kind == "yes_no":
            words = {"Yes": True, "No": False}
        elif question.kind == "severity":
            words = {"None": 0, **{label: number for number, label in SEVERITIES.items()}}
        word = self.chance.choice(sorted(words))
        kind = "button_group" if question.ask in self.robot.labels("button_group") else "selectbox"
        value = [word] if kind == "button_group" else word
        await self._set(question.ask, kind, value, {question.field: words[word]})

    async def _set(self, label: str, kind: str, value: Any, told: dict[str, Any]) -> None:
        await asyncio.sleep(self._pause())
        took = await self.robot.set(self.robot.widget(label, kind), kind, value)
        self.found.answers.append(took)
        # Told only now: an answer counts as given when the page that shows it stands.
        self.given |= told

    def _pause(self) -> float:
        return self.think * (0.5 + self.chance.random())


def lost_answers(given: dict[str, dict[str, Any]], database: str | None) -> tuple[int, int, list[str]]:
    """Answers that were given, how many of them the store does not hold, and a few of these in words."""
    store, count, lost = open_store(database), 0, []
    for token, fields in given.items():
        answers = store.open(token).answers
        for name, value in fields.items():
            count += 1
            kept = value_at(answers, name)
            if kept != value:
                lost.append(f"{name}: given {value!r}, kept {kept!r}")
    store.close()
    return count, len(lost), lost[:20]


@contextmanager
def own_server(database: str) -> Iterator[tuple[str, int]]:
    """Address and process id of a server on that database."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "advisor", "--no-browser", "--port", str(port)],
        env={**os.environ, "ADVISOR_DATABASE_URL": database},
        stdout=subprocess.DEVNULL,
    )
    url = f"http://localhost:{port}"
    try:
        while True:
            try:
                urllib.request.urlopen(f"{url}/readyz", timeout=20)
                break
            except OSError:
                time.sleep(0.2)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(30)


def resident_mb(pid: int | None) -> float | None:
    """Memory of a process in MB; None where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return None
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


async def soak(url: str, pid: int | None, found: Found, told: argparse.Namespace) -> dict[str, Any]:
    """All visitors at once; returns the memory of the server before, at its height and after."""
    until = time.monotonic() + told.minutes * 60
    visitors = [Visitor(url, found, told.think, told.seed + n, until) for n in range(told.sessions)]
    idle = highest = resident_mb(pid)
    last = time.monotonic()
    staying = asyncio.gather(*(visitor.stay() for visitor in visitors))
    while not staying.done():
        await asyncio.wait([staying], timeout=5)
        now = resident_mb(pid)
        if now is not None and highest is not None:
            highest = max(highest, now)
        if time.monotonic() - last >= 60:
            last = time.monotonic()
            print(
                f"{len(found.answers):,} answers, {sum(found.errors.values())} errors, {now or 0:,.0f} MB", flush=True
            )
    await staying
    return {"idle": idle, "highest": highest, "end": resident_mb(pid)}


def percentiles(times: list[float]) -> dict[str, float]:
    """Count, median, 95th and 99th percentile and maximum, in milliseconds."""
    if len(times) < 2:
        return {"count": len(times)}
    cuts = statistics.quantiles(times, n=100)
    return {"count": len(times), "p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(times)}


def main() -> int:
    """Prints a table, writes JSON where asked to; 1 where an answer was lost or a page failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sessions", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument(
        "--think", type=float, default=2.0, help="seconds before each answer, half to one and a half of it"
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--url", help="a server that runs already; --database is then the one it uses")
    parser.add_argument("--database", help="URL of the database")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    told = parser.parse_args()
    found = Found()
    with tempfile.TemporaryDirectory() as folder:
        database = told.database or f"sqlite:///{folder}/soak.sqlite3"
        if told.url:
            memory = asyncio.run(soak(told.url, None, found, told))
        else:
            with own_server(database) as (url, pid):
                memory = asyncio.run(soak(url, pid, found, told))
        count, lost, examples = lost_answers(found.given, database)
    out = {
        "sessions": told.sessions, "minutes": told.minutes, "think_seconds": told.think,
        "database": database.partition(":")[0], "assessments": len(found.given), "walked_to_the_end": found.finished,
        "answers_given": count, "lost": lost, "lost_examples": examples, "answer_ms": percentiles(found.answers),
        "page_ms": percentiles(found.pages), "errors": dict(found.errors), "broken_connections": found.broken,
        "memory_mb": memory, "python": sys.version.partition(" ")[0],
    }  # fmt: skip
    for name, value in out.items():
        print(f"{name:20s} {json.dumps(value) if isinstance(value, (dict, list)) else value}")
    if told.json:
        told.json.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")
    return 1 if lost or found.errors else 0


if __name__ == "__main__":
    raise SystemExit(main())
