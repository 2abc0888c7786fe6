"""What the charts say: for each chart its message, one sentence, and its figures in words."""

from __future__ import annotations

from collections.abc import Sequence

from advisor import wording
from advisor.advice import Certainty, RankedOption
from advisor.base import Money
from advisor.history.imported import Histogram
from advisor.report.words import listed, lower_first, many
from advisor.scoring.options import Contribution
from advisor.scoring.work_mix import WorkMix
from advisor.stack.stack import Stack, StackCost
from advisor.stack.words import short_name

OPEN_ROOM = 1.25
"""How much longer than its lower end an open range is drawn at least."""

SMALL = 0.05
"""Points below which a criterion of both options is counted together with the other small ones."""

WORKDAY_HOURS = 8

RARE = 0.005
"""Share of first places below which an option is not drawn."""


def band_words(line: tuple[float, float]) -> str:
    """The hybrid line as a range: "25–30 %"."""
    return span_words(line[0], line[1])


def span_words(low: float, high: float) -> str:
    """A range of shares (0-1) in whole percent."""
    first, last = round(low * 100), round(high * 100)
    return f"{first} %" if first == last else f"{first}–{last} %"


# ---- the split bar ------------------------------------------------------------------------------------------------


def split_title(mix: WorkMix, line: tuple[float, float]) -> str:
    """The message of the split bar."""
    band = band_words(line)
    minor, side = mix.minor_share, wording.SIDE_WORDS[mix.minor_side]
    if mix.leading_basis == "trade":
        return "You have not said how your work splits; this is what your trade usually does"
    if minor.mid <= 0.02:
        other = wording.SIDE_WORDS["job" if mix.minor_side == "project" else "project"]
        return f"Nearly all of your work is {other}, far from the line at {band}"
    if minor.mid >= line[1] - 1e-9:
        place = "past the line" if minor.low >= line[0] else "probably past the line"
    elif minor.mid >= line[0] - 1e-9:
        place = "on the line"
    else:
        place = "below the line" if minor.high <= line[1] else "probably below the line"
    basis = wording.BASIS_WORDS[mix.leading_basis]
    return f"{side.capitalize()} is {wording.percent_range(minor)} {basis}, {place} at {band}"


def split_words(mix: WorkMix, line: tuple[float, float]) -> str:
    """The split bar in words, short projects included."""
    share, basis = mix.project_share, wording.BASIS_WORDS[mix.leading_basis]
    if mix.leading_basis == "trade":
        words = "How your work splits is not known yet, so the whole bar is soft."
    else:
        words = f"Projects {wording.percent_range(share)}, jobs {wording.percent_range(share.mirrored())} {basis}."
    words += f" The line where two platforms start to win: {band_words(line)} of the smaller side."
    if mix.short_share >= 0.25 and share.high > 0.02:
        part = "nearly all" if mix.short_share >= 0.98 else wording.about(mix.short_share)
        words += f" Short projects (one crew, one to ten days, sold by a person) are {part} of the project work."
    return words


def bases(mix: WorkMix) -> list[tuple[str, str]]:
    """The project share by each measure that is known: (measure, range)."""
    known = (("By revenue", mix.by_revenue), ("By labor hours", mix.by_hours), ("By number of pieces", mix.by_count))
    return [(name, wording.percent_range(share)) for name, share in known if share is not None]


# ---- how sure -----------------------------------------------------------------------------------------------------


def certainty_title(how_sure: Certainty, ranking: Sequence[RankedOption]) -> str:
    """The message of the certainty chart."""
    first = ranking[0]
    share = how_sure.acceptability[first.option]
    if share > 1 - RARE:
        return f"{first.name} came first in nearly every try"
    return f"{first.name} came first in {wording.percent(share)} of the tries"


def first_places(how_sure: Certainty, ranking: Sequence[RankedOption]) -> list[tuple[RankedOption, float]]:
    """Options with their share of first places, most first, without those that hardly ever came first."""
    shares = [(option, how_sure.acceptability[option.option]) for option in ranking]
    return sorted((pair for i, pair in enumerate(shares) if i == 0 or pair[1] >= RARE), key=lambda pair: -pair[1])


def certainty_words(how_sure: Certainty, ranking: Sequence[RankedOption]) -> str:
    """The certainty chart in words."""
    shown = first_places(how_sure, ranking)
    parts = ", ".join(f"{option.name} {wording.percent(share)}" for option, share in shown)
    rest = " The others came first hardly ever or never." if len(shown) < len(ranking) else ""
    return f"Share of {how_sure.draws:,} tries in which each came first: {parts}.{rest}"


# ---- contributions ------------------------------------------------------------------------------------------------


def contribution_pairs(first: RankedOption, second: RankedOption) -> list[tuple[Contribution, Contribution]]:
    """Points of both options on each criterion, the small ones of both as one last row; the sums stay exact."""
    pairs = list(zip(first.contributions, second.contributions, strict=True))
    large = [p for p in pairs if max(abs(p[0].points), abs(p[1].points)) >= SMALL]
    small = [p for p in pairs if p not in large]
    sums = [sum(p[k].points for p in small) for k in (0, 1)]
    if max(map(abs, sums)) < 1e-9:
        return large
    rest = [Contribution(criterion="rest", label="All else", weight=s, score=1, points=s) for s in sums]
    return [*large, (rest[0], rest[1])]


def points_words(first: Contribution, second: Contribution) -> str:
    """Points of both on one criterion: "9.4 against 6.6"."""
    if max(abs(first.points), abs(second.points)) < SMALL:
        return "less than 0.1"
    return f"{first.points:.1f} against {second.points:.1f}"


