"""How themes changed from one time to the next: exact tests, corrected for how many there are."""

from collections.abc import Sequence

import pandas as pd

from copanalytics.statistics import corrected, paired_change, share_change

SAME = 0.5
"""Share of the smaller group who answered both times, from which on the same people are compared"""


def changes(
    before: pd.DataFrame, now: pd.DataFrame, themes: Sequence[str], hidden: int = 0
) -> pd.DataFrame:
    """Return, by theme, how many named it before and now, of whom, and the chance of that change.

    before, now: who names which theme (`naming`); a theme that nobody names has no column. hidden:
    how many more themes there were, whose counts may not be told. Columns: before, of_before, now,
    of_now, and chance: the exact probability of so large a change, corrected for all themes
    (Benjamini and Hochberg), as if the hidden ones had not changed, so that nothing follows of
    them. Where `same_people` answered both times, they alone are compared, by McNemar's test; else
    all, by Fisher's.

    >>> then = pd.DataFrame({"fees": [True] * 8 + [False] * 8}, index=range(16))
    >>> now = pd.DataFrame({"fees": [True] * 15 + [False]}, index=range(16, 32))
    >>> changes(then, now, ["fees"]).round(3).to_dict("index")
    {'fees': {'before': 8, 'of_before': 16, 'now': 15, 'of_now': 16, 'chance': 0.015}}
    """
    same = same_people(before, now)
    paired = len(same) > 0
    then, after = (before.loc[same], now.loc[same]) if paired else (before, now)
    a, b = (table.reindex(columns=list(themes), fill_value=False) for table in (then, after))
    chances = [
        _paired(a[theme], b[theme]) if paired else _apart(a[theme], b[theme]) for theme in themes
    ]
    counts = {"before": a.sum(), "of_before": len(a), "now": b.sum(), "of_now": len(b)}
    return pd.DataFrame(counts, index=list(themes)).assign(
        chance=corrected([*chances, *[1.0] * hidden])[: len(chances)]
    )


def same_people(before: pd.DataFrame, now: pd.DataFrame) -> pd.Index:
    """Return who answered both times, if at least SAME of the smaller group did; else nobody.

    before, now: a row a respondent.
    """
    same = before.index.intersection(now.index)
    enough = len(same) >= SAME * min(len(before), len(now))
    return same if enough else same[:0]


def _paired(before: pd.Series, now: pd.Series) -> float:
    return paired_change(int((now & ~before).sum()), int((before & ~now).sum()))


def _apart(before: pd.Series, now: pd.Series) -> float:
    return share_change((int(before.sum()), len(before)), (int(now.sum()), len(now)))
