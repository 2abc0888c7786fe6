"""Charts: what they draw is what they say, and nothing is cut on a phone or lost in the dark."""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice import Certainty, RankedOption
from advisor.base import Interval, Money
from advisor.history.imported import Histogram
from advisor.report import chart_words, charts
from advisor.report.palette import DARK, LIGHT, Palette, blended
from advisor.scoring.options import Contribution
from advisor.scoring.work_mix import WorkMix
from advisor.stack.stack import Stack, StackCost

LINE = (0.25, 0.30)
CRITERIA = ("project", "job", "short", "customer", "joining", "adoption", "cost", "growth")
NOTHING = Money(low=None, high=None)


def mix(low: float, mid: float, high: float, *, basis: Any = "revenue", short: float = 0.0) -> WorkMix:
    share = Interval(low=low, mid=mid, high=high)
    minor = share if mid < 0.5 else share.mirrored()
    return WorkMix(
        by_revenue=share if basis == "revenue" else None,
        by_hours=None,
        by_count=None,
        leading_basis=basis,
        project_share=share,
        minor_side="project" if mid < 0.5 else "job",
        minor_share=minor,
        short_share=short,
    )


def option(name: str, points: list[float], *, platforms: tuple[Any, ...] = ("pm",)) -> RankedOption:
    parts = tuple(
        Contribution(criterion=c, label=f"Fit to {c}", weight=10, score=p / 10, points=p)
        for c, p in zip(CRITERIA, points, strict=False)
    )
    value = sum(points)
    return RankedOption(
        option=name,
        name=name,
        category="pm",
        platforms=platforms,
        value=value,
        low=value,
        high=value,
        contributions=parts,
    )


def stack(name: str, first: Money, three: Money) -> Stack:
    return Stack(
        vendors=(name,), names=(name,), roles=("pm",), option="pm", accounting=None, value=1, low=0, high=2,
        contributions=(), coverage=(), joins=(), unknowns=(), fits=(), cautions=(), evidence=(),
        cost=StackCost(first_year=first, three_years=three, lines=(), open_lines=()),
    )  # fmt: skip


def trace(figure: Any, name: str) -> Any:
    return next(t for t in figure.data if t.name == name)


def spans(trace: Any) -> list[tuple[float, float]]:
    """From and to of each bar, in units of the x axis."""
    return [(base, base + length) for base, length in zip(trace.base, trace.x, strict=True)]


def texts(figure: Any) -> list[str]:
    return [re.sub(r"</?b>", "", a.text) for a in figure.layout.annotations]


def title(figure: Any) -> str:
    return re.sub(r"</?b>", "", figure.layout.title.text).replace("<br>", " ").replace("\u00a0", " ")


def every_chart(palette: Palette) -> list[Any]:
    first, second = option("pm", [8, 1, 0, 2]), option("fsm", [2, 6, 0, 1], platforms=("fsm", "crm"))
    sure = Certainty(word="lean", acceptability={"pm": 0.7, "fsm": 0.3}, draws=10_000)
    return [
        charts.build_split_bar(mix(0.35, 0.4, 0.45), LINE, palette),
        charts.build_split_bar(mix(0, 0.9, 1, basis="trade"), LINE, palette),
        charts.build_certainty(sure, (first, second), palette),
        charts.build_contributions(first, second, palette),
        charts.build_cost_ranges([stack("a", Money(low=1, high=2), NOTHING)], palette),
    ]


# ---- the split bar ------------------------------------------------------------------------------------------------


def test_projects_are_on_the_left_and_jobs_on_the_right() -> None:
    sides = trace(charts.build_split_bar(mix(0.35, 0.4, 0.45), LINE, LIGHT), "sides")
    assert spans(sides) == [(0, 0.4), (0.4, pytest.approx(1))]
    assert list(sides.marker.color) == [LIGHT.project, LIGHT.job]


def test_the_line_is_hatched_at_both_ends() -> None:
    hatched = trace(charts.build_split_bar(mix(0.35, 0.4, 0.45), LINE, LIGHT), "hybrid line")
    assert [pytest.approx(span) for span in spans(hatched)] == [(0.25, 0.30), (0.70, 0.75)]
    assert hatched.marker.pattern.shape == "/"
    assert isinstance(hatched.marker.color, str), "with a colour for each bar plotly ignores the hatch's colour"


