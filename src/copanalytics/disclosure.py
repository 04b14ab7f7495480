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


def merged_rows(table: pd.DataFrame, other: str, smallest: int = SMALLEST) -> pd.DataFrame:
    """Return a table of counts whose columns add up to a row, the rows with a small one together.

    For rows that do not overlap: a row is shown where each of its counts is 0 or not small; the
    others are added up under `other`, and so are the next smaller ones until that row tells
    nothing close of any in it.

    >>> table = pd.DataFrame({"came": [9, 6, 5], "never": [7, 1, 6]}, index=["GB", "FR", "DE"])
    >>> merged_rows(table, "other").to_dict("index")
    {'GB': {'came': 9, 'never': 7}, 'other': {'came': 11, 'never': 7}}
    """
    size = table.sum(axis=1)
    ranked = table.loc[size[size > 0].sort_values(ascending=False, kind="stable").index]
    fine = ((ranked == 0) | (ranked >= smallest)).all(axis=1)
    shown, rest = ranked[fine], ranked[~fine]
    while len(shown) and len(rest) and not _safe_row(rest, smallest):
        shown, rest = shown.iloc[:-1], pd.concat([shown.iloc[-1:], rest])
    if rest.empty:
        return shown
    if not _safe_row(rest, smallest):
        return ranked.iloc[:0]
    return pd.concat([shown, rest.sum().to_frame(other).T])


def _safe_row(rest: pd.DataFrame, smallest: int) -> bool:
    together = rest.sum()
    large = ((together == 0) | (together >= smallest)).all()
    return bool(large) and _safe(rest.sum(axis=1), smallest)


def _safe(rest: pd.Series, smallest: int) -> bool:
    return len(rest) > 1 and rest.sum() - len(rest) >= smallest - 1
