"""A report held against the JSON of its advice: every number on paper, worked out again from the JSON alone.

What is read here is the JSON as a reader gets it, and the data files of the release; nothing of the code that printed
the report. A number counts as held where it stands in a sentence that the JSON (or a data file) holds word for word,
or in a phrase that is made here, a second time, from the figures.
"""

from __future__ import annotations

import datetime
import itertools
import json
import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from printed import Paper, squeezed

DATA = Path(__file__).parents[2] / "data"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SIDES = {"project": "project work", "job": "job work"}
GONE = "§"
"""Stands where a phrase was held."""

AROUND = re.compile(r"[^§]{0,40}?\d[^§]{0,30}")

LEAST = 10
"""Letters from which on a sentence is long enough to hold the numbers in it."""

Range = dict[str, Any]


def pct(share: float) -> str:
    return f"{round(share * 100)} %"


def pct_range(interval: Range) -> str:
    low, high = round(interval["low"] * 100), round(interval["high"] * 100)
    return f"{low} %" if low == high else f"{low}–{high} %"


def mirrored(interval: Range) -> Range:
    return {"low": 1 - interval["high"], "mid": 1 - interval["mid"], "high": 1 - interval["low"]}


def dollars(amount: float) -> str:
    """Two figures, as published prices are known."""
    if amount <= 0:
        return "$0"
    step = 10 ** max(math.floor(math.log10(amount)) - 1, 0)
    return f"${round(amount / step) * step:,}"


def money(value: Range | None) -> str:
    low, high = (value or {}).get("low"), (value or {}).get("high")
    if low is None and high is None:
        return "not published"
    if high is None:
        return f"{dollars(low)} or more"
    if low is None:
        return f"up to {dollars(high)}"
    return dollars(low) if dollars(low) == dollars(high) else f"{dollars(low)}–{dollars(high)}"


def day(iso: str) -> str:
    given = datetime.date.fromisoformat(iso)
    return f"{MONTHS[given.month - 1]} {given.day}, {given.year}"


def month(as_of: str) -> str:
    """When a page was read: "Nov 2026"."""
    year, _, rest = str(as_of).partition("-")
    return f"{MONTHS[int(rest[:2]) - 1][:3]} {year}" if rest else year


def signed(value: float, digits: int = 1) -> str:
    return f"{'−' if value < 0 else '+'}{abs(value):.{digits}f}"


