"""The report: made from advice and branding alone, with the advice's own figures and only what is established."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from printed import CONTRACTORS, NAMES
from pydantic import BaseModel, ValidationError

from advisor import advise
from advisor.advice import Advice
from advisor.base import Money
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.report.blocks import (
    Bars,
    Beside,
    Group,
    Heading,
    Paragraph,
    Points,
    Ranking,
    References,
    Section,
    Table,
    Tasks,
)
from advisor.report.branding import Branding, branding_from
from advisor.report.report import Report, build_report
from advisor.stack.stack import RelaxedLimit
from advisor.stack.telling import COVERS

B = TypeVar("B", bound=BaseModel)


def blocks(report: Report, kind: type[B]) -> list[B]:
    """Every block of this kind, those side by side included."""

    def below(parts: Any) -> Iterator[Any]:
        for part in parts:
            yield from below((*part.left, *part.right)) if isinstance(part, Beside) else (part,)

    return [one for section in report.sections for one in below(section.blocks) if isinstance(one, kind)]


def reasons_of(report: Report) -> Section:
    return next(section for section in report.sections if section.title.startswith("Why "))


def words(report: Report) -> str:
    return report.model_dump_json()


def reported(k: Knowledge, answers: dict[str, Any], **changed: Any) -> Report:
    return build_report(advise(answers_from(answers), k, draws=200).model_copy(update=changed), k)


@pytest.mark.parametrize("name", NAMES)
class TestEveryContractor:
    def test_the_ranking_has_the_figures_of_the_advice(
        self, name: str, report_for: Callable[[str], Report], advice_for: Callable[[str], Advice]
    ) -> None:
        [ranking] = blocks(report_for(name), Ranking)
        for row, option in zip(ranking.rows, advice_for(name).ranking, strict=True):
            assert (row.name, row.value, row.low, row.high) == (option.name, option.value, option.low, option.high)
            assert row.points == f"{option.value:.1f}"
            assert row.span == f"{option.low:.1f} to {option.high:.1f}"
            assert option.why_not is None or option.why_not.lower().endswith(row.why.lower())

    def test_the_bars_of_the_first_and_the_runner_up_add_up_to_their_points(
        self, name: str, report_for: Callable[[str], Report], advice_for: Callable[[str], Advice]
    ) -> None:
        bars = next(b for b in blocks(report_for(name), Bars) if b.second)
        first, second = advice_for(name).ranking[:2]
        assert sum(bar.value for bar in bars.bars) == pytest.approx(first.value)
        assert sum(bar.other or 0 for bar in bars.bars) == pytest.approx(second.value)
        assert max(max(bar.value, bar.other or 0) for bar in bars.bars) <= bars.most

    def test_only_established_findings_are_given_as_reasons(
        self, name: str, report_for: Callable[[str], Report], advice_for: Callable[[str], Advice]
    ) -> None:
        told = [
            point for block in reasons_of(report_for(name)).blocks if isinstance(block, Points) for point in block.items
        ]
        established = {f.because for f in advice_for(name).findings if f.established}
        assert told
        assert {point.text for point in told} <= established
        assert all(point.refs for point in told)

    def test_sources_are_numbered_without_a_gap_and_each_is_cited(
        self, name: str, report_for: Callable[[str], Report]
    ) -> None:
        report = report_for(name)
        [references] = blocks(report, References)
        numbers = [item.number for item in references.items]
        assert numbers == list(range(1, len(numbers) + 1))
        cited = {n for b in blocks(report, Points) for point in b.items for n in point.refs}
        cited |= {n for b in blocks(report, Paragraph) for n in b.refs}
        cells = [cell for b in blocks(report, Table) for row in b.rows for cell in row]
        marks = (mark for cell in cells for mark in re.findall(r"\[(\d+(?:, \d+)*)\]", cell))
        cited |= {int(number) for mark in marks for number in mark.split(", ")}
        assert cited == set(numbers)

    def test_every_task_of_the_checklist_is_there_in_order(
        self, name: str, report_for: Callable[[str], Report], advice_for: Callable[[str], Advice]
    ) -> None:
        [tasks] = blocks(report_for(name), Tasks)
        assert [(t.title, t.task, t.good, t.red_flag, t.why_here) for t in tasks.tasks] == [
            (i.title, i.task, i.good, i.red_flag, i.why_here) for i in advice_for(name).checklist
        ]

    def test_every_stack_is_costed_and_compared(
        self, name: str, report_for: Callable[[str], Report], advice_for: Callable[[str], Advice]
    ) -> None:
        stacks = advice_for(name).stacks
        overview = report_for(name).cover.vendors
        assert overview is not None
        assert [row[0] for row in overview.rows] == [
            f"{n}. {' + '.join(s.names)}" for n, s in enumerate(stacks, start=1)
        ]
        assert [row[1] for row in overview.rows] == [f"{stack.value:.1f}" for stack in stacks]
        compared = next(table for table in blocks(report_for(name), Table) if table.groups)
        assert [column.title for column in compared.columns[1:]] == [" + ".join(stack.names) for stack in stacks]
        assert compared.rows[-2][1:] == tuple(row[3] for row in overview.rows)
        assert compared.rows[-1][1:] == tuple(row[4] for row in overview.rows)

    def test_the_same_advice_gives_the_same_report(
        self, name: str, k: Knowledge, report_for: Callable[[str], Report], advice_for: Callable[[str], Advice],
        branding: Branding,
    ) -> None:  # fmt: skip
        again = Advice.model_validate_json(advice_for(name).model_dump_json(by_alias=True))
        assert build_report(again, k, branding) == report_for(name)


def test_a_report_is_closed_and_cannot_change(report_for: Callable[[str], Report]) -> None:
    with pytest.raises(ValidationError):
        report_for(NAMES[0]).title = "Another"  # type: ignore[misc]


def test_reasons_that_rest_on_open_answers_are_not_told(k: Knowledge) -> None:
    report = reported(k, {})
    assert not [block for block in reasons_of(report).blocks if isinstance(block, Points)]
    assert "Nothing you told us decides it yet" in words(report)


class TestTheCover:
    def test_without_a_client_the_company_of_the_answers_stands_there(self, k: Knowledge) -> None:
        report = reported(k, CONTRACTORS["electrical-60-40"])
        assert report.cover.client == "Volt & Sons"
        assert report.title == "Software recommendation for Volt & Sons"

    def test_without_any_name_it_is_a_recommendation(self, k: Knowledge) -> None:
        report = reported(k, {})
        assert (report.cover.client, report.title, report.cover.date) == ("", "Software recommendation", "")

    def test_a_company_name_of_two_hundred_letters_is_shortened(self, k: Knowledge) -> None:
        assert len(reported(k, {"company": {"name": "x" * 200}}).cover.client) == 120

    def test_the_split_says_what_is_told_and_what_is_a_guess(self, k: Knowledge) -> None:
        told = reported(k, {"work": {"project_share": {"low": 0.3, "high": 0.5}}}).cover.split
        assert (told.projects, told.jobs, told.you) == ("Projects 30–50 %", "Jobs 50–70 %", "You")
        guess = reported(k, {"company": {"trade": "fence"}}).cover.split
        assert (guess.projects, guess.jobs, guess.you) == ("Projects", "Jobs", "Your trade, as a guess")

    def test_the_line_of_this_firm_is_drawn(self, k: Knowledge) -> None:
        advice = advise(answers_from(CONTRACTORS["remodeler-90-10"]), k, draws=200)
        split = build_report(advice, k).cover.split
        assert split.line == advice.hybrid_line
        assert split.band == "24–27 %"

    def test_a_firm_that_is_not_ready_reads_that_first(self, k: Knowledge) -> None:
        report = reported(k, {"team": {"administration": "none", "change_capacity": 1, "tech_comfort": 1}})
        assert report.cover.monday[0].title == "Not yet: fix this first"
        assert "name one person" in report.cover.monday[0].text
        assert "Not yet: fix this first" in [heading.text for heading in blocks(report, Heading)]

    def test_what_is_in_use_already_needs_no_demo(self, k: Knowledge) -> None:
        advice = advise(answers_from(CONTRACTORS["electrical-60-40"]), k, draws=200)
        assert "Your present FSM" in advice.stacks[0].names
        step = build_report(advice, k).cover.monday[2].text
        assert "Your present FSM" not in step
        assert advice.stacks[0].names[1] in step


class TestRunningIt:
    @pytest.mark.parametrize(("people", "who"), [(3, "owner"), (12, "one named person"), (400, "a project team")])
    def test_the_first_90_days_fit_the_size(self, people: int, who: str, k: Knowledge) -> None:
        assert f"In charge: {who}" in words(reported(k, {"company": {"headcount": people}}))

    def test_a_size_given_as_a_range_counts_by_its_middle(self, k: Knowledge) -> None:
        assert "In charge: one named person" in words(reported(k, {"company": {"headcount": {"low": 8, "high": 12}}}))

    def test_without_a_size_no_plan_is_made_up(self, k: Knowledge) -> None:
        assert "depends on how many people you are" in words(reported(k, {"company": {"headcount": "unknown"}}))

    def test_the_house_rules_are_those_of_the_advice(self, k: Knowledge, advice_for: Callable[[str], Advice]) -> None:
        advice = advice_for("electrical-60-40")
        told = [point.text for block in blocks(build_report(advice, k), Points) for point in block.items]
        assert set(advice.how_to) <= set(told)
        assert advice.one_platform_anyway in words(build_report(advice, k))


class TestVendors:
    def test_a_price_that_nobody_publishes_is_never_zero(
        self, k: Knowledge, advice_for: Callable[[str], Advice]
    ) -> None:
        advice = advice_for("plumber-40-calls")
        stack = advice.stacks[0]
        nothing = Money(low=None, high=None)
        open_cost = stack.cost.model_copy(update={"first_year": nothing, "open_lines": ("Licence: by quote.",)})
        report = build_report(advice.model_copy(update={"stacks": (stack.model_copy(update={"cost": open_cost}),)}), k)
        assert report.cover.vendors is not None
        assert report.cover.vendors.rows[0][3] == "not published"
        assert "Not published, so ask for it in writing" in words(report)

    def test_what_is_not_known_is_said(self, k: Knowledge, advice_for: Callable[[str], Advice]) -> None:
        advice = advice_for("electrical-60-40")
        unknown = {c.label for stack in advice.stacks for c in stack.coverage[:5] if c.level == "unknown"}
        compared = next(table for table in blocks(build_report(advice, k), Table) if table.groups)
        told = {row[0] for row in compared.rows if "not known" in row[1:]}
        assert compared.groups[0] == Group(above=0, text="What you need most")
        assert told
        assert unknown <= told

    def test_a_stack_of_one_alone_can_be_shown(self, k: Knowledge, advice_for: Callable[[str], Advice]) -> None:
        advice = advice_for("plumber-40-calls")
        report = build_report(advice.model_copy(update={"stacks": advice.stacks[:1]}), k)
        # What it covers is in the table.
        fits = [fit for fit in advice.stacks[0].fits if not fit.startswith(COVERS)]
        assert fits
        assert all(fit in words(report) for fit in fits)

    def test_limits_that_cost_choice_are_named(self, k: Knowledge, advice_for: Callable[[str], Advice]) -> None:
        limit = RelaxedLimit(limit="budget_usd_month", gives=("jobber",), sentence="A larger budget would add Jobber.")
        advice = advice_for("plumber-40-calls").model_copy(update={"relaxed_limits": (limit,), "stacks": ()})
        assert "A larger budget would add Jobber." in words(build_report(advice, k))


class TestYourAnswers:
    def rows(self, k: Knowledge, answers: dict[str, Any]) -> dict[str, str]:
        section = next(s for s in reported(k, answers).sections if s.title == "Your answers")
        return {row[0]: row[1] for block in section.blocks if isinstance(block, Table) for row in block.rows}

    def test_everything_told_has_a_line(self, k: Knowledge) -> None:
        answers = {
            "company": {
                "trade": ["hvac", "plumbing"],
                "revenue_usd_year": 6500000,
                "headcount": {"low": 10, "high": 20},
            },
            "work": {
                "project_share": 0.4,
                "basis": "revenue",
                "typical_duration": {"value": 3, "unit": "weeks"},
                "signals": {"contracts": True, "dispatch": False},
            },
            "pains": {"missed_calls": 3, "double_entry": 0},
            "team": {"administration": "unknown"},
            "today": {"tools": [{"kind": "pm", "vendor": "Procore", "works": "partly"}, {"kind": "paper"}]},
            "limits": {"must_have": ["rfis"], "exclude_vendors": ["servicetitan"], "budget_usd_month": 900},
        }
        rows = self.rows(k, answers)
        assert rows["Your trade"].count(" and ") >= 1
        assert rows["Revenue a year"] == "$6,500,000"
        assert rows["People"] == "10 to 20"
        assert rows["The split"] == "40 % projects"
        assert rows["The split is"] == "by revenue"
        assert rows["Length of the work"] == "3 weeks"
        assert rows["Marks of your work"] == "yes: contracts; no: dispatch"
        assert rows[f"Pain: {k.pains['missed_calls'].label}"] == "severe"
        assert rows[f"Pain: {k.pains['double_entry'].label}"] == "none"
        assert rows["Who looks after it"] == "asked, not known"
        assert rows["Today's tools"] == "Procore (PM), works partly and paper"
        assert rows["Must have"] == k.capabilities["rfis"].label
        assert rows["Left out"] == "ServiceTitan"
        assert rows["Budget a month"] == "$900"

    def test_what_was_not_answered_has_none(self, k: Knowledge) -> None:
        assert self.rows(k, {"company": {"headcount": 5}}) == {"People": "5"}

    def test_a_no_is_an_answer(self, k: Knowledge) -> None:
        assert self.rows(k, {"work": {"signals": {"contracts": False}}}) == {"Marks of your work": "no: contracts"}
        assert self.rows(k, {"limits": {"wants_one_system": False}}) == {"One system wanted": "no"}

    def test_kinds_of_work_are_listed_with_their_figures(self, k: Knowledge) -> None:
        streams = [
            {
                "name": "kitchens",
                "duration": {"value": 10, "unit": "weeks"},
                "per_year": 12,
                "average_value_usd": 60000,
            },
            {"per_year": 4000},
        ]
        report = reported(k, {"work": {"streams": streams}})
        table = next(t for t in blocks(report, Table) if t.columns[0].title == "Kind of work")
        assert table.rows == (
            ("kitchens", "10 weeks", "12", "$60,000", "not known"),
            ("Kind 2", "not known", "4,000", "not known", "not known"),
        )

    def test_long_free_text_is_shortened(self, k: Knowledge) -> None:
        [told] = [
            b.text for b in blocks(reported(k, {"pains_text": "word " * 900}), Paragraph) if "own words" in b.text
        ]
        assert len(told) < 640
        assert told.endswith("…")


def test_the_page_furniture_says_client_date_and_versions(k: Knowledge, advice_for: Callable[[str], Advice]) -> None:
    advice = advice_for(NAMES[0])
    report = build_report(advice, k, branding_from(client="Oak", date="2026-01-02"))
    assert report.running_head == "Oak · January 2, 2026"
    for part in (advice.method_version, advice.catalogue_as_of, advice.checksum[:12]):
        assert part in report.running_foot
    assert advice.checksum in words(report)
