"""The result: the verdict in a sentence, the split, how sure, what would change it, why, and how to run it.

What most readers need stands open; workings are folded away at the end.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from advisor import wording
from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.report import chart_words, charts, sureness
from advisor.report.findings import GROUPS, group_of, reasons, title_of
from advisor.report.records import records_words
from advisor.report.share_curves import share_curves
from advisor.report.words import effect_words, lower_first, many, read_words
from advisor.scoring.needs import Finding
from advisor.storage.assessments import UNANSWERED
from advisor.ui import cards, state, widgets
from advisor.ui.screens.questions import TOO_CLOSE
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain

SHOWN = 3
"""Reasons that stand open, the strongest of each group first; the further ones are one click away."""

NEXT_SHOWN = 3
"""Open questions that stand open."""

CHANGES_SHOWN = 5
"""Changes that would put other software first that stand open; where it is close there may be twenty."""

READY = {
    "start_light": ("Start light", "You do not need the full size yet. Begin small and grow into it."),
    "fix_first": ("Not yet: fix this first", "New software would not mend this. Fix it first, then come back."),
}

ONE_BAR = 0.995
"""Share of first places from which on a chart of one full bar would say nothing more."""


def show() -> None:
    """Draws the screen for the answers as they stand."""
    arrive(f"result {state.generation()}")
    if state.answers() == UNANSWERED:
        _nothing_yet()
        return
    advice, k = state.advice(), state.knowledge()
    st.title(plain(advice.verdict), anchor=False)
    st.markdown(plain(advice.verdict_detail))
    _too_early(advice)
    if advice.readiness.verdict == "fix_first":
        st.markdown("**But not yet: something has to be fixed first.** It stands right below the picture.")
    _split(advice)
    _readiness(advice)
    _how_sure(advice)
    _what_would_change_it(advice)
    _what_to_ask_next(advice, k)
    _why(advice, k)
    _how_to_run_it(advice)
    st.header("The workings", anchor=False)
    _contributions(advice)
    _why_not_the_others(advice)
    _who_weighs_it(advice)
    _open_answers(advice, k)
    _workings(advice, k)
    cards.forward("See the vendors", "vendors")
    widgets.link("answers", "Change my answers")


def _nothing_yet() -> None:
    """Without a single answer any verdict would be about nobody."""
    st.title("Too early to say", anchor=False)
    st.markdown("Nothing is answered yet, so there is nothing to say about your firm.")
    cards.forward("Answer the questions", "questions")
    widgets.link("quick", "Quick: ask me the most telling question first")


def _too_early(advice: Advice) -> None:
    """Right below a verdict that the answers do not carry yet: how often it came first, and the way to more answers."""
    share = advice.acceptability[advice.option]
    if share >= TOO_CLOSE:
        return
    most = max(advice.ranking, key=lambda one: advice.acceptability[one.option])
    often = advice.acceptability[most.option]
    other = f", and {lower_first(most.name)} in {wording.percent(often)}" if often > share + 0.005 else ""
    st.markdown(
        plain(f"It came first in only {wording.percent(share)} of the tries{other}.")
        + " **That is too early to act on.** A few more answers will tell."
    )
    widgets.link("quick", "Quick: ask me the most telling question first")


def _split(advice: Advice) -> None:
    mix, line = advice.work_mix, advice.hybrid_line
    figure = charts.build_split_bar(mix, line, cards.palette())
    cards.chart(figure, key="split", words=chart_words.split_words(mix, line))
    measures = chart_words.bases(mix)
    if len(measures) > 1:
        st.markdown("The project share, measured in more than one way:")
        cards.bullets(f"{name}: {plain(share)}" for name, share in measures)
    measured = advice.answers.work.measured
    if measured is not None and measured.leading is not None:
        st.caption(plain(records_words(measured, leads=advice.answers.work.measured_share is not None)))
    elif mix.leading_basis == "trade":
        with st.container(horizontal=True, gap="medium"):
            widgets.link("questions", "Tell the split", step="flow")
            widgets.link("measure", "Measure it from your records")
    for doubt in mix.doubts:
        cards.caution(doubt)


def _readiness(advice: Advice) -> None:
    if advice.readiness.verdict == "ready":
        return
    title, lead = READY[advice.readiness.verdict]
    st.header(title, anchor=False)
    st.markdown(lead)
    sources = cards.sources_of(advice)
    steps = {step.rule: step for step in advice.readiness.first_steps}
    for finding in advice.readiness.findings:
        st.markdown(f"**{plain(finding.says or finding.title)}** {plain(finding.because)}")
        named = [finding.source]
        if finding.rule in steps:
            step = steps[finding.rule]
            st.markdown(f"**What to do first.** {plain(step.do)}")
            named.append(step.source)
        st.caption("; ".join(cards.cited(sources[source]) for source in dict.fromkeys(named) if source in sources))


def _how_sure(advice: Advice) -> None:
    st.header("How sure this is", anchor=False)
    st.markdown(plain(" ".join(advice.how_sure.reasons)))
    st.caption(sureness.A_TRY)
    if advice.acceptability[advice.option] < ONE_BAR:
        figure = charts.build_certainty(advice.how_sure, advice.ranking, cards.palette())
        cards.chart(figure, key="certainty")
    cards.bullets(plain(sentence) for sentence in sureness.for_whom(advice))
    if advice.method_check:
        cards.caution(advice.method_check)
    else:
        st.caption(plain(sureness.method_words(advice)))


def _what_would_change_it(advice: Advice) -> None:
    st.header("What would change it", anchor=False)
    picture = share_curves(advice)
    if picture is not None:
        figure = charts.build_share_curves(picture, cards.palette())
        cards.chart(figure, key="share-curves", words=picture.note)
    lead, changes = sureness.changes(advice)
    st.markdown(plain(lead))
    few = len(changes) if len(changes) <= CHANGES_SHOWN + 2 else CHANGES_SHOWN
    cards.bullets(plain(sentence) for sentence in changes[:few])
    if changes[few:]:
        with st.expander(many(len(changes) - few, "more change")):
            cards.bullets(plain(sentence) for sentence in changes[few:])
    cards.bullets(
        (f"**{plain(seen.name)}**: {plain(lower_first(seen.sentence))}" for seen in advice.scenarios), "Your scenarios"
    )
    widgets.link("what-if", "What if? Try other figures")


def _why(advice: Advice, k: Knowledge) -> None:
    st.header("Why", anchor=False)
    told = reasons(advice)
    if not told:
        st.markdown("Nothing you told us decides it yet. The verdict rests on what is usual in your trade.")
        return
    shown = told[:SHOWN]
    for finding in shown:
        _finding(finding, advice, k)
    if told[SHOWN:]:
        with st.expander(many(len(told) - SHOWN, "more reason")):
            for heading, _ in GROUPS:
                group = [finding for finding in told if group_of(finding) == heading and finding not in shown]
                if group:
                    st.markdown(f"### {heading}")
                for finding in group:
                    _finding(finding, advice, k)
            st.caption(cards.GRADES)


def _finding(finding: Finding, advice: Advice, k: Knowledge) -> None:
    st.markdown(f"**{plain(title_of(finding))}.** {plain(finding.because)}")
    read, effect = read_words(finding), effect_words(finding.adds, k.option_book)
    parts = [f"You: {read}" if read else "", f"Effect: {effect}" if effect else ""]
    words = [plain(f"{part}.") for part in parts if part]
    source = cards.sources_of(advice).get(finding.source)
    if source is not None:
        words.append(f"Source: {cards.cited(source)}.")
    st.caption(" ".join(words))


def _contributions(advice: Advice) -> None:
    first, second = advice.ranking[:2]
    with st.expander("How the points add up"):
        st.markdown(
            "What matters to you gets points, and each kind of software earns a part of them. "
            "Each bar starts where the one above ended."
        )
        cards.chart(charts.build_contributions(first, second, cards.palette()), key="contributions")
        rows = [
            (a.label, f"{a.weight:.2f}", _earned(a.points, a.score), _earned(b.points, b.score))
            for a, b in zip(first.contributions, second.contributions, strict=True)
        ]
        weights = f"{sum(c.weight for c in first.contributions):.2f}"
        total = ("Total", weights, f"{first.value:.2f}", f"{second.value:.2f}")
        # Streamlit's own table would load pandas: a second of the server's time, and a third of its memory.
        st.html(_table(("What counts", "Points to earn", first.name, second.name), (*rows, total)))


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Points as a table: what they are for, then numbers."""
    top = "".join(f'<th scope="col">{html.escape(head)}</th>' for head in heads)
    lines = "".join(
        f'<tr><th scope="row">{html.escape(row[0])}</th>'
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return f'<table class="advisor-points"><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>'


def _earned(points: float, score: float) -> str:
    part = wording.percent(score).replace(" ", "\u00a0")  # the sign stays with its number at the end of a line
    return f"{points:.2f} ({part})"


def _what_to_ask_next(advice: Advice, k: Knowledge) -> None:
    st.header("What to answer next", anchor=False)
    st.markdown(f"You answered {advice.answered} of {advice.asked} questions.")
    if not advice.next_questions:
        st.markdown("None of the open ones is likely to change the verdict.")
        return
    st.markdown("These would settle most, the first most of all.")
    for number, question in enumerate(advice.next_questions[:NEXT_SHOWN], start=1):
        asked = k.questionnaire.of(question.question)
        st.markdown(f"{number}\\. {plain(question.ask)}")
        widgets.link("questions", f"Answer: {plain(asked.short)}", step=asked.step)


def _why_not_the_others(advice: Advice) -> None:
    first = advice.ranking[0]
    with st.expander("Why not the others"):
        st.markdown(
            plain(
                f"{first.name} has {first.value:.1f} points, {first.low:.1f} to {first.high:.1f} "
                "depending on what is still open."
            )
        )
        cards.bullets(
            f"**{plain(option.name)}**, {option.value:.1f} points ({option.low:.1f} to {option.high:.1f}): "
            f"{plain(lower_first(_without_name(option.why_not or '', first.name)))}"
            for option in advice.ranking[1:]
        )


def _without_name(why_not: str, first: str) -> str:
    """The sentence without its opening "Against …,", which the heading already says."""
    return why_not.removeprefix(f"Against {first}, ")


def _how_to_run_it(advice: Advice) -> None:
    st.header("How to run it", anchor=False)
    cards.bullets(plain(sentence) for sentence in advice.how_to)
    if advice.one_platform_anyway:
        st.subheader("If it has to be one platform", anchor=False)
        st.markdown(plain(advice.one_platform_anyway))
    elif advice.work_mix.minor_share.mid > 0.02 and advice.option != "crm":
        side = wording.SIDE_WORDS[advice.work_mix.minor_side]
        st.subheader(f"Where your {side} goes", anchor=False)
        st.markdown(_minor_side_inside(advice))


def _minor_side_inside(advice: Advice) -> str:
    share = wording.about(advice.work_mix.minor_share.mid)
    if "integrated" in advice.platforms:
        return f"It is {share} of your work. Run it in the same platform, and have each vendor show it live."
    if advice.work_mix.minor_side == "job":
        return f"It is {share} of your work. Run it as small projects in the same platform, with one short template."
    return (
        f"It is {share} of your work. Run it as longer work orders in the same platform, with one agreed folder each."
    )


def _who_weighs_it(advice: Advice) -> None:
    with st.expander("How much each thing matters"):
        if advice.own is not None:
            st.markdown(f"**With your own weights:** {plain(lower_first(advice.own.sentence))}")
        st.markdown("These are the points that your answers give to each thing, and how far each could move:")
        cards.bullets(plain(interval.sentence) for interval in advice.weight_intervals)
        widgets.link("weights", "See or change your own weights" if advice.own else "Weigh it yourself")


def _open_answers(advice: Advice, k: Knowledge) -> None:
    assumed = reasons(advice, established=False)
    if not assumed:
        return
    with st.expander("Resting on open answers"):
        st.markdown("Nothing here is a fact about you. It is what we assume until you answer.")
        for group, found in groupby(sorted(assumed, key=lambda f: str(group_of(f))), key=group_of):
            st.markdown(f"**{group}**")
            cards.bullets(
                f"{plain(title_of(f))}: {plain(effect_words(f.adds, k.option_book) or 'counted in')}" for f in found
            )


def _workings(advice: Advice, k: Knowledge) -> None:
    sure = advice.how_sure
    with st.expander("Method and versions"):
        cards.bullets(
            (
                f"Method {plain(advice.method_version)}, catalogue of {plain(advice.catalogue_as_of)}.",
                f"{len(advice.findings)} rules spoke. All of them, with their figures, are in the JSON file.",
                f"{plain(advice.ranking[0].name)}: first in {wording.percent(sure.acceptability[advice.option])} "
                f"of {sure.draws:,} tries. They follow {_source(sureness.TRIES, k)}.",
                f"How far each weight may move follows {_source(sureness.STABILITY, k)}.",
                f"Checksum of this advice: `{advice.checksum[:16]}`. The same answers give the same advice.",
            )
        )


def _source(name: str, k: Knowledge) -> str:
    source = k.sources[name]
    return cards.source_words(source.title, source.url, source.as_of, source.grade)
