"""Result, vendors, checklist and report: what a visitor reads, in which order, and what must never be shown as fact."""

from __future__ import annotations

import datetime
import html
import json
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from advisor import Advice, advise, load_knowledge
from advisor.base import Money
from advisor.questionnaire.answers import answers_from, parse_answers
from advisor.report.findings import reasons, title_of
from advisor.stack.stack import (
    Blueprint,
    BlueprintLine,
    CostLine,
    Coverage,
    DecidingFact,
    Join,
    Passage,
    ProofMark,
    RelaxedLimit,
    SetUpStep,
    Stack,
    StackCost,
)
from advisor.ui import state
from advisor.ui.screens import report

ELECTRICIAN: dict[str, Any] = {
    "company": {"name": "Volt & *Sons*", "trade": "electrical", "segment": "commercial", "headcount": 35},
    "work": {"project_share": 0.4},
    "friction": {"workarounds": 3, "missed_information": 3, "double_entry": 3},
    "pains": {"rfis_submittals_lost": 3, "unbilled_changes": 3},
    "today": {"accounting": "quickbooks", "tools": [{"kind": "fsm", "works": "well"}]},
}
FENCER: dict[str, Any] = {
    "company": {"trade": "fence", "segment": "residential", "headcount": 10},
    "work": {"typical_duration": {"value": 2, "unit": "days"}},
    "pains": {"missed_calls": 3, "slow_quotes": 3},
}
OVERWHELMED: dict[str, Any] = {
    "company": {"trade": "hvac", "headcount": 12, "technicians": 8},
    "work": {"project_share": 0.05},
    "team": {"administration": "none", "change_capacity": 1, "tech_comfort": 1},
}

Shown = Callable[..., AppTest]


@lru_cache(maxsize=8)
def _advice(text: str) -> Advice:
    return advise(answers_from(json.loads(text)))


def advice_for(answers: dict[str, Any]) -> Advice:
    return _advice(json.dumps(answers))