def test_the_soft_edge_covers_what_is_not_known_and_no_more() -> None:
    soft = spans(trace(charts.build_split_bar(mix(0.31, 0.4, 0.52), LINE, LIGHT), "soft edge"))
    assert 0.31 < min(start for start, _ in soft) < 0.32
    assert 0.51 < max(end for _, end in soft) < 0.52


def test_a_share_that_is_known_exactly_has_a_hard_edge() -> None:
    figure = charts.build_split_bar(mix(0.4, 0.4, 0.4), LINE, LIGHT)
    assert "soft edge" not in [t.name for t in figure.data]


def test_you_are_marked_in_words_where_your_share_is() -> None:
    figure = charts.build_split_bar(mix(0.35, 0.4, 0.45), LINE, LIGHT)
    assert [a.x for a in figure.layout.annotations if a.text == "<b>you</b>"] == [0.4]


def test_an_untold_split_shows_no_figures_as_if_they_were_told() -> None:
    figure = charts.build_split_bar(mix(0, 0.9, 1, basis="trade"), LINE, LIGHT)
    assert "Projects not told" in texts(figure)
    assert "you" not in texts(figure)
    assert "90" not in title(figure) + charts.alt_of(figure)


@pytest.mark.parametrize(
    ("share", "place"),
    [
        ((0.35, 0.4, 0.45), "past the line at 25–30 %"),
        ((0.26, 0.27, 0.28), "on the line at 25–30 %"),
        ((0.2, 0.27, 0.34), "on the line at 25–30 %"),
        ((0.24, 0.31, 0.38), "probably past the line at 25–30 %"),
        ((0.16, 0.24, 0.32), "probably below the line at 25–30 %"),
        ((0.1, 0.15, 0.2), "below the line at 25–30 %"),
        ((0.99, 0.99, 1.0), "far from the line at 25–30 %"),
    ],
)
def test_the_title_says_where_the_smaller_side_lies(share: tuple[float, float, float], place: str) -> None:
    assert place in title(charts.build_split_bar(mix(*share), LINE, LIGHT))


def test_short_projects_are_told_in_words() -> None:
    assert "about 6 in 10 of the project work" in chart_words.split_words(mix(0.5, 0.6, 0.7, short=0.6), LINE)
    assert "Short projects" not in chart_words.split_words(mix(0.5, 0.6, 0.7, short=0.1), LINE)


# ---- how sure -----------------------------------------------------------------------------------------------------


def test_each_option_gets_a_bar_as_long_as_its_share_of_first_places() -> None:
    ranking = (option("pm", [9]), option("fsm", [5], platforms=("fsm",)), option("crm", [1], platforms=("crm",)))
    sure = Certainty(word="lean", acceptability={"pm": 0.62, "fsm": 0.378, "crm": 0.002}, draws=10_000)
    figure = charts.build_certainty(sure, ranking, LIGHT)
    assert [end for _, end in spans(trace(figure, "first places"))] == [0.62, 0.378]
    assert "62 %" in title(figure)
    assert "crm" not in texts(figure)
    assert "The others came first hardly ever or never" in charts.alt_of(figure)


def test_two_platforms_share_one_bar_with_customers_above() -> None:
    sure = Certainty(word="clear", acceptability={"both": 1.0}, draws=10_000)
    figure = charts.build_certainty(sure, (option("both", [9], platforms=("pm", "crm")),), LIGHT)
    bars = trace(figure, "first places")
    assert list(bars.marker.color) == [LIGHT.customer, LIGHT.project]
    assert bars.y[0] < bars.y[1], "y counts downwards"


# ---- contributions ------------------------------------------------------------------------------------------------

POINTS = st.lists(st.floats(0, 12), min_size=8, max_size=8)


@given(POINTS, POINTS)
def test_the_bars_add_up_to_the_value_of_each_option(a: list[float], b: list[float]) -> None:
    first, second = option("first", a), option("second", b)
    rows = len(chart_words.contribution_pairs(first, second))
    figure = charts.build_contributions(first, second, LIGHT)
    for one in (first, second):
        bars = spans(trace(figure, one.name))
        steps, total = bars[:rows], bars[rows:]
        for chain in (steps, total):
            assert all(end == pytest.approx(start, abs=1e-9) for (_, end), (start, _) in pairwise(chain))
            assert (chain[-1][1] if chain else 0) == pytest.approx(one.value, abs=1e-6)


