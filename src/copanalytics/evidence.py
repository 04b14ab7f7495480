"""How far the codebook was right so far: by term, by theme, by what else a comment names."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from copanalytics.analogy import Sparse
from copanalytics.rates import Level, counted, shares

BELIEVED = 0.6
"""Share of the terms found that is taken to be right before anything is confirmed."""

MISSED = 0.02
"""Share of the themes without a term found that is taken to be meant, likewise."""

LEAN_HIT, LEAN_MISS, LEAN_ALL = 4.0, 40.0, 20.0
"""Confirmed comments for which the less detailed share stands in: of a theme whose term is found,
of one whose term is not, of all themes together."""

SITUATIONS = 4
"""No theme's term is found; only others'; this theme's alone; this theme's beside others'."""


class Said(NamedTuple):
    """Comments as they are learned from.

    comments: text, language, prompt. hits: comments by terms, 1 where found. codebook: terms by
    themes, 1 where the term is the theme's. meaning: one row a comment. spoken: one row a theme,
    the meaning of its terms.
    """

    comments: pd.DataFrame
    hits: Sparse
    codebook: Sparse
    meaning: np.ndarray
    spoken: np.ndarray

    def only(self, rows: np.ndarray) -> "Said":
        """Return the comments at these places."""
        comments = self.comments.iloc[rows].reset_index(drop=True)
        return self._replace(comments=comments, hits=self.hits[rows], meaning=self.meaning[rows])

    def named(self) -> np.ndarray:
        """Return comments by themes: whether a term of the theme was found."""
        return (self.hits @ self.codebook).toarray() > 0


@dataclass(frozen=True)
class Evidence:
    """Counts of confirmed comments by situation (coarse to fine) and by term (likewise)."""

    prompts: tuple[str, ...]
    situations: tuple[Level, ...]
    terms: tuple[Level, ...]

    def by_situation(self, said: Said, own: np.ndarray | None = None) -> np.ndarray:
        """Return comments by themes: share right of like comments, under this prompt if known.

        own: what is confirmed of these very comments, to leave each out of its own share.
        """
        situation = _situation(said.named())
        top = np.where(situation >= 2, BELIEVED, MISSED)
        return shares(self.situations, _by_situation(said, self.prompts), top, own)

    def by_term(self, said: Said, own: np.ndarray | None = None) -> np.ndarray:
        """Return comments by themes: share right of the best term found; 0.5 where none is."""
        rows, terms, themes = _found(said)
        right = None if own is None else own[rows, themes]
        codes = (np.zeros_like(terms), themes, terms)
        share = shares(self.terms, codes, np.full(len(terms), BELIEVED), right)
        best = np.zeros((len(said.comments), said.codebook.shape[1]))
        np.maximum.at(best, (rows, themes), share)
        return np.where(best > 0, best, 0.5)


def evidence(said: Said, given: np.ndarray) -> Evidence:
    """Return the counts of confirmed comments. given: comments by themes, 1 where confirmed."""
    prompts = tuple(sorted(set(said.comments["prompt"])))
    rows, terms, themes = _found(said)
    right = given[rows, themes]
    n_terms, n_themes = said.codebook.shape
    by_situation = _by_situation(said, prompts)
    leans = (np.array([LEAN_ALL]), np.full(n_themes, LEAN_HIT), np.full(n_terms, LEAN_HIT))
    codes = (np.zeros_like(terms), themes, terms)
    return Evidence(
        prompts,
        tuple(
            counted(code, given, lean)
            for code, lean in zip(by_situation, _leans(n_themes, len(prompts)), strict=True)
        ),
        tuple(counted(code, right, lean) for code, lean in zip(codes, leans, strict=True)),
    )


def _found(said: Said) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Comment, term and theme of every term found."""
    pairs = said.hits.tocoo()
    theme = np.asarray(said.codebook.argmax(axis=1)).ravel()
    return pairs.row, pairs.col, theme[pairs.col]


def _situation(named: np.ndarray) -> np.ndarray:
    others = named.sum(axis=1, keepdims=True) - named
    return 2 * named + (others > 0)


def _by_situation(said: Said, prompts: tuple[str, ...]) -> tuple[np.ndarray, ...]:
    """Codes of the situation, with the theme, and with the prompt (one more if unknown)."""
    places = {prompt: place for place, prompt in enumerate(prompts)}
    asked = said.comments["prompt"].map(places).fillna(len(prompts)).to_numpy(dtype=int)
    named = said.named()
    situation = _situation(named)
    of_theme = np.arange(named.shape[1]) * SITUATIONS + situation
    return situation, of_theme, of_theme * (len(prompts) + 1) + asked[:, None]


def _leans(themes: int, prompts: int) -> tuple[np.ndarray, ...]:
    detailed = np.array([LEAN_MISS, LEAN_MISS, LEAN_HIT, LEAN_HIT])
    of_theme = np.tile(detailed, themes)
    return np.full(SITUATIONS, LEAN_ALL), of_theme, np.repeat(of_theme, prompts + 1)
