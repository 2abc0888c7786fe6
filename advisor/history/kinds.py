"""Kinds of work: records that say the same of themselves, by type, by business unit, or by a word of their title."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from advisor.history import one_shape
from advisor.history.book import SHAPES, HistoryBook, ShapeName
from advisor.history.words import Said, said

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

TYPE_WEIGHT, CATEGORY_WEIGHT, TITLE_WEIGHT, TITLE_BESIDE_TYPE = 1.4, 1.0, 1.0, 0.3
"""A record's own type says most; a title says little beside a type that speaks (judgement)."""

PERMIT_CLASS_WEIGHT, PERMIT_TYPE_WEIGHT = 0.4, 1.0
"""A city's class of permits says more of the building than of the work."""

_MOST_KINDS = 60
_SURE = 8.0
RECURRING = (
    r"(?i)\b(?:recurring|recurrente|yes|true|weekly|bi-?weekly|monthly|quarterly|annual|semanal|mensual|s[ií])\b"
)
NO_WORDS = "nothing known in the text"
REST = "all other kinds"
FAR = "worth far more than the rest"


class Kinds(NamedTuple):
    """Kinds of a list of records.

    Attributes:
        names: name of each kind; none holds text that stands on fewer than three records, so no names of customers.
        of: kind of each record, as a place in *names*.
        evidence: (records, 3) log-likelihood of each shape by words and by the user's own choice.
        speaks: (kinds,) True where words or the user tell the shape of the kind.
        moved: (kinds,) True where the user chose the shape.
        words: strongest word of each record as a place in the book, -1 for none.
    """

    names: tuple[str, ...]
    of: np.ndarray
    evidence: np.ndarray
    speaks: np.ndarray
    moved: np.ndarray
    words: np.ndarray
    contrary: np.ndarray
    """(records,) True where type and title say opposite things."""


def kinds_of(records: pd.DataFrame, book: HistoryBook, reclassified: Mapping[str, str] | None) -> Kinds:
    """The kinds of *records* and what their words say; *reclassified* (name of a kind -> shape) wins over all words."""
    import numpy as np
    import pandas as pd

    by_type, by_category, by_title = (said(records[c], book) for c in ("type", "category", "title"))
    type_speaks, category_speaks = by_type.word >= 0, by_category.word >= 0
    permits = records["permits"].to_numpy(dtype=bool)
    category_weight = np.where(permits, PERMIT_CLASS_WEIGHT, CATEGORY_WEIGHT)
    strong_category = category_speaks & ~permits
    title_weight = np.where(type_speaks | strong_category, TITLE_BESIDE_TYPE, TITLE_WEIGHT)
    # What a city calls a piece of work counts for less where its value is known.
    type_weight = np.where(permits & records["value"].notna().to_numpy(), PERMIT_TYPE_WEIGHT, TYPE_WEIGHT)
    evidence = (
        type_weight[:, None] * by_type.evidence
        + category_weight[:, None] * by_category.evidence
        + title_weight[:, None] * by_title.evidence
    )
    recurring = records["recurring"].str.contains(RECURRING, regex=True).to_numpy(dtype=bool)
    evidence[recurring] += np.array([0.0, -4.0, -4.0])
    words = np.where(type_speaks, by_type.word, np.where(strong_category, by_category.word, by_title.word))
    words = np.where(words < 0, by_category.word, words)
    labels = _labels(records, by_type, by_category, by_title, strong_category, recurring, book)
    codes, distinct = pd.factorize(labels)
    names = [str(name) for name in distinct]
    codes, names = _far_apart(codes, names, evidence, records["value"].to_numpy(dtype=float))
    moved = np.zeros(len(names), dtype=bool)
    for name, shape in (reclassified or {}).items():
        if name in names and shape in SHAPES:
            place = names.index(name)
            moved[place] = True
            evidence[codes == place] = -_SURE
            evidence[codes == place, SHAPES.index(_shape(shape))] = 0.0
    evidence = np.maximum(evidence - evidence.max(axis=1, keepdims=True), -_SURE)
    says = np.abs(evidence).max(axis=1) > 0.5
    share = np.bincount(codes, weights=says, minlength=len(names)) / np.maximum(
        np.bincount(codes, minlength=len(names)), 1
    )
    sides = [np.maximum(e[:, 1], e[:, 2]) - e[:, 0] for e in (by_type.evidence, by_title.evidence)]
    contrary = (np.abs(sides[0]) > 1) & (np.abs(sides[1]) > 0.5) & (sides[0] * sides[1] < 0)
    return Kinds(tuple(names), codes, evidence, share > 0.5, moved, words, contrary)


