"""Dates as systems write them: which form a column uses, which number is the day, and which dates are placeholders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Order = Literal["mdy", "dmy"]

_YEAR_FIRST = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y-%m", "%m/%Y")
_NAMED = (
    "%b %d %Y", "%B %d %Y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%d-%b-%y", "%b-%d-%Y", "%d de %b de %Y", "%d/%b/%Y",
    "%d/%b/%y", "%b %d %y", "%b %Y", "%b-%Y", "%B %Y",
)  # fmt: skip
_MDY = ("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%m-%d-%y", "%m.%d.%Y", "%m.%d.%y")
_DMY = ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d-%m-%y", "%d.%m.%Y", "%d.%m.%y")
_CLOCK = r"(?i)[\s,t@-]*(?:\b(?:at|a las)\s+)?\d{1,2}(?::\d\d.*|\s*[ap]\.?m\.?)$"
_CLOCK_FIRST = r"(?i)^(\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?)[\s,]+(?=\S*[/.-]|[a-z])(.+)$"
_HOUR_ALONE = r"(?i)\s\d{1,2}\s*[ap]\.?m\.?$"
_NO_DATE = r"(?i)^(?:[-–—]*|0+(?:[-/.]0+){2}.*|n/?a|none|null|tbd|not scheduled|unscheduled|open)$"
_TAIL = r"\s*\([^)]*\)$"
_SPANISH = {
    "enero": "jan", "febrero": "feb", "marzo": "mar", "abril": "apr", "mayo": "may", "junio": "jun", "julio": "jul",
    "agosto": "aug", "septiembre": "sep", "setiembre": "sep", "octubre": "oct", "noviembre": "nov",
    "diciembre": "dec", "ene": "jan", "abr": "apr", "ago": "aug", "dic": "dec", "sept": "sep",
}  # fmt: skip
_SPANISH_NAMES = re.compile(r"\b(?:" + "|".join(_SPANISH) + r")\b")
_SAMPLE = 400
_SERIAL = (20_000, 60_000)
"""Excel counts days from 1899-12-30; these are the years 1954 to 2064."""


@dataclass(frozen=True)
class Dates:
    """A column of dates.

    Attributes:
        values: datetime64[s]; NaT where there is none.
        has_time: True where the cell states a time of day.
        order: which number is the day, where it matters; None while the cells cannot tell.
        numeric: True where the order matters at all.
        mixed: number of cells written in the other order.
        unread: places (positions) of cells that hold something that is no date.
    """

    values: np.ndarray
    has_time: np.ndarray
    order: Order | None
    numeric: bool
    mixed: int
    unread: np.ndarray


def parse(cells: pd.Series, order: Order | None = None, usual: Order = "mdy") -> Dates:
    """The dates of a column of text.

    Args:
        order: the order that the user or another column of the file decided.
        usual: the order to take while nothing decides.
    """
    import numpy as np
    import pandas as pd

    codes, unique = pd.factorize(cells)
    texts = pd.Series(unique, dtype="str").str.strip()
    if texts.str.contains("(", regex=False).any():
        texts = texts.str.replace(_TAIL, "", regex=True)
    clock = texts.str.contains(r"\d:\d\d", regex=True).to_numpy(dtype=bool)
    # Forms of which a sample shows none are not looked for in the rest.
    sample = texts.iloc[:: max(len(texts) // _SAMPLE, 1)]
    if sample.str.match(_CLOCK_FIRST).any():
        texts = texts.str.replace(_CLOCK_FIRST, r"\2 \1", regex=True)
    if sample.str.contains(_HOUR_ALONE, regex=True).any():
        clock = clock | texts.str.contains(_HOUR_ALONE, regex=True).to_numpy(dtype=bool)
    seconds = _times(texts, clock)
    if clock.any():
        texts = texts.str.replace(_CLOCK, "", regex=True)
    found = _days(texts, order, usual)
    values = found.values + np.where(clock, seconds, 0).astype("timedelta64[s]")
    unread = np.isnat(values)
    unread[unread] = ~texts[unread].str.contains(_NO_DATE, regex=True).to_numpy(dtype=bool)
    return Dates(
        values[codes],
        (found.has_time | (clock & ~np.isnat(values)))[codes],
        found.order,
        found.numeric,
        found.mixed,
        np.flatnonzero(unread[codes]),
    )


def _days(texts: pd.Series, order: Order | None, usual: Order) -> Dates:
    """The date parts, each distinct one read once."""
    import numpy as np
    import pandas as pd

    codes, unique = pd.factorize(texts)
    days = _plain(pd.Series(unique, dtype="str"))
    out = np.full(len(days), np.datetime64("NaT"), dtype="datetime64[s]")
    timed = np.zeros(len(days), dtype=bool)
    open_ = days.str.contains("[0-9]", regex=True).to_numpy(dtype=bool).copy()
    _serials(days, out, timed, open_)
    decided, numeric, mixed = order, False, 0
    for formats in (_YEAR_FIRST, _NAMED):
        _try(days, out, open_, formats)
    if open_.any():
        left = days[open_]
        month_first, day_first = _readable(left, _MDY), _readable(left, _DMY)
        numeric = bool((month_first | day_first).any())
        often = np.bincount(codes, minlength=len(days))[open_]
        only_mdy, only_dmy = int(often[month_first & ~day_first].sum()), int(often[day_first & ~month_first].sum())
        if decided is None and (only_mdy or only_dmy):
            decided = "dmy" if only_dmy > only_mdy else "mdy"
        taken = decided or usual
        mixed = only_mdy if taken == "dmy" else only_dmy
        _try(days, out, open_, _DMY if taken == "dmy" else _MDY)
        _try(days, out, open_, _MDY if taken == "dmy" else _DMY)
    return Dates(out[codes], timed[codes], decided, numeric, mixed, np.array([], dtype=int))


def _times(texts: pd.Series, clock: np.ndarray) -> np.ndarray:
    """Seconds since midnight of the texts that state a time of day; 0 for the others."""
    import numpy as np
    import pandas as pd

    out = np.zeros(len(texts))
    if clock.any():
        parts = texts[clock].str.lower().str.replace(r"^.*?(\d{1,2}:\d\d)", r"\1", regex=True)
        alone = ~parts.str.contains(":", regex=False)
        if alone.any():
            parts[alone] = parts[alone].str.replace(r"^.*\s(\d{1,2}\s*[ap]\.?m\.?)$", r"\1", regex=True)
        codes, unique = pd.factorize(parts)
        found = pd.Series(unique).str.extract(r"^(\d{1,2})(?::(\d\d))?(?::(\d\d))?[\d.]*\s*([ap])?")
        hour, minute, second = (pd.to_numeric(found[i]).fillna(0).to_numpy() for i in range(3))
        half = found[3].fillna("").to_numpy()
        hour = np.where((half == "p") & (hour < 12), hour + 12, np.where((half == "a") & (hour == 12), 0, hour))
        out[clock] = (np.minimum(hour, 23) * 3600 + minute * 60 + second)[codes]
    return out


def _plain(texts: pd.Series) -> pd.Series:
    """Names of weekdays and ordinal ends off, Spanish months in English, single spaces."""
    texts = texts.str.lower().str.replace(",", " ", regex=False).str.strip()
    texts = texts.str.replace(
        r"^(?:mon|tue|wed|thu|fri|sat|sun|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)[a-z]*\.?\s+",
        "",
        regex=True,
    )
    texts = texts.str.replace(r"(\d)(?:st|nd|rd|th)\b", r"\1", regex=True)
    if texts.str.contains(_SPANISH_NAMES).any():
        for name, month in _SPANISH.items():
            texts = texts.str.replace(rf"\b{name}\b\.?", month, regex=True)
    texts = texts.str.replace(r"\b([a-z]{3})\.", r"\1", regex=True)
    return texts.str.replace(r"\s+", " ", regex=True).str.strip()


def _serials(texts: pd.Series, out: np.ndarray, timed: np.ndarray, open_: np.ndarray) -> None:
    import numpy as np
    import pandas as pd

    numbers = pd.to_numeric(texts.where(open_), errors="coerce")
    serial = numbers.between(*_SERIAL).to_numpy(dtype=bool)
    if serial.any():
        days = numbers[serial].to_numpy(dtype=float)
        out[serial] = np.datetime64("1899-12-30", "s") + np.round(days * 86_400).astype("timedelta64[s]")
        timed[serial] = days % 1 > 0
        open_ &= ~serial


def _try(texts: pd.Series, out: np.ndarray, open_: np.ndarray, formats: tuple[str, ...]) -> None:
    """Read what is still open with each form that a sample of it shows, the most frequent first."""
    import numpy as np
    import pandas as pd

    places = np.flatnonzero(open_)
    if not len(places):
        return
    sample = texts.iloc[places[:: max(len(places) // _SAMPLE, 1)][:_SAMPLE]]
    hits = [(int(pd.to_datetime(sample, format=f, errors="coerce").notna().sum()), f) for f in formats]
    for number, form in sorted(hits, reverse=True):
        places = np.flatnonzero(open_)
        if not number or not len(places):
            return
        read = pd.to_datetime(texts.iloc[places], format=form, errors="coerce").to_numpy().astype("datetime64[s]")
        got = ~np.isnat(read)
        out[places[got]] = read[got]
        open_[places[got]] = False


def _readable(texts: pd.Series, formats: tuple[str, ...]) -> np.ndarray:
    """Which texts can be read with any of *formats*."""
    import numpy as np
    import pandas as pd

    found = np.zeros(len(texts), dtype=bool)
    for form in formats:
        places = np.flatnonzero(~found)
        if not len(places):
            break
        found[places] = pd.to_datetime(texts.iloc[places], format=form, errors="coerce").notna().to_numpy()
    return found


def placeholders(values: np.ndarray, parked_year: int | None) -> np.ndarray:
    """Dates that stand for "no date": far from all others, or the first of January of a parked or far year."""
    import numpy as np

    known = values[~np.isnat(values)]
    if not len(known):
        return np.zeros(len(values), dtype=bool)
    years = values.astype("datetime64[Y]").astype(float) + 1970
    middle = float(np.median(known.astype("datetime64[Y]").astype(float) + 1970))
    first = values.astype("datetime64[D]") == values.astype("datetime64[Y]").astype("datetime64[D]")
    far = (years > middle + 8) | (years < middle - 25) | (years < 1980) | (first & (years >= middle + 3))
    if parked_year is not None:
        far |= first & (years == parked_year)
    fake: np.ndarray = far & ~np.isnat(values)
    return fake
