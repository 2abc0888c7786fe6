"""The result: the verdict in a sentence, the split, how sure, why, what would change it, and how to run it."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from advisor import wording
from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.report import chart_words, charts
from advisor.report.findings import GROUPS, group_of, reasons, title_of
from advisor.report.words import effect_words, lower_first, many, read_words
from advisor.scoring.needs import Finding
from advisor.ui import cards, state, widgets
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain

SHOWN = 2
"""Reasons of a group that stand open; the further ones are one click away."""

READY = {
    "start_light": ("Start light", "You do not need the full size yet. Begin small and grow into it."),
    "fix_first": ("Not yet: fix this first", "New software would not mend this. Fix it first, then come back."),
}

METHOD_AGREES = "A second way of adding up, multiplying the scores, puts the same one first."


def show() -> None:
    """Draws the screen for the answers as they stand."""
    advice, k = state.advice(), state.knowledge()
    arrive(f"result {state.generation()}")
    st.title(plain(advice.verdict), anchor=False)
    st.markdown(plain(advice.verdict_detail))
    if advice.readiness.verdict == "fix_first":
        st.markdown("**But not yet: something has to be fixed first.** It stands right below the picture.")
    _split(advice)
    _readiness(advice)
    _how_sure(advice)
    _why(advice, k)
    _contributions(advice)
    _what_would_change_it(advice)
    _what_to_ask_next(advice, k)
    _why_not_the_others(advice)
    _how_to_run_it(advice)
    _open_answers(advice, k)
    _workings(advice, k)
    cards.forward("See the vendors", "vendors")
    widgets.link("answers", "Change my answers")


def _split(advice: Advice) -> None:
    mix, line = advice.work_mix, advice.hybrid_line
    figure = charts.build_split_bar(mix, line, cards.palette())
    cards.chart(figure, key="split", words=chart_words.split_words(mix, line))
    measures = chart_words.bases(mix)
    if len(measures) > 1:
        st.markdown("The project share, measured in more than one way:")
        cards.bullets(f"{name}: {plain(share)}" for name, share in measures)
    for doubt in mix.doubts:
        cards.caution(doubt)


def _readiness(advice: Advice) -> None:
    if advice.readiness.verdict == "ready":
        return
    title, lead = READY[advice.readiness.verdict]
    st.header(title, anchor=False)
    st.markdown(lead)
    sources = cards.sources_of(advice)
    for finding in advice.readiness.findings:
        st.markdown(f"**{plain(finding.says or finding.title)}** {plain(finding.because)}")
        if finding.source in sources:
            st.caption(cards.cited(sources[finding.source]))


def _how_sure(advice: Advice) -> None:
    st.header("How sure this is", anchor=False)
    st.markdown(plain(" ".join(advice.how_sure.reasons)))
    figure = charts.build_certainty(advice.how_sure, advice.ranking, cards.palette())
    cards.chart(figure, key="certainty", words=chart_words.certainty_words(advice.how_sure, advice.ranking))
    if advice.method_check:
        cards.caution(advice.method_check)
    else:
        st.markdown(METHOD_AGREES)


def _why(advice: Advice, k: Knowledge) -> None:
    st.header("Why", anchor=False)
    told = reasons(advice)
    if not told:
        st.markdown("Nothing you told us decides it yet. The verdict rests on what is usual in your trade.")
        return
    st.caption(cards.GRADES)
    for heading, _ in GROUPS:
        group = [finding for finding in told if group_of(finding) == heading]
        if not group:
            continue
        st.subheader(heading, anchor=False)
        for finding in group[:SHOWN]:
            _finding(finding, advice, k)
        if group[SHOWN:]:
            with st.expander(many(len(group) - SHOWN, "smaller reason")):
                for finding in group[SHOWN:]:
                    _finding(finding, advice, k)


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
    st.header("How the points add up", anchor=False)
    st.markdown(
        "What matters to you gets points, and each kind of software earns a part of them. "
        "Each bar starts where the one above ended."
    )
    cards.chart(charts.build_contributions(first, second, cards.palette()), key="contributions")
    with st.expander("The points as a table"):
        rows = [
            {
                "What counts": a.label,
                "Points to earn": f"{a.weight:.2f}",
                first.name: f"{a.points:.2f} ({wording.percent(a.score)})",
                second.name: f"{b.points:.2f} ({wording.percent(b.score)})",
            }
            for a, b in zip(first.contributions, second.contributions, strict=True)
        ]
        total = {
            "What counts": "Total",
            "Points to earn": f"{sum(c.weight for c in first.contributions):.2f}",
            first.name: f"{first.value:.2f}",
            second.name: f"{second.value:.2f}",
        }
        st.table([*rows, total], hide_index=True, border="horizontal")


def _what_would_change_it(advice: Advice) -> None:
    st.header("What would change it", anchor=False)
    if advice.flips:
        cards.bullets(plain(flip.sentence) for flip in advice.flips)
    else:
        st.markdown("No change of a single answer would put other software first.")


def _what_to_ask_next(advice: Advice, k: Knowledge) -> None:
    st.header("What to answer next", anchor=False)
    st.markdown(f"You answered {advice.answered} of {advice.asked} questions.")
    if not advice.next_questions:
        st.markdown("None of the open ones is likely to change the verdict.")
        return
    st.markdown("These would settle most, the first most of all.")
    for number, question in enumerate(advice.next_questions, start=1):
        asked = k.questionnaire.of(question.question)
        st.markdown(f"{number}\\. {plain(question.ask)}")
        widgets.link("questions", f"Answer: {plain(asked.short)}", step=asked.step)


def _why_not_the_others(advice: Advice) -> None:
    st.header("Why not the others", anchor=False)
    first = advice.ranking[0]
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
    with st.expander("Method and versions"):
        cards.bullets(
            (
                f"Method {plain(advice.method_version)}, catalogue of {plain(advice.catalogue_as_of)}.",
                f"{len(advice.findings)} rules spoke. All of them, with their figures, are in the JSON file.",
                f"Checksum of this advice: `{advice.checksum[:16]}`. The same answers give the same advice.",
            )
        )
