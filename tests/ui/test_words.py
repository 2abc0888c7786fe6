from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from advisor import load_knowledge
from advisor.questionnaire.answers import answers_from
from advisor.questionnaire.pains import Pain
from advisor.ui.controls import SIGNALS, trades_in_order
from advisor.ui.pains import SIDES, pains_in_order, sides_in_order
from advisor.ui.widgets import plain
from advisor.ui.words import said


@pytest.mark.parametrize(
    ("field", "answers", "text"),
    [
        ("company.trade", {"company": {"trade": ["fence", "painting"]}}, "Fence; Painting"),
        ("company.headcount", {"company": {"headcount": {"low": 30}}}, "30 or more people"),
        ("company.headcount", {"company": {"headcount": "unknown"}}, "Not known"),
        ("company.headcount", {}, "Left open"),
        ("work.project_share", {"work": {"project_share": 0.4}}, "40 % projects"),
        ("work.project_share", {"work": {"streams": [{"name": "Decks"}, {}]}}, "Decks; A kind of work without a name"),
        ("work.typical_duration", {"work": {"typical_duration": {"value": 3, "unit": "weeks"}}}, "3 weeks"),
        ("work.signals", {"work": {"signals": {"dispatch": True, "permits": False}}}, "Dispatch during the day"),
        ("work.signals", {"work": {"signals": dict.fromkeys(SIGNALS, False)}}, "None of them"),
        ("work.signals", {"work": {"signals": dict.fromkeys(SIGNALS, "unknown")}}, "Not known"),
        ("work.pattern_differs", {"work": {"pattern_differs": True}}, "Yes"),
        ("friction.workarounds", {"friction": {"workarounds": 3}}, "Severe"),
        ("pains", {"pains": {"missed_calls": 3, "slow_quotes": 0}}, "Phone calls go unanswered (severe)"),
        ("pains", {"pains": {}}, "Nothing in particular"),
        ("today.tools", {"today": {"tools": [{"kind": "pm", "vendor": "procore"}]}}, "Procore"),
        ("today.tools", {"today": {"tools": [{"kind": "other", "works": "well"}]}}, "Something else (works well)"),
        ("limits.budget_usd_month", {"limits": {"budget_usd_month": {"high": 900}}}, "Up to $900 a month"),
    ],
)  # fmt: skip
def test_an_answer_is_said_in_plain_words(field, answers, text):
    k = load_knowledge()
    assert said(k.questionnaire.of(field), answers_from(answers), k) == text


def test_the_marks_of_the_work_are_all_explained():
    from advisor.questionnaire.answers import Signals

    assert set(SIGNALS) == set(Signals.model_fields)


def test_trades_stand_by_family_with_the_plain_one_first():
    names = [trade.name_en for trade in trades_in_order(load_knowledge().trades.values())]
    assert len(names) == len(load_knowledge().trades)
    start = names.index("Roofing (residential, commercial or both)")
    assert names[start + 1 : start + 3] == ["Roofing, commercial", "Roofing, residential"]


def test_what_touches_the_trade_comes_first():
    k = load_knowledge()
    assert sides_in_order([k.trades["plumbing_service"]])[0] == "job"
    assert sides_in_order([k.trades["gc_commercial"]])[0] == "project"
    assert set(sides_in_order([])) == set(SIDES) == set(Pain.model_fields["side"].annotation.__args__)
    projects = [p for p in k.pains.values() if p.side == "project"]
    assert pains_in_order(projects, []) == projects
    needs = set(k.trades["gc_commercial"].key_capabilities)
    touched = [len(needs & set(p.capabilities)) for p in pains_in_order(projects, [k.trades["gc_commercial"]])]
    assert touched == sorted(touched, reverse=True)
    assert touched[0] > touched[-1]


@given(some.text(max_size=60))
def test_plain_text_keeps_its_letters_and_loses_its_markup(text):
    shown = plain(text)
    unescaped = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", shown).replace("\u2060", "")
    assert unescaped == " ".join(text.split()).replace("\u2060", "")
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_`\[<$:~#|]", shown)