def contributions_title(first: RankedOption, second: RankedOption) -> str:
    """The message of the contributions chart."""
    gap = first.value - second.value
    if gap < SMALL:
        return f"{first.name} and {second.name} are level"
    most = max(contribution_pairs(first, second), key=lambda pair: pair[0].points - pair[1].points)[0].label
    return f"{first.name} leads by {gap:.1f} points, most of all on {lower_first(most)}"


def contributions_words(first: RankedOption, second: RankedOption) -> str:
    """The contributions chart in words."""
    parts = ", ".join(f"{a.label} {points_words(a, b)}" for a, b in contribution_pairs(first, second))
    return (
        f"Points of {first.name} against {second.name}: {parts}. "
        f"Total {first.value:.1f} against {second.value:.1f}. Figures are rounded."
    )


# ---- cost ---------------------------------------------------------------------------------------------------------


def money_words(money: Money) -> str:
    """A range of dollars as it is known; an open end is said, never read as zero."""
    if money.low is None and money.high is None:
        return "not published"
    if money.high is None:
        return f"{wording.dollars(money.low or 0)} or more"
    if money.low is None:
        return f"up to {wording.dollars(money.high)}"
    low, high = wording.dollars(money.low), wording.dollars(money.high)
    return low if low == high else f"{low}–{high}"


def stack_name(stack: Stack) -> str:
    """The vendors of a stack as one name."""
    return " + ".join(map(short_name, stack.names))


def cost_scale(stacks: Sequence[Stack]) -> float:
    """Upper end of the scale of the costs in US dollars; where an end is open there is room for it to fade out."""
    costs = [money for stack in stacks for money in (stack.cost.first_year, stack.cost.three_years)]
    ends = [end for money in costs for end in (money.low, money.high) if end is not None]
    opened = [money.low * OPEN_ROOM for money in costs if money.high is None and money.low is not None]
    return max([*ends, *opened], default=1.0) or 1.0


def cost_title(stacks: Sequence[Stack]) -> str:
    """The message of the cost chart."""
    # Without a licence the sum is mere hours of one's own: set beside the others it would look cheap.
    first = [s.cost.first_year for s in stacks if not s.cost.unpriced and s.cost.first_year.low is not None]
    lows, highs = [cost.low for cost in first if cost.low is not None], [cost.high for cost in first]
    if not lows:
        return "Nobody here publishes enough to say what the first year costs"
    some = len(first) < len(stacks)
    among = f" across these {len(stacks)}" if len(stacks) > 1 and not some else ""
    start = "Where prices are published, the" if some else "The"
    if None in highs:
        # Where an end is open, only the lower ends can be set beside each other.
        words = money_words(Money(low=min(lows), high=max(lows)))
        return f"{start} first year starts at {words}{among}{'' if some else ', more where a price is not published'}"
    words = money_words(Money(low=min(lows), high=max(high for high in highs if high is not None)))
    return f"{start} first year costs {words}{among}"


def open_words(cost: StackCost) -> str:
    """Why the upper end is open, in one line; nothing where it is not."""
    if cost.first_year.high is not None:
        return ""
    if cost.unpriced:
        return f"No price published for {listed(map(short_name, cost.unpriced))}"
    # An open line says what it is about before its colon.
    return (
        f"Not published: {listed(lower_first(line.partition(':')[0]) for line in cost.open_lines)}"
        if cost.open_lines
        else ""
    )


def cost_words(stacks: Sequence[Stack]) -> str:
    """The cost chart in words."""
    parts = []
    for s in stacks:
        amounts = f"first year {money_words(s.cost.first_year)}, three years {money_words(s.cost.three_years)}"
        why = open_words(s.cost)
        parts.append(f"{stack_name(s)}: {amounts}{f'; {lower_first(why)}' if why else ''}.")
    return " ".join(parts)


# ---- measured records by value and by length ------------------------------------------------------------------------


def step_of(histogram: Histogram, place: int) -> str:
    """A step in words: "$200 to $500", "under $100", "2 to 5 days", "more than 320 days"."""
    low, high = histogram.edges[place], histogram.edges[place + 1]
    if histogram.unit == "usd":
        if low <= 0:
            return f"under ${high:,.0f}"
        return f"${low:,.0f} and more" if high >= 1e9 else f"${low:,.0f} to ${high:,.0f}"
    if high <= 1:
        hours = f"{high * WORKDAY_HOURS:.0f} hours"
        return f"up to {hours}" if low <= 0 else f"{low * WORKDAY_HOURS:.0f} to {hours}"
    return f"more than {low:,.0f} days" if high >= 1000 else f"{low:,.0f} to {high:,.0f} days"


def steps_title(histogram: Histogram) -> str:
    """Where most of the records lie."""
    counts = _per_step(histogram)
    most = step_of(histogram, max(range(len(counts)), key=counts.__getitem__))
    return f"Most pieces of work are worth {most}" if histogram.unit == "usd" else f"Most pieces of work take {most}"


def steps_words(histogram: Histogram) -> str:
    """The chart in words: each step with its jobs and projects."""
    said = [
        f"{step_of(histogram, n)}: {many(histogram.job[n], 'job')}, "
        f"{many(histogram.short_project[n] + histogram.project[n], 'project')}"
        for n in range(len(histogram.job))
    ]
    return f"{'; '.join(said)}."


def _per_step(histogram: Histogram) -> list[int]:
    return [sum(row) for row in zip(histogram.job, histogram.short_project, histogram.project, strict=True)]