def texts(value: Any) -> Iterator[str]:
    """Every string below *value*."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from itertools.chain.from_iterable(map(texts, value.values()))
    elif isinstance(value, list):
        yield from itertools.chain.from_iterable(map(texts, value))


def numbers(value: Any) -> Iterator[float]:
    """Every number below *value*."""
    if isinstance(value, bool):
        return
    if isinstance(value, (int, float)):
        yield value
    elif isinstance(value, dict):
        yield from itertools.chain.from_iterable(map(numbers, value.values()))
    elif isinstance(value, list):
        yield from itertools.chain.from_iterable(map(numbers, value))


def short(name: str) -> str:
    """A product; a long name without what stands in brackets."""
    return re.sub(r" ?\([^)]*\)", "", name) if len(name) > 30 else name


def data_file(name: str) -> Any:
    return yaml.load(
        (DATA / f"{name}.yaml").read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )


class Held:
    """What a report may say in figures, by its advice as JSON."""

    def __init__(self, advice_json: str) -> None:
        self.a: dict[str, Any] = json.loads(advice_json)
        self.costs, self.tasks, self.stack_book = data_file("costs"), data_file("demo_tasks"), data_file("stacks")
        self.sources = {one["id"]: one for one in data_file("sources")["sources"]}
        catalogue = data_file("vendors")
        self.systems = catalogue["external_systems"]
        self.vendors = {one["id"]: one for one in catalogue["vendors"]}
        self.capabilities = len(data_file("capabilities")["capabilities"])

    # ---- phrases, section by section ------------------------------------------------------------------------------

    def split(self) -> Iterator[str]:
        a = self.a
        mix, line = a["work_mix"], a["hybrid_line"]
        share, jobs = pct_range(mix["project_share"]), pct_range(mirrored(mix["project_share"]))
        band = pct_range({"low": line[0], "high": line[1]})
        minor, side = pct_range(mix["minor_share"]), SIDES[mix["minor_side"]]
        yield from (f"Projects {share}", f"Jobs {jobs}", f"jobs {jobs}", f"the line at {band}", f"wins{band}")
        yield from (f"start to win: {band}", f"usual line at {band}", f"line lies at {band}", f"{band}{band}")
        # In the picture, above or below the bar.
        yield from (f"You{band}", f"{band}two platforms", f"{band}one platform", f"one platform{band}", f"guess{band}")
        yield from (
            f"{side} is {minor}".capitalize(),
            f"you are at {minor}",
            f"Smaller side{side} {minor}",
            f"{side} {minor}",
        )
        yield from (f"about {n} in 10" for n in [round(mix["minor_share"]["mid"] * 10)])
        tenths = round(mix["short_share"] * 10)
        yield f"Short projects (one crew, one to ten days, sold by a person) are about {tenths} in 10"
        for name, known in (
            ("By revenue", mix["by_revenue"]),
            ("By labor hours", mix["by_hours"]),
            ("By number of pieces", mix["by_count"]),
        ):
            if known:
                for decides in ("", " (decides)"):
                    yield f"{name}{decides}{pct_range(known)}{pct_range(mirrored(known))}"

    def stacks(self) -> Iterator[str]:
        a = self.a
        for stack in (*a["stacks"], *a["runner_up_stacks"]):
            name = " + ".join(short(n) for n in stack["names"])
            fit = f"{stack['value']:.1f}{stack['low']:.1f} to {stack['high']:.1f}"
            cost = stack["cost"]
            for place in range(1, 6):
                yield f"{place}. {name}{fit}{money(cost['first_year'])}{money(cost['three_years'])}"
            yield from (f"{place}. {name}" for place in range(1, 6))
            yield f"First year{money(cost['first_year'])}Three years{money(cost['three_years'])}"
            for line in cost["lines"]:
                yield f"{line['label']}, {money(line['first_year'])}"
                yield f"{line['source']}, {month(line['as_of'])}"
                yield from self.parts(line["assumption"])
        yield from self.cost_table(a["stacks"])
        known = [s["cost"]["first_year"] for s in a["stacks"] if not s["cost"]["unpriced"]]
        lows = [m["low"] for m in known if m["low"] is not None]
        highs = [m["high"] for m in known]
        if lows:
            ends = {"low": min(lows), "high": max(lows) if None in highs else max(highs)}
            how = "starts at" if None in highs else "costs"
            yield f"first year {how} {money(ends)}"
            yield f"across these {len(a['stacks'])}"

    @staticmethod
    def parts(assumption: str) -> Iterator[str]:
        """An assumption, and its parts where the report says what several lines share once."""
        for sentence in (assumption, *assumption.split(". ")):
            yield sentence
            yield from sentence.split("; ")

    def cost_table(self, stacks: list[Any]) -> Iterator[str]:
        """The rows of the first year, cell by cell."""
        rows: dict[str, list[str]] = {}
        for place, stack in enumerate(stacks):
            for line in stack["cost"]["lines"]:
                if line["counted"]:
                    label = line["label"]
                    for name, role in zip(stack["names"], stack["roles"], strict=True):
                        if label.endswith(f" of {name}"):
                            kind = {"integrated": "platform"}.get(role, role.upper())
                            label = label.removesuffix(f" of {name}") + (f", {kind}" if len(stack["names"]) > 1 else "")
                            break
                    rows.setdefault(label, ["–"] * len(stacks))
                    if rows[label][place] == "–":
                        rows[label][place] = money(line["first_year"])
        paid = [stack["cost"]["paid_first_year"] for stack in stacks]
        rows["Of the first year, to pay"] = [money(one) if one else "–" for one in paid]
        rows["Together, first year"] = [money(stack["cost"]["first_year"]) for stack in stacks]
        rows["Together, three years"] = [money(stack["cost"]["three_years"]) for stack in stacks]
        yield from (label + "".join(cells) for label, cells in rows.items())

    def ranking(self) -> Iterator[str]:
        a = self.a
        first, second = a["ranking"][:2]
        for place, one in enumerate(a["ranking"], start=1):
            assert abs(one["value"] - sum(c["points"] for c in one["contributions"])) < 1e-6
            yield f"{place}{one['name']}{one['value']:.1f}{one['low']:.1f} to {one['high']:.1f}"
            yield f"{one['name']}, {one['value']:.1f} points"
            yield f"{one['name']}, {one['value']:.1f}"
            why = one["why_not"] or ""
            yield why.removeprefix(f"Against {first['name']}, ")[1:]
        yield f"leads by {first['value'] - second['value']:.1f} points"
        rest = [0.0, 0.0]
        for x, y in zip(first["contributions"], second["contributions"], strict=True):
            yield f"{x['label']}{x['points']:.1f}{y['points']:.1f}"
            if max(abs(x["points"]), abs(y["points"])) < 0.05:
                rest = [rest[0] + x["points"], rest[1] + y["points"]]
        yield f"All else{rest[0]:.1f}{rest[1]:.1f}"

    def effects(self) -> Iterator[str]:
        """What each reason read and moved; the rungs of one ladder stand under the weightiest, with their sum."""
        by_fact: dict[str, list[dict[str, Any]]] = {}
        for f in self.a["findings"]:
            by_fact.setdefault(f["fact"], []).append(f)
            value, unit = f["value"], f["unit"]
            yield f"Read: {pct(value)} of the work"
            yield f"Read: {value:,.0f} jobs a day"
            yield f"Read: {value:,.0f} working days a piece"
            yield f"Read: {value * 8:.0f} working hours a piece"
            if unit.startswith("natural logarithm"):
                yield f"Read: {math.exp(value):,.0f} people"
        for found in by_fact.values():
            for chosen in (*([one] for one in found), found, [one for one in found if one["established"]]):
                sums: dict[str, float] = {}
                for one in chosen:
                    for target, amount in one["adds"].items():
                        sums[target] = sums.get(target, 0.0) + amount
                lines = sorted(
                    {f"{abs(v) * 100:.0f}" for t, v in sums.items() if t.startswith("line.") and v}, key=float
                )
                if lines:
                    yield f"the line lies {'–'.join(lines)} %"
                for target, amount in sums.items():
                    kind = target.partition(".")[0]
                    if kind in ("need", "hurt", "weight"):
                        yield from (f"{signed(amount)} points for", f"{signed(amount)} points on")
                    elif kind == "felt":
                        yield f"{signed(amount * 100, 0)} % on the smaller side"
                    elif kind == "score":
                        yield f"scores {signed(amount, 2)} on"

    def certainty(self) -> Iterator[str]:
        a = self.a
        names = {one["option"]: one["name"] for one in a["ranking"]}
        for option, share in a["acceptability"].items():
            yield f"{names[option]}{pct(share)}"
            yield f"in {pct(share)} of the tries"
        yield f"You answered {a['answered']} of {a['asked']} questions"
        profile = a["share_profile"]
        for turn in profile["turns"] if profile else ():
            yield from (f"from {pct(turn['share'])}:", f"At {pct(turn['share'])} ")
        band = pct_range({"low": a["hybrid_line"][0], "high": a["hybrid_line"][1]})
        yield from (f"0 %{band}50 %", f"you0 %{band}50 %", f"0 %50 %{band}", f"{band}0 %50 %")
        for scenario in a["scenarios"]:
            yield f"in {pct(scenario['acceptability'][scenario['option']])} of the tries"
            yield f"{SIDES[scenario['minor_side']]} {pct_range(scenario['minor_share'])}"
            yield from (f"{one['name']}, {one['value']:.1f}" for one in scenario["ranking"])
        for weight in (a["own"] or {}).get("weights", ()):
            given = weight["points"]
            yield f"{weight['label']}{weight['derived']:.1f}{given['low']:.1f}–{given['high']:.1f}"
        yield "1 smaller reason"
        yield from (f"{n} smaller reasons" for n in range(2, len(a["findings"])))

    def checklist(self) -> Iterator[str]:
        items = self.a["checklist"]
        sitting = [one for one in items if one["starts_at"] is not None]
        assert [one["starts_at"] for one in sitting] == [
            sum(one["minutes"] for one in sitting[:n]) for n in range(len(sitting))
        ]
        total = round(sum(one["minutes"] for one in items) / 5) * 5
        yield from (f"{len(items)} tasks, about {total} minutes", f"the {len(items)} tasks of the demo script")
        for number, one in enumerate(items, start=1):
            at = one["starts_at"]
            clock = "by phone" if at is None else f"{int(at) // 60}:{int(at) % 60:02d}"
            yield f"{number}. {one['title']}{clock} · {one['minutes']:g} min"
            yield f"{one['title']} ({clock}"
            yield f"Score each from 0 to 3. {len(items) - 8} more"
        yield "Score each from 0 to 3."
        rubric = self.tasks["rubric"]
        yield f"passes with {pct(rubric['pass_share'])} of the points"
        yield from (f"{score}: {rubric[score]}" for score in "0123")
        # The boxes to tick stand before the first words of the next line.
        yield "0123"
        yield "1 point:"

    def facts(self) -> Iterator[str]:
        """Vendors of the shortlist, as the catalogue has them."""
        for ident in {v for stack in self.a["stacks"] for v in stack["vendors"]}:
            vendor = self.vendors.get(ident)
            if vendor is None:
                continue
            fit, price, setup = vendor.get("fit") or {}, vendor["pricing"], vendor.get("onboarding") or {}
            low, high = fit.get("employees_min"), fit.get("employees_max")
            yield f"{low or 0:,} to {high or 0:,} people"
            yield from (f"{low or 0:,} people or more", f"p to {high or 0:,} people")
            for tier in price.get("tiers", ()):
                name, usd = tier.get("name", ""), tier.get("usd_month")
                if usd is not None:
                    yield f"{name}: ${usd:,.2f}".removesuffix(".00") + " a month"
                if name:
                    yield f"{name}: "
                if tier.get("users_included"):
                    yield f"{tier['users_included']:,} users included"
                    yield f"{tier['users_included']:,} user included"
            yield f"{len(price.get('tiers', ())) - 4} further plan"
            for field, before, after in (
                ("typical_usd_month", "Reported range: ", " a month"),
                ("setup_fee_usd", "Setting up, once: ", ""),
            ):
                value = price.get(field)
                if value:
                    low_end, high_end = (
                        [*value, None, None][:2] if isinstance(value, list) else (value.get("low"), value.get("high"))
                    )
                    yield f"{before}{money({'low': low_end, 'high': high_end})}{after}"
            if setup:
                yield f"{setup.get('weeks_low')} to {setup.get('weeks_high')} weeks"
            pages = vendor["sources"]
            sourced = [page for page in pages.values() if page["kind"] != "unsourced"]
            grades = {grade: sum(page["grade"] == grade for page in sourced) for grade in "ABCD"}
            told = sum(
                pages[(fact["source"] if isinstance(fact, dict) else fact[1])]["kind"] != "unsourced"
                for fact in vendor["capabilities"].values()
            )
            yield f"{told} of {self.capabilities} capabilities, on {len(sourced)} page"
            yield from (f"{count} of grade {grade}" for grade, count in grades.items())
            yield from (f"the newest from {month(page['as_of'])}" for page in sourced)
            yield from (f"{n} more" for n in range(1, 40))

    def plan(self) -> Iterator[str]:
        a = self.a
        bands = self.costs["first_90_days"]
        decision = a["answers"].get("decision") or {}
        for band in bands:
            cut = next((s for s in band["steps"] if s["kind"] == "cut_over"), None)
            start = None
            if decision.get("go_live") and cut:
                live = datetime.date.fromisoformat(decision["go_live"])
                start = live - datetime.timedelta(days=live.weekday() + 7 * (cut["from_week"] - 1))
            elif decision.get("on"):
                on = datetime.date.fromisoformat(decision["on"])
                start = on + datetime.timedelta(days=7 - on.weekday())
            for step in band["steps"]:
                one, last = step["from_week"], step["to_week"]
                words = f"Week {one}" if one == last else f"Weeks {one}–{last}"
                if start is not None:
                    first_day = start + datetime.timedelta(weeks=one - 1)
                    last_day = start + datetime.timedelta(weeks=last, days=-3)
                    m, n = (MONTHS[d.month - 1][:3] for d in (first_day, last_day))
                    dates = (
                        f"{m} {first_day.day}–{last_day.day}" if m == n else f"{m} {first_day.day} – {n} {last_day.day}"
                    )
                    words += f", {dates}"
                yield f"{words}{step['who']}"
        yield "The first 90 days"
        yield "the first 90 days"

    def answers(self) -> Iterator[str]:
        """Figures as they were typed; each stands behind its label, or before its unit."""
        given = self.a["answers"]
        for value in set(numbers({k: v for k, v in given.items() if k not in ("workshop", "scores")})):
            plain = f"{value:,.10g}" if value >= 1000 else f"{value:g}"
            yield from (
                f"{plain} {unit}" for unit in ("hours", "days", "weeks", "months", "week", "day", "month", "hour", "to")
            )
            yield from (f"${plain}", f"to {plain}", f"{pct(value)} projects", f"{pct(value)}")
            for question in data_file("questions")["questions"]:
                yield from (f"{question['short']}{plain}", f"{question['short'].lower()}: {plain}")
            for label in (
                "Field staff",
                "Office staff",
                "Project managers",
                "Projects at once",
                "Open quotes",
                "Customers on file",
                "Kinds of project",
            ):
                yield from (f"{label}{plain}", f"{label.lower()}: {plain}")
            yield f"{plain}$"

        for one in given.get("work", {}).get("streams", ()):
            length = one.get("duration")
            cells = [
                f"{length['value']:g} {length['unit']}" if length else "not known",
                *(
                    "not known" if one.get(field) is None else f"{sign}{one[field]:,.0f}"
                    for field, sign in (("per_year", ""), ("average_value_usd", "$"), ("hours_each", ""))
                ),
            ]
            yield one["name"] + "".join(cells)
        share = given.get("work", {}).get("project_share")
        if isinstance(share, dict):
            yield f"{pct(share['low'])} to {pct(share['high'])} projects"

    def stamp(self) -> Iterator[str]:
        a = self.a
        yield a["checksum"]
        yield from (f"checksum {a['checksum'][:12]}", f"method {a['method_version']}", f"Method {a['method_version']}")
        yield from (f"vendor facts {a['catalogue_as_of']}", f"as of {a['catalogue_as_of']}")
        yield from (f"as on {a['used_on']}", f"--on {a['used_on']}")

    def lists(self) -> Iterator[str]:
        """Numbered lists: steps to set it up, what to do on Monday, open questions."""
        firsts = [step["title"] for stack in self.a["stacks"] for step in stack["blueprint"]["steps"]]
        firsts += [question["ask"] for question in self.a["next_questions"]]
        firsts += ["Name who owns it", "Start small", "Not yet", "Settle how you", "Close the open", "Book the demos"]
        firsts += ["Prepare the demos", *(one["title"] for one in data_file("outcome")["corrections"])]
        yield from (f"{n}. {words}" for n in range(1, 13) for words in dict.fromkeys(firsts))

    def references(self) -> Iterator[str]:
        """Titles and dates of pages: those of the data, of the catalogue, and of the stacks."""
        pages = [*self.sources.values(), *(p for v in self.vendors.values() for p in v["sources"].values())]
        for page in pages:
            yield page["title"]
            yield from (f"({page['grade']}, {month(page['as_of'])})", f"{page['title']}, {month(page['as_of'])}")
            site = re.sub(r"^https?://(www\.)?", "", page.get("url") or "").partition("/")[0]
            if re.search(r"\d", site):
                yield site

    def shown(self) -> Iterator[str]:
        """Scores, quotes, the decision and the workshop."""
        given, card = self.a["answers"], self.a.get("scorecard")
        decision = given.get("decision") or {}
        for key in ("on", "go_live"):
            if decision.get(key):
                yield f"on {day(decision[key])}"
        names = {v: n for s in self.a["stacks"] for v, n in zip(s["vendors"], s["names"], strict=True)}
        for quote in given.get("quotes", ()):
            name = names.get(quote["vendor"]) or self.vendors.get(quote["vendor"], {}).get("name") or quote["vendor"]
            amounts = [
                "not said" if quote.get(field) is None else f"${quote[field]:,.2f}".removesuffix(".00") + per
                for field, per in (("usd_month", " a month"), ("setup_usd", " once"))
            ]
            yield name + "".join(amounts)
            if quote.get("on"):
                yield day(quote["on"])
        for vendor in card["vendors"] if card else ():
            for task in vendor["tasks"]:
                told = [
                    f"{one['by'] or 'somebody'} {'no use for it' if one['score'] == 'not_needed' else one['score']}"
                    for one in task["given"]
                ]
                counted = [one["score"] for one in task["given"] if one["score"] != "not_needed"]
                if counted:
                    mean = f"{sum(counted) / len(counted):.1f}".removesuffix(".0")
                    yield f"{mean} ({', '.join(told)})"
                yield from (day(one["on"]) for one in task["given"] if one["on"])
        places = {tuple(move["names"]): move for move in card["moves"]} if card else {}
        for now, stack in enumerate(self.a["stacks"], start=1):
            move = places.get(tuple(stack["names"]))
            was = "–" if move is None or move["place_before"] is None else str(move["place_before"])
            before = "–" if move is None else f"{move['value_before']:.1f}"
            yield f"{now}{was}{' + '.join(short(n) for n in stack['names'])}{before}{stack['value']:.1f}"
            yield (
                f"Number {now} of {len(self.a['stacks'])}, with {stack['value']:.1f} of 100; what is still open puts "
                f"it between {stack['low']:.1f} and {stack['high']:.1f}"
            )
        yield "Score, 0 to 3"
        yield from (f"{n} tasks not scored yet" for n in range(2, 30))
        yield "1 task not scored yet"
        yield from (f"{n} more" for n in range(1, 30))

    def workshop(self) -> Iterator[str]:
        held = self.a["answers"].get("workshop")
        if not held:
            return
        people = sum(held["people"].values())
        yield f"{people} people took part"
        if held.get("held_on"):
            yield f"on {day(held['held_on'])}"
        roles = list(held["people"].values())
        yield from (f"{n} people in" for n in roles)
        yield from (f"for {n}" for n in held["own_options"].values())
        apart = [q for q in held["questions"] if len({json.dumps(v["value"], sort_keys=True) for v in q["voices"]}) > 1]
        yield f"Views differed on {len(apart)} question"
        yield f"On {sum(bool(q['matters']) for q in apart)} of them"
        for question in held["questions"]:
            if question["agreement"] is not None:
                yield f"{question['agreement']:.2f}"
            for value in (question["agreed"], *(v["value"] for v in question["voices"])):
                for number in numbers(value):
                    yield from (
                        f"{pct(number)} projects",
                        f"{number:g} weeks",
                        f"{number:g} days",
                        f"{number:g} weeks:",
                    )
        yield "Agreement runs from 0, two camps at opposite ends, to 1, one mind (Tastle and Wierman 2007;"

    def went(self) -> Iterator[str]:
        """The look back: when it was, and how many strong pains of then hurt less now."""
        given = self.a["answers"]
        for one in given.get("checkins", ()):
            yield "After 90 days"
            if one.get("on"):
                yield f"({day(one['on'])})"
            strong = [
                p for p, how in (given.get("pains") or {}).items() if how >= 2 and isinstance(one["pains"].get(p), int)
            ]
            better = sum(one["pains"][p] < given["pains"][p] for p in strong)
            yield f"Of {len(strong)} strong pain"
            yield from (f"{better} hurts less", f"{better} hurt less")

    def fixed(self) -> Iterator[str]:
        """Words of the form that hold a figure of no advice."""
        yield from ("Fit of 100", "grade: A", "two pages", "First year, US dollars", "From 0 to 3")
        yield "each 0 none to 3 severe"

    # ---- holding --------------------------------------------------------------------------------------------------

    def phrases(self) -> set[str]:
        """Everything that may stand on paper with a figure in it, without blanks."""
        made: list[Iterable[str]] = [
            self.split(), self.stacks(), self.ranking(), self.effects(), self.certainty(), self.checklist(),
            self.facts(), self.lists(), self.plan(), self.answers(), self.stamp(), self.references(),
            self.shown(), self.workshop(), self.went(), self.fixed(),
        ]  # fmt: skip
        whole = [
            texts(self.a),
            texts(self.costs["first_90_days"]),
            texts(self.tasks["rubric"]),
            texts(self.systems),
            texts(data_file("outcome")),
        ]
        chosen = [texts(self.vendors[v]) for s in self.a["stacks"] for v in s["vendors"] if v in self.vendors]
        literal = (words for found in (*whole, *chosen) for words in found if len(words) >= LEAST)
        every = map(squeezed, itertools.chain(literal, *made))
        return {words for words in every if re.search(r"\d", words)}

    def unheld(self, pdf: bytes, *, furniture: Iterable[str] = ()) -> list[str]:
        """Every number of the PDF that is not held, with the letters around it; empty where all are.

        Args:
            furniture: what the caller put on the pages: names, a date, words at the foot.
        """
        paper = Paper(pdf)
        last = len(self.pages_of(paper))
        text = GONE.join(self.pages_of(paper))
        for n in range(1, last + 1):
            text = text.replace(f"Page{n}of{last}", GONE)
        # Numbers of sources stand in brackets; that each of them is listed is another test's matter.
        text = re.sub(r"\[\d+(?:,\d+)*\]", GONE, text)
        for words in sorted({*self.phrases(), *map(squeezed, furniture)}, key=len, reverse=True):
            text = text.replace(words, GONE)
        head, title, tail = text.rpartition(squeezed("Method and sources"))
        if not title:
            head, title, tail = text.rpartition("Sources")
        return [found[0] for part in (head, self._counted(tail)) for found in re.finditer(AROUND, part)]

    def _counted(self, listed: str) -> str:
        """The list of sources without its numbers, which must run from 1 upwards without a gap."""
        pages = [*self.sources.values(), *(p for v in self.vendors.values() for p in v["sources"].values())]
        known = {squeezed(page["title"]) for page in pages} | {squeezed(one["title"]) for one in self.a["sources"]}
        for title in sorted(known, key=len, reverse=True):
            listed = listed.replace(title, GONE)
        number = itertools.count(1)
        expected = next(number)

        def gone(found: re.Match[str]) -> str:
            nonlocal expected
            if int(found[0]) != expected:
                return found[0]
            expected = next(number)
            return GONE

        return re.sub(r"\d+(?=§)", gone, listed)

    @staticmethod
    def pages_of(paper: Paper) -> list[str]:
        return [squeezed(page) for page in paper.pages]
