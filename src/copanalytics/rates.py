"""How often something was right, each level of detail leaning on the one above it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Level:
    """Counts of one level of detail: by code, how often it was right and how often seen.

    lean: by code, the number of cases for which the share of the level above stands in.
    """

    right: np.ndarray
    seen: np.ndarray
    lean: np.ndarray


def counted(codes: np.ndarray, right: np.ndarray, lean: np.ndarray) -> Level:
    """Return the counts of one level. codes: each case's place in `lean`."""
    size = len(lean)
    return Level(
        np.bincount(codes.ravel(), right.ravel(), size),
        np.bincount(codes.ravel(), minlength=size).astype(float),
        lean,
    )


def shares(
    levels: Sequence[Level],
    codes: Sequence[np.ndarray],
    top: np.ndarray,
    own: np.ndarray | None = None,
) -> np.ndarray:
    """Return for each case the share that was right at its finest level.

    top: what the coarsest level leans on. own: whether the case itself was right, when it is
    among those counted; it is then left out of its own share.

    >>> level = counted(np.array([0, 0, 1]), np.array([1, 1, 0]), np.array([1.0, 1.0]))
    >>> shares([level], [np.array([0, 1])], np.array([0.5, 0.5])).round(2).tolist()
    [0.83, 0.25]
    """
    share = top
    itself = 0.0 if own is None else 1.0
    mine = 0.0 if own is None else own
    for level, code in zip(levels, codes, strict=True):
        right, seen, lean = level.right[code] - mine, level.seen[code] - itself, level.lean[code]
        share = (right + lean * share) / (seen + lean)
    return share
