"""Themes by analogy: how alike comments are to confirmed ones, and what those were given."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

Sparse = Any
"""A sparse matrix of scipy, whose operators its type stubs know in part only."""

ALONE = 0.3
"""How much what two comments share counts by itself, beside every pair of things that they share:
a word may mean one theme under one prompt, and another under the next."""

DOUBT = 1 / 3
"""Noise in what is confirmed, where the likeness of a comment to itself is 1."""


class Rows(NamedTuple):
    """Comments as vectors of length 1, in two parts: what is found in them, and their meaning."""

    found: Sparse
    meaning: np.ndarray


@dataclass(frozen=True)
class Analogy:
    """What confirmed comments say of those that are like them.

    usual: by theme, its share of the confirmed. weights: confirmed comments by themes, how far
    each speaks for the theme.
    """

    usual: np.ndarray
    weights: np.ndarray

    def scores(self, alike: np.ndarray) -> np.ndarray:
        """Return comments by themes: near 1 where the theme is expected, near 0 where not."""
        return self.usual + alike @ self.weights


def likeness(comments: Rows, others: Rows) -> np.ndarray:
    """Return comments by others: 1 where nothing differs, near 0 where nothing is shared."""
    found = (comments.found @ others.found.T).toarray()
    shared = found + comments.meaning @ others.meaning.T
    return ((ALONE + shared) / (ALONE + 1)) ** 2


def analogy(alike: np.ndarray, given: np.ndarray, parts: np.ndarray) -> tuple[Analogy, np.ndarray]:
    """Return the analogy to confirmed comments, and the scores it gives to themselves unseen.

    alike: their likeness to one another. given: comments by themes, 1 where confirmed. parts: of
    each comment a number; its scores are those it had if no comment of its part were confirmed.

    Source: kernel ridge regression (Saunders, Gammerman and Vovk 1998); of what is left out,
    Rifkin and Lippert (2007), Notes on regularized least squares, whose formula for one comment
    holds for a part of them with a block of the inverse.

    >>> alike, given = np.eye(2) + 0.5, np.array([[1.0], [0.0]])
    >>> known, unseen = analogy(alike, given, np.array([0, 1]))
    >>> known.scores(alike).round(2).tolist(), unseen.round(2).tolist()
    ([[0.88], [0.12]], [[0.36], [0.64]])
    """
    right = given.astype(alike.dtype)
    usual, inverse = right.mean(axis=0), _inverse(alike)
    weights, unseen = inverse @ (right - usual), np.empty_like(right)
    for part in np.unique(parts):
        rows = np.flatnonzero(parts == part)
        unseen[rows] = right[rows] - np.linalg.solve(inverse[np.ix_(rows, rows)], weights[rows])
    return Analogy(usual, weights), unseen


def _inverse(alike: np.ndarray) -> np.ndarray:
    """The inverse of the likeness with doubt, in half the work and room that any matrix takes."""
    from scipy.linalg import get_lapack_funcs

    potrf, potri = get_lapack_funcs(("potrf", "potri"), (alike,))
    lower, _ = potrf(alike + DOUBT * np.eye(len(alike), dtype=alike.dtype), lower=True)
    half, _ = potri(lower, lower=True)
    return np.tril(half) + np.tril(half, -1).T
