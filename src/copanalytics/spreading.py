"""Many small pieces of work on all processors, their results in the order of the pieces."""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

FEWEST = 400
"""Pieces below which starting further processes takes longer than it saves."""

CHUNK = 50
"""Pieces that a process is given at a time."""


def spread(work: Callable[[T], R], pieces: Sequence[T], fewest: int = FEWEST) -> list[R]:
    """Return what the work makes of each piece, in their order.

    From `fewest` pieces on it is done in as many processes as there are processors; they are
    started afresh, as on Windows, so the work must be a function of a module.

    >>> spread(str, [1, 2])
    ['1', '2']
    """
    if len(pieces) < fewest:
        return [work(piece) for piece in pieces]
    from joblib import Parallel, delayed

    chunks = [pieces[start : start + CHUNK] for start in range(0, len(pieces), CHUNK)]
    found = Parallel(n_jobs=-1)(delayed(_all)(work, chunk) for chunk in chunks)
    return [result for results in found or () for result in results or ()]


def _all(work: Callable[[T], R], pieces: Sequence[T]) -> list[R]:
    return [work(piece) for piece in pieces]
