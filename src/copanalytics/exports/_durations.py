"""Lengths of time as platforms write them, in minutes."""

import re
from functools import cache

import pandas as pd

from copanalytics.exports._words import words
from copanalytics.folding import fold, squeeze

COLONS = re.compile(r"(?:(?P<d>[0-9]+):)?(?P<h>[0-9]{1,4}):(?P<m>[0-5]?[0-9]):(?P<s>[0-5]?[0-9])")
PAIR = re.compile(r"([0-9]+(?:[.,][0-9]+)?) ?([^\W\d_]+)\.?,? ?")
MINUTES = {"day": 1440.0, "hour": 60.0, "minute": 1.0, "second": 1 / 60}


def minutes(text: str) -> float | None:
    """Return a written length in minutes; None if it is none, or its unit is not known.

    A number alone is minutes. Parts that are zero may be left out.

    >>> [minutes(text) for text in ("1 Std. 5 Min.", "3h 30s", "01:00:30", "58", "-")]
    [65.0, 180.5, 60.5, 58.0, None]
    """
    plain = squeeze(text)
    if re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", plain):
        return float(plain.replace(",", "."))
    clock = COLONS.fullmatch(plain)
    if clock:
        days, hours, mins, secs = (int(part or 0) for part in clock.group("d", "h", "m", "s"))
        return days * 1440 + hours * 60 + mins + secs / 60
    return _in_words(plain)


def lengths(texts: pd.Series) -> pd.Series:
    """Return written lengths in minutes, NaN where a cell says none."""
    different = {text: minutes(str(text)) for text in texts.unique()}
    return texts.map(different).astype("float64")


def _in_words(plain: str) -> float | None:
    pairs = PAIR.findall(plain)
    if not pairs or PAIR.sub("", plain):
        return None
    units = [_units().get(fold(unit)) for _, unit in pairs]
    if None in units or len(set(units)) < len(units):
        return None
    amounts = [float(number.replace(",", ".")) for number, _ in pairs]
    return sum(n * MINUTES[u] for n, u in zip(amounts, units, strict=True) if u)


@cache
def _units() -> dict[str, str]:
    return {word: unit for unit, group in words("duration").items() for word in group}
