"""Many written times at once: texts of one shape have their numbers in the same places.

Two texts have one shape when they differ in digits only. A pattern is matched once a shape, and the
numbers are then taken out of all its texts together, so that a million times cost little.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

LONGEST = 64
"""Letters of the longest text that may be a time; a longer one is none."""

ZERO = ord("0")


class Texts:
    """Texts as a matrix of letters, and which of them have one shape."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Take the texts; those longer than `LONGEST` count as empty."""
        short = [text if len(text) <= LONGEST else "" for text in texts]
        width = max([1, *map(len, short)])
        array = np.array(short, dtype=f"U{width}")
        self.letters = array.view(np.uint32).reshape(len(short), width)
        self.digit = (self.letters >= ZERO) & (self.letters <= ZERO + 9)

    def shapes(self) -> list[tuple[str, npt.NDArray[np.intp]]]:
        """Return every shape, its digits written as 0, with the positions of its texts."""
        alike = np.where(self.digit, ZERO, self.letters).astype(np.uint64)
        weights = np.random.default_rng(0).integers(1, 2**63, alike.shape[1], dtype=np.uint64)
        _, first, which = np.unique(
            (alike * weights).sum(axis=1, dtype=np.uint64), return_index=True, return_inverse=True
        )
        order = np.argsort(which, kind="stable")
        ends = np.cumsum(np.bincount(which, minlength=len(first)))
        parts = np.split(order, ends[:-1]) if len(first) else []
        written = ["".join(map(chr, alike[at])).rstrip("\x00") for at in first]
        return list(zip(written, parts, strict=True))

    def numbers(self, which: npt.NDArray[np.intp], span: tuple[int, int]) -> Numbers:
        """Return the number that each text has between two places; -1 where the span is none."""
        start, end = span
        if start < 0:
            return np.full(len(which), -1)
        powers = 10 ** np.arange(end - start - 1, -1, -1)
        return (self.letters[which, start:end].astype(np.int64) - ZERO) @ powers
