"""What would change it: one answer, the split, two answers together, or the weight of a criterion."""

from __future__ import annotations

from typing import Literal

from advisor import wording
from advisor.advice import FlipAdvice
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Answers
from advisor.questionnaire.flow import questions_for, steps_for, value_at
from advisor.questionnaire.question import Question
from advisor.scoring.facts import after_shape, estimates
from advisor.scoring.flips import Split, Turn, flips, split_flips
from advisor.scoring.missing import Estimate
from advisor.scoring.options import Option, Valued
from advisor.scoring.pairs import Change, smallest_pair
from advisor.scoring.stability import stability
from advisor.scoring.sureness import (
    PairChange,
    PairFlip,
    ShareFlip,
    ShareProfile,
    ShareTurn,
    WeightInterval,
)
from advisor.scoring.tries import SPLIT, Base
from advisor.sure import words

CHANGEABLE = ("choice", "yes_no", "count", "money", "share", "duration", "scale", "severity")
"""Kinds of questions whose answers are tried; lists (pains, tools, marks) have no nearest other value."""

Side = Literal["project", "job"]


def base_of(answers: Answers, found: dict[str, Estimate], k: Knowledge) -> Base:
    """Today's answers as the ground on which others are tried."""
    return Base(answers, found, k.option_book, k.rule_book, lambda a: estimates(a, k)[0], lambda a: after_shape(a, k))


def changeable(answers: Answers, k: Knowledge) -> tuple[Question, ...]:
    """The questions of this contractor's form that have a nearest other answer."""
    trades = k.trades_of(answers)
    return tuple(
        q
        for step in steps_for(answers, k.questionnaire, trades)
        for q in questions_for(step.id, answers, k.questionnaire, trades)
        if q.kind in CHANGEABLE and not (q.field == SPLIT and answers.work.streams)
    )


def plain(value: object) -> object:
    """An answer as plain data."""
    return value.model_dump(mode="json") if hasattr(value, "model_dump") else value


def flip_advice(
    base: Base, questions: tuple[Question, ...], split: Split, first: Option, k: Knowledge
) -> tuple[FlipAdvice, ...]:
    """Nearest single-answer changes that give other software."""
    asked = {q.field: q for q in questions}
    out = []
    for change in flips(base, questions, split, first.id):
        option, question = k.option_book.by_id[change.option], asked[change.question]
        of_split = change.question == SPLIT
        out.append(
            FlipAdvice(
                **{"from": plain(change.from_value)},
                question=change.question,
                short=question.short,
                to=plain(change.to_value),
                category=option.category,
                option=option.id,
                sentence=wording.flip_sentence(question, change.from_value, change.to_value, option),
                distance=round(abs(change.to_value - base.found["share"].mid) * 100, 3) if of_split else None,
            )
        )
    return tuple(out)


def share_profile(
    base: Base, split: Split, side: Side, band: tuple[float, float], first: Option, k: Knowledge, *, told: bool
) -> ShareProfile:
    """Every option's value over the smaller side, on today's side and on the other one.

    Args:
        told: True where the contractor has told the split; else no sentence speaks of today's figure.
    """
    now = base.found["share"].mid
    here = now if side == "project" else 1.0 - now
    half = (split.shares.size - 1) // 2
    step = half // 50
    from_below = slice(0, half + 1, step)
    from_above = slice(split.shares.size - 1, half - 1, -step)
    ours, theirs = (from_below, from_above) if side == "project" else (from_above, from_below)
    curves = [
        {name: tuple(round(float(v), 4) for v in split.values[name][part]) for name in sorted(split.values)}
        for part in (ours, theirs)
    ]
    turns = [_turns(split.turns, one) for one in (side, _other(side))]
    zero = [_leads_at_zero(split, one) for one in (side, _other(side))]
    shown = tuple(
        _share_flip(flip.share, flip.option, now, side, told, k) for flip in split_flips(base, split, first.id)
    )
    return ShareProfile(
        minor_side=side,
        here=round(here, 6),
        band=band,
        shares=tuple(n / 100 for n in range(51)),
        values=curves[0],
        turns=turns[0],
        leads_at_zero=zero[0],
        other_side=curves[1],
        other_turns=turns[1],
        other_leads_at_zero=zero[1],
        flips=shown,
        sentence=words.share_profile_sentence(shown[0].sentence if shown else None, first.name),
    )


def _other(side: Side) -> Side:
    return "job" if side == "project" else "project"


def _turns(turns: tuple[Turn, ...], side: Side) -> tuple[ShareTurn, ...]:
    """Turns on the half of the split where *side* is the smaller one, by its share, rising."""
    if side == "project":
        return tuple(ShareTurn(share=round(t.share, 5), option=t.after) for t in turns if t.share <= 0.5)
    return tuple(ShareTurn(share=round(1 - t.last, 5), option=t.before) for t in reversed(turns) if t.last >= 0.5)


def _leads_at_zero(split: Split, side: Side) -> str:
    place = 0 if side == "project" else -1
    return min(split.values, key=lambda name: (-float(split.values[name][place]), name))


def _share_flip(share: float, option: str, now: float, side: Side, told: bool, k: Knowledge) -> ShareFlip:
    there: Side = "project" if share < 0.5 or (share == 0.5 and side == "project") else "job"
    minor = share if there == "project" else 1.0 - share
    here = now if side == "project" else 1.0 - now
    winner = k.option_book.by_id[option]
    return ShareFlip(
        project_share=round(share, 5),
        minor_side=there,
        minor_share=round(minor, 5),
        distance=round(abs(share - now) * 100, 3),
        option=option,
        name=winner.name,
        category=winner.category,
        sentence=words.share_flip_sentence(
            side,
            minor,
            here,
            winner.name,
            away=abs(share - now) * 100,
            rising=minor > here,
            crosses=there != side,
            told=told,
        ),
    )


def pair_flip(base: Base, questions: tuple[Question, ...], first: Option, k: Knowledge) -> PairFlip | None:
    """The smallest two changes that give other software."""
    found = smallest_pair(base, questions, first.id)
    if found is None:
        return None
    option = k.option_book.by_id[found.option]
    one, other = (_pair_change(base, change) for change in (found.one, found.other))
    return PairFlip(
        changes=(one, other),
        steps=round(found.steps, 1),
        option=option.id,
        name=option.name,
        category=option.category,
        sentence=words.pair_sentence([one.words, other.words], option.name),
    )


def _pair_change(base: Base, change: Change) -> PairChange:
    question = change.question
    now = value_at(base.answers, question.field)
    return PairChange(
        **{"from": plain(now)},
        question=question.field,
        short=question.short,
        to=plain(change.value),
        steps=round(change.steps, 1),
        words=words.change_words(question, question.field, now, change.value),
    )


def weight_intervals(value: Valued, first: Option, k: Knowledge) -> tuple[WeightInterval, ...]:
    """How much each criterion may weigh with the first option staying first."""
    labels = {c.id: c.label for c in k.option_book.criteria}
    names = {o.id: o.name for o in k.option_book.options}
    out = []
    for one in stability(value, first.id):
        label = labels[one.criterion]
        below, above = (names[i] if i is not None else None for i in (one.below, one.above))
        out.append(
            WeightInterval(
                criterion=one.criterion,
                label=label,
                weight=one.weight,
                low=one.low,
                high=one.high,
                below=one.below,
                above=one.above,
                sentence=words.weight_sentence(label, first.name, one.weight, one.low, one.high, below, above),
            )
        )
    return tuple(out)
