"""How far two coders agree about which comments have which theme, beyond what chance gives.

kappa: Cohen (1960), A coefficient of agreement for nominal scales. alpha: Krippendorff (2004),
Content Analysis, chapter 11, for nominal data. Both are 1 where the coders always agree and 0 where
they agree as often as by chance. Intervals: Efron (1979), comments drawn anew with replacement.
"""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pandas as pd

CLEAR = 0.60
"""Kappa from which a theme's definition is taken to be understood alike."""

DRAWS = 1000
"""How often comments are drawn anew for an interval."""

SEED = 1960
"""Start of the draws, so that an interval is the same each time."""

POOLED = "all themes"
"""The row in which every comment counts once with each theme."""


def agreement(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return how far two coders agree, by theme and for all themes together.

    first, second: comment and theme of a coder, `none` where a comment has no theme. Only comments
    that both decided about count. Columns: comments, both, one (comments that both coders, or one
    of them, gave the theme), kappa, alpha, and 95% intervals: kappa_low, kappa_high, alpha_low,
    alpha_high. Missing where neither coder, or both, gave the theme to every comment: there is
    nothing to agree about.

    >>> ann = pd.DataFrame({"comment": list("abcd"), "theme": ["fees", "fees", "law", "law"]})
    >>> bea = pd.DataFrame({"comment": list("abcd"), "theme": ["fees", "law", "law", "law"]})
    >>> found = agreement(ann, bea).loc["law"]
    >>> found[["comments", "both", "one", "kappa", "alpha"]].round(2).tolist()
    [4.0, 2.0, 1.0, 0.5, 0.53]
    """
    mine, theirs = _given(first), _given(second)
    comments = mine.index.intersection(theirs.index)
    mine, theirs = (_used(given.loc[comments]) for given in (mine, theirs))
    themes = sorted((set(mine.columns) | set(theirs.columns)) - {"none"})
    a, b = (
        given.reindex(index=comments, columns=themes, fill_value=False).to_numpy()
        for given in (mine, theirs)
    )
    cells = {theme: (a[:, [n]], b[:, [n]]) for n, theme in enumerate(themes)}
    rows = {POOLED: (a, b), **cells}
    return pd.DataFrame({theme: _measured(*pair) for theme, pair in rows.items()}).T


def by_coders(codings: pd.DataFrame) -> dict[tuple[str, str], pd.DataFrame]:
    """Return how far each pair of coders agrees who decided about the same comments.

    codings: comment, theme, coder.
    """
    decided = dict(list(codings.groupby("coder")))
    return {
        (str(a), str(b)): agreement(decided[a], decided[b])
        for a, b in combinations(decided, 2)
        if set(decided[a]["comment"]) & set(decided[b]["comment"])
    }


def with_none(given: pd.DataFrame, comments: pd.Series) -> pd.DataFrame:
    """Return what was given to these comments: comment, theme, `none` where it is nothing.

    >>> fees = pd.DataFrame({"comment": ["a"], "theme": ["fees"]})
    >>> with_none(fees, pd.Series(["a", "b"]))["theme"].tolist()
    ['fees', 'none']
    """
    told = given.loc[given["comment"].isin(comments), ["comment", "theme"]]
    bare = comments[~comments.isin(told["comment"])]
    return pd.concat([told, pd.DataFrame({"comment": bare, "theme": "none"})], ignore_index=True)


def clear(kappa: float | None) -> bool:
    """Return whether a kappa may be told; below CLEAR the definition is unclear.

    >>> clear(0.61), clear(0.59), clear(float("nan"))
    (True, False, False)
    """
    return kappa is not None and bool(kappa >= CLEAR)


def told(found: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """Return agreement line by line: the theme, how many comments, kappa, alpha; or why not.

    names: what each theme is called.
    """
    return [_line(names.get(str(theme), str(theme)), row) for theme, row in found.iterrows()]


def _line(name: str, row: pd.Series) -> str:
    numbers = f"{row['both']:.0f} by both, {row['one']:.0f} by one, of {row['comments']:.0f}"
    if pd.isna(row["kappa"]):
        return f"{name} ({numbers}): too few to say"
    if not clear(row["kappa"]):
        return f"{name} ({numbers}): definition unclear"
    parts = [
        f"{kind} {row[kind]:.2f} ({row[kind + '_low']:.2f} to {row[kind + '_high']:.2f})"
        for kind in ("kappa", "alpha")
    ]
    return f"{name} ({numbers}): {', '.join(parts)}"


def _given(codings: pd.DataFrame) -> pd.DataFrame:
    """Whether each comment was given each theme."""
    return pd.crosstab(codings["comment"], codings["theme"]).gt(0)


def _used(given: pd.DataFrame) -> pd.DataFrame:
    return given.loc[:, given.any()]


def _measured(a: np.ndarray, b: np.ndarray) -> pd.Series:
    """What two coders gave, comments by themes, as counts and measures."""
    from krippendorff import alpha
    from sklearn.metrics import cohen_kappa_score

    flat = a.ravel().astype(int), b.ravel().astype(int)
    counts = {"comments": len(a), "both": (a & b).sum(), "one": (a ^ b).sum()}
    if not len(a) or len(np.unique(flat)) < 2:
        return pd.Series(counts, dtype="float64").reindex([*counts, *_ENDS])
    measures = {
        "kappa": cohen_kappa_score(*flat),
        "alpha": alpha(np.array(flat), level_of_measurement="nominal"),
    }
    return pd.Series({**counts, **measures, **_intervals(a, b)}, dtype="float64")


_ENDS = ("kappa", "alpha", "kappa_low", "kappa_high", "alpha_low", "alpha_high")


def _intervals(a: np.ndarray, b: np.ndarray) -> dict[str, float]:
    """95% intervals of comments drawn anew; draws in which nothing differs say nothing."""
    cells = np.array([np.sum(pair, axis=1) for pair in (a & b, a & ~b, ~a & b, ~a & ~b)])
    chosen = np.random.default_rng(SEED).integers(len(a), size=(DRAWS, len(a)))
    counts = cells[:, chosen].sum(axis=2)
    found = {}
    for measure, drawn in {"kappa": _kappa(*counts), "alpha": _alpha(*counts)}.items():
        low, high = np.quantile(drawn[np.isfinite(drawn)], [0.025, 0.975])
        found |= {f"{measure}_low": float(low), f"{measure}_high": float(high)}
    return found


# The two below are the formulas of the libraries for a table of four counts, for all draws at once:
# a thousand calls of the libraries for each of twenty themes would take half a minute.


def _kappa(both: np.ndarray, one: np.ndarray, other: np.ndarray, none: np.ndarray) -> np.ndarray:
    n = both + one + other + none
    chance = ((both + one) * (both + other) + (none + one) * (none + other)) / n**2
    return _beyond((both + none) / n, chance)


def _alpha(both: np.ndarray, one: np.ndarray, other: np.ndarray, none: np.ndarray) -> np.ndarray:
    yes, no = 2 * both + one + other, 2 * none + one + other
    values = yes + no
    differing = 2 * yes * no / (values * (values - 1))
    return _beyond(1 - 2 * (one + other) / values, 1 - differing)


def _beyond(observed: np.ndarray, chance: np.ndarray) -> np.ndarray:
    room = np.where(chance < 1, 1 - chance, np.nan)
    return (observed - chance) / room