def _far_apart(
    codes: np.ndarray, names: list[str], evidence: np.ndarray, values: np.ndarray
) -> tuple[np.ndarray, list[str]]:
    """Kinds of which no word tells anything, without the few records that are worth far more than the rest.

    One record in four hundred may bring half of the revenue; such a one is judged by itself.
    """
    import numpy as np

    out, told = codes.copy(), np.abs(evidence).max(axis=1) > 0.5
    names = list(names)
    for place in range(len(names)):
        mine = np.flatnonzero(codes == place)
        if told[mine].mean() > 0.5:
            continue
        far = mine[one_shape.far_larger(values[mine])]
        if len(far):
            out[far] = len(names)
            names.append(f"{names[place]}, {FAR}")
    return out, names


def _shape(name: str) -> ShapeName:
    return next(s for s in SHAPES if s == name)


def _labels(
    records: pd.DataFrame,
    by_type: Said,
    by_category: Said,
    by_title: Said,
    strong_category: np.ndarray,
    recurring: np.ndarray,
    book: HistoryBook,
) -> pd.Series:
    """The name of each record's kind."""
    import numpy as np
    import pandas as pd

    types = _shown(records["type"])
    categories = _shown(records["category"])
    # A column with a value of its own on almost every record is a title, not a type.
    if types.nunique() > 0.5 * max(len(types), 1) and len(types) > 40:
        types[:] = ""
    word_names = np.array([w.id for w in book.words] + [""], dtype=object)
    title_word = word_names[by_title.word]
    label = np.where(
        (by_type.word >= 0) & (types != "").to_numpy(),
        types,
        np.where(strong_category & (categories != "").to_numpy(), categories, ""),
    ).astype(object)
    silent = label == ""
    plain_type = types.to_numpy(dtype=object)
    beside = np.where(
        (plain_type != "") & (title_word != ""),
        np.array([f"{a}: {b}" for a, b in zip(plain_type, title_word, strict=True)], dtype=object),
        np.where(title_word != "", title_word, plain_type),
    )
    # Types and categories that carry no known word, and titles without one, still make kinds of their own.
    beside = np.where(beside == "", categories.to_numpy(dtype=object), beside)
    type_word = word_names[by_type.word]
    beside = np.where((beside == "") & (type_word != ""), type_word, beside)
    label = np.where(silent, beside, label)
    label = np.where(label == "", NO_WORDS, label)
    label = np.where(recurring, "recurring work", label)
    out = pd.Series(label, dtype=object)
    counts = out.value_counts()
    keep = set(counts[counts >= 3].index[:_MOST_KINDS])
    strongest = np.where(by_type.word >= 0, by_type.word, np.where(by_title.word >= 0, by_title.word, by_category.word))
    rare = ~out.isin(keep)
    return out.where(~rare, pd.Series(np.where(strongest >= 0, word_names[strongest], REST), dtype=object))


def _shown(column: pd.Series) -> pd.Series:
    """Labels that differ in case and spaces alone are one; the first spelling is shown, at most 60 characters."""
    import pandas as pd

    codes, unique = pd.factorize(column)
    plain = pd.Series(unique, dtype="str").str.strip().str.replace(r"\s+", " ", regex=True).str[:60]
    lower = plain.str.lower()
    first = plain.groupby(lower).transform("first") if len(plain) else plain
    return pd.Series(first.to_numpy(dtype=object)[codes] if len(plain) else [], dtype=object)
