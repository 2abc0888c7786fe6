"""The shape of every record: words first, then value against anchors, then length; one shape before two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from advisor.errors import FileError, shown
from advisor.history import evidence, kinds, mixture, one_shape
from advisor.history.book import SHAPES, Anchor, AnchorSet, HistoryBook
from advisor.history.evidence import MOST_DAYS, MOST_HOURS, Curves, most_value
from advisor.history.words import family_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_ENOUGH_LABELLED = 12
_PRIOR_RECORDS = 12.0
_FARTHEST = 1.2
"""Anchors follow a firm's own labelled records by at most this much (natural logarithm: a factor of about three)."""

_WITHOUT_LENGTH = 4.0
_TELLING = 2.5
"""Odds (natural logarithm) from which words alone make a kind of work one."""

_LABEL_ON_BOTH = 0.25
_LEAST_OF_A_KIND = 8
_SAME_PRODUCT = 0.5
_SMALL_SIDE = 0.12


class Classified(NamedTuple):
    """Records with the chance of each shape, and what is needed to draw them again.

    Attributes:
        chance: (records, 3) chance of each shape; rows add up to 1.
        kinds: the kinds of work. together: (kinds,) chance that all records of a kind have one shape (0-1).
        anchors: the anchors used. curves: the same as curves.
        cells, cell_of: records put together, and the cell of each record.
        informed: share of the records that tell anything of their shape.
        one_product: True where labels of two shapes stand on one product and were not believed.
    """

    chance: np.ndarray
    kinds: kinds.Kinds
    together: np.ndarray
    anchors: AnchorSet
    curves: Curves
    cells: mixture.Cells
    cell_of: np.ndarray
    informed: float
    one_product: bool


def classify(
    records: pd.DataFrame,
    book: HistoryBook,
    trade: str | None,
    anchors: Mapping[str, Any] | None,
    reclassified: Mapping[str, str] | None,
    lean: tuple[float, float, float] = (0.0, 0.0, 0.0),
) -> Classified:
    """The shape of each record.

    Args:
        trade: trade id, or None: then the words of the records tell the family of trades.
        anchors: the user's own anchors: shape -> {median_usd, spread}; they are not moved further.
        reclassified: name of a kind -> shape, the user's own choice.
        lean: log-likelihood of each shape from the system itself (a file that only holds projects).

    Raises:
        FileError: *anchors* names a shape that does not exist or a number that cannot be.
    """
    import numpy as np

    found = kinds.kinds_of(records, book, reclassified)
    base = book.anchors_for(trade) or book.family(family_of(found.words, book) or "any")
    logs = np.log(records["value"].to_numpy(dtype=float))
    days_curves, hours_curves = evidence.length_curves(book.lengths)
    days = np.log(records["days"].to_numpy(dtype=float))
    rest = records["trust"].to_numpy(dtype=float)[:, None] * evidence.told_by(days, days_curves, MOST_DAYS)
    rest += evidence.told_by(np.log(records["hours"].to_numpy(dtype=float)), hours_curves, MOST_HOURS)
    rest += evidence.visits_say(records["visits"].to_numpy(dtype=float)) + np.asarray(lean)
    own = _own(base, anchors)
    if own.short_project.needs_length:
        unknown = (
            records["hours"].isna().to_numpy() & ~(records["trust"].where(records["days"].notna(), 0) > 0.5).to_numpy()
        )
        rest[unknown] += np.array([0.0, -_WITHOUT_LENGTH, 0.0])
    moved = found.moved[found.of]
    rest[moved] = 0.0
    curves = evidence.value_curves(own)
    words, one_product = _believable(found, logs, records["days"].to_numpy(dtype=float))
    if anchors is None:
        own, curves = _follow(own, curves, found, words, logs)
    together, words = _together(found, words, logs, curves)
    cells, cell_of = mixture.cells_of(
        found.of, words, rest, np.where(moved, np.nan, logs), records["value"].to_numpy(), records["hours"].to_numpy()
    )
    told = cells.words + cells.rest + evidence.told_by(cells.log_value, curves, most_value(cells.words))
    chance, _ = mixture.fit(cells, cells.number[None], told[None], (together[cells.kinds] >= 0.5)[None])
    settled = _settled(chance[0], cells, together)
    says = (np.abs(words) > 0.2).any(1) | ~np.isnan(logs) | (np.abs(rest) > 0.2).any(1)
    return Classified(
        settled[cell_of],
        found,
        together,
        own,
        curves,
        cells,
        cell_of,
        float(says.mean()) if len(says) else 0.0,
        one_product,
    )


def _own(base: AnchorSet, anchors: Mapping[str, Any] | None) -> AnchorSet:
    """The anchors, with what the user moved."""
    changed: dict[str, Anchor] = {}
    for shape, given in (anchors or {}).items():
        if shape not in SHAPES:
            raise FileError(f"there is no shape {shown(shape)}", where="anchors", do=f"Use {', '.join(SHAPES)}.")
        old: Anchor = getattr(base, shape)
        values = given if isinstance(given, Mapping) else {"median_usd": given}
        try:
            median, spread = float(values.get("median_usd", old.median_usd)), float(values.get("spread", old.spread))
        except (TypeError, ValueError):
            median, spread = 0.0, 0.0
        if not (0 < median < 1e9 and 1.05 <= spread <= 20):
            raise FileError(
                "an anchor is a value above 0 and a spread of 1.05 to 20", where=f"anchors, {shape}", do="Change it."
            )
        changed[shape] = old.model_copy(update={"median_usd": median, "spread": spread, "why": "Set by you."})
    return base.model_copy(update=changed)


