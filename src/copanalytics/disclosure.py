"""Small counts of people withheld, before any sentence, chart or table is made of them."""

import pandas as pd

SMALLEST = 5
"""The smallest count of people by country, language, theme or room that is shown."""


def suppressed(counts: pd.Series, smallest: int = SMALLEST) -> pd.Series:
    """Return the counts with those from 1 to `smallest` - 1 missing. For groups that overlap.

    >>> suppressed(pd.Series({"fees": 7, "trial": 2, "law": 0})).tolist()
    [7, <NA>, 0]
    """
    whole = counts.astype("Int64")
    return whole.mask((whole > 0) & (whole < smallest))


def merged(counts: pd.Series, other: str, smallest: int = SMALLEST) -> pd.Series:
    """Return the counts, largest first, with the small ones added up under `other`.

    For groups that do not overlap and whose total is known. The next larger group joins the small
    ones until the total tells nothing close of any: they are at least two, and more people than
    groups by so many that each could be of a size that is shown.

    >>> merged(pd.Series({"GB": 9, "FR": 6, "DE": 5, "ES": 2, "NL": 1}), "other").to_dict()
    {'GB': 9, 'FR': 6, 'other': 8}
    """
    ranked = counts[counts > 0].astype("Int64").sort_values(ascending=False, kind="stable")
    shown = int((ranked >= smallest).sum())
    if shown == len(ranked):
        return ranked
    while shown and not _safe(ranked.iloc[shown:], smallest):
        shown -= 1
    rest = ranked.iloc[shown:]
    return pd.concat([ranked.iloc[:shown], pd.Series({other: rest.sum()}, dtype="Int64")])


def _safe(rest: pd.Series, smallest: int) -> bool:
    return len(rest) > 1 and rest.sum() - len(rest) >= smallest - 1