def test_the_totals_are_written() -> None:
    figure = charts.build_contributions(option("first", [8, 3.25]), option("second", [2, 6]), LIGHT)
    assert {"Total: first", "11.2", "Total: second", "8.0", "8.0 against 2.0"} <= set(texts(figure))
    assert title(figure) == "first leads by 3.2 points, most of all on fit to project"


def test_small_criteria_are_counted_together() -> None:
    figure = charts.build_contributions(option("first", [8, 0.02, 0.01]), option("second", [7, 0.01, 0.0]), LIGHT)
    assert "All else" in texts(figure)
    assert "less than 0.1" in texts(figure)


def test_a_side_keeps_its_colour() -> None:
    colours = trace(
        charts.build_contributions(option("a", [5, 4, 0, 3]), option("b", [1, 1, 0, 1]), DARK), "a"
    ).marker.color
    assert list(colours[:3]) == [DARK.project, DARK.job, DARK.customer]


# ---- cost ---------------------------------------------------------------------------------------------------------


def test_a_cost_without_an_upper_end_runs_out_to_the_edge_and_says_or_more() -> None:
    closed, opened = Money(low=20_000, high=34_000), Money(low=12_000, high=None)
    figure = charts.build_cost_ranges([stack("a", closed, closed), stack("b", opened, opened)], LIGHT)
    ranges = spans(trace(figure, "range"))
    assert ranges[0] == (20_000, 34_000)
    assert min(start for start, _ in ranges) == 12_000
    assert max(end for _, end in ranges) == figure.layout.xaxis.range[1]
    assert "First year $12,000 or more" in texts(figure)
    assert "more where a price is not published" in title(figure)


def test_an_open_end_says_what_is_not_published() -> None:
    opened = Money(low=12_000, high=None)
    base = stack("a", opened, opened)
    unpriced = base.model_copy(update={"cost": base.cost.model_copy(update={"unpriced": ("Acme", "Second")})})
    asked = base.model_copy(
        update={"cost": base.cost.model_copy(update={"open_lines": ("Set-up of Acme: ask whether there is a fee.",)})}
    )
    figure = charts.build_cost_ranges([unpriced, asked], LIGHT)
    assert {"No price published for Acme and Second", "Not published: set-up of Acme"} <= set(texts(figure))
    assert "no price published for Acme and Second" in charts.alt_of(figure)
    closed = Money(low=1, high=2)
    told = base.model_copy(
        update={"cost": unpriced.cost.model_copy(update={"first_year": closed, "three_years": closed})}
    )
    assert "No price published for Acme and Second" not in texts(charts.build_cost_ranges([told], LIGHT))


def test_who_publishes_no_price_does_not_make_the_message_look_cheap() -> None:
    closed, hours = stack("a", Money(low=20_000, high=34_000), NOTHING), stack("b", Money(low=900, high=None), NOTHING)
    unpriced = hours.model_copy(update={"cost": hours.cost.model_copy(update={"unpriced": ("B",)})})
    assert chart_words.cost_title([closed, unpriced]) == (
        "Where prices are published, the first year costs $20,000–$34,000"
    )
    assert chart_words.cost_title([unpriced]) == "Nobody here publishes enough to say what the first year costs"
    assert "starts at $20,000" in chart_words.cost_title([stack("c", Money(low=20_000, high=None), NOTHING), unpriced])


def test_the_dearest_open_range_can_still_be_seen() -> None:
    figure = charts.build_cost_ranges([stack("a", Money(low=40_000, high=None), Money(low=100_000, high=None))], LIGHT)
    widths = [end - start for start, end in spans(trace(figure, "range"))]
    assert max(end for _, end in spans(trace(figure, "range"))) == 125_000
    assert min(widths) > 0


def test_long_names_go_on_in_a_second_line() -> None:
    name = "A platform with a very long name + Another platform with an even longer name"
    written = texts(charts.build_cost_ranges([stack(name, NOTHING, NOTHING)], LIGHT))
    assert name not in written
    assert " ".join(one for one in written if "latform" in one) == name


def test_a_cost_that_nobody_publishes_is_said_and_not_drawn_as_zero() -> None:
    figure = charts.build_cost_ranges([stack("a", NOTHING, NOTHING)], LIGHT)
    assert len(trace(figure, "range").x) == 0
    assert "First year not published" in texts(figure)
    assert "$0" not in charts.alt_of(figure)


def test_a_vendor_name_is_text_and_never_markup() -> None:
    name = '<a href="https://example.com">Acme</a> & Co'
    figure = charts.build_cost_ranges([stack(name, NOTHING, NOTHING)], LIGHT)
    assert '&lt;a href="https://example.com"&gt;Acme&lt;/a&gt; &amp; Co' in texts(figure)