def _believable(found: kinds.Kinds, logs: np.ndarray, days: np.ndarray) -> tuple[np.ndarray, bool]:
    """Words, unless they split one product: a small group whose label differs while its values do not.

    A city calls some window replacements "repair" and some "remodel"; the price is the same and so is the work.
    """
    import numpy as np

    words = found.evidence
    project = np.maximum(words[:, 1], words[:, 2]) - words[:, 0]
    known = ~np.isnan(logs)
    for small, large in ((project > 0.5, project < -0.5), (project < -0.5, project > 0.5)):
        small, large = small & ~found.moved[found.of], large
        a, b = logs[small & known], logs[large & known]
        # Words that only lean, such as "install" and "replacement", may stand on one product at any number.
        lean = (
            max(abs(project[small].mean()), abs(project[large].mean())) < _TELLING
            if small.any() and large.any()
            else False
        )
        most = 1.0 if lean else _SMALL_SIDE
        if len(a) < 3 or len(b) < 20 or small.sum() > most * len(words) or len(a) < 0.6 * small.sum():
            continue
        gap = float(np.median(a) - np.median(b))
        length = days[small & ~np.isnan(days)], days[large & ~np.isnan(days)]
        longer = all(len(d) > 3 for d in length) and np.median(length[0]) > 3 * np.median(length[1])
        wide = float(np.std(b)) <= one_shape.ONE_KIND_SPREAD
        if abs(gap) < _SAME_PRODUCT and wide and not longer and float(np.std(a)) <= one_shape.ONE_KIND_SPREAD:
            words = words.copy()
            words[small | large if lean else small] = words[small | large if lean else large].mean(axis=0)
            return words, True
    return words, False


def _follow(
    own: AnchorSet, curves: Curves, found: kinds.Kinds, words: np.ndarray, logs: np.ndarray
) -> tuple[AnchorSet, Curves]:
    """Anchors moved towards the firm's own records whose words tell the shape; prices differ by market and by firm."""
    import numpy as np

    middle = curves.middle.copy()
    changed: dict[str, Anchor] = {}
    clear = np.exp(words - words.max(axis=1, keepdims=True))
    clear /= clear.sum(axis=1, keepdims=True)
    known = ~np.isnan(logs) & (np.abs(words).max(axis=1) > 2)
    for place, shape in enumerate(SHAPES):
        labelled = known & (clear[:, place] > 0.8)
        if labelled.sum() < _ENOUGH_LABELLED:
            continue
        new = (_PRIOR_RECORDS * middle[place] + logs[labelled].sum()) / (_PRIOR_RECORDS + labelled.sum())
        middle[place] += np.clip(new - middle[place], -_FARTHEST, _FARTHEST)
        old: Anchor = getattr(own, shape)
        changed[shape] = old.model_copy(
            update={
                "median_usd": float(f"{np.exp(middle[place]):.2g}"),
                "why": f"{old.why} Moved to your own {int(labelled.sum()):,} records whose words tell their shape.",
            }
        )
    # Shapes keep their order: a job is never worth more than a project of the same firm.
    if np.any(np.diff(middle) < -1e-9):
        return own, curves
    return own.model_copy(update=changed), Curves(middle, curves.spread)


def _together(found: kinds.Kinds, words: np.ndarray, logs: np.ndarray, curves: Curves) -> tuple[np.ndarray, np.ndarray]:
    """For each kind the chance that all its records have one shape, and the words that may still be believed.

    A label that stands on two clearly separate groups of values, one on each side, does not tell them apart.
    """
    import numpy as np

    side = np.maximum(words[:, 1], words[:, 2]) - words[:, 0]
    words = words.copy()
    out = np.zeros(len(found.names))
    for kind in range(len(found.names)):
        mine = found.of == kind
        x = logs[mine]
        if found.moved[kind]:
            out[kind] = 1.0
            continue
        if mine.sum() < 4 or (side[mine].max() > 0.5 and side[mine].min() < -0.5):
            continue
        humps = one_shape.two_humps(x)
        if humps is not None and one_shape.leans(humps[0], curves) < 0 < one_shape.leans(humps[1], curves):
            words[mine] *= _LABEL_ON_BOTH
        elif found.speaks[kind] and abs(side[mine].mean()) >= _TELLING:
            out[kind] = 1.0
        elif np.sum(~np.isnan(x)) >= _LEAST_OF_A_KIND:
            out[kind] = one_shape.chance_of_one(x, curves)
    return out, words


def _settled(chance: np.ndarray, cells: mixture.Cells, together: np.ndarray) -> np.ndarray:
    """A kind of one shape has the likelier side in full; within the project side short and long keep their parts."""
    import numpy as np

    out = chance.copy()
    whole = (together >= 0.5)[cells.kind]
    project = chance[:, 1] + chance[:, 2]
    job = whole & (project < 0.5)
    out[job] = [1.0, 0.0, 0.0]
    other = whole & ~job
    parts = chance[other, 1:] / np.maximum(project[other], 1e-9)[:, None]
    out[other] = np.column_stack([np.zeros(other.sum()), parts])
    return out
