"""A theme's share where a machine coded everything and a person confirmed a random sample."""

import math
from collections.abc import Sequence

import numpy as np

SURE = 1.96
"""Standard errors to each side of a 95 % interval."""

BEFORE = ((0.02, 1.0), (0.5, 1.0))
"""Share that is right, and for how many units it stands in, before any is confirmed: of units to
which the machine did not give the theme, and of those to which it did."""


def corrected_share(
    confirmed: Sequence[bool] | np.ndarray,
    machine: Sequence[bool] | np.ndarray,
    machine_rest: Sequence[bool] | np.ndarray,
    larger: bool = False,
) -> tuple[float, float, float]:
    """Return the share of all units that have a theme, and both ends of its 95 % interval.

    A unit is whatever is counted, a respondent or a comment. confirmed: whether each unit of a
    random sample has the theme, as a person says; machine: whether the machine gave it to the same
    units; machine_rest: to all others. How often the machine was right in the sample, where it gave
    the theme and where it did not, says how many of the others have it. The interval is for these
    units, not for others that might have answered: with all of them confirmed it has no width.
    larger: whether it is for a larger group of the same kind instead, of which these units are a
    part; with all of them confirmed it is Wilson's then.

    Source: prediction-powered inference with power tuning (Angelopoulos, Duchi and Zrnic 2023,
    PPI++), which for yes and no is post-stratification (Holt and Smith 1979); the interval is
    Wilson's (1927) for as many units as give the same variance, so that rare themes keep theirs.

    Raises: ValueError when nothing is confirmed, or the machine coded another number of units.

    >>> share, low, high = corrected_share([1, 1, 0, 0, 0], [1, 1, 0, 0, 0], [1, 1, 0, 0, 0])
    >>> round(share, 2), round(low, 2), round(high, 2)
    (0.37, 0.25, 0.51)
    >>> corrected_share([True, False], [True, True], [])
    (0.5, 0.5, 0.5)
    >>> [round(end, 2) for end in corrected_share([True] * 8 + [False] * 8, [True] * 16, [], True)]
    [0.5, 0.28, 0.72]
    """
    right, given, others = (
        np.asarray(part, dtype=bool) for part in (confirmed, machine, machine_rest)
    )
    if not len(right) or len(right) != len(given):
        raise ValueError(f"{len(right)} units confirmed, {len(given)} of them coded")
    units, have, variance = len(right) + len(others), float(right.sum()), 0.0
    for says, (share, weight) in enumerate(BEFORE):
        same, rest = right[given == says], int((others == says).sum())
        likely = (float(same.sum()) + weight * share) / (len(same) + weight)
        have += rest * likely
        variance += likely * (1 - likely) * (rest**2 / (len(same) + weight) + rest)
    low, high = _wilson(have / units, variance / units**2, units if larger else math.inf)
    return have / units, low, high


def _wilson(share: float, variance: float, units: float) -> tuple[float, float]:
    """Wilson's interval at the variance of the coding, and of so many units drawn at random."""
    if variance == 0 and math.isinf(units):
        return share, share
    spread_out = share * (1 - share)
    size = 1 / (1 / units + (variance / spread_out if variance else 0))
    middle = (share + SURE**2 / (2 * size)) / (1 + SURE**2 / size)
    spread = math.sqrt(share * (1 - share) / size + SURE**2 / (4 * size**2))
    half = SURE * spread / (1 + SURE**2 / size)
    return max(0.0, middle - half), min(1.0, middle + half)