# ---- every chart --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("figure", every_chart(LIGHT), ids=lambda f: title(f)[:20])
def test_every_chart_says_its_message_and_needs_no_legend_or_grid(figure: Any) -> None:
    layout = figure.layout
    assert title(figure)
    assert charts.alt_of(figure).startswith(title(figure))
    assert layout.showlegend is False
    assert layout.hovermode is False
    assert (layout.xaxis.visible, layout.yaxis.visible) == (False, False)
    assert layout.width is None, "as wide as its place"


@pytest.mark.parametrize("figure", every_chart(LIGHT), ids=lambda f: title(f)[:20])
def test_every_label_stays_inside_the_chart(figure: Any) -> None:
    left, right = figure.layout.xaxis.range
    bottom, top = figure.layout.yaxis.range
    for label in figure.layout.annotations:
        assert top <= label.y <= bottom - label.font.size
        grows = {"left": 1, "right": -1, "center": 0}[label.xanchor]
        room = {1: right - label.x, -1: label.x - left, 0: 2 * min(label.x - left, right - label.x)}[grows]
        # 343 px are left of 375; an average letter is less than half as wide as the type is high.
        wide = len(re.sub(r"</?b>", "", label.text)) * label.font.size * 0.5
        assert wide <= room / (right - left) * 343
    assert figure.layout.height >= bottom


@pytest.mark.parametrize("figure", every_chart(LIGHT), ids=lambda f: title(f)[:20])
def test_every_title_line_fits_a_phone(figure: Any) -> None:
    assert all(len(line) <= 40 for line in re.sub(r"</?b>", "", figure.layout.title.text).split("<br>"))


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda p: p.mode)
def test_every_text_can_be_read_on_its_paper(palette: Palette) -> None:
    for figure in every_chart(palette):
        colours = {a.font.color for a in figure.layout.annotations} | {figure.layout.title.font.color}
        assert all(contrast(colour, palette.paper) >= 4.5 for colour in colours)


def test_blending_goes_from_the_back_to_the_front() -> None:
    assert blended("#FF0000", "#0000FF", 1) == "#FF0000"
    assert blended("#FF0000", "#0000FF", 0) == "#0000FF"
    assert blended("#FFFFFF", "#000000", 0.5) == "#808080"


def test_records_by_value_and_by_length_are_said_in_words() -> None:
    worth = Histogram(
        unit="usd", edges=(0, 100, 200, 1e7, 1e10), job=(3, 9, 0, 0), short_project=(0, 0, 0, 0), project=(0, 0, 1, 2)
    )
    takes = Histogram(
        unit="working days",
        edges=(0, 0.5, 1, 5, 2e3),
        job=(5, 1, 0, 0),
        short_project=(0, 0, 2, 0),
        project=(0, 0, 0, 4),
    )
    assert chart_words.steps_title(worth) == "Most pieces of work are worth $100 to $200"
    assert chart_words.steps_title(takes) == "Most pieces of work take up to 4 hours"
    assert chart_words.steps_words(worth).endswith("$10,000,000 and more: 0 jobs, 2 projects.")
    assert "4 to 8 hours: 1 job, 0 projects" in chart_words.steps_words(takes)
    assert "more than 5 days: 0 jobs, 4 projects" in chart_words.steps_words(takes)
    figure = charts.build_steps(takes, LIGHT)
    assert charts.alt_of(figure) == f"{chart_words.steps_title(takes)}. {chart_words.steps_words(takes)}"
    assert sum(sum(trace.x) for trace in figure.data) == 12


# ---------------------------------------------------------------- several visitors at once


def test_a_chart_waits_for_pandas_where_somebody_else_has_just_begun_to_import_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    charts.build_split_bar(mix(0.3, 0.4, 0.5), LINE, LIGHT)
    whole = sys.modules.get("pandas")
    monkeypatch.setitem(sys.modules, "pandas", ModuleType("pandas"))  # begun, and nothing in it yet

    def through(name: str) -> None:
        assert name == "pandas"
        if whole is None:
            del sys.modules["pandas"]
        else:
            sys.modules["pandas"] = whole

    monkeypatch.setattr(charts, "import_module", through)
    figure = charts.build_split_bar(mix(0.3, 0.4, 0.5), LINE, LIGHT)
    assert charts.alt_of(figure)
