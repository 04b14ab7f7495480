"""Shares and medians of few people, with what they may well be; and whether a change is one."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

ALPHA = 0.05
"""The probability of a chance difference at least as large, below which a change is told as one."""

POWER = 0.8
"""In how many of the cases a change must be told to be one that would probably have been seen."""

START = 0.2
"""The share from which a rise is looked for: that of a theme which one in five names."""


@lru_cache(maxsize=1024)
def interval(part: int, whole: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the Wilson score interval of a share `part` / `whole`, as two shares.

    Wilson (1927), as computed by scipy: of many such intervals, the stated part holds the share
    that a larger group of the same kind would have.

    >>> [round(end, 2) for end in interval(8, 16)]
    [0.28, 0.72]
    """
    from scipy.stats import binomtest

    found = binomtest(part, whole).proportion_ci(confidence, method="wilson")
    return float(found.low), float(found.high)


def median_interval(values: Sequence[float], confidence: float = 0.95) -> tuple[float, float]:
    """Return an interval of the median that needs no assumption on how the values are spread.

    From order statistics (Conover 1999, chapter 3.2), as computed by scipy. An end is NaN where so
    few values cannot bound it (at 95 per cent: fewer than six).

    >>> median_interval([1, 2, 3, 4, 5, 6, 7, 8])
    (1.0, 8.0)
    """
    from scipy.stats import quantile_test

    found = quantile_test(list(values), p=0.5).confidence_interval(confidence)
    return float(found.low), float(found.high)


def paired_change(gained: int, lost: int) -> float:
    """Return the exact probability of so uneven a change by chance, for the same people twice.

    gained: those who came the second time only; lost: the first time only. McNemar's test in its
    exact form, a two-sided binomial test; 1 where nobody changed.

    >>> round(paired_change(1, 9), 3)
    0.021
    """
    from scipy.stats import binomtest

    return float(binomtest(gained, gained + lost).pvalue) if gained + lost else 1.0


def share_change(before: tuple[int, int], now: tuple[int, int]) -> float:
    """Return the exact probability of so large a difference of two shares by chance.

    before, now: part and whole, of different people. Fisher's exact test, two-sided.

    >>> round(share_change((8, 16), (15, 16)), 3)
    0.015
    """
    from scipy.stats import fisher_exact

    table = [[before[0], before[1] - before[0]], [now[0], now[1] - now[0]]]
    return float(cast(Any, fisher_exact(table))[1])


def shares_differ(parts: Sequence[tuple[int, int]]) -> float:
    """Return the probability by chance of so large differences between the shares of groups.

    parts: part and whole of each group, of different people. Of two groups Fisher's exact test; of
    more, the chi-square of many tables with the same sums (Monte Carlo, the same every time).

    >>> round(shares_differ([(8, 16), (15, 16)]), 3)
    0.015
    """
    from scipy.stats import MonteCarloMethod, fisher_exact

    if len(parts) == 2:
        return share_change(*parts)
    table = [[part for part, _ in parts], [whole - part for part, whole in parts]]
    if not all(map(any, table)):
        return 1.0
    method = MonteCarloMethod(rng=0)
    return float(cast(Any, fisher_exact(table, method=method)).pvalue)


def middles_differ(groups: Sequence[Sequence[float]]) -> float:
    """Return the probability by chance of so large differences between the values of groups.

    Kruskal and Wallis's test (1952), as computed by scipy: which group's values are the larger
    ones. 1 where all values are the same.

    >>> round(middles_differ([[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]), 3)
    0.009
    """
    from scipy.stats import kruskal

    if len({value for values in groups for value in values}) == 1:
        return 1.0
    return float(kruskal(*groups).pvalue)


def visible_rise(before: int, now: int, start: float = START, tests: int = 1) -> float | None:
    """Return the smallest share that a test would probably tell from `start`; None if none is.

    before, now: how many people were asked each time. Probably: in POWER of the cases, when each
    time people answer anew. Fisher's exact test, two-sided, with Bonferroni's correction for so
    many tests (of which one has changed, as much as Benjamini and Hochberg's is sure of); in steps
    of five points.

    >>> visible_rise(30, 30)
    0.6
    >>> visible_rise(4, 4) is None
    True
    """
    shares = [round(start + 0.05 * step, 2) for step in range(1, 20) if start + 0.05 * step < 1.001]
    told = _told_apart(before, now, ALPHA / tests)
    return next((share for share in shares if _power(told, start, share) >= POWER), None)


def visible_flow(tests: int = 1) -> int:
    """Return how many of the same people must change, all one way, for `paired_change` to tell it.

    With Bonferroni's correction for so many tests.

    >>> visible_flow(), visible_flow(10)
    (6, 9)
    """
    counts = range(1, 64)
    return next(n for n in counts if paired_change(n, 0) < ALPHA / tests)


def _power(told: Any, start: float, share: float) -> float:
    from scipy.stats import binom

    before, now = (size - 1 for size in told.shape)
    first = binom.pmf(range(before + 1), before, start)
    second = binom.pmf(range(now + 1), now, share)
    return float(first @ told @ second)


@lru_cache(maxsize=32)
def _told_apart(before: int, now: int, alpha: float) -> Any:
    """Whether Fisher's test tells each pair of counts apart: a row a count before, a column now.

    Its formula for all tables at once: thousands of calls of the library would take seconds.
    """
    import numpy as np
    from scipy.stats import hypergeom

    told = np.zeros((before + 1, now + 1), dtype=bool)
    for total in range(before + now + 1):
        first = np.arange(max(0, total - now), min(before, total) + 1)
        likely = hypergeom.pmf(first, before + now, total, before)
        as_far = likely[None, :] <= likely[:, None] * (1 + 1e-7)
        told[first, total - first] = as_far @ likely < alpha
    return told


def corrected(chances: Sequence[float]) -> list[float]:
    """Return the probabilities of several tests, corrected so that few that are told are chance.

    Benjamini and Hochberg (1995), as computed by scipy: of the differences told below a
    probability, on average no larger a share is chance.

    >>> [round(chance, 3) for chance in corrected([0.01, 0.04, 0.5])]
    [0.03, 0.06, 0.5]
    """
    from scipy.stats import false_discovery_control

    return [float(chance) for chance in false_discovery_control(list(chances))] if chances else []
