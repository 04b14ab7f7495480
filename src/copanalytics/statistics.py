"""Shares and medians of few people, with what they may well be; and whether a change is one."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

ALPHA = 0.05
"""The probability of a chance difference at least as large, below which a change is told as one."""


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
