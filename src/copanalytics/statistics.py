"""Shares of few people, with what they may well be."""

from functools import lru_cache


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