def _script(name: str) -> None:
    import importlib

    import streamlit as st

    from advisor.ui import state
    from advisor.ui.frame import PAGES

    pages = {n: st.Page(lambda: None, title=n, url_path=n, default=n == "start") for n in PAGES}
    st.navigation(list(pages.values()), position="hidden")
    state.begin(name, pages)  # type: ignore[arg-type]
    importlib.import_module(f"advisor.ui.screens.{name}").show()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Draws a screen for an advice."""

    def draw(name: str, advice: Advice) -> AppTest:
        monkeypatch.setattr(state, "advice", lambda: advice)
        monkeypatch.setattr(state, "answers", lambda: advice.answers)
        app = AppTest.from_function(_script, args=(name,), default_timeout=30).run()
        assert not app.exception
        return app

    return draw


def unescaped(markdown: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace("\u2060", "")


def everything(app: AppTest) -> str:
    """All words on the screen, folded ones too."""
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption)
    return "\n".join(unescaped(element.value) for kind in kinds for element in kind)


def tables(app: AppTest) -> str:
    """The HTML of the screen, with its entities read."""
    return html.unescape("\n".join(part.body for part in app.get("html")))


def links(app: AppTest) -> dict[str, str]:
    return {
        unescaped(link.proto.label): f"{link.proto.page}?{link.proto.query_string}" for link in app.get("page_link")
    }


# ---- result -------------------------------------------------------------------------------------------------------


def test_the_verdict_is_the_one_main_heading_and_the_rest_follows_in_order(shown: Shown) -> None:
    advice = advice_for(ELECTRICIAN)
    app = shown("result", advice)
    assert [unescaped(title.value) for title in app.title] == [advice.verdict]
    assert [unescaped(header.value) for header in app.header] == [
        "How sure this is",
        "What would change it",
        "What to answer next",
        "Why",
        "How to run it",
        "The workings",
    ]


def test_every_chart_can_be_heard(shown: Shown) -> None:
    charts = shown("result", advice_for(ELECTRICIAN)).get("plotly_chart")
    assert len(charts) == 3
    assert all(len(chart.proto.alt) > 40 for chart in charts)


@pytest.mark.parametrize("answers", [ELECTRICIAN, FENCER], ids=["told", "hardly anything told"])
def test_what_rests_on_an_open_answer_is_told_only_as_such(shown: Shown, answers: dict[str, Any]) -> None:
    advice = advice_for(answers)
    app = shown("result", advice)
    folded = {e.label: e for e in app.expander}["Resting on open answers"]
    inside = "\n".join(unescaped(m.value) for m in folded.markdown)
    told = {title_of(f) for f in reasons(advice)}
    assumed = {title_of(f) for f in reasons(advice, established=False)} - told
    assert assumed
    assert all(title in inside for title in assumed)
    outside = "\n".join(unescaped(m.value) for m in app.main.markdown).replace(inside, "")
    assert not [title for title in assumed if f"**{title}.**" in outside]


def test_each_reason_names_its_source_grade_and_date(shown: Shown) -> None:
    app = shown("result", advice_for(ELECTRICIAN))
    sources = [unescaped(c.value) for c in app.caption if "Source: " in unescaped(c.value)]
    assert len(sources) >= len(reasons(advice_for(ELECTRICIAN)))
    assert all(re.search(r"grade [ABCD], \w+ ?\d{4}\.$", source) for source in sources)
    assert any("](<https://" in source for source in sources)


def test_a_firm_that_is_not_ready_reads_first_what_to_fix(shown: Shown) -> None:
    advice = advice_for(OVERWHELMED)
    assert advice.readiness.verdict == "fix_first"
    app = shown("result", advice)
    assert [header.value for header in app.header][:2] == ["Not yet: fix this first", "How sure this is"]
    assert advice.readiness.findings[0].says in everything(app)


def test_a_verdict_that_comes_first_too_seldom_says_at_once_that_it_is_too_early(shown: Shown) -> None:
    early = advise(answers_from({"company": {"segment": "residential", "headcount": 9}}))
    share = early.acceptability[early.option]
    assert share < 0.4
    words = everything(shown("result", early))
    assert f"It came first in only {round(share * 100)} % of the tries" in words
    assert "That is too early to act on." in words
    assert "too early to act on" not in everything(shown("result", _advice(json.dumps(ELECTRICIAN))))


def test_a_ready_firm_reads_nothing_about_readiness(shown: Shown) -> None:
    words = everything(shown("result", advice_for(ELECTRICIAN)))
    assert "Not yet" not in words
    assert "Start light" not in words


def test_an_open_question_leads_to_its_step(shown: Shown) -> None:
    advice = advice_for(FENCER)
    question = load_knowledge().questionnaire.of(advice.next_questions[0].question)
    app = shown("result", advice)
    assert links(app)[f"Answer: {question.short}"] == f"questions?step={question.step}"
    assert question.ask in everything(app)


def test_when_no_open_question_matters_the_screen_says_so(shown: Shown) -> None:
    advice = advice_for(FENCER).model_copy(update={"next_questions": ()})
    app = shown("result", advice)
    assert "None of the open ones is likely to change the verdict" in everything(app)
    assert not [label for label in links(app) if label.startswith("Answer")]


def test_every_other_option_is_told_with_its_range(shown: Shown) -> None:
    advice = advice_for(ELECTRICIAN)
    words = everything(shown("result", advice))
    for option in advice.ranking[1:]:
        assert f"{option.value:.1f} points ({option.low:.1f} to {option.high:.1f})" in words


def test_the_table_of_points_adds_up(shown: Shown) -> None:
    advice = advice_for(ELECTRICIAN)
    rows = re.findall(r"<tr>.*?</tr>", tables(shown("result", advice)).partition('class="advisor-points"')[2])
    first = [float(re.findall(r"<td>([\d.]+)", row)[1]) for row in rows[1:]]
    assert sum(first[:-1]) == pytest.approx(first[-1], abs=0.05)
    assert first[-1] == pytest.approx(advice.ranking[0].value, abs=0.01)


def test_a_second_opinion_that_differs_is_said(shown: Shown) -> None:
    advice = advice_for(ELECTRICIAN).model_copy(update={"method_check": "Multiplying would put another first."})
    assert "**Caution:** Multiplying would put another first." in everything(shown("result", advice))


# ---- vendors ------------------------------------------------------------------------------------------------------


def made_up_stack(**changes: Any) -> Stack:
    fields: dict[str, Any] = {
        "vendors": ("acme",),
        "names": ("Acme *Pro* $5 [click](https://example.com/trap)",),
        "roles": ("fsm",),
        "option": "fsm",
        "accounting": "quickbooks",
        "value": 14.2,
        "low": 12.1,
        "high": 16.9,
        "contributions": (),
        "coverage": (
            Coverage(
                capability="dispatch", label="Dispatch board", need=9, low=1, high=1, vendor="acme", level="full",
                url="https://example.com/help", as_of="2026-05",
            ),
            Coverage(capability="offline", label="Works offline", need=8, low=0, high=1, vendor=None, level="unknown"),
        ),
        "joins": (
            Join(
                rule="J2", what="Revenue reaches the books", kind="native", between=("Acme", "QuickBooks"),
                source="Help page", url="javascript:alert(1)",
            ),
        ),
        "cost": StackCost(
            first_year=Money(low=21_000, high=34_000), three_years=Money(low=52_000, high=None), lines=(),
            open_lines=("Set-up of Acme: ask whether there is a fee.",),
        ),
        "unknowns": ("Works offline",),
        "fits": ("Made for electricians.",),
        "cautions": ("Sold by quote only.",),
        "evidence": (),
    }  # fmt: skip
    return Stack(**{**fields, **changes})


NOTHING_BESIDE = {"runner_up_stacks": (), "runner_up_sentence": "", "leaders": None, "two_sided_sentence": ""}


def with_stacks(*stacks: Stack, **changes: Any) -> Advice:
    return advice_for(ELECTRICIAN).model_copy(update={**NOTHING_BESIDE, "stacks": stacks, **changes})


def test_a_stack_shows_cost_coverage_and_what_is_unknown(shown: Shown) -> None:
    words = everything(shown("vendors", with_stacks(made_up_stack())))
    assert "First year $21,000–$34,000, three years $52,000 or more." in words
    assert "$21,000–$34,000 in the first year, $52,000 or more in three" in words
    assert "Dispatch board: in full, Acme" in words
    assert "May 2026" in words
    assert "Works offline: not known." in words
    assert "Set-up of Acme: ask whether there is a fee" in words
    assert "Sold by quote only." in words
    assert "each becomes a demo task" in words


def test_a_vendor_name_is_shown_as_it_is_written_and_never_obeyed(shown: Shown) -> None:
    app = shown("vendors", with_stacks(made_up_stack()))
    header = next(h.value for h in app.header if "Acme" in h.value)
    assert "Acme *Pro* $5 [click]" in unescaped(header)
    assert not re.search(r"(?<!\\)[*$\[\]]", header)


def test_a_vendor_of_the_catalogue_leads_to_its_page(shown: Shown) -> None:
    advice = advice_for(ELECTRICIAN)
    addresses = set(links(shown("vendors", advice)).values())
    known = {name for stack in advice.stacks for name in stack.vendors} & set(load_knowledge().catalogue.by_id)
    assert known
    assert {f"vendor?v={name}" for name in known} <= addresses


def test_only_web_addresses_become_links(shown: Shown) -> None:
    app = shown("vendors", with_stacks(made_up_stack()))
    raw = "\n".join(m.value for m in app.markdown)
    assert "](<https://example.com/help>)" in raw
    assert "javascript" not in raw
    assert "Help page" in unescaped(raw)


def test_each_stack_is_a_card_of_its_own_in_order(shown: Shown) -> None:
    stacks = [made_up_stack(names=(name,)) for name in ("First", "Second", "Third")]
    app = shown("vendors", with_stacks(*stacks))
    assert [unescaped(h.value) for h in app.header] == ["1. First", "2. Second", "3. Third"]
    assert app.title[0].value == "3 products to look at"
    assert len(app.get("plotly_chart")) == 1


@pytest.mark.parametrize(
    ("names", "count", "title"),
    [
        (("One",), 1, "One product to look at"),
        (("One", "Two"), 1, "One pair of products to look at"),
        (("One", "Two"), 2, "2 pairs of products to look at"),
        (("One", "Two", "Three"), 2, "2 sets of three products to look at"),
    ],
)
def test_the_heading_counts_the_stacks(shown: Shown, names: tuple[str, ...], count: int, title: str) -> None:
    vendors, roles = tuple(f"made-up-{name.lower()}" for name in names), ("fsm", "pm", "crm")[: len(names)]
    stacks = [made_up_stack(names=names, vendors=vendors, roles=roles)] * count
    assert shown("vendors", with_stacks(*stacks)).title[0].value == title


def test_a_card_says_why_how_well_what_it_costs_and_what_decides_before_anything_is_opened(shown: Shown) -> None:
    fact = DecidingFact(
        vendor="acme", name="Acme", fact="price", label="Price", state="unknown", gain=1, loss=2, changes_order=True,
        sentence="If Acme turns out dear, Second passes it.",
    )  # fmt: skip
    app = shown("vendors", with_stacks(made_up_stack(deciding=(fact,))))
    open_parts = "\n".join(unescaped(part.value) for part in app.main.markdown)
    folded = "\n".join(unescaped(part.value) for fold in app.expander for part in fold.markdown)
    for words in (
        "**Why:** Made for electricians.", "**Fit:** 14.2 of 100 points, 12.1 to 16.9",
        "**What decides:** If Acme turns out dear, Second passes it.",
    ):  # fmt: skip
        assert words in open_parts
        assert words not in folded
    assert "Set-up of Acme: ask whether there is a fee" in folded


def test_the_blueprint_is_a_table_with_its_pages_and_never_obeys_a_name(shown: Shown) -> None:
    passage = Passage(
        giver="Acme", taker="<b>Books</b>", kind="native", named=True, carries="Clients & bills",
        source="Help page", url="javascript:alert(1)", as_of="2026-05",
    )  # fmt: skip
    line = BlueprintLine(
        thing="customer", label="Customers", join="J3", holder="Acme <script>", doubt="No page shows it.",
        passages=(passage,), rule="Match on an ID.", judged="", pitfall="Doubles.", sources=("int_tw",),
    )  # fmt: skip
    step = SetUpStep(step="map", title="Match items", text="One by one.", sources=("qb_cic2",))
    app = shown("vendors", with_stacks(made_up_stack(blueprint=Blueprint(lines=(line,), steps=(step,)))))
    raw = "\n".join(part.body for part in app.get("html"))
    assert "<b>Books</b>" not in raw
    assert "Acme <script>" not in raw
    assert "javascript" not in raw
    words = tables(app)
    for told in ("Acme <script>", "to <b>Books</b>:", "built in, shown.", "Clients & bills.", "No page shows it."):
        assert told in words
    assert load_knowledge().sources["int_tw"].url in words
    assert words.index("Match on an ID.") < words.index("Match items")


def test_costs_say_what_is_to_pay_what_is_time_and_what_is_not_in_the_sums(shown: Shown) -> None:
    def one(label: str, kind: Any, *, counted: bool = True) -> CostLine:
        money = Money(low=1000, high=2000)
        return CostLine(
            label=label, first_year=money, three_years=money, assumption="A guess.", source="Page",
            url="https://example.com/price", as_of="2026-05", kind=kind, counted=counted,
        )  # fmt: skip

    cost = StackCost(
        first_year=Money(low=3000, high=4000), three_years=Money(low=3000, high=4000),
        paid_first_year=Money(low=1000, high=2000), open_lines=(), notes=("Ten times the licence.",),
        lines=(one("Licence", "paid"), one("Training", "hours"), one("Lower output", "lost", counted=False)),
    )  # fmt: skip
    words = everything(shown("vendors", with_stacks(made_up_stack(cost=cost))))
    assert "To pay in the first year: $1,000–$2,000; the rest is time of your own people." in words
    places = [words.index(part) for part in ("**To pay**", "Licence:", "**Time of your own people**", "Training:",
                                             "**Beside the sums**", "Lower output:")]  # fmt: skip
    assert places == sorted(places)
    assert "Ten times the licence." in words
    assert "(https://example.com/price)" in words or "(<https://example.com/price>)" in words


def test_proof_marks_stand_by_the_demonstration_they_belong_to(shown: Shown) -> None:
    def mark(demonstration: Any, title: str, grade: Any) -> ProofMark:
        return ProofMark(
            vendor="acme", name="Acme", item=title, demonstration=demonstration, title=title, mark=grade, says="So.",
        )  # fmt: skip

    marks = (mark("project", "Submittals", "documented"), mark("job", "Dispatch", "unknown"))
    stack = made_up_stack(two_sided_test=marks, two_sided_sentence="Acme documents 1 of 2.")
    app = shown("vendors", with_stacks(stack, two_sided_sentence="No platform documents all of it."))
    words = everything(app)
    assert words.index("A real project") < words.index("**Submittals**: documented.") < words.index("A real work order")
    assert "**Dispatch**: not known." in words
    assert "Acme documents 1 of 2." in words
    assert "No platform documents all of it." in words


def test_the_stacks_of_the_second_choice_stand_apart_and_folded(shown: Shown) -> None:
    second = made_up_stack(names=("Other",), vendors=("other",), option="integrated")
    advice = with_stacks(
        made_up_stack(names=("First",)), runner_up_stacks=(second,), runner_up_sentence="One platform instead."
    )
    app = shown("vendors", advice)
    assert [unescaped(h.value) for h in app.header] == [
        "1. First", "If you take the second choice instead", "B1. Other",
    ]  # fmt: skip
    fold = next(one for one in app.expander if unescaped(one.label) == "Look at Other")
    assert [unescaped(h.value) for h in fold.header] == ["B1. Other"]
    assert "One platform instead." in everything(app)


def test_without_a_stack_the_screen_names_the_limit_to_loosen(shown: Shown) -> None:
    answers = {**ELECTRICIAN, "limits": {"budget_usd_month": 5}}
    advice = advice_for(answers).model_copy(update={"stacks": (), "relaxed_limits": ()})
    app = shown("vendors", advice)
    assert "Loosen the budget" in everything(app)
    assert not app.get("plotly_chart")


def test_what_a_limit_costs_is_told(shown: Shown) -> None:
    limit = RelaxedLimit(limit="budget", gives=("x",), sentence="Without the limit of $600 a month two more fit.")
    words = everything(shown("vendors", with_stacks(made_up_stack(), relaxed_limits=(limit,))))
    assert limit.sentence in words


def test_the_shipped_catalogue_can_be_shown(shown: Shown) -> None:
    advice = advice_for(ELECTRICIAN)
    app = shown("vendors", advice)
    assert len([h for h in app.header if re.match(r"\d", h.value)]) == len(advice.stacks)
    assert len([h for h in app.header if re.match(r"B\d", h.value)]) == len(advice.runner_up_stacks)
    drawn = tables(app)
    for line in advice.stacks[0].blueprint.lines:
        assert line.rule in drawn
        assert line.pitfall in drawn
    for stack in (*advice.stacks, *advice.runner_up_stacks):
        assert all(step.text in drawn for step in stack.blueprint.steps)


# ---- checklist ----------------------------------------------------------------------------------------------------


def task_labels(app: AppTest) -> list[str]:
    return [unescaped(e.label) for e in app.expander if unescaped(e.label).startswith("**")]


def test_every_task_stands_in_order_with_its_minutes(shown: Shown) -> None:
    advice = advice_for(ELECTRICIAN)
    assert advice.checklist
    app = shown("checklist", advice)
    told = [re.sub(r", at \d:\d\d$", "", label) for label in task_labels(app)]
    assert told == [f"**{n}. {t.title}**, {t.minutes:.0f} min" for n, t in enumerate(advice.checklist, 1)]
    starts = [label[-4:] for label in task_labels(app) if re.search(r"at \d:\d\d$", label)]
    assert starts[0] == "0:00"
    assert starts == sorted(starts)
    assert len(starts) == sum(item.starts_at is not None for item in advice.checklist)
    assert f"{len(advice.checklist)} tasks, about" in everything(app)


def test_a_task_tells_what_is_good_what_is_not_and_why_it_is_here(shown: Shown) -> None:
    advice = advice_for(ELECTRICIAN)
    words = everything(shown("checklist", advice))
    for item in advice.checklist:
        for part in (item.task, item.good, item.red_flag, item.why_here, item.score_3, item.score_1):
            assert part in words


def test_a_side_can_be_picked_and_tasks_keep_their_numbers(shown: Shown) -> None:
    advice = advice_for(ELECTRICIAN)
    side = advice.checklist[-1].side
    app = shown("checklist", advice)
    app.selectbox[0].set_value(side).run()
    kept = [(n, t) for n, t in enumerate(advice.checklist, 1) if t.side == side]
    assert 0 < len(kept) < len(advice.checklist)
    assert task_labels(app) == [f"**{n}. {t.title}**, {t.minutes:.0f} min" for n, t in kept]


def test_all_tasks_can_be_opened_at_once(shown: Shown) -> None:
    app = shown("checklist", advice_for(ELECTRICIAN))

    def opened() -> list[bool]:
        return [e.proto.expanded for e in app.expander if unescaped(e.label).startswith("**")]

    assert opened()[0]
    assert not any(opened()[1:])
    app.toggle[0].set_value(True).run()
    assert all(opened())


def test_an_empty_checklist_says_what_to_do(shown: Shown) -> None:
    app = shown("checklist", advice_for(ELECTRICIAN).model_copy(update={"checklist": ()}))
    assert "There are no tasks yet" in everything(app)
    assert not app.get("download_button")


# ---- report -------------------------------------------------------------------------------------------------------


def downloads(app: AppTest) -> list[str]:
    return [button.proto.label for button in app.get("download_button")]


def test_five_files_can_be_taken_along(shown: Shown) -> None:
    app = shown("report", advice_for(ELECTRICIAN))
    assert [re.findall(r"\((\w+)\)", label)[-1] for label in downloads(app)] == [
        "PDF",
        "Markdown",
        "CSV",
        "JSON",
        "YAML",
    ]


def test_no_file_is_built_before_it_is_asked_for(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> bytes:
        raise AssertionError("built too early")

    for name in ("render_pdf", "render_markdown", "build_report", "checklist_csv", "advice_json", "answers_yaml"):
        monkeypatch.setattr(report, name, never)
    assert len(downloads(shown("report", advice_for(ELECTRICIAN)))) == 5


def test_the_company_name_is_suggested_for_the_cover(shown: Shown) -> None:
    app = shown("report", advice_for(ELECTRICIAN))
    assert app.text_input[0].value == "Volt & *Sons*"


def test_a_logo_that_is_no_picture_gets_a_sentence_and_loses_nothing_typed(shown: Shown) -> None:
    app = shown("report", advice_for(ELECTRICIAN))
    app.text_input[1].set_value("Jane Doe")
    app.get("file_uploader")[0].set_value(("logo.png", b"not a picture", "image/png"))
    app.run()
    assert not app.exception
    assert "PNG" in app.error[0].value
    assert "Download the report (PDF)" not in downloads(app)
    assert len(downloads(app)) == 3
    assert app.text_input[1].value == "Jane Doe"


@pytest.mark.parametrize(
    ("client", "stem"),
    [
        ("Volt & Sons", "software-advice-volt-sons-2026-11-21"),
        ("../../etc/passwd", "software-advice-etc-passwd-2026-11-21"),
        ("Müller Élec", "software-advice-muller-elec-2026-11-21"),
        ("电气", "software-advice-2026-11-21"),
        ("x" * 200, f"software-advice-{'x' * 40}-2026-11-21"),
    ],
)
def test_a_file_name_holds_plain_letters_only(client: str, stem: str) -> None:
    assert report.file_stem(client, datetime.date(2026, 11, 21)) == stem


def test_the_answers_file_opens_the_same_assessment_again() -> None:
    answers = answers_from(ELECTRICIAN)
    assert parse_answers(report.answers_yaml(answers)) == answers
